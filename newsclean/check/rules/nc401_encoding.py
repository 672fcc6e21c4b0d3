"""NC401: a file that is not UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """One finding, at the file's beginning."""
    if file.encoding != "utf-8":
        yield Finding(0, 0, f"encoding is {file.encoding}, not UTF-8")


RULE = Rule(
    code="NC401",
    name="not-utf-8",
    summary="encoding is not UTF-8",
    why="Every reader has to guess GBK, Big5 and UTF-16, and some guess wrong. Fixes keep a file's encoding; convert it with "
    "`iconv -f GB18030 -t UTF-8`.",
    wrong="(a file in GB18030)",
    right="(the same text in UTF-8)",
    fix="none",
    find=find,
)

"""NC308: replacement characters."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.characters import runs
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

REPLACEMENT = expression("\ufffd+")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every run of U+FFFD."""
    yield from runs(file, REPLACEMENT, "replacement character", drop=False)


RULE = Rule(
    code="NC308",
    name="replacement-character",
    summary="replacement character: text lost in a conversion",
    why="A program met bytes that it could not decode and wrote U+FFFD for them. What stood there is in the original only: "
    "convert it again, with the right encoding.",
    wrong="3月6日，茶\ufffd开采。",
    right="3月6日，茶园开采。",
    fix="none",
    find=find,
)

"""NC306: control characters."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.characters import runs
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

# Tab, line feed, form feed (it parts pages) and carriage return are layout.
CONTROL = expression("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]+")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every run of controls."""
    yield from runs(file, CONTROL, "control character", drop=True)


RULE = Rule(
    code="NC306",
    name="control-character",
    summary="control character",
    why="NULs and other controls come from damaged files and from fonts without a mapping; databases and XML refuse them.",
    wrong="3月6日，茶园\x01开采。",
    right="3月6日，茶园开采。",
    fix="safe",
    find=find,
)

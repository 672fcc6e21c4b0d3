"""NC305: private-use characters."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.characters import runs
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

PRIVATE = expression(r"\p{Co}+")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every run of private-use characters."""
    yield from runs(file, PRIVATE, "private-use character", drop=False)


RULE = Rule(
    code="NC305",
    name="private-use-character",
    summary="private-use character",
    why="A font of the paper's own gave this glyph a number that means nothing elsewhere: a bullet, or a rare character "
    "of somebody's name. Only the printed page tells which.",
    wrong="\ue003 3月6日，茶园开采。",
    right="● 3月6日，茶园开采。",
    fix="none",
    find=find,
)

"""NC307: characters that take no room."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.characters import runs
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

# Zero-width spaces and joiners, direction marks, stray BOMs; a soft hyphen at a line's end marks a broken word (NC105).
INVISIBLE = expression("(?:[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\u00ad(?![\r\n]|$))+")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every run of characters that nobody sees."""
    yield from runs(file, INVISIBLE, "invisible character", drop=True)


RULE = Rule(
    code="NC307",
    name="invisible-character",
    summary="zero-width character, direction mark, soft hyphen or stray byte order mark",
    why="It parts a word that looks whole: no search finds 茶园 with a zero-width space in it.",
    wrong="3月6日，茶\u200b园开采。",
    right="3月6日，茶园开采。",
    fix="safe",
    find=find,
)

"""NC102: a space inside a Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.gaps import closing, gap_groups, is_run
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every single space that the `spacing` stage closes, but those at figures, which NC302 weighs."""
    for group in gap_groups(file):
        if is_run(group):
            continue
        for gap in group:
            if not gap.at_figure:
                message = f"space inside a sentence: {gap.pair[0]} {gap.pair[1]}"
                yield Finding(gap.start, gap.end, message, closing([gap]))


RULE = Rule(
    code="NC102",
    name="stray-space",
    summary="space inside a Chinese sentence",
    why="OCR drops spaces in the midst of words, and extractors put them where a glyph stands a little apart.",
    wrong="3月6日，茶园 开采，茶农上山。",
    right="3月6日，茶园开采，茶农上山。",
    fix="safe",
    find=find,
)

"""NC101: characters set apart by justification."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.gaps import LEAST_IN_FORMED, closing, gap_groups, is_run
from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile

BEFORE = 1
"""The character before the first gap belongs to the run."""


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every run that the `spacing` stage closes up."""
    dumps = (group for group in gap_groups(file) if is_run(group))
    cleaned = (group for group in gap_groups(file, formed=True) if is_run(group, LEAST_IN_FORMED))
    for group in (*dumps, *cleaned):
        start, end = group[0].start - BEFORE, group[-1].end + 1
        shown = file.text[start:end]
        shown = shown if len(shown) <= 24 else shown[:23] + "…"
        yield Finding(start, end, f"characters set apart by justification: {shown}", closing(group))


RULE = Rule(
    code="NC101",
    name="spaced-run",
    summary="characters set apart by justification",
    why="To fill a line, layout programs spread its characters, and extractors write a space after each. "
    "No search finds the words then, and a tokenizer sees single characters.",
    wrong="山 区 小 学 新 校 舍 落 成",
    right="山区小学新校舍落成",
    fix="safe",
    find=find,
)

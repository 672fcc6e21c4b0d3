"""NC206: a line or paragraph that stands in the file twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.model import Role

if TYPE_CHECKING:
    from newsclean.check.reading import Block

RUNNING = (Role.PARAGRAPH, Role.CAPTION)


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every repetition of a paragraph, or of a printed line of running text."""
    least = file.settings.check.shortest_duplicate
    paragraphs: dict[str, int] = {}
    lines: dict[str, int] = {}
    for block in file.reading.blocks:
        if block.role not in RUNNING:
            continue
        text = "".join(block.text.split())
        start, end = file.reading.extent(block.spans, block.text)
        if len(text) >= least and text in paragraphs:
            yield Finding(start, end, f"paragraph stands in line {paragraphs[text]} too: {text[:16]}…")
            continue
        paragraphs[text] = file.place(start)[0]
        yield from _lines(file, block, lines, least)


def _lines(file: TextFile, block: Block, seen: dict[str, int], least: int) -> Iterator[Finding]:
    numbers = dict.fromkeys(number for first, last in block.spans for number in range(first, last + 1))
    for number in numbers:
        text = "".join(file.line(number).split())
        if len(text) < least:
            continue
        if text in seen and seen[text] != number:
            start, end = file.extent(number)
            yield Finding(start, end, f"line {seen[text]} says the same: {text[:16]}…")
        else:
            seen[text] = number


RULE = Rule(
    code="NC206",
    name="duplicate",
    summary="line or paragraph that stands in the file twice",
    why="Text drawn twice for a shadow, frames that overlap and scans that overlap give lines twice; counts and corpora "
    "then hold them twice. No fix is offered: which one to keep is for a person to say.",
    wrong="梨花开了，三十多名果农上山授粉，赶在落雨以前忙完。\n梨花开了，三十多名果农上山授粉，赶在落雨以前忙完。",
    right="梨花开了，三十多名果农上山授粉，赶在落雨以前忙完。",
    fix="none",
    find=find,
)

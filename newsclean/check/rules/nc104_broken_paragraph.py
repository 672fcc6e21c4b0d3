"""NC104: a paragraph broken over lines."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.broken import Broken, broken_blocks
from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.layout.joining import join


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every paragraph and caption that the stages `dehyphenate` and `captions` join."""
    for block in broken_blocks(file):
        start, end = _extent(file, block)
        begins = file.text[start : file.extent(block.lines[0])[1]].strip()[:12]
        message = f"{block.kind} broken over {len(block.lines)} lines: {begins}…"
        yield Finding(start, end, message, _fix(file, block) if block.whole else None)


def _extent(file: TextFile, block: Broken) -> tuple[int, int]:
    """From the first line's first character to the last line's end; the first line alone where the order is torn."""
    start, end = file.extent(block.lines[0])
    start += len(file.text[start:end]) - len(file.text[start:end].lstrip())
    return start, (file.extent(block.lines[-1])[1] if block.whole else end)


def _fix(file: TextFile, block: Broken) -> Fix:
    start, end = _extent(file, block)
    text = join([file.line(number).strip() for number in block.lines])
    return Fix((Replacement(start, end, text),), True, frozenset({"hyphen"}))


RULE = Rule(
    code="NC104",
    name="broken-paragraph",
    summary="paragraph broken over lines",
    why="A column breaks a paragraph every dozen characters. Whoever searches, counts or trains on lines then has "
    "fragments, and words that a line end parts are in no index. Where lines of other text stand between, or "
    "the order is torn, no fix is offered: `newsclean clean` takes the page as a whole.",
    wrong="但面对突如其来的新型冠状病毒感染的肺\n炎疫情，全市医务工作者义无反顾。",
    right="但面对突如其来的新型冠状病毒感染的肺炎疫情，全市医务工作者义无反顾。",
    fix="safe",
    find=find,
)

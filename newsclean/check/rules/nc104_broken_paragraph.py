"""NC104: a paragraph broken over lines."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.broken import Broken
from newsclean.check.figures import with_seams
from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.pieces import pieces
from newsclean.check.source import TextFile
from newsclean.layout.joining import join

SHOWN = 4


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every paragraph and caption that the stages `dehyphenate` and `captions` join, and for torn-off lines.

    It is reported at the lines that follow each other from its first on; where the order is torn, `more` has the rest.
    """
    for block in file.broken:
        (first, last), *more = _ranges(file, block)
        start, end = file.extent(first)[0], file.extent(last)[1]
        start += len(file.line(first)) - len(file.line(first).lstrip())
        begins = file.line(first).strip()[:12]
        elsewhere = f", also in {', '.join(_shown(*span) for span in more[:SHOWN])}" if more else ""
        elsewhere += " …" if len(more) > SHOWN else ""
        message = f"{block.kind} broken over {len(block.lines)} lines{elsewhere}: {begins}…"
        yield Finding(
            start, end, message, _fix(file, block, start) if block.whole else None, more=tuple(more)
        )

    for piece in pieces(file):
        start, end = file.reading.extent(piece.spans, piece.text)
        yield Finding(start, end, f"piece of a paragraph, the rest elsewhere: {piece.text[:12]}…")


def _shown(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _ranges(file: TextFile, block: Broken) -> list[tuple[int, int]]:
    """The block's lines as ranges in reading order; blank lines do not part a range."""
    ranges = [(block.lines[0], block.lines[0])]
    for number in block.lines[1:]:
        first, last = ranges[-1]
        if number > last and not any(file.line(between).strip() for between in range(last + 1, number)):
            ranges[-1] = first, number
        else:
            ranges.append((number, number))
    return ranges


def _fix(file: TextFile, block: Broken, start: int) -> Fix:
    end = file.extent(block.lines[-1])[1]
    lines = [file.line(number).strip() for number in block.lines]
    text = join(with_seams(file, lines), file.settings.options)
    return Fix((Replacement(start, end, text),), True, frozenset({"hyphen"}))


RULE = Rule(
    code="NC104",
    name="broken-paragraph",
    summary="paragraph broken over lines",
    why="A column breaks a paragraph every dozen characters. Whoever searches, counts or trains on lines then has "
    "fragments, and words that a line end parts are in no index. Where lines of other text stand between, or "
    "the order is torn, no fix is offered: `newsclean clean` takes the page as a whole.",
    wrong="但面对百年不遇的连续七十多天的夏秋旱\n情，沿河各村的抽水机昼夜不停。",
    right="但面对百年不遇的连续七十多天的夏秋旱情，沿河各村的抽水机昼夜不停。",
    fix="safe",
    find=find,
)

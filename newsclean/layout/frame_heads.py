"""Heads over several columns of a page written side by side: told from the column that they stand over, and spread.

A headline set in the middle over three columns stands, line for line, over the second one alone. What is narrow and not
flush with its column, or apart from it, is a head of its own; and the columns it belongs to are those whose middle it stands
over. Places are in characters, as in `newsclean.layout.frames`.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout.frames import INDENT, SETTLED, Frame
from newsclean.layout.measure import width
from newsclean.patterns import expression

RUNNING = expression("[，。；、]")
LONGEST = 4
"""Lines of the longest head."""
NARROW = 0.9
"""Share of the column's width that a line of a head at most has, if it is not known to stand over several."""
MEASURE = 2.0
"""Em by which the columns of one article may differ."""
REACH = 8
"""Lines between a head and its columns."""
OFF, OFF_SHARE = 3, 0.15
"""Characters that a head's middle may be off that of its columns, and the share of their width."""


def apart(frames: Sequence[Frame]) -> list[Frame]:
    """The frames, in the order of their first lines, with heads that ran together with a column parted from it."""
    found: list[Frame] = []
    for frame in frames:
        size = _head_size(frame)
        found += [frame.part(0, size), frame.part(size, len(frame.pieces))] if size else [frame]
    return sorted(found, key=lambda frame: (frame.section, frame.top))


def _head_size(frame: Frame) -> int:
    """Lines of the head that a frame begins with, over at least a few lines of text."""
    pieces = frame.pieces
    if len(pieces) <= SETTLED or frame.tiny:
        return 0
    steps = sorted(low.row - high.row for high, low in zip(pieces, pieces[1:], strict=False))
    step = steps[len(steps) // 2]
    size = 0
    for at, piece in enumerate(pieces[: min(LONGEST, len(pieces) - SETTLED)]):
        narrow = width(piece.text) <= NARROW * frame.widest
        if piece.start - frame.left > INDENT or (narrow and pieces[at + 1].row - piece.row > step + 1):
            size = at + 1
        elif not narrow:
            break
    return size


def spread(section: Sequence[Frame]) -> None:
    """Let heads reach over the columns that they stand in the middle of; columns and heads of one section."""
    flat = [frame for frame in section if not frame.tiny]
    heads = [frame for frame in flat if len(frame.pieces) <= LONGEST and not _runs(frame)]
    columns = [frame for frame in flat if frame not in heads]
    for head in heads:
        under = [column for column in columns if 0 < column.top - head.bottom <= REACH]
        over = [column for column in columns if 0 < head.top - column.bottom <= REACH]
        for near in (under, over):
            others = [
                other
                for other in heads
                if other is not head and other.top <= head.bottom + 1 and head.top - 1 <= other.bottom
            ]
            if span := _span(head, sorted(near, key=lambda column: column.start), others):
                head.low, head.high = span
                break


def _runs(frame: Frame) -> bool:
    """Whether most lines of a frame have the marks of running text."""
    return 2 * sum(RUNNING.search(piece.text) is not None for piece in frame.pieces) > len(frame.pieces)


def _span(head: Frame, columns: Sequence[Frame], others: Sequence[Frame]) -> tuple[int, int] | None:
    """Where the most columns begin and end that a head stands in the middle of, with no other head over them."""
    best: tuple[int, int] | None = None
    for at, first in enumerate(columns):
        if first.start > head.start + 1:
            break
        for last in columns[at:]:
            if abs(last.widest - first.widest) > MEASURE:
                break
            low, high = first.start, last.stop
            off = abs(low + high - head.start - head.stop) / 2
            fits = high >= head.stop - 1 and off <= max(OFF, OFF_SHARE * (high - low))
            alone = all(
                other.stop <= low or high <= other.start or abs(other.start - low) <= 1 for other in others
            )
            if fits and alone and (best is None or high - low > best[1] - best[0]):
                best = low, high
    return best

"""Heads over several columns of a page written side by side: told from the column that they stand over, and spread.

A headline set in the middle over three columns stands, line for line, over the second one alone. What is narrow and not
flush with its column, or apart from it, is a head of its own; and the columns it belongs to are those whose middle it stands
over, unless all its lines begin where a column does. Places are in characters, as in `newsclean.layout.frames`.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout.frames import LONGEST_HEAD, MOST, SETTLED, Frame
from newsclean.layout.measure import width
from newsclean.layout.pieces import FIRST_LINE, INDENT

NARROW = 0.9
"""Share of the column's width that a line of a head at most has, if it is not known to stand over several."""
MEASURE = 2.0
"""Em by which the columns of one article may differ."""
FAR = 3
"""Lines between a column and a line that is its own."""
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
    found = [own for at in range(0, len(found), MOST) for own in _claimed(found[at : at + MOST])]
    return sorted(found, key=lambda frame: (frame.section, frame.top))


def _claimed(frames: Sequence[Frame]) -> list[Frame]:
    """Frames whose last lines fill the column under them gave these to it."""
    found = list(frames)
    for column in [frame for frame in frames if len(frame.pieces) >= SETTLED - 1 and not frame.tiny]:
        while (upper := next((frame for frame in found if _fills(frame, column, found)), None)) is not None:
            line = Frame(upper.pieces[-1], upper.section)
            for piece in column.pieces:
                line.add(piece)
            found[found.index(column)] = line
            column = line
            found[found.index(upper)] = upper.part(0, len(upper.pieces) - 1)
    return found


def _fills(upper: Frame, column: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the last line of a short frame is the line of running text right over a column."""
    last = upper.pieces[-1]
    short = 1 < len(upper.pieces) <= LONGEST_HEAD + 1 and not upper.tiny
    if upper is column or not (0 < column.top - last.row <= FAR and short):
        return False
    begins = last.start - column.left
    full = width(last.text) + (FIRST_LINE if begins > 1 else 0)
    if not (-1 <= begins <= INDENT and abs(full - column.measure) <= MEASURE):
        return False
    return not any(
        last.row < other.top <= other.bottom < column.top and column.overlaps(other) for other in frames
    )


def _head_size(frame: Frame) -> int:
    """Lines of the head that a frame begins with, over at least a few lines of text."""
    pieces = frame.pieces
    if len(pieces) <= SETTLED or frame.tiny:
        return 0
    steps = sorted(low.row - high.row for high, low in zip(pieces, pieces[1:], strict=False))
    step = steps[len(steps) // 2]
    most = min(LONGEST_HEAD, len(pieces) - SETTLED)
    size = 0
    for at, piece in enumerate(pieces[:most]):
        wide = width(piece.text)
        apart = pieces[at + 1].row - piece.row > step + 1
        if piece.start - frame.left > INDENT or (apart and wide <= NARROW * frame.widest):
            size = at + 1
        elif NARROW * frame.widest < wide:
            break
    return size


def spread(section: Sequence[Frame]) -> None:
    """Let heads reach over the columns that they stand in the middle of; columns and heads of one section."""
    for at in range(0, len(section), MOST):
        _spread(section[at : at + MOST])


def _spread(section: Sequence[Frame]) -> None:
    columns = [frame for frame in section if frame.runs]
    heads = [
        frame
        for frame in section
        if len(frame.pieces) <= LONGEST_HEAD and not frame.tiny and frame not in columns
    ]
    for head in heads:
        under = [column for column in columns if 0 < column.top - head.bottom <= REACH]
        over = [column for column in columns if 0 < head.top - column.bottom <= REACH]
        for near in (under, over):
            others = [
                other
                for other in heads
                if other is not head
                and other.top <= head.bottom + 1
                and head.top - 1 <= other.bottom
                and not _stacked(head, other)
            ]
            if any(_flush(head, column) for column in near):
                break
            if span := _span(head, sorted(near, key=lambda column: column.start), others):
                head.low, head.high = span
                break


def _flush(head: Frame, column: Frame) -> bool:
    """Whether a head's lines all begin where a column does: set to the left, it is read with this column first."""
    return len(head.pieces) > 1 and all(abs(piece.start - column.left) <= 1 for piece in head.pieces)


def _stacked(head: Frame, other: Frame) -> bool:
    """Whether two heads stand one over the other: those of one article."""
    apart = other.bottom < head.top or head.bottom < other.top
    return apart and other.start - OFF < head.stop and head.start - OFF < other.stop


def _span(head: Frame, columns: Sequence[Frame], others: Sequence[Frame]) -> tuple[int, int] | None:
    """Where the most columns begin and end that a head stands in the middle of, with no other head over them."""
    best: tuple[int, int] | None = None
    for at, first in enumerate(columns):
        if first.start > head.start + 1:
            break
        for last in columns[at:]:
            if abs(last.measure - first.measure) > MEASURE:
                break
            low, high = first.start, last.stop
            off = abs(low + high - head.start - head.stop) / 2
            fits = high >= head.stop - 1 and off <= max(OFF, OFF_SHARE * (high - low))
            alone = all(
                other.stop <= low
                or high <= other.start
                or (abs(other.start - low) <= 1 and len(other.pieces) < SETTLED)
                for other in others
            )
            if fits and alone and (best is None or high - low > best[1] - best[0]):
                best = low, high
    return best

"""Whose turn it is: where an extractor that sorts by height is likely to put the next line, whatever that line says.

Columns of one row are written one after another, so that the stream that followed this one in the last row is due again; or the
one before that, where neighbours have another leading; or the one after it, where the due one has ended. A box (lines without a
blank line between them) goes on with itself, and leaves the row's order as it was. What is not due is the less likely the
longer ago it had its last line.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..wording.towers import Vector

# Log-probabilities of where the next line goes, fitted on typeset pages dumped by pdftotext and pdfminer (tools/fit_dealing.py).
# After a stream that has more than one line:
SAME_AS_LAST_ROW: Final = -0.0
ROW_BEFORE_LAST: Final = -1.77
SKIP_ONE: Final = -3.5  # the stream whose turn it was has ended
SKIP_MORE: Final = -0.36  # for every further one
BACK_TO_SELF: Final = -3.63
# To any other stream, by how long ago it had its last line: a line, up to 3, 7, 15, 31, 63, 127, 200 of them.
ELSEWHERE: Final = (-4.41, -3.75, -3.36, -4.15, -4.11, -5.41, -6.66, -7.88)
LATE: Final = (
    0.18,
    0.6,
    0.76,
    -0.15,
    -0.25,
    -1.12,
    -0.12,
    -0.03,
)  # the same for one that is due, added to its own
NEW_STREAM: Final = -1.47
# After the first line of a stream:
ANOTHER_NEW: Final = -0.05  # columns open one after another
ROW_OPENED: Final = -3.61  # back to the first of those just opened
RESUMED: Final = -4.11  # to the stream whose turn it was before they opened
SECOND_LINE: Final = -6.63
OTHER_NEW: Final = -4.82
AFTER_NEW: Final = (-4.65, -3.32, -4.71, -4.96, -6.24, -6.32, -6.97, -6.15)
# The same where a row was under way when they opened, whose next column is still near:
ANOTHER_NEW_AMID: Final = 0.2
ROW_OPENED_AMID: Final = -3.22
RESUMED_AMID: Final = -3.94
SECOND_LINE_AMID: Final = -5.8
OTHER_NEW_AMID: Final = -4.0
AFTER_NEW_AMID: Final = (-5.03, -3.5, -4.8, -6.29, -5.45, -5.84, -6.85, -6.32)
# Without a blank line before it:
SAME_BOX: Final = 1.55
SAME_BOX_SECOND: Final = 0.44
NEW_IN_BOX: Final = -1.82
NEW_IN_BOX_AGAIN: Final = 1.7
OTHER_BOX: Final = (-4.15, -1.9, -3.77, -4.57, -4.72, -5.46, -5.68, -4.81)

HORIZON: Final = 200  # lines after which a stream is closed
NEAR: Final = 16  # lines: a row of a broadsheet has a dozen columns at the most


class Stream(NamedTuple):
    """An open stream, as one of the ways sees it."""

    name: int  # its first line
    last: int
    measure: float  # em
    indented: bool  # the last line is a paragraph's first
    length: int
    after: int  # the stream that had the line after this stream's last but one; -1: none
    after_before: int  # and the one before that
    turn: int  # ``after`` as it was when the last line came: whose turn it would have been
    lines: int  # its lines as bits, the last one lowest
    topic: Vector  # what its lines speak of, the last ones most


class Way(NamedTuple):
    """A way to deal out the lines so far."""

    score: float
    streams: dict[int, Stream]
    current: int  # name of the stream of the last line; -1 before the first
    key: int  # two ways with the same open line ends have the same key
    trail: tuple[object, ...] | None  # (name, log-odds of the succession, trail)


def turns(
    way: Way, current: Stream | None, j: int, boxed: bool
) -> tuple[dict[int, float], tuple[float, ...], float]:
    """Log-probabilities of the streams that are due, of any other by how long ago it was, and of a new one."""
    if current is None:
        return {}, ELSEWHERE, NEW_IN_BOX_AGAIN if boxed else ANOTHER_NEW
    name, fresh = current.name, current.length == 1
    if boxed:
        if fresh:
            return {name: SAME_BOX_SECOND}, OTHER_BOX, NEW_IN_BOX_AGAIN
        return {name: SAME_BOX}, OTHER_BOX, NEW_IN_BOX
    streams = way.streams
    due: dict[int, float] = {}
    if fresh:
        ends = {s.last: s for s in streams.values()}
        at, opened, before = j - 1, current, None
        while (s := ends.get(at)) is not None:
            if s.length > 1:
                before = s
                break
            opened = s
            due[s.name] = OTHER_NEW
            at -= 1
        waiting = streams.get(before.turn) if before is not None else None
        if waiting is not None and j - waiting.last <= NEAR:
            for other in due:
                due[other] = OTHER_NEW_AMID
            due[waiting.name] = RESUMED_AMID
            due[opened.name] = ROW_OPENED_AMID
            due[name] = SECOND_LINE_AMID
            return _late(due, streams, j), AFTER_NEW_AMID, ANOTHER_NEW_AMID
        if before is not None:
            due[before.turn] = RESUMED
        due[opened.name] = ROW_OPENED
        due[name] = SECOND_LINE
        return _late(due, streams, j), AFTER_NEW, ANOTHER_NEW
    at, cost = current.after, SAME_AS_LAST_ROW
    for skipped in range(5):
        s2 = streams.get(at)
        if s2 is None or at in due:
            break
        due[at] = cost
        if at == name:
            break
        at, cost = s2.after, SKIP_ONE + SKIP_MORE * skipped
    due.setdefault(current.after_before, ROW_BEFORE_LAST)
    due[current.after_before] = max(due[current.after_before], ROW_BEFORE_LAST)
    if current.after != name:
        due[name] = BACK_TO_SELF
    return _late(due, streams, j), ELSEWHERE, NEW_STREAM


def _late(due: dict[int, float], streams: dict[int, Stream], j: int) -> dict[int, float]:
    """Those of the due streams that are open, less what they are late."""
    found = {}
    for name, cost in due.items():
        stream = streams.get(name)
        if stream is not None and (lines := j - stream.last) <= HORIZON:
            found[name] = cost + LATE[lines.bit_length() - 1]
    return found

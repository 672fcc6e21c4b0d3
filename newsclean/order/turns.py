"""Whose turn it is: where an extractor that sorts by height is likely to put the next line, whatever that line says.

Columns of one row are written one after another, so that the stream that followed this one in the last row is due again; or the
one before that, where neighbours have another leading; or the one after it, where the due one has ended. A box (lines without a
blank line between them) goes on with itself, and leaves the row's order as it was.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from newsclean.wording.towers import Vector

# Log-probabilities of where the next line goes, fitted on typeset pages dumped by pdftotext and pdfminer (tools/fit_dealing.py).
# After a stream that has more than one line:
SAME_AS_LAST_ROW: Final = 0.2
ROW_BEFORE_LAST: Final = -1.74
SKIP_ONE: Final = -3.0  # the stream whose turn it was has ended
SKIP_MORE: Final = -0.45  # for every further one
BACK_TO_SELF: Final = -3.72
ELSEWHERE: Final = -4.45
LONG_AGO: Final = -6.98
NEW_STREAM: Final = -1.24
# After the first line of a stream; and the same where a row was under way when it opened, whose next column is still near:
ANOTHER_NEW: Final = (-0.02, 0.01)  # columns open one after another
ROW_OPENED: Final = (-4.19, -3.44)  # back to the first of those just opened
RESUMED: Final = (-4.3, -3.85)  # to the stream whose turn it was before they opened
SECOND_LINE: Final = (-6.47, -5.92)
OTHER_NEW: Final = (-4.62, -3.97)
NEAR_AFTER_NEW: Final = (-4.55, -5.18)
FAR_AFTER_NEW: Final = (-6.84, -6.23)
# Without a blank line before it:
SAME_BOX: Final = 1.5
SAME_BOX_SECOND: Final = -0.2
NEW_IN_BOX: Final = -1.53
NEW_IN_BOX_AGAIN: Final = 0.78
OTHER_BOX: Final = -4.08

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
    open: int  # bits of the paired marks that its lines leave open, see `lines.left_open`
    topic: Vector  # what its lines speak of, the last ones most
    end: int  # the same for streams that any line fits equally: see `end_of`


class Way(NamedTuple):
    """A way to deal out the lines so far."""

    score: float
    streams: dict[int, Stream]
    current: int  # name of the stream of the last line; -1 before the first
    key: int  # two ways with the same open line ends have the same key
    trail: tuple[object, ...] | None  # (name, log-odds of the succession, trail)


def end_of(last: int, measure: float, indented: bool, first: bool) -> int:
    """A number for what a line's fit to a stream depends on; `first`: its last line is its only one."""
    return hash((last, measure, indented, first))


def turns(
    way: Way, current: Stream | None, j: int, boxed: bool
) -> tuple[dict[int, float], tuple[float, float, float], float]:
    """Log-probabilities of the streams that are due, of any other by how long ago it was (see `streams.AGO`), and of a new one."""
    if current is None:
        return {}, (ELSEWHERE, ELSEWHERE, LONG_AGO), NEW_IN_BOX_AGAIN if boxed else ANOTHER_NEW[0]
    name, fresh = current.name, current.length == 1
    if boxed:
        own, new = (SAME_BOX_SECOND, NEW_IN_BOX_AGAIN) if fresh else (SAME_BOX, NEW_IN_BOX)
        return {name: own}, (OTHER_BOX, OTHER_BOX, LONG_AGO), new
    streams = way.streams
    due: dict[int, float] = {}
    if fresh:
        ends = {s.last: s for s in streams.values()}
        at, opened, before = j - 1, [], None
        while (s := ends.get(at)) is not None:
            if s.length > 1:
                before = s
                break
            opened.append(s.name)
            at -= 1
        waiting = streams.get(before.turn) if before is not None else None
        amid = waiting is not None and j - waiting.last <= NEAR
        due = dict.fromkeys(opened, OTHER_NEW[amid])
        if before is not None:
            due[before.turn] = RESUMED[amid]
        due[opened[-1]] = ROW_OPENED[amid]
        due[name] = SECOND_LINE[amid]
        return due, (NEAR_AFTER_NEW[amid], FAR_AFTER_NEW[amid], LONG_AGO), ANOTHER_NEW[amid]
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
    return due, (ELSEWHERE, ELSEWHERE, LONG_AGO), NEW_STREAM

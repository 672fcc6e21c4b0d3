"""Which column each line belongs to: a beam search over the ways to deal the lines out to open streams.

A stream is the lines of one column in their order. Extractors that sort by height write the columns of a row one after
another, left to right, row after row; so the stream that followed this one in the last row nearly always follows it in this
row (columns of one article on one grid), or the one before that does (neighbours with another leading). The search weighs
this habit against the fit of the lines. Each line looks at the open streams of each kept way only: time is linear in the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from .evidence import Evidence
from .fit import INDENT, carry, pairs
from .lines import Marks

if TYPE_CHECKING:
    from .mirror import Mirror

# Log-probabilities of where the next line goes, counted on typeset pages dumped by pdftotext and pdfminer.
# After a stream that has more than one line:
SAME_AS_LAST_ROW: Final = -0.1
ROW_BEFORE_LAST: Final = -3.8
SKIP_ONE: Final = -2.8  # the stream whose turn it was has ended
SKIP_MORE: Final = -1.0  # the streams of a whole article have
BACK_TO_SELF: Final = -5.0
ELSEWHERE: Final = -7.0
LONG_AGO: Final = -6.5
NEW_STREAM: Final = -4.3
# After the first line of a stream:
ANOTHER_NEW: Final = -1.5  # columns open one after another
ROW_OPENED: Final = -1.6  # back to the first of those just opened
RESUMED: Final = -0.6
SECOND_LINE: Final = -3.7
OTHER_NEW: Final = -3.5
NEAR_AFTER_NEW: Final = -4.0
FAR_AFTER_NEW: Final = -5.0
# Without a blank line before it:
SAME_BOX: Final = -0.15
SAME_BOX_SECOND: Final = -1.2
NEW_IN_BOX: Final = -6.0
NEW_IN_BOX_AGAIN: Final = -2.0
OTHER_BOX: Final = -6.0

NOT_ALONE: Final = 1.0  # hardly any column has a single line: what a second one is worth
SETTLED: Final = 5  # lines after which a column's measure is known
FIRST_LINE_INDENTED: Final = (
    -1.2
)  # a stream's only line so far is a paragraph's first, though nothing showed it

NEAR: Final = 16  # lines: a row of a broadsheet has a dozen columns at the most
MIDDLE: Final = 50
HORIZON: Final = 200  # lines after which a stream is closed
OPEN: Final = 24  # streams kept open
BEAM: Final = 100  # ways kept
PRUNE: Final = 16.0  # nats behind the best at which a way is given up
_MASK: Final = (1 << 61) - 1


class Stream(NamedTuple):
    """An open stream, as one of the ways sees it."""

    name: int  # its first line
    last: int
    measure: float  # em
    indented: bool  # the last line is a paragraph's first
    count: int
    after: int  # the stream that had the line after this stream's last but one; -1: none
    after_before: int  # and the one before that
    marks: Marks  # pairs left open (1) or closed (0); -1: not known
    turn: int  # whose turn it would have been when the stream after this one, or this new one, came instead


class Dealing(NamedTuple):
    """What the search found, line by line."""

    names: list[int]  # the stream, named by its first line
    fits: list[float]  # log-odds of the succession to the line before it in its stream
    due: list[int]  # the stream whose turn it was; -1: none

    @property
    def before(self) -> list[int]:
        """The line before each in its stream; -1: none."""
        last: dict[int, int] = {}
        out: list[int] = []
        for j, name in enumerate(self.names):
            out.append(last.get(name, -1))
            last[name] = j
        return out


class Way(NamedTuple):
    """A way to deal out the lines so far."""

    score: float
    streams: dict[int, Stream]
    current: int  # name of the stream of the last line; -1 before the first
    key: int  # two ways with the same open line ends have the same key
    trail: Any  # None or (name, fit, due, trail)


# Score, way, name of the stream that takes the line, the stream then, and the fit.
_Found: TypeAlias = tuple[float, Way, int, Stream, float]


class Agreed(NamedTuple):
    """What is known before the search, line by line."""

    before: Sequence[int]  # the line before it; -1: open
    after: Sequence[int]  # the line after it; -1: open
    measure: Sequence[float]  # of its column, em; 0: not known

    @classmethod
    def nothing(cls, count: int) -> Agreed:
        """Nothing is known of so many lines."""
        return cls((-1,) * count, (-1,) * count, (0.0,) * count)


def _mix(line: int) -> int:
    return (line + 1) * 0x9E3779B97F4A7C15 & _MASK


def deal(page: Evidence | Mirror, agreed: Agreed | None = None) -> Dealing:
    """Deal the lines out to streams, keeping to the successions that are agreed already."""
    agreed = agreed or Agreed.nothing(len(page.lines))
    ways = [Way(0.0, {}, -1, 0, None)]
    for j in range(len(page.lines)):
        found = _extend(ways, j, page, agreed)
        found.sort(key=_by_score)
        ways = _keep(found, j)
    out = Dealing([], [], [])
    trail = ways[0].trail
    while trail is not None:
        for row, value in zip(out, trail):
            row.append(value)
        trail = trail[-1]
    for row in out:
        row.reverse()
    return out


def _by_score(found: _Found) -> float:
    return -found[0]


def _extend(ways: list[Way], j: int, page: Evidence | Mirror, agreed: Agreed) -> list[_Found]:
    """The ways to go on with line j that are not hopeless."""
    boxed = page.gaps[j] == 0 and j > 0
    required, taken = agreed.before[j], agreed.after
    line = page.lines[j]
    shown = agreed.measure[j]
    first = Stream(j, j, shown or line.width - line.slack, False, 1, -1, -1, line.leaves, -1)
    fits: dict[tuple[int, float, bool, int, Marks], tuple[float, Stream]] = {}
    found: list[_Found] = []
    best = -inf
    for way in ways:
        base, streams = way.score, way.streams
        current = streams.get(way.current)
        priors, near, far = _turns(way, current, j, boxed)
        missing = True
        for name, stream in streams.items():
            last = stream.last
            if required >= 0:
                if last != required:
                    continue
                missing = False
            elif taken[last] >= 0 or j - last > HORIZON:
                continue
            prior = priors.get(name)
            if prior is None:
                prior = near if j - last <= NEAR else far if j - last <= MIDDLE else LONG_AGO
            count = stream.count
            key = (last, stream.measure, stream.indented, count if count < SETTLED else SETTLED, stream.marks)
            known = fits.get(key)
            if known is None:
                known = fits[key] = _join(stream, j, page, shown)
            score = base + prior + known[0]
            if score > best:
                best = score
            if score > best - PRUNE:
                found.append((score, way, name, known[1], known[0]))
        if missing:
            fresh = current is None or current.count == 1
            new = (
                (NEW_IN_BOX_AGAIN if fresh else NEW_IN_BOX)
                if boxed
                else (ANOTHER_NEW if fresh else NEW_STREAM)
            )
            best = max(best, base + new)
            if base + new > best - PRUNE:
                found.append((base + new, way, j, first, 0.0))
    return found


def _join(stream: Stream, j: int, page: Evidence | Mirror, shown: float) -> tuple[float, Stream]:
    """The fit of a line to a stream, and the stream's line end, measure and indentation with it."""
    first = stream.count == 1
    line = page.lines[j]
    measure = stream.measure
    known = stream.count >= SETTLED
    if shown > measure and not known:
        measure = shown
    score, opening = page.succession(stream.last, j, measure, stream.indented, known)
    if first:
        first_line = page.lines[stream.last]
        wider = max(measure, first_line.width - first_line.slack + INDENT)
        wide, wide_opening = page.succession(stream.last, j, wider, True, False)
        if wide + FIRST_LINE_INDENTED > score:
            score, opening, measure = wide + FIRST_LINE_INDENTED, wide_opening, wider
    if first:
        score += NOT_ALONE
    joined = stream._replace(
        last=j,
        measure=max(measure, line.width - line.slack),
        indented=opening,
        marks=carry(stream.marks, line.leaves),
    )
    return score + pairs(stream.marks, line.wants), joined


def _turns(way: Way, current: Stream | None, j: int, boxed: bool) -> tuple[dict[int, float], float, float]:
    """Log-probabilities of the streams that are due, and of any other near and farther one."""
    if current is None:
        return {}, ELSEWHERE, ELSEWHERE
    name, fresh = current.name, current.count == 1
    if boxed:
        return {name: SAME_BOX_SECOND if fresh else SAME_BOX}, OTHER_BOX, OTHER_BOX
    streams = way.streams
    due: dict[int, float] = {}
    if fresh:
        ends = {s.last: s for s in streams.values()}
        at, opened, before = j - 1, current, None
        while (s := ends.get(at)) is not None:
            if s.count > 1:
                before = s
                break
            opened = s
            due[s.name] = OTHER_NEW
            at -= 1
        if before is not None:
            due[before.turn] = RESUMED
            due[_due(way, current)] = RESUMED
        due[opened.name] = ROW_OPENED
        due[name] = SECOND_LINE
        return due, NEAR_AFTER_NEW, FAR_AFTER_NEW
    at, cost = current.after, SAME_AS_LAST_ROW
    for skipped in range(5):
        s2 = streams.get(at)
        if s2 is None or at in due:
            break
        due[at] = cost
        if at == name:
            break
        at, cost = s2.after, SKIP_ONE + (SKIP_MORE if skipped else 0.0)
    due.setdefault(current.after_before, ROW_BEFORE_LAST)
    due[current.after_before] = max(due[current.after_before], ROW_BEFORE_LAST)
    if current.after != name:
        due[name] = BACK_TO_SELF
    return due, ELSEWHERE, ELSEWHERE


def _due(way: Way, current: Stream | None) -> int:
    """The stream whose turn it is after this one; after a new stream, the one after that whose place it took."""
    if current is None:
        return -1
    if current.count > 1:
        return current.after
    replaced = way.streams.get(current.turn)
    return replaced.after if replaced else -1


def _keep(found: list[_Found], j: int) -> list[Way]:
    """The best ways, one for each set of open line ends."""
    kept: list[Way] = []
    seen: set[int] = set()
    floor = found[0][0] - PRUNE
    for score, way, name, joined, fit in found:
        if len(kept) >= BEAM or score < floor:
            break
        old = way.streams.get(name)
        key = way.key ^ _mix(j) ^ (_mix(old.last) if old else 0)
        if key in seen:
            continue
        seen.add(key)
        streams = way.streams.copy()
        if old is None:
            streams[name] = joined._replace(turn=_due(way, way.streams.get(way.current)))
        else:
            streams[name] = joined._replace(
                name=name, count=old.count + 1, after=old.after, after_before=old.after_before, turn=old.after
            )
        previous = streams.get(way.current)
        due = _due(way, previous)
        if previous is not None:
            before = previous.after_before if previous.after == name else previous.after
            streams[way.current] = previous._replace(after=name, after_before=before, turn=previous.after)
        if len(streams) > OPEN:
            stale = min(streams.values(), key=lambda s: s.last)
            del streams[stale.name]
            key ^= _mix(stale.last)
        kept.append(Way(score, streams, name, key, (name, fit, due, way.trail)))
    return kept

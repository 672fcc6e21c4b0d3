"""Which column each line belongs to: a beam search over the ways to deal the lines out to open streams.

A stream is the lines of one column in their order. Extractors that sort by height write the columns of a row one after
another, left to right, row after row; so the stream that followed this one in the last row nearly always follows it in this
row (columns of one article on one grid), or the one before that does (neighbours with another leading). The search weighs
this habit against the fit of the lines. Each line looks at the open streams of each kept way only: time is linear in the lines.
"""

from __future__ import annotations

from heapq import heappush, heapreplace
from math import exp, log
from itertools import repeat
from operator import add, itemgetter, mul
from typing import Final, NamedTuple

from .evidence import WINDOW, Evidence
from .fit import INDENT, Kinship
from ..wording.towers import Vector

# Log-probabilities of where the next line goes, fitted on typeset pages dumped by pdftotext and pdfminer (tools/fit_dealing.py).
# After a stream that has more than one line:
SAME_AS_LAST_ROW: Final = 0.3
ROW_BEFORE_LAST: Final = -1.76
SKIP_ONE: Final = -3.11  # the stream whose turn it was has ended
SKIP_MORE: Final = -0.37  # for every further one
BACK_TO_SELF: Final = -3.69
ELSEWHERE: Final = -4.41
LONG_AGO: Final = -6.88
NEW_STREAM: Final = -1.62
# After the first line of a stream:
ANOTHER_NEW: Final = -0.18  # columns open one after another
ROW_OPENED: Final = -3.37  # back to the first of those just opened
RESUMED: Final = -4.08  # to the stream whose turn it was before they opened
SECOND_LINE: Final = -6.72
OTHER_NEW: Final = -4.57
NEAR_AFTER_NEW: Final = -4.65
FAR_AFTER_NEW: Final = -6.79
# The same where a row was under way when they opened, whose next column is still near:
ANOTHER_NEW_AMID: Final = -0.14
ROW_OPENED_AMID: Final = -3.11
RESUMED_AMID: Final = -3.82
SECOND_LINE_AMID: Final = -6.15
OTHER_NEW_AMID: Final = -3.92
NEAR_AFTER_NEW_AMID: Final = -5.03
FAR_AFTER_NEW_AMID: Final = -6.18
# Without a blank line before it:
SAME_BOX: Final = 1.5
SAME_BOX_SECOND: Final = -0.38
NEW_IN_BOX: Final = -2.05
NEW_IN_BOX_AGAIN: Final = 0.94
BOXED_FLOOR: Final = -2.0  # lines of one box belong together, however ill they fit
OTHER_BOX: Final = -4.15

# What a stream's only line so far is, though nothing showed it:
FIRST_LINE_INDENTED: Final = 0.21  # a paragraph's first
SHORT_FIRST: Final = -1.3  # narrower than its column, whose measure the neighbours show
PEAK_APART: Final = 0.8  # em by which that measure is greater

FADING: Final = 0.8  # what a line counts for in its stream's subject, of the line after it
NEAR: Final = 16  # lines: a row of a broadsheet has a dozen columns at the most
MIDDLE: Final = 50
HORIZON: Final = 200  # lines after which a stream is closed
OPEN: Final = 24  # streams kept open
BEAM: Final = 80  # ways kept
PRUNE: Final = 14.0  # nats behind the best at which a way is given up
ENOUGH: Final = 2 * BEAM  # the best continuations looked at: some come to the same way
_MASK: Final = (1 << 61) - 1


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


# Plain tuples in the innermost loop: a hundred thousand of them a page.
Choice = tuple[float, int, Stream, float, float]
"""A place for a line, an open stream or a new one of the line's own name: score, name, the stream with the line, its fit, and
what the habits of the dump say of its turn, whatever the line."""
_Found = tuple[float, Way, int, Stream, float]
ROUNDED: Final = 0.0  # nats: more than what sums in another order differ by
_Fit = tuple[float, Stream, int]
"""A line's fit to a stream, the stream with the line, and how long ago the stream had its last line (an index of `AGO`)."""
AGO: Final = (NEAR, MIDDLE, HORIZON)  # lines; farther streams are closed


class Fits:
    """How one line fits to the open streams, remembered between ways: most ways share most streams."""

    def __init__(self, j: int, page: Evidence) -> None:
        self._j, self._page = j, page
        # By the stream as an object, which lives as long as its ways.
        self.known: dict[int, _Fit] = {}
        self._alike: dict[tuple[int, float, bool, bool], _Fit] = {}

    def of(self, stream: Stream) -> _Fit:
        """The fit of a stream that is not yet `known`."""
        key = (stream.last, stream.measure, stream.indented, stream.length == 1)
        found = self._alike.get(key)
        if found is None:
            lines = self._j - stream.last
            ago = sum(lines > limit for limit in AGO)
            fit, joined = (0.0, stream) if ago == len(AGO) else _join(stream, self._j, self._page)
            found = self._alike[key] = fit, joined, ago
        self.known[id(stream)] = found
        return found


def _mix(line: int) -> int:
    return (line + 1) * 0x9E3779B97F4A7C15 & _MASK


def deal(page: Evidence) -> tuple[list[int], list[float]]:
    """The stream (named by its first line) of every line, and the fit of every line to the one before it in its stream."""
    ways = [Way(0.0, {}, -1, 0, None)]
    for j in range(len(page.lines)):
        boxed = page.gaps[j] == 0 and j > 0
        found = _extend(ways, j, page, boxed, ENOUGH)
        kept = _keep(found, j, boxed)
        if len(kept) < BEAM and len(found) >= ENOUGH:  # so many came to the same ways
            kept = _keep(_extend(ways, j, page, boxed, len(ways) * (OPEN + 2)), j, boxed)
        ways = kept
    names: list[int] = []
    fits: list[float] = []
    trail = ways[0].trail
    while trail is not None:
        name, fit, trail = trail  # type: ignore[assignment]
        names.append(name)  # type: ignore[arg-type]
        fits.append(fit)  # type: ignore[arg-type]
    return names[::-1], fits[::-1]


def _extend(ways: list[Way], j: int, page: Evidence, boxed: bool, enough: int) -> list[_Found]:
    """The ways with line `j`, the best first: at least the best `enough` of those within reach."""
    fits = Fits(j, page)
    found: list[_Found] = []
    best: list[float] = []  # a heap of the best scores so far
    floor = ways[0].score - PRUNE
    for way in ways:
        cut = best[0] if len(best) >= enough else floor
        choices, total = _weighed(way, j, page, boxed, fits, max(cut, floor))
        base = way.score - log(total)
        least = floor - base
        for choice in choices:
            if choice[0] < least:
                continue
            score = base + choice[0]
            if len(best) < enough:
                heappush(best, score)
            elif score < best[0]:
                continue
            else:
                heapreplace(best, score)
            found.append((score, way, choice[1], choice[2], choice[3]))
    found.sort(key=itemgetter(0), reverse=True)
    return found


def choose(way: Way, j: int, page: Evidence, boxed: bool, fits: Fits) -> list[Choice]:
    """Where line j may go, given the lines before it."""
    return _weighed(way, j, page, boxed, fits, float("-inf"))[0]


def _weighed(
    way: Way, j: int, page: Evidence, boxed: bool, fits: Fits, least: float
) -> tuple[list[Choice], float]:
    """Those that may bring the way to a score of at least `least`, and the weight of all habits together."""
    current = way.streams.get(way.current)
    priors, near, far, new = _turns(way, current, j, boxed)
    choices: list[Choice] = []
    add = choices.append
    known, prior_of = fits.known.get, priors.get
    others = (near, far, LONG_AGO)
    weights = (exp(near), exp(far), exp(LONG_AGO))
    line = page.lines[j]
    # The weight is not yet known, but it is at least that of the streams that are due and open.
    open_ = way.streams
    sure = exp(new)
    for name, due in priors.items():
        if name in open_ and j - open_[name].last <= HORIZON:
            sure += exp(due)
    least += log(sure) - way.score - ROUNDED
    total = 0.0
    boxed_in = way.current if boxed else -1
    for name, stream in way.streams.items():
        fit, joined, ago = known(id(stream)) or fits.of(stream)
        if ago > 2:
            continue
        prior = prior_of(name)
        if prior is None:
            prior = others[ago]
            total += weights[ago]
        else:
            total += exp(prior)
        if name == boxed_in and fit < BOXED_FLOOR:
            fit = BOXED_FLOOR
        if prior + fit >= least:
            add((prior + fit, name, joined, fit, prior))
    opening = page.opening[j]
    add((new + opening, j, Stream(j, j, line.width - line.slack, False, 1, -1, -1, -1, 1, page.subject(j)), opening, new))
    return choices, total + exp(new)


def _join(stream: Stream, j: int, page: Evidence) -> tuple[float, Stream]:
    """The fit of a line to a stream, and the stream's line end, measure and indentation with it."""
    first = stream.length == 1
    line = page.lines[j]
    measure = stream.measure
    since = stream.lines << (j - stream.last)
    kin = Kinship(page.alike(stream.topic, j), page.held(since >> 1, j))
    score, opening = page.succession(stream.last, j, measure, stream.indented, not first, kin)
    if first:
        wide, wide_opening = page.succession(stream.last, j, measure + INDENT, True, False, kin)
        if wide + FIRST_LINE_INDENTED > score:
            score, opening, measure = wide + FIRST_LINE_INDENTED, wide_opening, measure + INDENT
        for peak in page.measures[j]:
            if peak > stream.measure + PEAK_APART:
                peak_score, peak_opening = page.succession(stream.last, j, peak, False, True, kin)
                if peak_score + SHORT_FIRST > score:
                    score, opening, measure = peak_score + SHORT_FIRST, peak_opening, peak
    topic = tuple(map(add, map(mul, repeat(FADING), stream.topic), page.subject(j)))
    return score, stream._replace(
        last=j, measure=max(measure, line.width - line.slack), indented=opening, lines=since & WINDOW | 1, topic=topic
    )


def _turns(
    way: Way, current: Stream | None, j: int, boxed: bool
) -> tuple[dict[int, float], float, float, float]:
    """Log-probabilities of the streams that are due, of any other near and farther one, and of a new one."""
    if current is None:
        return {}, ELSEWHERE, ELSEWHERE, NEW_IN_BOX_AGAIN if boxed else ANOTHER_NEW
    name, fresh = current.name, current.length == 1
    if boxed:
        if fresh:
            return {name: SAME_BOX_SECOND}, OTHER_BOX, OTHER_BOX, NEW_IN_BOX_AGAIN
        return {name: SAME_BOX}, OTHER_BOX, OTHER_BOX, NEW_IN_BOX
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
            return due, NEAR_AFTER_NEW_AMID, FAR_AFTER_NEW_AMID, ANOTHER_NEW_AMID
        if before is not None:
            due[before.turn] = RESUMED
        due[opened.name] = ROW_OPENED
        due[name] = SECOND_LINE
        return due, NEAR_AFTER_NEW, FAR_AFTER_NEW, ANOTHER_NEW
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
    return due, ELSEWHERE, ELSEWHERE, NEW_STREAM


def _keep(found: list[_Found], j: int, boxed: bool) -> list[Way]:
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
        kept.append(advance(way, score, name, joined, fit, key, boxed))
    return kept


def advance(way: Way, score: float, name: int, joined: Stream, fit: float, key: int, boxed: bool) -> Way:
    """The way with its next line in the stream of that name."""
    old = way.streams.get(name)
    streams = way.streams.copy()
    if old is None:
        streams[name] = joined
    else:
        streams[name] = Stream(
            name,
            joined.last,
            joined.measure,
            joined.indented,
            old.length + 1,
            old.after,
            old.after_before,
            old.after,
            joined.lines,
            joined.topic,
        )
    previous = streams.get(way.current)
    if previous is not None and previous.after != name and (previous.name != name or not boxed):
        own, last, measure, indented, length, before, _, _, lines, topic = previous
        streams[way.current] = Stream(own, last, measure, indented, length, name, before, before, lines, topic)
    if len(streams) > OPEN:
        stale = min(streams.values(), key=itemgetter(1))  # the one whose last line is longest ago
        del streams[stale.name]
        key ^= _mix(stale.last)
    return Way(score, streams, name, key, (name, fit, way.trail))

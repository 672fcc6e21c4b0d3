"""Which column each line belongs to: a beam search over the ways to deal the lines out to open streams.

A stream is the lines of one column in their order. Extractors that sort by height write the columns of a row one after
another, left to right, row after row; so the stream that followed this one in the last row nearly always follows it in this
row (columns of one article on one grid), or the one before that does (neighbours with another leading). The search weighs
this habit against the fit of the lines. Each line looks at the open streams of each kept way only: time is linear in the lines.
"""

from __future__ import annotations

from collections.abc import Set
from heapq import heappush, heapreplace
from itertools import repeat
from math import exp, log
from operator import add, itemgetter, mul
from typing import Final

from newsclean.order.evidence import WINDOW, Evidence
from newsclean.order.fit import INDENT, NEVER, Kinship
from newsclean.order.turns import NEAR, Stream, Way, end_of, turns

# What a stream's only line so far is, though nothing showed it:
FIRST_LINE_INDENTED: Final = -0.05  # a paragraph's first
SHORT_FIRST: Final = -1.45  # narrower than its column, whose measure the neighbours show
PEAK_APART: Final = 0.8  # em by which that measure is greater

BOXED_FLOOR: Final = -2.0  # lines of one box belong together, however ill they fit
FADING: Final = 0.8  # what a line counts for in its stream's subject, of the line after it
MIDDLE: Final = 50
HORIZON: Final = 200  # lines after which a stream is closed
OPEN: Final = 24  # streams kept open
BEAM: Final = 80  # ways kept
PRUNE: Final = 14.0  # nats behind the best at which a way is given up
ENOUGH: Final = 2 * BEAM  # the best continuations looked at: some come to the same way
_MASK: Final = (1 << 61) - 1


# Plain tuples in the innermost loop: a hundred thousand of them a page.
Choice = tuple[float, int, Stream, float, float]
"""A place for a line, an open stream or a new one of the line's own name: score, name, the stream with the line, its fit, and
what the habits of the dump say of its turn, whatever the line."""
_Found = tuple[float, Way, int, Stream, float]
ROUNDED: Final = 1e-6  # nats: more than what sums in another order differ by
_Fit = tuple[float, Stream, int]
"""A line's fit to a stream, the stream with the line, and how long ago the stream had its last line (an index of `AGO`)."""
AGO: Final = (NEAR, MIDDLE, HORIZON)  # lines; farther streams are closed


class Fits:
    """How one line fits to the open streams, remembered between ways: most ways share most streams."""

    def __init__(self, j: int, page: Evidence, shown: Set[int] = frozenset()) -> None:
        self._j, self._page, self._shown = j, page, shown
        self.known: dict[int, _Fit] = {}  # by the streams' ends
        self._kin: dict[int, Kinship] = {}
        line = page.lines[j]
        width = line.width - line.slack
        self.opened = Stream(
            j, j, width, False, 1, -1, -1, -1, 1, line.opened, page.subject(j), end_of(j, width, False, True)
        )
        """The stream that the line would open."""

    def of(self, stream: Stream) -> _Fit:
        """The fit of a stream that is not yet `known`."""
        lines = self._j - stream.last
        ago = sum(lines > limit for limit in AGO)
        if ago == len(AGO):
            fit, joined = 0.0, stream
        elif stream.name in self._shown:
            fit, joined = NEVER, stream
        else:
            fit, joined = _join(stream, self._j, self._page, self._kinship(stream))
        found = self.known[stream.end] = fit, joined, ago
        return found

    def _kinship(self, stream: Stream) -> Kinship:
        """What the line has in common with a stream: streams with the same last line have nearly the same lines."""
        kin = self._kin.get(stream.last)
        if kin is None:
            before = stream.lines << (self._j - stream.last - 1)
            kin = self._kin[stream.last] = Kinship(
                self._page.alike(stream.topic, self._j), self._page.held(before, self._j), stream.open
            )
        return kin


def _mix(line: int) -> int:
    return (line + 1) * 0x9E3779B97F4A7C15 & _MASK


def deal(page: Evidence, shown: Set[int] = frozenset()) -> tuple[list[int], list[float]]:
    """The stream (named by its first line) of every line, and the fit of every line to the one before it in its stream.

    Lines that are known to be `shown`, a head's, are of no column: those of one box that follow each other are a stream.
    """
    ways = [Way(0.0, {}, -1, 0, None)]
    for j in range(len(page.lines)):
        boxed = page.boxed[j]
        if j in shown:
            opened = Fits(j, page).opened
            ways = [advance(way, way.score, j, opened, 0.0, way.key ^ _mix(j), boxed) for way in ways]
            continue
        found = _extend(ways, j, page, boxed, ENOUGH, shown)
        kept = _keep(found, j, boxed)
        if len(kept) < BEAM and len(found) >= ENOUGH:  # so many came to the same ways
            kept = _keep(_extend(ways, j, page, boxed, len(ways) * (OPEN + 2), shown), j, boxed)
        ways = kept
    names: list[int] = []
    fits: list[float] = []
    trail = ways[0].trail
    while trail is not None:
        name, fit, trail = trail  # type: ignore[assignment]
        names.append(name)  # type: ignore[arg-type]
        fits.append(fit)  # type: ignore[arg-type]
    names.reverse()
    for j in sorted(shown):
        if j - 1 in shown and page.boxed[j]:
            names[j] = names[j - 1]
    return names, fits[::-1]


def _extend(
    ways: list[Way], j: int, page: Evidence, boxed: bool, enough: int, shown: Set[int]
) -> list[_Found]:
    """The ways with line `j`, the best first: at least the best `enough` of those within reach."""
    fits = Fits(j, page, shown)
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
    priors, others, new = turns(way, current, j, boxed)
    choices: list[Choice] = []
    add = choices.append
    known, prior_of = fits.known.get, priors.get
    weights = list(map(exp, others))
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
        fit, joined, ago = known(stream.end) or fits.of(stream)
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
    add((new + page.opening[j], j, fits.opened, page.opening[j], new))
    return choices, total + exp(new)


def _join(stream: Stream, j: int, page: Evidence, kin: Kinship) -> tuple[float, Stream]:
    """The fit of a line to a stream, and the stream's line end, measure and indentation with it."""
    first = stream.length == 1
    line = page.lines[j]
    measure = stream.measure
    score, opening = page.succession(stream.last, j, measure, stream.indented, not first, kin)
    if first:
        wide, wide_opening = page.succession(stream.last, j, measure + INDENT, True, False, kin)
        if wide + FIRST_LINE_INDENTED > score:
            score, opening, measure = wide + FIRST_LINE_INDENTED, wide_opening, measure + INDENT
        for peak in page.measures(j):
            if peak > stream.measure + PEAK_APART:
                peak_score, peak_opening = page.succession(stream.last, j, peak, False, True, kin)
                if peak_score + SHORT_FIRST > score:
                    score, opening, measure = peak_score + SHORT_FIRST, peak_opening, peak
    topic = tuple(map(add, map(mul, repeat(FADING), stream.topic), page.subject(j)))
    measure = max(measure, line.width - line.slack)
    return score, stream._replace(
        last=j,
        measure=measure,
        indented=opening,
        lines=stream.lines << (j - stream.last) & WINDOW | 1,
        open=stream.open & ~line.closed | line.opened,
        topic=topic,
        end=end_of(j, measure, opening, False),
    )


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
        streams[name] = joined._replace(
            name=name, length=old.length + 1, after=old.after, after_before=old.after_before, turn=old.after
        )
    previous = streams.get(way.current)
    if previous is not None and previous.after != name and (previous.name != name or not boxed):
        before = previous.after
        streams[way.current] = previous._replace(after=name, after_before=before, turn=before)
    if len(streams) > OPEN:
        stale = min(streams.values(), key=itemgetter(1))  # the one whose last line is longest ago
        del streams[stale.name]
        key ^= _mix(stale.last)
    return Way(score, streams, name, key, (name, fit, way.trail))

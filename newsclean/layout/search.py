"""The cheapest way through a page's lines: what `newsclean.layout.columns` costs, decided for all lines at once (Viterbi).

A state is what a line is (FIRST, MIDDLE, LAST, ONE, DISPLAY: 0 to 4) and the measure of its column. Only plain numbers and
tuples here, and no call for a single state: this loop is where joining lines spends most of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class LineCosts(NamedTuple):
    """The parts of a line's costs that do not depend on the measure."""

    width: float
    squeeze: float
    following: float
    full_end: float
    begin: float
    begin_indent: float
    go_on: float
    go_on_indent: float
    last: float
    one: float
    shown: float


Widths = tuple[float, float, float, float, float]
"""What a line's width costs where it is full, full but for an indent, LAST, ONE, DISPLAY."""
Row = tuple[float, float, float, float, float]
"""The costs of the cheapest ways to a line that is FIRST, MIDDLE, LAST, ONE, DISPLAY in a column of one measure."""
State = tuple[int, float]
_Origins = tuple[State, State, State, State]
"""Where the cheapest way comes from into a line that goes on, and into one that is FIRST, ONE, DISPLAY."""
_Ends = tuple[float, State, float, State, float, State]
"""The cheapest states with which something ends: a paragraph, one of one line, a display line; each after its cost."""
_Leaving = tuple[float, State, _Ends]
"""The cheapest state that goes on, and those that end, with the price of leaving their measures."""

# All costs are -ln of shares counted on 20 typeset pages (4,200 lines of known kind), as in columns.py.
AFTER_TEXT = (0.4, 2.1, 1.9)
"""What FIRST, ONE and DISPLAY cost after a paragraph's end,"""
AFTER_ONE = (0.8, 1.2, 1.9)
"""after a paragraph of one line,"""
AFTER_DISPLAY = (0.7, 3.6, 0.9)
"""and after a display line."""
NEARLY = 0.8  # cost of a measure half an em off: figures and Latin letters fill lines unevenly
GOES_ON, ENDS_HERE = 0.3, 0.7  # a paragraph has five lines on the mean, fewer in narrow columns
FIRST_LEAVES = 2.0  # leaving the measure after a paragraph's first line: a head over a wider column reads so
UNENDED = 10.0  # the page ends in the midst of a paragraph
BEGINS_INSIDE = 1.5  # it begins in the midst of one
ONE_CHANGES, DISPLAY_CHANGES = 0.4, 1.5  # leaving the measure: a share of `change`, and a cost of its own
_ORIGIN = {0: 1, 1: 0, 2: 0, 3: 2, 4: 3}  # which of the origins a kind has
_NEVER = float("inf")


def cheapest(
    candidates: Sequence[Sequence[float]],
    lines: Sequence[LineCosts],
    widths: Callable[[float, float, float], Widths],
    change: float,
) -> list[State]:
    """The cheapest states of all lines, given every line's candidate measures and its costs.

    `widths(short, squeeze, following)` is what it costs that a line is `short` em narrower than its measure, could be `squeeze`
    narrower still, and has a piece of `following` em after it that may not be broken. `change` is the price of leaving a
    column's measure in the midst of a paragraph or after one.
    """
    known: dict[tuple[float, float], dict[float, Widths]] = {}
    rows = _first(sorted(candidates[0]), lines[0], widths)
    back: list[dict[float, _Origins]] = []
    for at in range(1, len(lines)):
        line = lines[at]
        leaving, likeliest = _leaving(rows, change)
        measures = sorted({*candidates[at], *likeliest})
        by_short = known.setdefault((line.squeeze, line.following), {})
        for measure in measures:
            short = measure - line.width
            if short not in by_short:
                by_short[short] = widths(short, line.squeeze, line.following)
        rows, origins = _grown(rows, leaving, measures, line, by_short)
        back.append(origins)
    return _trace(rows, back)


def _first(
    measures: Iterable[float], line: LineCosts, widths: Callable[[float, float, float], Widths]
) -> dict[float, Row]:
    """The states of a page's first line."""
    wide, squeeze, following, full_end, begin, begin_indent, go_on, go_on_indent, last, one, shown = line
    rows: dict[float, Row] = {}
    for measure in measures:
        full, indented, too_wide, roomy, measured = widths(measure - wide, squeeze, following)
        rows[measure] = (
            indented + full_end + begin + begin_indent,
            BEGINS_INSIDE + (full + full_end + GOES_ON + go_on + go_on_indent),
            BEGINS_INSIDE + (last + too_wide + ENDS_HERE + go_on + go_on_indent),
            one + roomy,
            shown + measured,
        )
    return rows


def _grown(
    rows: dict[float, Row],
    leaving: _Leaving,
    measures: Iterable[float],
    line: LineCosts,
    by_short: dict[float, Widths],
) -> tuple[dict[float, Row], dict[float, _Origins]]:
    """The states of one line more, and where they come from; of equal ways the first."""
    going, goes, ending = leaving
    far = _into(*ending)  # without a column of this measure, or half an em off
    wide, _, _, full_end, begin, begin_indent, go_on, go_on_indent, last_cost, one_cost, shown_cost = line
    get = rows.get
    grown: dict[float, Row] = {}
    origins: dict[float, _Origins] = {}
    for measure in measures:
        go, go_from = going, goes
        ways = far
        same, narrower, wider = get(measure), get(measure - 0.5), get(measure + 0.5)
        if same or narrower or wider:
            end, end_from, one, one_from, show, show_from = ending
            inner, inner_from = _NEVER, goes
            if same:
                a, inner, c, d, e = same
                inner_from = 1, measure
                if a < go:
                    go, go_from = a, (0, measure)
                if c < end:
                    end, end_from = c, (2, measure)
                if d < one:
                    one, one_from = d, (3, measure)
                if e < show:
                    show, show_from = e, (4, measure)
            for row, other in ((narrower, measure - 0.5), (wider, measure + 0.5)):
                if not row:
                    continue
                a, b, c, d, e = row
                if a + NEARLY < go:
                    go, go_from = a + NEARLY, (0, other)
                if b + NEARLY < inner:
                    inner, inner_from = b + NEARLY, (1, other)
                if c + NEARLY < end:
                    end, end_from = c + NEARLY, (2, other)
                if d + NEARLY < one:
                    one, one_from = d + NEARLY, (3, other)
                if e + NEARLY < show:
                    show, show_from = e + NEARLY, (4, other)
            if inner < go:
                go, go_from = inner, inner_from
            ways = _into(end, end_from, one, one_from, show, show_from)
        first, first_from, single, single_from, apart, apart_from = ways
        full, indented, too_wide, roomy, measured = by_short[measure - wide]
        grown[measure] = (
            first + (indented + full_end + begin + begin_indent),
            go + (full + full_end + GOES_ON + go_on + go_on_indent),
            go + (last_cost + too_wide + ENDS_HERE + go_on + go_on_indent),
            single + (one_cost + roomy),
            apart + (shown_cost + measured),
        )
        origins[measure] = (go_from, first_from, single_from, apart_from)
    return grown, origins


def _into(end: float, end_from: State, one: float, one_from: State, show: float, show_from: State) -> _Ends:
    """The cheapest ways into a line that is FIRST, ONE, DISPLAY, each after its cost; of equals the first."""
    (text1, text2, text3), (one1, one2, one3), (show1, show2, show3) = AFTER_TEXT, AFTER_ONE, AFTER_DISPLAY
    first, first_from = end + text1, end_from
    if one + one1 < first:
        first, first_from = one + one1, one_from
    if show + show1 < first:
        first, first_from = show + show1, show_from
    single, single_from = end + text2, end_from
    if one + one2 < single:
        single, single_from = one + one2, one_from
    if show + show2 < single:
        single, single_from = show + show2, show_from
    apart, apart_from = end + text3, end_from
    if one + one3 < apart:
        apart, apart_from = one + one3, one_from
    if show + show3 < apart:
        apart, apart_from = show + show3, show_from
    return first, first_from, single, single_from, apart, apart_from


def _leaving(rows: dict[float, Row], change: float) -> tuple[_Leaving, list[float]]:
    """The cheapest states to go to another measure from; and the measures of the likeliest states of all.

    Rows come in the order of their measures: of equals the narrower one is taken.
    """
    first = middle = last = one = shown = _NEVER
    price = ONE_CHANGES * change
    lows = []
    for measure, row in rows.items():
        a, b, c, d, e = row
        if a + change + FIRST_LEAVES < first:
            first, first_at = a + change + FIRST_LEAVES, measure
        if b + change < middle:
            middle, middle_at = b + change, measure
        if c + change < last:
            last, last_at = c + change, measure
        if d + price < one:
            one, one_at = d + price, measure
        if e + DISPLAY_CHANGES < shown:
            shown, shown_at = e + DISPLAY_CHANGES, measure
        lows.append((min(row), measure))
    going: tuple[float, State] = (first, (0, first_at)) if first <= middle else (middle, (1, middle_at))
    ending: _Ends = (last, (2, last_at), one, (3, one_at), shown, (4, shown_at))
    lows.sort()
    best = lows[0][1]
    likeliest = [best]
    if len(lows) > 1 and lows[1][0] <= sorted(rows[best])[1]:  # or both are of the one measure
        likeliest.append(lows[1][1])
    return (*going, ending), likeliest


def _trace(rows: dict[float, Row], back: Sequence[dict[float, _Origins]]) -> list[State]:
    """The way to the cheapest last state, from its beginning."""
    _, state = min(
        (cost + (UNENDED if kind < 2 else 0.0), (kind, measure))
        for measure, row in rows.items()
        for kind, cost in enumerate(row)
    )
    path = [state]
    for origins in reversed(back):
        kind, measure = state
        state = origins[measure][_ORIGIN[kind]]
        path.append(state)
    return path[::-1]

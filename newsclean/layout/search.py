"""The cheapest way through a page's lines: what `newsclean.layout.columns` costs, decided for all lines at once (Viterbi).

A state is what a line is (FIRST, MIDDLE, LAST, ONE, DISPLAY: 0 to 4) and the measure of its column. Only plain numbers and
tuples here: this loop is where joining lines spends most of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Costs = tuple[float, float, float, float, float]
"""What a line costs as FIRST, MIDDLE, LAST, ONE, DISPLAY in a column of one measure."""
State = tuple[int, float]
_Origins = tuple[State, State, State, State]
"""Where the cheapest way comes from into a line that goes on, and into one that is FIRST, ONE, DISPLAY."""

# All costs are -ln of shares counted on 20 typeset pages (4,200 lines of known kind), as in columns.py.
AFTER_TEXT = (0.4, 2.6, 1.9)
"""What FIRST, ONE and DISPLAY cost after a paragraph's end,"""
AFTER_ONE = (0.8, 1.2, 1.9)
"""after a paragraph of one line,"""
AFTER_DISPLAY = (0.7, 3.6, 0.9)
"""and after a display line."""
NEARLY = 0.8  # cost of a measure half an em off: figures and Latin letters fill lines unevenly
UNENDED = 10.0  # the page ends in the midst of a paragraph
BEGINS_INSIDE = 1.5  # it begins in the midst of one
ONE_CHANGES, DISPLAY_CHANGES = 0.4, 1.5  # leaving the measure: a share of `change`, and a cost of its own
LIKELIEST = 2
"""Measures of the likeliest states so far, which each line tries beside its own."""
_ORIGIN = {0: 0, 1: 0, 2: 0, 3: 2, 4: 3}  # which of the origins a kind has; FIRST's is 1, see `_trace`


def cheapest(
    candidates: Sequence[Sequence[float]], costs: Callable[[int, float], Costs], change: float
) -> list[State]:
    """The cheapest states of all lines, given every line's candidate measures and its `costs(at, measure)`.

    `change` is the price of leaving a column's measure in the midst of a paragraph or after one.
    """
    scores: dict[float, Costs] = {}
    back: list[dict[float, _Origins]] = []
    for measure in dict.fromkeys(candidates[0]):
        first, middle, last, one, shown = costs(0, measure)
        scores[measure] = (first, BEGINS_INSIDE + middle, BEGINS_INSIDE + last, one, shown)
    for at in range(1, len(candidates)):
        leaving, likeliest = _leaving(scores, change)
        grown: dict[float, Costs] = {}
        origins: dict[float, _Origins] = {}
        for measure in dict.fromkeys((*candidates[at], *likeliest)):
            going, opened, alone, displayed = _entering(scores, leaving, measure)
            first, middle, last, one, shown = costs(at, measure)
            grown[measure] = (
                opened[0] + first,
                going[0] + middle,
                going[0] + last,
                alone[0] + one,
                displayed[0] + shown,
            )
            origins[measure] = (going[1], opened[1], alone[1], displayed[1])
        scores = grown
        back.append(origins)
    return _trace(scores, back)


def _trace(scores: dict[float, Costs], back: Sequence[dict[float, _Origins]]) -> list[State]:
    """The way to the cheapest last state, from its beginning."""
    _, state = min(
        (cost + (UNENDED if kind < 2 else 0.0), (kind, measure))
        for measure, row in scores.items()
        for kind, cost in enumerate(row)
    )
    path = [state]
    for origins in reversed(back):
        kind, measure = state
        state = origins[measure][1 if kind == 0 else _ORIGIN[kind]]
        path.append(state)
    return path[::-1]


_Source = tuple[float, State]
_NEVER: _Source = (float("inf"), (1, 0.0))
_NEAR = ((0.0, 0.0), (-0.5, NEARLY), (0.5, NEARLY))
"""The same measure, or one half an em off, and what that costs."""
_AFTER = tuple(zip(AFTER_TEXT, AFTER_ONE, AFTER_DISPLAY, strict=True))


def _leaving(
    scores: dict[float, Costs], change: float
) -> tuple[tuple[_Source, _Source, _Source, _Source], list[float]]:
    """The cheapest states that are open, ended, of one line, and display, with the price of leaving their measures;
    and the measures of the likeliest states of all."""
    flat = [(cost, kind, measure) for measure, row in scores.items() for kind, cost in enumerate(row)]
    items = scores.items()
    going = min(
        min([(row[0] + change, (0, m)) for m, row in items]),
        min([(row[1] + change, (1, m)) for m, row in items]),
    )
    ended = min([(row[2] + change, (2, m)) for m, row in items])
    price = ONE_CHANGES * change
    one = min([(row[3] + price, (3, m)) for m, row in items])
    shown = min([(row[4] + DISPLAY_CHANGES, (4, m)) for m, row in items])
    flat.sort()
    return (going, ended, one, shown), [flat[at][2] for at in range(LIKELIEST)]


def _entering(
    scores: dict[float, Costs], leaving: tuple[_Source, _Source, _Source, _Source], measure: float
) -> tuple[_Source, _Source, _Source, _Source]:
    """The cheapest ways into a line of this measure: that goes on, and that is FIRST, ONE, DISPLAY; of equals the first."""
    (going, goes), (ended, ends), (one, ones), (shown, shows) = leaving
    middle, middles = _NEVER
    for step, extra in _NEAR:
        near = measure + step
        row = scores.get(near)
        if row is None:
            continue
        first, inner, last, alone, display = row
        if first + extra < going:
            going, goes = first + extra, (0, near)
        if inner + extra < middle:
            middle, middles = inner + extra, (1, near)
        if last + extra < ended:
            ended, ends = last + extra, (2, near)
        if alone + extra < one:
            one, ones = alone + extra, (3, near)
        if display + extra < shown:
            shown, shows = display + extra, (4, near)
    if middle < going:
        going, goes = middle, middles
    ways = []
    for text, single, set_apart in _AFTER:
        a, b, c = ended + text, one + single, shown + set_apart
        if a <= b:
            ways.append((a, ends) if a <= c else (c, shows))
        else:
            ways.append((b, ones) if b <= c else (c, shows))
    return (going, goes), ways[0], ways[1], ways[2]

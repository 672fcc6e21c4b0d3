"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .display import is_shown, place
from .evidence import Evidence
from .grouping import group
from .links import goes_on, pieces
from .natural import better, junctions, suspect
from .result import Order
from .sequence import sequence
from .streams import deal


def reading_order(lines: Sequence[str], gaps: Sequence[int]) -> Order:
    """Put the body lines of a page back in order where an extractor interleaved columns."""
    page = Evidence(lines, gaps)
    before = junctions(page, range(len(lines)))
    if not suspect(before):
        return Order.natural(len(lines))
    names, fits = deal(page)
    parts = pieces(names, page)
    shown = [x for x, part in enumerate(parts) if is_shown(part, page)]
    columns = sorted(set(range(len(parts))) - set(shown))
    if not columns:
        return Order.natural(len(lines))
    groups = group([parts[x] for x in columns], page)
    rows = [sequence(parts, [columns[x] for x in members], page) for members in groups]
    rows.sort(key=lambda row: parts[row[0][0]].lines[0])
    places = place(parts, shown, [row for row, _ in rows], page)
    numbers: list[int] = []
    order: list[int] = []
    breaks: set[int] = set()
    confidence: list[float] = []
    for number, ((columns_, odds_), (above, below)) in enumerate(zip(rows, places, strict=True), 1):
        row = [*above, *columns_, *below]
        odds = [*(0.0 for _ in above), *odds_, *(0.0 for _ in below)]
        for at, (item, link) in enumerate(zip(row, odds, strict=True)):
            inside = len(above) < at < len(above) + len(columns_)
            joined = inside and goes_on(parts[row[at - 1]], parts[item], page)
            for n, i in enumerate(parts[item].lines):
                if n:
                    sure = 1 / (1 + exp(-fits[i] - 2))
                elif joined:
                    sure = 1 / (1 + exp(-link))
                else:
                    sure = 1.0 if not order else 0.5
                    if order:
                        breaks.add(len(order))
                order.append(i)
                numbers.append(number)
                confidence.append(sure)
    if not better(before, junctions(page, order)):
        return Order.natural(len(lines))
    return Order(tuple(order), frozenset(breaks), tuple(confidence), tuple(numbers))

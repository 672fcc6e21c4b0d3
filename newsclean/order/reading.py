"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .evidence import Evidence
from .grouping import group
from .links import LEAST, pieces
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
    numbers: list[int] = []
    rows = [sequence(parts, members, page) for members in group(parts, page)]
    rows.sort(key=lambda row: parts[row[0][0]].lines[0])
    order: list[int] = []
    breaks: set[int] = set()
    confidence: list[float] = []
    for number, (row, odds) in enumerate(rows, 1):
        for at, (item, link) in enumerate(zip(row, odds, strict=True)):
            for n, i in enumerate(parts[item].lines):
                if n:
                    sure = 1 / (1 + exp(-fits[i] - 2))
                elif at and link > LEAST:
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

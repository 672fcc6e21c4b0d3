"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .evidence import Evidence
from .links import Link, chain, pieces
from .natural import better, junctions, suspect
from .result import Order
from .streams import deal


def reading_order(lines: Sequence[str], gaps: Sequence[int]) -> Order:
    """Put the body lines of a page back in order where an extractor interleaved columns."""
    page = Evidence(lines, gaps)
    before = junctions(page, range(len(lines)))
    if not suspect(before):
        return Order.natural(len(lines))
    names, fits = deal(page)
    parts = pieces(names, page)
    chains = chain(parts, page)
    order: list[int] = []
    breaks: set[int] = set()
    confidence: list[float] = []
    chains.sort(key=lambda row: min(parts[p].lines[0] for p in row if isinstance(p, int)))
    for row in chains:
        sure = 0.0
        for item in row:
            if isinstance(item, Link):
                sure = 1 / (1 + exp(-item.score))
                continue
            for n, i in enumerate(parts[item].lines):
                if n:
                    sure = 1 / (1 + exp(-fits[i] - 2))
                elif sure == 0.0 and order:
                    breaks.add(len(order))
                order.append(i)
                confidence.append(sure)
    if not better(before, junctions(page, order)):
        return Order.natural(len(lines))
    return Order(tuple(order), frozenset(breaks), tuple(confidence))

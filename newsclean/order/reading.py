"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .evidence import Evidence
from .grouping import group
from .links import Link, Piece, chain, pieces
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
    groups = arrange(parts, group(parts, page), page)
    chains = [(number, row) for number, rows in enumerate(groups, 1) for row in rows]
    numbers: list[int] = []
    order: list[int] = []
    breaks: set[int] = set()
    confidence: list[float] = []
    for number, row in chains:
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
                numbers.append(number)
                confidence.append(sure)
    if not better(before, junctions(page, order)):
        return Order.natural(len(lines))
    return Order(tuple(order), frozenset(breaks), tuple(confidence), tuple(numbers))


def arrange(parts: Sequence[Piece], groups: Sequence[Sequence[int]], page: Evidence) -> list[list[list[Link | int]]]:
    """The groups in the order of the dump, each a list of chains, the one with the dateline first."""
    found = []
    for members in groups:
        rows = chain(parts, members, page)
        rows.sort(key=lambda row: (not page.lines[parts[row[0]].lines[0]].dateline, parts[row[0]].lines[0]))
        found.append(rows)
    found.sort(key=lambda rows: parts[rows[0][0]].lines[0])
    return found

"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

from .agreement import search
from .evidence import Evidence
from .lines import displayed
from .links import articles
from .natural import better, junctions, suspect
from .pieces import Piece, pieces
from .result import Order

MOST_LINES: Final = (
    4000  # more than any page prints: a long natural dump, and the search takes milliseconds a line
)
CLAIMED: Final = 0.5  # probability of a join below which it is told as a break


def reading_order(lines: Sequence[str], gaps: Sequence[int]) -> Order:
    """Put the body lines of a page back in order where an extractor interleaved columns."""
    if len(lines) > MOST_LINES:
        return Order.natural(len(lines))
    body = [i for i, line in enumerate(lines) if not displayed(line)]
    page = Evidence([lines[i] for i in body], _gaps(body, gaps))
    before = junctions(page, range(len(body)))
    if not suspect(before):
        return Order.natural(len(lines))
    rows = restored(page)
    if not better(before, junctions(page, [i for row in rows for i in row.lines])):
        return Order.natural(len(lines))
    found = [(tuple(body[i] for i in row.lines), row.scores) for row in rows]
    shown = set(range(len(lines))).difference(body)
    found += [((i,), (0.0,)) for i in shown]
    found.sort(key=lambda row: min(row[0]))
    order: list[int] = []
    breaks: set[int] = set()
    confidence: list[float] = []
    for members, scores in found:
        for member, score in zip(members, scores):
            sure = 1 / (1 + exp(-score))
            if order and (member == members[0] or sure < CLAIMED):
                breaks.add(len(order))
            order.append(member)
            confidence.append(sure)
    return Order(tuple(order), frozenset(breaks), tuple(confidence))


def restored(page: Evidence) -> list[Piece]:
    """The columns of a page, joined to articles."""
    dealing, behind = search(page)
    return articles(pieces(dealing, behind, page), dealing, behind, page)


def _gaps(body: Sequence[int], gaps: Sequence[int]) -> list[int]:
    """Blank lines before each body line; a display line between parts as a blank one does."""
    return [
        gaps[i] if i == 0 or at == 0 or body[at - 1] == i - 1 else max(gaps[i], 1)
        for at, i in enumerate(body)
    ]

"""The order of an article's pieces of columns: the path through all of them whose junctions fit best.

Chains of junctions that speak for themselves come first (best one first), in the order of the dump; then stretches of the
row are moved elsewhere while the whole row fits better. Groups larger than an article's are left as the chains have them, so the cost is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsclean.order.evidence import Evidence
from newsclean.order.fit import clamp_start
from newsclean.order.links import REACH, Piece, link_score

# Log-odds, see fit.py.
FLOOR: Final = -6.0  # what fits nowhere must stand somewhere
OPENS: Final = 4.0  # the first piece begins as only articles do
ENDS: Final = 1.0  # the last piece ends a sentence, or does not
START_WEIGHT: Final = 0.5  # of the wording that the first piece begins a sentence

MOST: Final = 24  # pieces that are tried in other places


def sequence(parts: Sequence[Piece], members: Sequence[int], page: Evidence) -> tuple[list[int], list[float]]:
    """The pieces in reading order, and for each the log-odds that it goes on with the one before (0 for the first)."""
    if len(members) < 2:
        return list(members), [0.0] * len(members)
    junctions = _Junctions(parts, members, page)
    row = _chained(members, junctions)
    if len(row) <= MOST:
        row = _improved(row, junctions)
    return row, [0.0, *(junctions.between(a, b) for a, b in zip(row, row[1:], strict=False))]


class _Junctions:
    """Log-odds of all junctions of a group; None stands for the end of the row on either side."""

    def __init__(self, parts: Sequence[Piece], columns: Sequence[int], page: Evidence) -> None:
        self.known: dict[tuple[int | None, int | None], float] = {}
        for x in columns:
            start, end = parts[x].lines[0], page.lines[parts[x].lines[-1]]
            wording = START_WEIGHT * clamp_start(page.starts[start])
            self.known[None, x] = OPENS if page.lines[start].begins_article else wording
            self.known[x, None] = ENDS if end.ends_sentence else -ENDS
        low = 0
        for at, x in enumerate(columns):
            while parts[columns[low]].lines[0] < parts[x].lines[0] - REACH:
                low += 1
            for y in columns[low:at]:
                self.known[x, y] = max(FLOOR, link_score(parts, x, y, page))
                self.known[y, x] = max(FLOOR, link_score(parts, y, x, page))

    def between(self, x: int | None, y: int | None) -> float:
        return self.known.get((x, y), FLOOR)

    def opens(self, x: int) -> bool:
        return self.known[None, x] == OPENS


def _chained(columns: Sequence[int], junctions: _Junctions) -> list[int]:
    """Best junction first; then the chains in the order of their first pieces, one that begins an article before all."""
    chain_of = {x: [x] for x in columns}
    links = [
        (score, x, y)
        for (x, y), score in junctions.known.items()
        if x is not None and y is not None and score > 0
    ]
    for _, x, y in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        left, right = chain_of[x], chain_of[y]
        if left is right or left[-1] != x or right[0] != y:
            continue
        left += right
        for z in right:
            chain_of[z] = left
    chains = [chain for x, chain in chain_of.items() if chain[0] == x]
    chains.sort(key=lambda chain: (not junctions.opens(chain[0]), chain[0]))
    return [x for chain in chains for x in chain]


def _improved(row: list[int], junctions: _Junctions) -> list[int]:
    """The row with stretches of it moved elsewhere while that fits better."""
    while (move := _best_move(row, junctions)) is not None:
        start, stop, at = move
        stretch, rest = row[start:stop], row[:start] + row[stop:]
        row = rest[:at] + stretch + rest[at:]
    return row


def _best_move(row: list[int], junctions: _Junctions) -> tuple[int, int, int] | None:
    """The stretch whose move gains most, and its place in the rest; None where none gains."""
    odds = junctions.between
    best, found = 1e-6, None
    for start in range(len(row)):
        for stop in range(start + 1, len(row) + 1):
            first, last = row[start], row[stop - 1]
            rest: list[int | None] = [None, *row[:start], *row[stop:], None]
            before, after = rest[start], rest[start + 1]
            taken = odds(before, after) - odds(before, first) - odds(last, after)
            for at in range(len(rest) - 1):
                a, b = rest[at], rest[at + 1]
                gain = taken + odds(a, first) + odds(last, b) - odds(a, b)
                if at != start and gain > best:
                    best, found = gain, (start, stop, at)
    return found

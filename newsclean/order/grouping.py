"""Which pieces of columns belong to one article, told from all pairs of pieces at once.

Columns of one article have one measure, run side by side in the dump (their lines alternate), stand near each other, and
speak of the same things; a piece that begins as only articles do (a byline, a salutation) is of another article than those before. No pair is told surely (a logistic
model over such signs is right for nine pairs in ten), but the pairs of two groups of pieces, weighed by their
length, tell much more: so groups are merged, the best pair of groups first, while the mean log-odds of their pairs is above 0.

The weights were fitted on typeset pages dumped by pdftotext and pdfminer (``tools/fit_grouping.py``). Pairs are looked at only
within REACH lines, and a group's neighbours are few, so the cost is about linear in the pieces.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from operator import mul
from typing import Final

from newsclean.assembly.vocabulary import bigrams, cohesion
from newsclean.order.evidence import Evidence
from newsclean.order.links import REACH, Piece

# Log-odds (nats) that two pieces are of one article; a sign's weight is multiplied by its value.
WEIGHTS: Final[dict[str, float]] = {
    "any": 10.39,
    "apart 0": 1.51,
    "apart 1": 0.43,
    "apart 2": 0.14,
    "apart 3": 0.04,
    "apart 4": -0.95,
    "apart 5": -0.6,
    "apart 6": -0.84,
    "ended": -0.4,
    "lead between": -0.19,
    "log words": 0.88,
    "longer": -6.76,
    "measures 0 by 1": 0.69,
    "measures 0 by 2": 1.3,
    "measures 0 by 3": 0.76,
    "measures 1 by 1": 0.2,
    "measures 1 by 2": 2.13,
    "measures 1 by 3": 0.12,
    "measures 2 by 1": -0.46,
    "measures 2 by 2": 1.31,
    "measures 2 by 3": -0.72,
    "measures 3 by 1": 0.57,
    "measures 3 by 2": 0.55,
    "measures 3 by 3": -1.52,
    "measures 4 by 1": -0.67,
    "measures 4 by 2": -1.71,
    "measures 4 by 3": -2.55,
    "one line": 0.34,
    "opens": -1.51,
    "overlap": 1.29,
    "shorter": -3.94,
    "side by side": 0.29,
    "steps": -2.02,
    "topic": 4.83,
    "two leads": -1.35,
    "unended": 0.12,
    "words": 1.23,
}
STRAY: Final = 95  # characters; the shortest of 168 articles have 100 (in four sets of different papers)
STRAY_LEAST: Final = -3.0  # log-odds at which a scrap still goes with a group
STEPS: Final = 8  # pieces between; more are as good as 8
SAME, CLOSE, ALIKE, DOUBTFUL = 0.6, 1.3, 2.2, 3.3  # em between two measures


class _Pair:
    """Sum of the pairs' log-odds between two groups, and of their weights (products of their lengths)."""

    __slots__ = ("total", "weight")

    def __init__(self, total: float, weight: float) -> None:
        self.total = total
        self.weight = weight

    @property
    def odds(self) -> float:
        """The mean log-odds that the two groups are of one article."""
        return self.total / self.weight


def signs(parts: Sequence[Piece], page: Evidence) -> Iterator[tuple[int, int, dict[str, float]]]:
    """For every pair of pieces within reach (the earlier one first), what speaks for one article and against it."""
    words = [frozenset().union(*(bigrams(page.texts[i]) for i in part.lines)) for part in parts]
    count: Counter[str] = Counter()
    for own in words:
        count.update(own)
    sizes = [size(part, page) for part in parts]
    topics = [page.topic(part.lines) for part in parts]
    leads = [any(page.lines[i].begins_article for i in part.lines) for part in parts]
    for y, right in enumerate(parts):
        lead_between = False
        for x in range(y - 1, -1, -1):
            left = parts[x]
            if right.lines[0] - left.lines[0] > REACH:
                break
            over = min(left.lines[-1], right.lines[-1]) - right.lines[0]
            known = min(len(left.lines), len(right.lines))
            shared = cohesion([words[x]], [words[y]], count)
            found = {
                _measures(abs(left.measure - right.measure), known): 1.0,
                "opens": float(page.lines[right.lines[0]].begins_article),
                "two leads": float(leads[x] and leads[y]),
                "lead between": float(lead_between),
                "one line": float(known == 1),
                "steps": min(STEPS, y - x) / STEPS,
                "shorter": log(min(sizes[x], sizes[y])) / 5,
                "longer": log(max(sizes[x], sizes[y])) / 5,
                "words": shared,
                "log words": log(0.02 + shared),
                "topic": sum(map(mul, topics[x], topics[y])),
            }
            if over > 0:
                found["side by side"] = 1.0
                found["overlap"] = over / (min(p.lines[-1] - p.lines[0] for p in (left, right)) + 1)
            else:
                found[f"apart {min(6, (-over).bit_length())}"] = 1.0
                found["ended" if page.lines[left.lines[-1]].ends_sentence else "unended"] = 1.0
            yield x, y, found
            lead_between = lead_between or leads[x]


def size(part: Piece, page: Evidence) -> int:
    """Characters of a piece."""
    return sum(len(page.texts[i]) for i in part.lines)


def _measures(apart: float, known: int) -> str:
    alike = sum(apart > limit for limit in (SAME, CLOSE, ALIKE, DOUBTFUL))
    return f"measures {alike} by {min(3, known)}"


def group(
    parts: Sequence[Piece],
    page: Evidence,
    found: Iterable[tuple[int, int, dict[str, float]]] | None = None,
    weights: dict[str, float] = WEIGHTS,
) -> list[list[int]]:
    """The pieces' numbers, by article, each in the order of the dump."""
    sizes = [size(part, page) for part in parts]
    pairs: list[dict[int, _Pair]] = [{} for _ in parts]
    for x, y, own in signs(parts, page) if found is None else found:
        odds = weights["any"] + sum(weights.get(sign, 0.0) * value for sign, value in own.items())
        weight = sizes[x] * sizes[y]
        pairs[x][y] = pairs[y][x] = _Pair(odds * weight, weight)
    members = [[x] for x in range(len(parts))]
    heap = [(-p.odds, x, y) for x, row in enumerate(pairs) for y, p in row.items() if x < y and p.total > 0]
    heapq.heapify(heap)
    while heap:
        best, x, y = heapq.heappop(heap)
        pair = pairs[x].get(y)
        if pair is None or -pair.odds != best:
            continue  # one of them has grown since
        _merge(x, y, pairs)
        members[x] += members[y]
        members[y] = []
        for z, pair in pairs[x].items():
            if pair.total > 0:
                heapq.heappush(heap, (-pair.odds, min(x, z), max(x, z)))
    _gather_strays(parts, members, sizes, pairs, page)
    return [sorted(row) for row in members if row]


def _gather_strays(
    parts: Sequence[Piece],
    members: list[list[int]],
    sizes: Sequence[int],
    pairs: list[dict[int, _Pair]],
    page: Evidence,
) -> None:
    """Scraps of running text, too short for an article, given to the group that they fit best."""
    for x, own in enumerate(members):
        if not own or sum(sizes[z] for z in own) >= STRAY or not pairs[x]:
            continue
        if not any(page.lines[i].runs for z in own for i in parts[z].lines):
            continue
        odds, y = max((pair.odds, y) for y, pair in pairs[x].items())
        if odds > STRAY_LEAST:
            _merge(y, x, pairs)
            members[y] += own
            members[x] = []


def _merge(x: int, y: int, pairs: list[dict[int, _Pair]]) -> None:
    """Group y becomes a part of group x."""
    del pairs[x][y], pairs[y][x]
    for z, pair in pairs[y].items():
        del pairs[z][y]
        own = pairs[x].get(z)
        if own is None:
            pairs[x][z] = pairs[z][x] = pair
        else:
            own.total += pair.total
            own.weight += pair.weight
    pairs[y] = {}

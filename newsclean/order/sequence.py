"""The order of an article's pieces of columns: the path through all of them whose junctions fit best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .evidence import Evidence
from .links import Piece, link_score

FLOOR: Final = -6.0  # nats; what fits nowhere must stand somewhere
OPENS: Final = 4.0  # the first piece begins with a dateline
MOST: Final = 24  # pieces that are tried in other places; in larger groups the first order stands
START_WEIGHT: Final = 0.5
RUNNING: Final = re.compile("[，。；,;]")
ENDS: Final = 1.0  # the last piece ends a sentence


class _Path:
    """Scores of the junctions of one group."""

    def __init__(self, parts: Sequence[Piece], members: Sequence[int], page: Evidence) -> None:
        self.join = {
            (x, y): max(FLOOR, link_score(parts, x, y, page)) for x in members for y in members if x != y
        }
        self.first = {}
        self.last = {}
        for x in members:
            line = page.lines[parts[x].lines[0]]
            self.first[x] = OPENS if line.dateline else START_WEIGHT * max(-4.0, min(2.0, page.starts[parts[x].lines[0]]))
            self.last[x] = ENDS * (1 if page.lines[parts[x].lines[-1]].ends_sentence else -1)

    def score(self, row: Sequence[int]) -> float:
        inner = sum(self.join[a, b] for a, b in zip(row, row[1:], strict=False))
        return self.first[row[0]] + inner + self.last[row[-1]]


def sequence(parts: Sequence[Piece], members: Sequence[int], page: Evidence) -> tuple[list[int], list[float]]:
    """The pieces in reading order, and for each the log-odds that it goes on with the one before (0 for the first)."""
    shown = [x for x in members if _shown(parts[x], page)]
    columns = [x for x in members if x not in shown]
    if len(columns) < 2:
        return list(members), [0.0] * len(members)
    path = _Path(parts, columns, page)
    row = _greedy(columns, path)
    if len(row) <= MOST:
        row = _improved(row, path)
    first = parts[row[0]].lines[0]
    above = [x for x in shown if parts[x].lines[0] < first]
    below = [x for x in shown if parts[x].lines[0] > first]
    odds = [0.0, *(path.join[a, b] for a, b in zip(row, row[1:], strict=False))]
    return [*above, *row, *below], [*(0.0 for _ in above), *odds, *(0.0 for _ in below)]


def _shown(part: Piece, page: Evidence) -> bool:
    """Whether a piece looks like display lines: short, and without the marks of running text."""
    text = "".join(page.texts[i] for i in part.lines)
    return len(part.lines) <= 3 and not RUNNING.search(text)


def _greedy(members: Sequence[int], path: _Path) -> list[int]:
    """Best junction first, then the chains in the order of their first pieces."""
    after: dict[int, int] = {}
    chain_of = {x: [x] for x in members}
    for (x, y), score in sorted(path.join.items(), key=lambda item: (-item[1], item[0])):
        left, right = chain_of[x], chain_of[y]
        if score <= 0 or left is right or left[-1] != x or right[0] != y:
            continue
        left += right
        for z in right:
            chain_of[z] = left
    del after
    chains = {id(c): c for c in chain_of.values()}.values()
    rows = sorted(chains, key=lambda c: (-path.first[c[0]] if path.first[c[0]] == OPENS else 0.0, c[0]))
    return [x for row in rows for x in row]


def _improved(row: list[int], path: _Path) -> list[int]:
    """The row with stretches of it moved elsewhere while that fits better."""
    best = path.score(row)
    again = True
    while again:
        again = False
        for start in range(len(row)):
            for stop in range(start + 1, len(row) + 1):
                stretch, rest = row[start:stop], row[:start] + row[stop:]
                for at in range(len(rest) + 1):
                    if at == start:
                        continue
                    other = rest[:at] + stretch + rest[at:]
                    score = path.score(other)
                    if score > best + 1e-6:
                        best, row, again = score, other, True
                        break
                if again:
                    break
            if again:
                break
    return row

"""Two small networks that turn a line's end and a line's beginning into numbers; and what a line speaks of.

A tower sums one row of numbers for each of the six characters next to the junction and for the four pairs that they make
there, drops what is negative, and mixes the rest into fewer numbers. The product of a left and a right tower is log-odds.
They were trained to tell a line's true successor from all other lines of made-up pages (``tools/build_wording.py``), and so
was the topic of a line: the sum of one row for each of its character pairs, scaled to length one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from operator import add, mul
from typing import Final, NamedTuple

from newsclean.wording.numbers import Numbers

REACH: Final = 6
"""Characters next to the junction that a tower looks at."""
NEAR: Final = 3
"""Characters of these that have rows of their own where they are rarer."""
PAIRS: Final = 4
"""Pairs of them, from the junction outward."""
MOST_KNOWN: Final = 4096
"""Ends and beginnings of lines, and junctions, that are remembered: a few pages."""

Vector = tuple[float, ...]


class Shape(NamedTuple):
    """Sizes of the tables: rows for characters (near and far ones), for pairs, and numbers in a row and in a result."""

    near_chars: int
    far_chars: int
    near_pairs: int
    far_pairs: int
    hidden: int
    out: int
    topic: int

    def limits(self) -> tuple[int, ...]:
        """The rows of each place: characters, farther ones, the nearest pair, farther pairs."""
        return (
            (self.near_chars,) * NEAR
            + (self.far_chars,) * (REACH - NEAR)
            + (self.near_pairs,)
            + (self.far_pairs,) * (PAIRS - 1)
        )


class Tower:
    """One side's network. `rows` are signed bytes, times `unit`; `bias`, `mix` and `shift` plain numbers.

    It looks from the junction outward; where that is `backward`, the pairs of `ids` are the other way round.
    """

    def __init__(
        self,
        shape: Shape,
        ids: tuple[Numbers, Numbers],
        rows: memoryview,
        unit: float,
        weights: Sequence[float],
        *,
        backward: bool = False,
    ) -> None:
        hidden, out = shape.hidden, shape.out
        self._chars, self._pairs = ids
        self._backward = backward
        limits = shape.limits()
        self._places = [(limit, sum(limits[:at])) for at, limit in enumerate(limits)]
        self._rows, self._hidden, self._unit = rows, hidden, unit
        self._bias = tuple(b / unit for b in weights[:hidden])
        self._mix = [
            tuple(map(unit.__mul__, weights[hidden * (1 + k) : hidden * (2 + k)])) for k in range(out)
        ]
        self._shift = tuple(weights[hidden * (1 + out) :])
        self.look = lru_cache(maxsize=MOST_KNOWN)(self._look)

    def _look(self, near: str) -> Vector:
        """The numbers of the characters next to a junction, from the junction outward (at most REACH)."""
        chars, pairs, hidden, rows = self._chars, self._pairs, self._hidden, self._rows
        found = [chars[near[k : k + 1]] for k in range(REACH)]
        if self._backward:
            found += [pairs[near[k + 1 : k + 2] + near[k : k + 1]] for k in range(PAIRS)]
        else:
            found += [pairs[near[k : k + 2]] for k in range(PAIRS)]
        at = [
            (start + (i if i < limit else 0)) * hidden
            for i, (limit, start) in zip(found, self._places, strict=True)
        ]
        sums = map(sum, zip(self._bias, *(rows[i : i + hidden] for i in at), strict=True))
        active = [value if value > 0 else 0 for value in sums]
        return tuple([sum(map(mul, row, active)) + b for row, b in zip(self._mix, self._shift, strict=True)])


class Topics:
    """What lines speak of: vectors of length one (nearly; a line that says nothing has none)."""

    def __init__(self, shape: Shape, pairs: Numbers, rows: memoryview, unit: float) -> None:
        self._pairs, self._rows, self._size, self._unit = pairs, rows, shape.topic, unit

    def of(self, line: str) -> Vector:
        """The topic of a (folded) line."""
        rows, size = self._rows, self._size
        ids = list(filter(None, map(self._pairs.__getitem__, map(add, line, line[1:]))))
        if not ids:
            return (0.0,) * size
        total = [
            sum(column) * self._unit
            for column in zip(*(rows[i * size : (i + 1) * size] for i in ids), strict=True)
        ]
        length = sqrt(sum(map(mul, total, total))) + FAINT
        return tuple([value / length for value in total])


FAINT: Final = 0.1
"""Added to a topic's length: a line of one word says less than a line of ten."""

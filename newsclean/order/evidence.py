"""The page's lines with their features and their wording, as the order stages ask for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import sqrt
from operator import mul
from typing import Final

from ..wording import PageWording
from ..wording.towers import Vector
from .fit import clamp, opening, succession
from .lines import Line, look

REACH: Final = 30  # lines to either side that show a column's measure
SHARED: Final = 4  # lines that must have it
SENTENCE_STOP = "。"  # what a paragraph's first line is taken to follow


class Evidence:
    """Features and wording of a page's lines, each pair scored once."""

    def __init__(self, lines: Sequence[str], gaps: Sequence[int]) -> None:
        self.texts = lines
        self.gaps = gaps
        self.lines: list[Line] = [look(line) for line in lines]
        self._known: dict[tuple[int, int], float] = {}

    @cached_property
    def _page(self) -> PageWording:
        return PageWording(self.texts)

    @cached_property
    def starts(self) -> list[float]:
        """Log-odds (nats) that a line begins a sentence."""
        return self._page.starts(SENTENCE_STOP)

    @cached_property
    def opening(self) -> list[float]:
        """Log-odds (nats) that a line is the first of its column, as against any line of it."""
        return [opening(line, start) for line, start in zip(self.lines, self.starts, strict=True)]

    @cached_property
    def measures(self) -> list[tuple[float, ...]]:
        """The measures (em) that columns near each line have: widths that many of its neighbours share."""
        widths = [round(2 * (line.width - line.slack)) for line in self.lines]
        counts: Counter[int] = Counter(widths[:REACH])
        found = []
        for j in range(len(widths)):
            if j + REACH < len(widths):
                counts[widths[j + REACH]] += 1
            if j > REACH:
                counts[widths[j - REACH - 1]] -= 1
            found.append(
                tuple(
                    w / 2
                    for w, n in counts.items()
                    if n >= SHARED and n >= counts.get(w - 1, 0) and n > counts.get(w + 1, 0)
                )
            )
        return found

    def wording(self, i: int, j: int) -> float:
        """Log-odds (nats) of the wording that line j goes on where line i stops."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = clamp(self._page.fit(i, j))
        return known

    def topic(self, lines: Sequence[int]) -> Vector:
        """What these lines together speak of: a vector of length one."""
        total = [sum(column) for column in zip(*(self._page.topics[i] for i in lines), strict=True)]
        length = sqrt(sum(map(mul, total, total))) or 1.0
        return tuple([value / length for value in total])

    def glance(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """The same for many pairs, from the nearest characters only: a tenth of the work."""
        return [clamp(odds) for odds in self._page.scores(pairs)]

    def succession(
        self, i: int, j: int, measure: float, indented: bool, known: bool = True
    ) -> tuple[float, bool]:
        """Log-odds that line j follows line i in a column of this measure (em), and whether it then opens a paragraph."""
        return succession(
            self.lines[i], self.lines[j], measure, indented, self.wording(i, j), self.starts[j], known
        )

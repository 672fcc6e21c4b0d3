"""The page's lines with their features and their wording, as the order stages ask for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log, sqrt
from operator import mul
from typing import Final

from newsclean.assembly.vocabulary import bigrams
from newsclean.options import DEFAULT, Options
from newsclean.order.fit import STRANGERS, Kinship, clamp, opening, succession
from newsclean.order.lines import Line, Outline, glance, look
from newsclean.wording import PageWording
from newsclean.wording.towers import FAINT, Vector

REACH: Final = 30  # lines to either side that show a column's measure
SHARED: Final = 4  # lines that must have it
SIGHT: Final = 255  # lines back to which words are looked for
WINDOW: Final = (1 << SIGHT + 1) - 1
DOUBT: Final = 2.0  # what chance weighs against the places of a bigram
MOST_HELD: Final = 4.0  # nats
SHOW_BOXES: Final = 0.1
"""Share of a torn page's lines that have a blank line before them, above which blank lines part its boxes: 0.19 or more in 28 dumps of
pdftotext and pdfminer. A recognizer that writes a line a box (PaddleOCR) leaves none."""
SENTENCE_STOP = "。"  # what a paragraph's first line is taken to follow


class Evidence:
    """Features and wording of a page's lines, each pair scored once; `display`: the lines that are known to be display lines;
    `options`: the user's own titles and banners."""

    def __init__(
        self,
        lines: Sequence[str],
        gaps: Sequence[int],
        display: frozenset[int] = frozenset(),
        options: Options = DEFAULT,
    ) -> None:
        self.texts = lines
        self.gaps = gaps
        self.display = display
        self.options = options
        self.outlines: list[Outline] = [glance(line, options) for line in lines]
        self._known: dict[tuple[int, int], float] = {}
        self._measures: dict[int, list[float]] = {}

    @cached_property
    def lines(self) -> list[Line]:
        """All features of the lines, which only a torn page's are asked for."""
        return list(map(look, self.texts, self.outlines))

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
    def _widths(self) -> tuple[list[int], dict[int, int]]:
        """The lines' widths in half em, and each width's rank by where the page has it first."""
        widths = [round(2 * (line.width - line.slack)) for line in self.outlines]
        return widths, {wide: rank for rank, wide in enumerate(dict.fromkeys(widths))}

    def measures(self, j: int) -> list[float]:
        """The measures (em) that columns near a line have: widths that many of its neighbours share, the page's first one first."""
        found = self._measures.get(j)
        if found is None:
            widths, rank = self._widths
            counts = Counter(widths[max(0, j - REACH) : j + REACH + 1])
            peaks = [
                wide
                for wide, n in counts.items()
                if n >= SHARED and n >= counts.get(wide - 1, 0) and n > counts.get(wide + 1, 0)
            ]
            found = self._measures[j] = [wide / 2 for wide in sorted(peaks, key=rank.__getitem__)]
        return found

    def wording(self, i: int, j: int) -> float:
        """Log-odds (nats) of the wording that line j goes on where line i stops."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = clamp(self._page.fit(i, j))
        return known

    @cached_property
    def shows_boxes(self) -> bool:
        """Whether blank lines part the page's boxes."""
        return sum(gap > 0 for gap in self.gaps[1:]) > SHOW_BOXES * len(self.gaps)

    @cached_property
    def boxed(self) -> list[bool]:
        """Whether each line stands in the box of the line before it, as far as blank lines show a page's boxes.

        Display lines that an earlier stage made of a box's characters are a box of their own.
        """
        shown = self.shows_boxes
        apart = self.display
        return [
            shown and gap == 0 and j > 0 and (j in apart) == (j - 1 in apart)
            for j, gap in enumerate(self.gaps)
        ]

    def subject(self, j: int) -> Vector:
        """What a line speaks of."""
        return self._page.topic(j)

    def alike(self, topic: Vector, j: int) -> float:
        """How much line j speaks of the same as some lines whose topics were added up: the cosine, from -1 to 1."""
        product: float = sum(map(mul, topic, self._page.topic(j)))
        return product / (sqrt(sum(map(mul, topic, topic))) + FAINT)

    @cached_property
    def _repeated(self) -> list[list[int]]:
        """For every line and each of its bigrams that lines shortly before it have: these, as bits, the nearest line's first."""
        before: dict[str, int] = {}
        seen: dict[str, int] = {}
        found: list[list[int]] = []
        for j, text in enumerate(self.texts):
            own = bigrams(text)
            rows = []
            for pair in own:
                mask = before.get(pair, 0)
                if mask:
                    mask = mask << (j - seen[pair]) & WINDOW
                    if mask:
                        rows.append(mask >> 1)
                before[pair] = mask | 1
                seen[pair] = j
            found.append(sorted(rows))
        return found

    def held(self, lines: int, j: int) -> float:
        """Log-odds (nats) that line j is of a column with these lines (bits, the line before j first), for what they have in common."""
        total = min(j, SIGHT)
        share = (lines.bit_count() + 1) / (total + 4)
        odds = 0.0
        for mask in self._repeated[j]:
            own, all_ = (lines & mask).bit_count(), mask.bit_count()
            odds += log((own / all_ + DOUBT * share) / ((1 + DOUBT) * share))
        return max(-MOST_HELD, min(MOST_HELD, odds / 2))

    def topic(self, lines: Sequence[int]) -> Vector:
        """What these lines together speak of: a vector of length one."""
        total = [sum(column) for column in zip(*(self._page.topic(i) for i in lines), strict=True)]
        length = sqrt(sum(map(mul, total, total))) or 1.0
        return tuple([value / length for value in total])

    def glance(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """The same for many pairs, from the nearest characters only: a tenth of the work."""
        return [clamp(odds) for odds in self._page.scores(pairs)]

    def succession(
        self, i: int, j: int, measure: float, indented: bool, known: bool = True, kin: Kinship = STRANGERS
    ) -> tuple[float, bool]:
        """Log-odds that line j follows line i in a column of this measure (em), and whether it then opens a paragraph."""
        return succession(
            self.lines[i],
            self.lines[j],
            measure,
            indented,
            self.wording(i, j),
            self.starts[j],
            known,
            kin,
        )

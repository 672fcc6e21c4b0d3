"""The general model, and what the page itself says: its names and repeated phrases, wherever a line holds them whole."""

from __future__ import annotations

from codecs import utf_16_le_encode
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import compress
from math import log
from operator import add, mul
from typing import Final

from newsclean.wording.folding import fold
from newsclean.wording.model import Wording, towers_know, wording
from newsclean.wording.towers import REACH, Vector

# Weights by logistic regression on pages of text that the model was not trained on (log-odds at even chances), for the
# thorough question (all witnesses). The same regression gives -0.31, 0.80, 0.97 for the quick one (figures and page); these were
# chosen by how well pages in order are read, whose layout weighs what the quick question says of neighbours.
QUICK_BIAS, QUICK_FIGURES, QUICK_PAGE = -0.5, 0.68, 1.13
FULL_BIAS, FULL_FIGURES, FULL_TOWERS, FULL_TOPIC, FULL_PAGE = -2.08, 0.68, 0.93, 5.85, 0.81

# The page's evidence: for a straddling pair that the page has elsewhere (the amount, and a share of how much oftener than
# chance), and for a straddling triple, two characters left of the junction or two right of it.
_PAGE_BIAS, _SEEN, _OFTENER, _TRIPLE_LEFT, _TRIPLE_RIGHT = -0.27, -0.1, 0.39, 1.2, 0.7
SMOOTHING: Final = (2, 300)
"""Added to each count and to the total: a rare character's company says less than its frequency would."""
PART: Final = 1 << 14
"""Pairs that are numbers at a time: as numbers they take ten times the memory."""
MANY: Final = 2
"""Junctions for each line of a page, beyond which all pairs of characters are counted, once."""
FEW: Final = 40
"""Junctions of a page that are looked up in its text one by one (30 µs each), before all its pairs are counted (4 ms)."""


class PageWording:
    """How well any line of a page goes on where another stops.

    Only what stands within one line counts, so no junction is evidence for itself.

    >>> page = PageWording(["市长林静波主持会议。", "林静波强调，要抓好春耕。", "会上，市委副书记林静", "波作了讲话。"])
    >>> quick = page.scores([(2, 3), (2, 0)])
    >>> quick[0] > quick[1], page.fit(2, 3) > page.fit(2, 0)
    (True, True)
    """

    def __init__(self, lines: Sequence[str]) -> None:
        stripped = [line.strip() for line in lines]
        folded = fold("\n".join(stripped)).split("\n")
        self._lines = folded if len(folded) == len(stripped) else list(map(fold, stripped))
        self._ends = [line[-REACH:] for line in self._lines]
        self._beginnings = [line[:REACH] for line in self._lines]
        self._topics: dict[int, Vector] = {}
        self._asked = 0

    @cached_property
    def _model(self) -> Wording:
        return wording()

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._lines)

    @cached_property
    def _chars(self) -> tuple[Counter[str], int]:
        """How often each character stands on the page, and how many there are."""
        chars = Counter(self._text)
        del chars["\n"]
        return chars, sum(chars.values())

    @cached_property
    def _page(self) -> tuple[Counter[str], Collection[str]]:
        """How often each pair of characters stands on the page, and what three stand side by side."""
        text = self._text
        triples = set(map(add, map(add, text, text[1:]), text[2:]))
        return Counter(map(add, text, text[1:])), triples

    def topic(self, line: int) -> Vector:
        """What a line speaks of."""
        found = self._topics.get(line)
        if found is None:
            found = self._topics[line] = self._model.topics.of(self._lines[line])
        return found

    def scores(self, pairs: Iterable[tuple[int, int]]) -> list[float]:
        """Log-odds (nats) of many (left line, right line) pairs, by their numbers in the page; the quick question."""
        ends, beginnings = self._ends, self._beginnings
        junctions = [(ends[i], beginnings[j]) for i, j in pairs]
        if "_page" in self.__dict__ or len(junctions) > MANY * len(self._lines):
            return [self._quick(left, right) for left, right in junctions]
        return self._few(junctions)

    def neighbours(self) -> list[float]:
        """Log-odds (nats) of every line but the first that it goes on where the line before stops; the quick question."""
        return self._few(list(zip(self._ends, self._beginnings[1:], strict=False)))

    def _few(self, junctions: Sequence[tuple[str, str]]) -> list[float]:
        """Log-odds of some junctions: only their own pairs are counted, most of which stand nowhere else on the page."""
        if not junctions:
            return []
        raw, _ = utf_16_le_encode(self._text, "surrogatepass")
        if len(raw) > 2 * len(self._text):  # characters beyond the basic plane
            return [self._quick(left, right) for left, right in junctions]
        keys = [ord(left[-1]) | ord(right[0]) << 16 if left and right else 0 for left, right in junctions]
        pairs, triples = _company(self._text, raw, keys)
        chars, total = self._chars
        figures = self._model.known_figures
        fits = []
        for left, right in junctions:
            if not left or not right:
                fits.append(0.0)
                continue
            a, b = left[-1], right[0]
            evidence = _PAGE_BIAS
            if seen := pairs.get(a + b):
                evidence = _weighed(seen, chars[a], chars[b], total, *_beside(left, right, triples))
            fits.append(QUICK_BIAS + QUICK_FIGURES * figures(left, right) + QUICK_PAGE * evidence)
        return fits

    def starts(self, before: str) -> list[float]:
        """Log-odds (nats) of every line that it goes on where the text `before` stops; the quick question."""
        end = fold(before)[-REACH:]
        return [self._quick(end, beginning) for beginning in self._beginnings]

    def fit(self, i: int, j: int) -> float:
        """Log-odds (nats) that line j goes on where line i stops; the thorough question: phrases and subject too."""
        left, right = self._ends[i], self._beginnings[j]
        if not left or not right:
            return 0.0
        if not towers_know(left, right):
            return self._quick(left, right)
        alike: float = sum(map(mul, self.topic(i), self.topic(j)))
        return (
            FULL_BIAS
            + FULL_FIGURES * self._model.figures(left, right)
            + FULL_TOWERS * self._model.towers(left, right)
            + FULL_TOPIC * alike
            + FULL_PAGE * self._evidence(left, right)
        )

    def _quick(self, left: str, right: str) -> float:
        if not left or not right:
            return 0.0
        return (
            QUICK_BIAS
            + QUICK_FIGURES * self._model.figures(left, right)
            + QUICK_PAGE * self._evidence(left, right)
        )

    def _evidence(self, left: str, right: str) -> float:
        """What the page says: nothing against what it has nowhere else, but that it might have."""
        a, b = left[-1], right[0]
        chars, total = self._chars
        if self._asked < FEW and a != b and "_page" not in self.__dict__:
            self._asked += 1
            text = self._text
            seen = text.count(a + b)  # would count “一一一” once, hence not where a is b
            if not seen:
                return _PAGE_BIAS
            return _weighed(seen, chars[a], chars[b], total, *_beside(left, right, text))
        pairs, triples = self._page
        seen = pairs.get(a + b, 0)
        if not seen:
            return _PAGE_BIAS
        return _weighed(seen, chars[a], chars[b], total, *_beside(left, right, triples))


def _company(text: str, raw: bytes, keys: Iterable[int]) -> tuple[Counter[str], set[str]]:
    """How often some pairs of characters stand in a text, and the three characters wherever they do.

    `raw` is the text in two bytes a character; a pair's key has the second one's code on top.
    """
    wanted = set(keys).__contains__
    pairs: Counter[str] = Counter()
    triples: set[str] = set()
    for first in (0, 1):
        size = (len(text) - first) // 2
        view = memoryview(raw)[2 * first : 2 * first + 4 * size].cast("I")
        for at in range(0, size, PART):
            places = range(first + 2 * at, len(text), 2)
            found = list(compress(places, map(wanted, view[at : at + PART].tolist())))
            pairs.update([text[place : place + 2] for place in found])
            triples.update([text[place - 1 : place + 2] for place in found])
            triples.update([text[place : place + 3] for place in found])
    return pairs, triples


def _beside(left: str, right: str, within: Collection[str]) -> tuple[bool, bool]:
    """Whether a text, or its triples, has the junction with the character before it, and with the one after it."""
    return (
        len(left) > 1 and left[-2:] + right[0] in within,
        len(right) > 1 and left[-1] + right[:2] in within,
    )


def _weighed(seen: int, first: int, second: int, total: int, left: bool, right: bool) -> float:
    each, all_ = SMOOTHING
    chance = (first + each) * (second + each) / (total + all_)
    return _PAGE_BIAS + _SEEN + _OFTENER * log(seen / chance) + _TRIPLE_LEFT * left + _TRIPLE_RIGHT * right

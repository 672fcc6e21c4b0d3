"""How well the end of one line and the beginning of another fit, told from the text alone.

>>> junction("当前防控疫", "情工作") > 1.5 and junction("当前防控疫", "米，比去年") < -1.5
True

The general model (``data/wording.bin``, made by ``tools/build_wording.py``) is loaded when first asked for. It sees up to three
characters each side: one learned row of small numbers per character and character pair, summed for a line's end and for a
line's beginning (their product says how well words, function words, names and figures follow each other), and log-odds of the
commonest pairs and triples across the junction (疫|情, 新|型冠, 人民|币). Traditional characters count as simplified ones, any
digit as one digit, any Latin letter as one letter.

Punctuation has no rule of its own: what ends in 、 goes on, what ends in 。 may or may not. A line that begins with 、，。”） or
ends with “（《 is impossible in typeset text (kinsoku), but happens in dumps; it is scored like any other, so that ， fits
best behind the end of a word. White space at a line's ends says nothing here: the indentation is the caller's to judge.
"""

from __future__ import annotations

import pkgutil
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import log
from operator import add, mul
from typing import Final, NamedTuple

__all__ = ["PageWording", "Wording", "fold", "junction", "wording"]

MAGIC: Final = b"NCW1"
HEADER: Final = struct.Struct("<4s7I3f")
# The places that have a row, from the junction outward; each has a vocabulary of its own size.
POSITIONS: Final = ("chars", "chars", "thirds", "pairs", "far_pairs")
MOST_KNOWN: Final = 4096  # ends and beginnings of lines that are remembered: a few pages
# Digits, letters and the two widths of punctuation are one to the model.
SHAPES: Final[dict[int, str]] = {
    **dict.fromkeys((*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)), "0"),
    **dict.fromkeys(
        (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)), "a"
    ),
    **dict(zip(map(ord, ",:;!?()％．"), "，：；！？（）%.", strict=True)),
}
# Weights of the page's evidence, by logistic regression on pages of the text that the general model was not trained on: how
# much of the general log-odds to believe, then for a straddling pair that the page has elsewhere (the amount, and a share of
# how much oftener than chance), and for a straddling triple, two characters left of the junction or two right of it.
_GENERAL, _PAGE_BIAS, _SEEN, _OFTENER, _TRIPLE_LEFT, _TRIPLE_RIGHT = 0.9, -0.27, -0.1, 0.39, 1.2, 0.7


class End(NamedTuple):
    """What the model needs of a line's end or beginning."""

    near: str  # the character at the junction
    two: str  # it and the next one, in reading order
    vector: tuple[int, ...]
    pairs: dict[str, int]  # figures of the pairs that begin with ``near``; empty for a beginning
    triples: dict[str, int]  # of the triples that begin with ``near``
    far_triples: dict[str, int]  # of the triples that begin with the character before it


def _data(name: str) -> bytes:
    found = pkgutil.get_data("newsclean", f"data/{name}")
    if found is None:  # pragma: no cover - only loaders without data support
        raise FileNotFoundError(name)
    return found


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    table = _data("trad_simp.txt").decode("utf-8")
    return {**{ord(line[0]): line[2:] for line in table.splitlines() if line[1] == "\t"}, **SHAPES}


def fold(text: str) -> str:
    """The text in the model's alphabet, as many characters as before.

    >>> fold("２０２０年臺灣COVID，")
    '0000年台湾aaaaa，'
    """
    return text.translate(_fold_table())


class Wording:
    """The general model, read from its file."""

    def __init__(self, blob: bytes) -> None:
        magic, chars, pairs, thirds, far_pairs, width, kept_pairs, kept_triples, *scale = HEADER.unpack_from(
            blob
        )
        if magic != MAGIC:
            raise ValueError("not a wording file")
        at = HEADER.size
        text = blob[at : at + 2 * chars + 4 * pairs].decode("utf-16-le")
        at += 2 * chars + 4 * pairs
        self._ids = {c: i for i, c in enumerate(text[:chars], 1)}
        self._pair_ids = {text[i : i + 2]: n for n, i in enumerate(range(chars, len(text), 2), 1)}
        sizes = {"chars": chars + 1, "thirds": thirds, "pairs": pairs + 1, "far_pairs": far_pairs}
        self._limits = [sizes[kind] for kind in POSITIONS]
        self._starts = list(accumulate(self._limits, initial=0))
        self._width = width
        # An unsigned byte a number would need a shift: memoryview casts to signed ones without a copy.
        rows = self._starts.pop() * width
        self._left = memoryview(blob)[at : at + rows].cast("b")
        self._right = memoryview(blob)[at + rows : at + 2 * rows].cast("b")
        at += 2 * rows
        self._pairs = _Figures(blob, at, chars, kept_pairs, 1)
        self._triples = _Figures(blob, at + 2 * chars + 3 * kept_pairs, chars, kept_triples, 2)
        self._known: dict[tuple[bool, str], End] = {}
        self.per_product: float
        self.per_figure: float
        self.bias: float
        self.per_product, self.per_figure, self.bias = scale

    def _vector(
        self, rows: memoryview, near: str, second: str, third: str, pair: str, far_pair: str
    ) -> tuple[int, ...]:
        ids, pair_ids, width = self._ids.get, self._pair_ids.get, self._width
        found = (ids(near, 0), ids(second, 0), ids(third, 0), pair_ids(pair, 0), pair_ids(far_pair, 0))
        at = [
            (start + (i if i < limit else 0)) * width
            for i, limit, start in zip(found, self._limits, self._starts, strict=True)
        ]
        return tuple(map(sum, zip(*(rows[i : i + width] for i in at), strict=True)))

    def end(self, line: str) -> End:
        """What the model needs of the end of a (folded) line."""
        t = line[-3:]
        known = self._known.get((True, t))
        return known or self._keep((True, t), self._end(t))

    def _end(self, t: str) -> End:
        near, second = t[-1:], t[-2:-1]
        vector = self._vector(self._left, near, second, t[-3:-2], t[-2:], t[-3:-1])
        row = self._ids.get(near, 0), self._ids.get(second, 0)
        return End(
            near,
            t[-2:],
            vector,
            self._pairs.row(row[0]),
            self._triples.row(row[0]),
            self._triples.row(row[1]),
        )

    def beginning(self, line: str) -> End:
        """What the model needs of the beginning of a (folded) line."""
        t = line[:3]
        known = self._known.get((False, t))
        return known or self._keep((False, t), self._beginning(t))

    def _keep(self, key: tuple[bool, str], found: End) -> End:
        """Remember it for the stages that ask again about the same page, within bounds."""
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[key] = found
        return found

    def _beginning(self, t: str) -> End:
        vector = self._vector(self._right, t[:1], t[1:2], t[2:3], t[:2], t[1:3])
        return End(t[:1], t[:2], vector, {}, {}, {})

    def score(self, end: End, beginning: End) -> float:
        """Log-odds (nats, at even chances) that the beginning goes on where the end stops."""
        near, two = beginning.near, beginning.two
        figures = end.pairs.get(near, 0) + end.triples.get(two, 0) + end.far_triples.get(end.near + near, 0)
        product: int = sum(map(mul, end.vector, beginning.vector))
        return self.bias + self.per_product * product + self.per_figure * figures


class _Figures:
    """Figures of character strings, by their first character; a row becomes a dictionary when it is first asked for."""

    def __init__(self, blob: bytes, at: int, rows: int, entries: int, length: int) -> None:
        sizes = memoryview(blob)[at : at + 2 * rows].tobytes()
        counts = struct.unpack(f"<{rows}H", sizes)
        self._starts = list(accumulate(counts, initial=0))
        self._blob, self._length = blob, length
        self._text_at = at + 2 * rows
        self._values_at = self._text_at + 2 * length * entries
        self._rows: dict[int, dict[str, int]] = {0: {}}

    def row(self, number: int) -> dict[str, int]:
        """The figures of the strings that begin with the character of this number, by what follows it."""
        known = self._rows.get(number)
        if known is None:
            a, b = self._starts[number - 1], self._starts[number]
            wide = 2 * self._length
            text = self._blob[self._text_at + wide * a : self._text_at + wide * b].decode("utf-16-le")
            keys = text if self._length == 1 else map(add, text[::2], text[1::2])
            values = self._blob[self._values_at + a : self._values_at + b]
            known = self._rows[number] = dict(zip(keys, values, strict=True))
        return known


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The general model; read on the first call."""
    return Wording(_data("wording.bin"))


def junction(left: str, right: str) -> float:
    """Log-odds (nats) that ``right`` goes on where ``left`` stops, against its being the beginning of an unrelated line.

    >>> junction("各乡秋粮收购工作暨扶贫救", "济物资调拨会") > 3
    True
    >>> junction("各乡秋粮收购工作暨扶贫救", "380万公斤") < 0
    True
    >>> junction("各鄉秋糧收購工作暨扶貧救", "濟物資調撥會") > 3
    True
    >>> junction("", "没有上文")
    0.0
    """
    before, after = fold(left.rstrip()[-4:]), fold(right.lstrip()[:4])
    if not before or not after:
        return 0.0
    model = wording()
    return model.score(model.end(before), model.beginning(after))


class PageWording:
    """The general model, and what the page itself says: its names and repeated phrases, wherever a line holds them whole.

    Only what stands within one line counts, so no junction is evidence for itself.

    >>> page = PageWording(["市长林静波主持会议。", "林静波强调，要抓好春耕。", "会上，市委副书记林静", "波作了讲话。"])
    >>> page.junction("市委副书记林静", "波作了讲话。") > junction("市委副书记林静", "波作了讲话。")
    True
    >>> [round(score, 3) == round(page.junction("会上，市委副书记林静", line), 3)
    ...  for score, line in zip(page.scores([(2, 3), (2, 0)]), ["波作了讲话。", "市长林静波主持会议。"])]
    [True, True]
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._model = wording()
        folded = [fold(line.strip()) for line in lines]
        text = "\n".join(folded)
        self._ends = [self._model.end(line) for line in folded]
        self._beginnings = [self._model.beginning(line) for line in folded]
        self._chars = Counter(text)
        del self._chars["\n"]
        self._total = sum(self._chars.values())
        self._pairs = Counter(map(add, text, text[1:]))
        self._triples = Counter(map(add, map(add, text, text[1:]), text[2:]))

    def junction(self, left: str, right: str) -> float:
        """Log-odds (nats) that ``right`` goes on where ``left`` stops; neither needs to be a line of the page."""
        before, after = fold(left.rstrip()[-4:]), fold(right.lstrip()[:4])
        return self._score(self._model.end(before), self._model.beginning(after))

    def scores(self, pairs: Iterable[tuple[int, int]]) -> list[float]:
        """The log-odds of many (left line, right line) pairs, by their numbers in the page; the quick way to ask."""
        ends, beginnings, score = self._ends, self._beginnings, self._score
        return [score(ends[i], beginnings[j]) for i, j in pairs]

    def _score(self, end: End, beginning: End) -> float:
        left, right = end.near, beginning.near
        if not left or not right:
            return 0.0
        odds = _GENERAL * self._model.score(end, beginning) + _PAGE_BIAS
        seen = self._pairs.get(left + right, 0)
        if seen:
            # Two are added to each count, and 300 to all: a rare character's company says less than its frequency would.
            chance = (self._chars[left] + 2) * (self._chars[right] + 2) / (self._total + 300)
            odds += _SEEN + _OFTENER * log(seen / chance)
            odds += _TRIPLE_LEFT * (end.two + right in self._triples) + _TRIPLE_RIGHT * (
                left + beginning.two in self._triples
            )
        return odds

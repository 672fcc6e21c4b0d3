"""Counts of characters, pairs and triples in running text, and the figures made of them; used by ``tools/build_wording.py``."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.wording.figures import MOST_VALUE
from newsclean.wording.model import PAIR_LEAST, PAIR_STEP, TRIPLE_STEP

PAIR_CHANCE, TRIPLE_CHANCE = 20, 5  # counts that stand for what chance, or the pair alone, would have given
LEAST_TRIPLE = 1.2  # nats: what says less is left out
WIDE = re.compile(r"[^\x00-\uffff]")


@dataclass
class Counts:
    """How often characters (by code), pairs and triples (by `newsclean.wording.figures` keys, sorted) occur."""

    chars: np.ndarray
    pairs: tuple[np.ndarray, np.ndarray]
    triples: tuple[np.ndarray, np.ndarray]

    def plus(self, other: Counts) -> Counts:
        return Counts(
            self.chars + other.chars,
            _merged(self.pairs, other.pairs),
            _merged(self.triples, other.triples),
        )


def codes(texts: list[str]) -> np.ndarray:
    """The characters' codes; a 0 stands before each text, and for characters beyond the basic plane."""
    joined = WIDE.sub("\0", "\0" + "\0".join(texts) + "\0\0")
    return np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)


def counted(text: np.ndarray, weights: np.ndarray | None = None) -> Counts:
    """The counts of a text; `weights` counts every position so often."""
    a, b, c = (text[k : len(text) - 2 + k].astype(np.uint64) for k in range(3))
    pairs = a << np.uint64(16) | b
    weights = None if weights is None else weights[: len(a)]
    known, next_known = (a != 0) & (b != 0), c != 0
    return Counts(
        np.bincount(a.astype(np.int64), weights, 1 << 16) * (np.arange(1 << 16) != 0),
        _unique(pairs, weights, known),
        _unique(pairs << np.uint64(16) | c, weights, known & next_known),
    )


def _unique(
    keys: np.ndarray, weights: np.ndarray | None, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    if weights is None:
        found, numbers = np.unique(keys[wanted], return_counts=True)
        return found, numbers.astype(np.float64)
    found, where = np.unique(keys[wanted], return_inverse=True)
    return found, np.bincount(where, weights[wanted])


def _merged(
    one: tuple[np.ndarray, np.ndarray], two: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    found, where = np.unique(np.concatenate([one[0], two[0]]), return_inverse=True)
    return found, np.bincount(where, np.concatenate([one[1], two[1]]))


def _count(table: tuple[np.ndarray, np.ndarray], keys: np.ndarray) -> np.ndarray:
    at = np.minimum(np.searchsorted(table[0], keys), len(table[0]) - 1)
    return np.where(table[0][at] == keys, table[1][at], 0)


def values(found: Counts, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Keys and values of the pairs that say more than an unknown one, and of the triples that say most: `most` in all."""
    total = found.chars.sum()
    low = np.uint64(0xFFFF)
    pairs, numbers = found.pairs
    first, second = found.chars[pairs >> np.uint64(16)], found.chars[pairs & low] / total
    odds = np.log((np.maximum(numbers - 0.7, 0) + PAIR_CHANCE * second) / (first + PAIR_CHANCE) / second)
    of_pairs = np.clip(np.round((odds - PAIR_LEAST) / PAIR_STEP), 0, MOST_VALUE).astype(np.uint16)
    told = of_pairs > 0
    triples, numbers = found.triples
    seen = numbers > 0.5
    triples, numbers = triples[seen], numbers[seen]
    third = found.chars[triples & low] / total
    plain = (
        np.maximum(_count(found.pairs, triples & np.uint64(0xFFFFFFFF)) - 0.7, 0) + PAIR_CHANCE * third
    ) / (found.chars[triples >> np.uint64(16) & low] + PAIR_CHANCE)
    odds = np.log(
        (numbers - 0.5 + TRIPLE_CHANCE * plain)
        / (_count(found.pairs, triples >> np.uint64(16)) + TRIPLE_CHANCE)
        / plain
    )
    says = np.nonzero(odds >= LEAST_TRIPLE)[0]
    room = most - int(told.sum())
    if len(says) > room:
        worth = numbers[says] * odds[says]
        says = says[np.argpartition(-worth, room)[:room]]
    of_triples = np.minimum(MOST_VALUE, np.round(odds[says] / TRIPLE_STEP)).astype(np.uint16)
    return pairs[told], of_pairs[told], triples[says], of_triples


class Offsets:
    """What the figures say of every end of a line (row) before every beginning (column), in nats."""

    CHARS = 5000

    def __init__(self, found: Counts, most: int) -> None:
        common = np.argsort(-found.chars, kind="stable")[: self.CHARS - 1]
        self._ids = np.zeros(1 << 16, np.int32)
        self._ids[common] = np.arange(1, self.CHARS)
        pairs, of_pairs, triples, of_triples = values(found, most)
        low = np.uint64(0xFFFF)
        self._pairs = np.full((self.CHARS, self.CHARS), PAIR_LEAST, np.float32)
        a, b = self._ids[pairs >> np.uint64(16)], self._ids[pairs & low]
        both = (a > 0) & (b > 0)
        self._pairs[a[both], b[both]] = PAIR_LEAST + PAIR_STEP * of_pairs[both].astype(np.float32)
        said = TRIPLE_STEP * of_triples.astype(np.float32)
        self._after = _Rows(triples >> np.uint64(16), self._ids[triples & low], said, self.CHARS)
        self._before = _Rows(
            triples & np.uint64(0xFFFFFFFF), self._ids[triples >> np.uint64(32)], said, self.CHARS
        )

    def __call__(self, last: np.ndarray, first: np.ndarray) -> np.ndarray:
        """`last`: the codes of the two characters before the junction, nearest first; `first`: of the two after it."""
        last, first = last.astype(np.uint64), first.astype(np.uint64)
        ends, beginnings = self._ids[last[:, 0]], self._ids[first[:, 0]]
        sums = self._pairs[ends[:, None], beginnings[None]]
        sums += self._after.table(last[:, 1] << np.uint64(16) | last[:, 0], beginnings)
        sums += self._before.table(first[:, 0] << np.uint64(16) | first[:, 1], ends).T
        return sums


class _Rows:
    """Sparse rows of values, by the key of a pair."""

    def __init__(self, keys: np.ndarray, columns: np.ndarray, said: np.ndarray, width: int) -> None:
        known = columns > 0
        order = np.argsort(keys[known], kind="stable")
        self._columns, self._said = columns[known][order], said[known][order]
        self._keys, self._starts = np.unique(keys[known][order], return_index=True)
        self._ends = np.append(self._starts[1:], len(order))
        self._width = width

    def table(self, wanted: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The values of these rows in these columns."""
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        size = np.where(self._keys[at] == wanted, self._ends[at] - self._starts[at], 0)
        rows = np.repeat(np.arange(len(wanted)), size)
        offset = np.repeat(self._starts[at] - np.cumsum(size) + size, size)
        entries = np.arange(len(rows)) + offset
        different, back = np.unique(columns, return_inverse=True)
        place = np.full(self._width, -1, np.int32)
        place[different] = np.arange(len(different))
        to = place[self._columns[entries]]
        asked = to >= 0
        out = np.zeros((len(wanted), len(different)), np.float32)
        out[rows[asked], to[asked]] = self._said[entries[asked]]
        return out[:, back]

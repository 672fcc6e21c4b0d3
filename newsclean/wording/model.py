"""The general model, read from its file when first asked for; and a single junction's log-odds."""

from __future__ import annotations

import mmap
import os
import struct
from codecs import utf_16_le_decode
from functools import cached_property, lru_cache
from operator import mul
from typing import Final

from newsclean.wording.figures import reader
from newsclean.wording.folding import fold
from newsclean.wording.numbers import Numbers
from newsclean.wording.towers import MOST_KNOWN, REACH, Shape, Topics, Tower

MAGIC: Final = b"NCW3"
HEADER: Final = struct.Struct("<4s8I3f")
PAIR_STEP: Final = 0.18
"""Nats of one step of a pair's figure, which begin at PAIR_LEAST."""
PAIR_LEAST: Final = -3.0
"""What a pair says that the general text never had; and the least that any pair says."""
TRIPLE_STEP: Final = 0.12


LEAST_SEEN: Final = 3
"""Characters that the towers must see on either side to be asked: they know no shorter ones."""
NEVER_FIRST: Final = frozenset("、，。；：！？”’）》〉」』】…—%.")
NEVER_LAST: Final = frozenset("“‘（《〈「『【")
"""Marks that typeset lines (CLREQ 3.1.5), and so those that the towers learned from, never begin or end with."""
ALONE: Final = 0.8
# Weights of the witnesses, by logistic regression on pages of text that the model was not trained on (log-odds at even chances).
BIAS, FIGURES, TOWERS = -0.28, 0.78, 0.92


class Wording:
    """The general model. Raises ValueError where the bytes are not a wording file of this version."""

    def __init__(self, blob: bytes | mmap.mmap) -> None:
        if len(blob) < HEADER.size or blob[:4] != MAGIC:
            raise ValueError("not a wording file")
        _, slots, *sizes, left_unit, right_unit, topic_unit = HEADER.unpack_from(blob)
        self._shape = Shape(*sizes)
        self._units = left_unit, right_unit, topic_unit
        self._blob = blob
        self._slots = HEADER.size + 2 * (self._shape.near_chars - 1) + 4 * (self._shape.near_pairs - 1)
        self._rest = self._slots + 2 * slots
        self.figure = reader(memoryview(blob)[self._slots : self._rest].cast("H"))
        self.known_figures = lru_cache(maxsize=MOST_KNOWN)(self.figures)
        """The same as `figures`, for the junctions between a page's lines, which two stages ask for."""

    @cached_property
    def _networks(self) -> tuple[Tower, Tower, Topics]:
        """What only the thorough question needs: the towers and the topics."""
        shape = self._shape
        chars = shape.near_chars - 1
        text, _ = utf_16_le_decode(self._blob[HEADER.size : self._slots])  # `decode` would import a module
        char_ids, pair_ids = Numbers(text[:chars], 1), Numbers(text[chars:], 2)
        view, at = memoryview(self._blob), self._rest
        weights = shape.hidden * (1 + shape.out) + shape.out
        rows = sum(shape.limits()) * shape.hidden
        parts: list[memoryview] = []
        for size in (4 * weights, 4 * weights, rows, rows, shape.near_pairs * shape.topic):
            parts.append(view[at : at + size])
            at += size
        left_weights, right_weights, left_rows, right_rows, topic_rows = parts
        left, right, topic = self._units
        return (
            Tower(
                shape,
                (char_ids, pair_ids),
                left_rows.cast("b"),
                left,
                left_weights.cast("f").tolist(),
                backward=True,
            ),
            Tower(shape, (char_ids, pair_ids), right_rows.cast("b"), right, right_weights.cast("f").tolist()),
            Topics(shape, pair_ids, topic_rows.cast("b"), topic),
        )

    @property
    def topics(self) -> Topics:
        """What lines speak of."""
        return self._networks[2]

    def figures(self, left: str, right: str) -> float:
        """What pairs and triples say of a junction, in nats, given (folded) line ends of a character or more."""
        look_up = self.figure
        pair = ord(left[-1]) << 16 | ord(right[0])  # see `pair_key` and `triple_key`
        value = look_up(pair)
        score = PAIR_LEAST if value < 0 else PAIR_LEAST + PAIR_STEP * value
        if len(left) > 1:
            value = look_up(ord(left[-2]) << 32 | pair)
            score += 0.0 if value < 0 else TRIPLE_STEP * value
        if len(right) > 1:
            value = look_up(pair << 16 | ord(right[1]))
            score += 0.0 if value < 0 else TRIPLE_STEP * value
        return score

    def towers(self, left: str, right: str) -> float:
        """What the towers say of a junction, in nats."""
        ends, beginnings, _ = self._networks
        product: float = sum(map(mul, ends.look(left[: -REACH - 1 : -1]), beginnings.look(right[:REACH])))
        return product


def towers_know(left: str, right: str) -> bool:
    """Whether the towers have learned such line ends: not from a character or two, nor from lines broken where none may be."""
    return (
        len(left) >= LEAST_SEEN
        and len(right) >= LEAST_SEEN
        and left[-1] not in NEVER_LAST
        and right[0] not in NEVER_FIRST
    )


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The general model; its file is opened on the first call."""
    try:  # mapped: a page needs few of its parts, and processes share them
        with open(os.path.join(os.path.dirname(__file__), os.pardir, "data", "wording.bin"), "rb") as file:
            return Wording(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # installed in a form that is no folder
        import pkgutil

        found = pkgutil.get_data("newsclean", "data/wording.bin")
    if found is None:  # pragma: no cover - only loaders without data support
        raise FileNotFoundError("wording.bin")
    return Wording(found)


def junction(left: str, right: str) -> float:
    """Log-odds (nats) that ``right`` goes on where ``left`` stops, against its being the beginning of an unrelated line.

    >>> junction("各乡秋粮收购工作暨扶贫救", "济物资调拨会") > 1.5
    True
    >>> junction("各乡秋粮收购工作暨扶贫救", "380万公斤") < 0
    True
    >>> junction("各鄉秋糧收購工作暨扶貧救", "濟物資調撥會") > 1.5
    True
    >>> junction("", "没有上文")
    0.0
    """
    before, after = fold(left.rstrip()[-REACH:]), fold(right.lstrip()[:REACH])
    if not before or not after:
        return 0.0
    model = wording()
    figures = model.figures(before, after)
    if not towers_know(before, after):
        return ALONE * figures
    return BIAS + FIGURES * figures + TOWERS * model.towers(before, after)


def wording_inside(text: str) -> tuple[int, float]:
    """How many neighbours of a text are both Han, and how well they go together on the mean (log-odds, nats)."""
    folded = fold(text)
    model = wording()
    fits = [
        max(-HELD, min(HELD, model.figures(folded[max(0, at - REACH) : at], folded[at : at + REACH])))
        for at in range(1, len(folded))
        if is_han(folded[at - 1]) and is_han(folded[at])
    ]
    return len(fits), sum(fits) / len(fits) if fits else 0.0


HELD = 4.0


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"

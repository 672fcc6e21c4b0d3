"""What the order stage tells its caller."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Order(Struct, frozen=True):
    """A page's lines in reading order.

    ``order`` is a permutation of the line numbers. ``breaks`` holds the places k in the new order where line ``order[k]`` does not
    continue the stream of ``order[k - 1]``: another column, frame or display line begins, and no join is claimed. ``confidence``
    has, for every place, the probability (0 to 1) that the line rightly follows the one before it; 1.0 where nothing was moved.
    ``groups`` has, for every place, the number (from 1) of the group of columns that look like one article; 0 where nothing was moved.
    ``heads`` has the numbers of the lines that were told to be a head's, and dealt out to no column.
    """

    order: tuple[int, ...]
    breaks: frozenset[int]
    confidence: tuple[float, ...]
    groups: tuple[int, ...]
    heads: frozenset[int] = frozenset()

    @classmethod
    def of(cls, order: Iterable[int]) -> Order:
        """An order that the dump tells, but for a head here and there."""
        lines = tuple(order)
        return cls(lines, frozenset(), (1.0,) * len(lines), (0,) * len(lines))

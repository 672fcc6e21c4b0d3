"""Which row of a table a character or a pair of characters has: its place in the text of all of them, the commonest first."""

from __future__ import annotations

from itertools import count
from operator import add
from typing import Final

FEW: Final = 400
"""Questions that are answered by a search, some 4 µs each. A page in order asks a hundred; a dictionary of all pairs takes 5 ms."""


class Numbers(dict[str, int]):
    """The numbers, from 1, of the strings of `size` characters (one or two) that a text is made of; 0 for all others.

    >>> pairs = Numbers("新闻报纸", 2)
    >>> pairs["报纸"], pairs["闻报"], pairs["报"], pairs[""]
    (2, 0, 0, 0)
    """

    def __init__(self, text: str, size: int) -> None:
        self._firsts, self._seconds = text[::size], text[1::2] if size == 2 else ""
        self._size = size
        self._whole = False

    def __missing__(self, string: str) -> int:
        if self._whole or len(string) != self._size:
            return 0
        if len(self) >= FEW:
            self._fill()
            return self.get(string, 0)
        first, second = string[0], string[1:]
        at = self._firsts.find(first)
        while second and at >= 0 and self._seconds[at] != second:
            at = self._firsts.find(first, at + 1)
        found = self[string] = at + 1
        return found

    def _fill(self) -> None:
        strings = map(add, self._firsts, self._seconds) if self._seconds else self._firsts
        self.update(dict(zip(strings, count(1), strict=False)))  # at once: threads share it
        self._whole = True

"""Which row of a table a character or a pair of characters has: its place in the text of all of them, the commonest first."""

from __future__ import annotations

from itertools import count
from operator import add
from typing import Final

FEW: Final = 250
"""Questions that are answered by a search, 25 µs each for a pair. A page in order asks a hundred; a dictionary of all takes 8 ms."""


class Numbers(dict[str, int]):
    """The numbers, from 1, of the strings of `size` characters (one or two) that a text is made of; 0 for all others.

    >>> pairs = Numbers("新闻报纸", 2)
    >>> pairs["报纸"], pairs["闻报"], pairs["报"], pairs[""]
    (2, 0, 0, 0)
    """

    def __init__(self, text: str, size: int) -> None:
        self._text, self._size = text, size
        self._whole = False

    def __missing__(self, string: str) -> int:
        if self._whole or len(string) != self._size:
            return 0
        if len(self) >= FEW:
            self._fill()
            return self.get(string, 0)
        text, at = self._text, self._text.find(string)
        while at > 0 and at % self._size:
            at = text.find(string, at + 1)
        found = self[string] = at // self._size + 1 if at >= 0 else 0
        return found

    def _fill(self) -> None:
        text = self._text
        strings = text if self._size == 1 else map(add, text[::2], text[1::2])
        self.update(dict(zip(strings, count(1), strict=False)))  # at once: threads share it
        self._whole = True

"""Figures of millions of character pairs and triples in two and a half bytes each, without the strings themselves.

The table is an XOR filter that holds values (Graf and Lemire, 2020; Dietzfelbinger and Pagh, 2008): the three slots that a
string's hash points to, XORed, give its figure, and ten bits by which a string that was never put in is told: of 1024 such
strings one is taken for a known one. Reading it needs no parsing, and a look-up takes the same time whatever is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

CHECK_BITS: Final = 10
VALUE_BITS: Final = 6
MOST_VALUE: Final = (1 << VALUE_BITS) - 1
UNKNOWN: Final = -1
_UNCHECKED: Final = 64 - CHECK_BITS
_MASK: Final = (1 << 64) - 1
_SPREAD: Final = 0x9E3779B97F4A7C15
_AGAIN: Final = 0xD6E8FEB86659FD93
_CHECK: Final = 0xCA5A826395121157
_PART: Final = (1 << 21) - 1


def reader(slots: memoryview) -> Callable[[int], int]:
    """A look-up of keys (see `pair_key`, `triple_key`) in a table of 16-bit slots: the value, or UNKNOWN."""
    third = len(slots) // 3
    twice = 2 * third

    def look_up(key: int) -> int:
        h = key * _SPREAD & _MASK
        h = (h ^ h >> 31) * _AGAIN & _MASK
        h ^= h >> 29
        found: int = (
            slots[(h & _PART) * third >> 21]
            ^ slots[((h >> 21 & _PART) * third >> 21) + third]
            ^ slots[((h >> 42 & _PART) * third >> 21) + twice]
        )
        if found >> VALUE_BITS == (h * _CHECK & _MASK) >> _UNCHECKED:
            return found & MOST_VALUE
        return UNKNOWN

    return look_up


def pair_key(left: str, right: str) -> int:
    """The key of two characters.

    >>> hex(pair_key("一", "二"))
    '0x4e004e8c'
    """
    return ord(left) << 16 | ord(right)


def triple_key(first: str, second: str, third: str) -> int:
    """The key of three characters; those beyond the basic plane share keys with others, and say little either way."""
    return (ord(first) << 16 | ord(second)) << 16 | ord(third)

"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

from functools import cache, lru_cache

from newsclean.lexicon import two_scripts

SURE = 2
"""Characters that only one of the two has, from which on a text is of that one."""
LEAST_SHARE = 0.5
"""By how much one script must outweigh the other, as a share of the characters that tell, for a text to be of it."""


class _Letters(dict[str, int]):
    """1 for a character that only traditional text has, -1 for one that only simplified text has, 0 for others.

    A page has some hundred of the six thousand that there are, so each is looked up when it is first seen.
    """

    def __init__(self) -> None:
        self._old, self._new = map(frozenset, two_scripts())

    def __missing__(self, char: str) -> int:
        found = self[char] = (char in self._old) - (char in self._new)
        return found


_letters = cache(_Letters)


@lru_cache(maxsize=1024)  # two stages ask it of the same paragraphs
def _told(text: str) -> tuple[int, int]:
    """Characters that only traditional text has, less those that only simplified text has; and how many there are of both."""
    told = list(filter(None, map(_letters().__getitem__, text)))
    return sum(told), len(told)


def script_balance(text: str) -> int:
    """Characters that only traditional text has, less those that only simplified text has.

    >>> script_balance("農戶歡喜秋收完畢") > 0 > script_balance("全市农业生产会议")
    True
    """
    return _told(text)[0]


def clear_balance(text: str) -> int:
    """As `script_balance`, but 0 for text that mixes both, as papers of 1956 to 1964 do, in which one simplified character after the
    other came into use.

    >>> clear_balance("農戶歡喜秋收完畢") > 0 == clear_balance("供銷合作社职工輪流上山，送去食盐、針綫等日用品")
    True
    """
    balance, told = _told(text)
    return balance if abs(balance) >= LEAST_SHARE * told else 0


def script_of(balance: int) -> int:
    """1 for traditional text, -1 for simplified, 0 where too few characters tell.

    >>> script_of(3), script_of(-1)
    (1, 0)
    """
    return 0 if abs(balance) < SURE else 1 if balance > 0 else -1

"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

from functools import cache, lru_cache

from newsclean.lexicon import two_scripts

SURE = 2
"""Characters that only one of the two has, from which on a text is of that one."""
SIMPLIFIED, TRADITIONAL = ("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)
"""The code, and the first and last lead byte in it, of the frequent characters of each script (level 1 of GB 2312 and of Big5): 松 and 家 are
forms of 鬆 and 傢, and stand in traditional text as well, so they tell nothing."""
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


class _Sure(dict[str, int]):
    """The same, but 0 for characters of one script that are frequent in the other too.

    >>> letters = _sure()
    >>> [letters[char] for char in "國国松家鬆乾"]
    [1, -1, 0, 0, 1, 0]
    """

    def __missing__(self, char: str) -> int:
        told = _letters()[char]
        both = bool(told) and _is_frequent(char, SIMPLIFIED if told > 0 else TRADITIONAL)
        found = self[char] = 0 if both else told
        return found


def _is_frequent(char: str, level: tuple[str, int, int]) -> bool:
    """Whether a character stands in a code's level of frequent ones."""
    code, first, last = level
    try:
        return first <= char.encode(code)[0] <= last
    except UnicodeEncodeError:
        return False


_letters = cache(_Letters)
_sure = cache(_Sure)


def script_balance(text: str) -> int:
    """Characters that traditional text has in the place of others, less those that simplified text has. The weights of reading order
    were fitted with it.

    >>> script_balance("農戶歡喜秋收完畢") > 0 > script_balance("全市农业生产会议")
    True
    """
    return sum(map(_letters().__getitem__, text))


@lru_cache(maxsize=1024)  # two stages ask it of the same paragraphs
def clear_balance(text: str) -> int:
    """The same of the characters that only one script has; and 0 for text that mixes both, as papers of 1956 to 1964 do, in which one
    simplified character after the other came into use.

    >>> clear_balance("農戶歡喜秋收完畢") > 0 == clear_balance("供銷合作社职工輪流上山，送去食盐、針綫等日用品")
    True
    >>> clear_balance("松家岩板") == 0 > script_balance("松家岩板")
    True
    """
    told = list(filter(None, map(_sure().__getitem__, text)))
    balance = sum(told)
    return balance if abs(balance) >= LEAST_SHARE * len(told) else 0


def script_of(balance: int) -> int:
    """1 for traditional text, -1 for simplified, 0 where too few characters tell.

    >>> script_of(3), script_of(-1)
    (1, 0)
    """
    return 0 if abs(balance) < SURE else 1 if balance > 0 else -1

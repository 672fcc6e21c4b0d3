"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

from functools import cache

from newsclean.lexicon import simplified


@cache
def _letters() -> dict[str, int]:
    """1 for the characters that only traditional text has, -1 for those that only simplified text has."""
    table = simplified()
    old, new = set(table), set(table.values())
    return {**dict.fromkeys(old - new, 1), **dict.fromkeys(new - old, -1)}


def script_balance(text: str) -> int:
    """Characters that only traditional text has, less those that only simplified text has.

    >>> script_balance("農戶歡喜秋收完畢") > 0 > script_balance("全市农业生产会议")
    True
    """
    return sum(filter(None, map(_letters().get, text)))

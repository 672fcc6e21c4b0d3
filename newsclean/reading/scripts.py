"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

from functools import cache

from newsclean.lexicon import simplified


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only traditional text has, and those that only simplified text has."""
    table = simplified()
    old, new = set(table), set(table.values())
    return frozenset(old - new), frozenset(new - old)


def script_balance(text: str) -> int:
    """Characters that only traditional text has, less those that only simplified text has.

    >>> script_balance("農戶歡喜秋收完畢") > 0 > script_balance("全市农业生产会议")
    True
    """
    traditional, simplified = _letters()
    used = frozenset(text)
    return sum(map(text.count, used & traditional)) - sum(map(text.count, used & simplified))

"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

import pkgutil
from functools import cache


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only traditional text has, and those that only simplified text has."""
    raw = pkgutil.get_data("newsclean", "data/trad_simp.txt") or b""
    pairs = [line.split("\t") for line in raw.decode("utf-8").splitlines() if line[1:2] == "\t"]
    old, new = {pair[0] for pair in pairs}, {pair[1][:1] for pair in pairs}
    return frozenset(old - new), frozenset(new - old)


def script_balance(text: str) -> int:
    """Characters that only traditional text has, less those that only simplified text has.

    >>> script_balance("農戶歡喜秋收完畢") > 0 > script_balance("全市农业生产会议")
    True
    """
    traditional, simplified = _letters()
    used = frozenset(text)
    return sum(map(text.count, used & traditional)) - sum(map(text.count, used & simplified))

"""Traditional or simplified: told by the characters that only one of the two has."""

from __future__ import annotations

import pkgutil
from functools import cache

import regex


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    raw = pkgutil.get_data("newsclean", "data/trad_simp.txt") or b""
    pairs = [line.split("\t") for line in raw.decode("utf-8").splitlines() if line[1:2] == "\t"]
    old, new = {pair[0] for pair in pairs}, {pair[1][:1] for pair in pairs}
    one, two = "".join(sorted(old - new)), "".join(sorted(new - old))
    return regex.compile(f"[{one}]"), regex.compile(f"[{two}]")


def script_balance(text: str) -> int:
    """Characters that only traditional text has, less those that only simplified text has.

    >>> script_balance("當局嚴禁囤積居奇") > 0 > script_balance("全市农业生产会议")
    True
    """
    traditional, simplified = _patterns()
    return len(traditional.findall(text)) - len(simplified.findall(text))

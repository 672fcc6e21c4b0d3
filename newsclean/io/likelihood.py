"""How likely a text is as Chinese newsprint, character by character: tells an encoding from another, nothing finer."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from newsclean.lexicon import entries

HAN = -0.4
"""Log of the share of Chinese characters in a page's text."""
MARKS = dict.fromkeys("，。、：；！？“”‘’（）《》「」『』【】—…·　", -5.0)
"""Newsprint's punctuation."""
PLAIN = dict.fromkeys("0123456789", -5.5) | dict.fromkeys(" \n\r", -4.0) | dict.fromkeys("\t\f.,%-():/", -7.0)
LETTER, OTHER_ASCII = -5.5, -7.0
WIDE_FORM = -8.0  # ２, Ａ
RARE_HAN = -16.5
FOREIGN_SCRIPT = -16.0
NEVER = -22.0
"""Controls, private use, unassigned: not printed at all. Given bytes in a wrong encoding they come up often."""
SYMBOL = -13.0


def likelihood(text: str) -> float:
    """The sum of the logs of the characters' shares, in nats. Linear in the text.

    >>> likelihood("各乡秋粮收购") > likelihood("鍚勪埂绉嬬")
    True
    """
    table = _table()
    total = 0.0
    for char, count in Counter(text).items():
        value = table.get(char)
        if value is None:
            value = _unlisted(char)
        total += value * count
    return total


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    """The listed characters. A traditional form is as likely as its simplified one: a page is all one or all the other."""
    table: dict[str, float] = {}
    for line in entries("frequent_han"):
        number, _, chars = line.partition(" ")
        table.update(dict.fromkeys(chars, HAN - int(number) / 2))
    for line in entries("trad_simp"):
        old, _, new = line.partition("\t")
        if new in table:
            table[old] = max(table.get(old, -99.0), table[new] - 0.5)
    return table | MARKS | PLAIN


@lru_cache(maxsize=8192)
def _unlisted(char: str) -> float:
    if "\x20" < char < "\x7f":
        return LETTER if char.isalpha() else OTHER_ASCII
    kind = unicodedata.category(char)
    if kind in ("Co", "Cn", "Cs", "Cc"):
        return NEVER
    if "\u4e00" <= char <= "\u9fff":
        return RARE_HAN
    if "\uff01" <= char <= "\uff5e" or "\u2010" <= char <= "\u2027" or "\u3001" <= char <= "\u3017":
        return WIDE_FORM
    return SYMBOL if kind[0] in "PSZNC" else FOREIGN_SCRIPT


COMMON_CLASS = 15
"""Classes of `data/frequent_han.txt` that count as common: characters with at least one share in 2,000."""


@lru_cache(maxsize=1)
def common_han() -> frozenset[str]:
    """The few hundred commonest Chinese characters, and their traditional forms: six tenths of any newspaper text."""
    listed = (line.partition(" ") for line in entries("frequent_han"))
    common = {char for number, _, chars in listed if int(number) <= COMMON_CLASS for char in chars}
    pairs = (line.partition("\t") for line in entries("trad_simp"))
    return frozenset(common | {old for old, _, new in pairs if new in common})

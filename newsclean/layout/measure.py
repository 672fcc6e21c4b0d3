"""How wide a line is and how it begins and ends: what layout can still be told from text alone."""

from __future__ import annotations

import re
from functools import lru_cache

from newsclean.patterns import expression

TERMINAL = frozenset("。！？!?…︒｡")
COMMA = frozenset("，、；：,;:﹐︑，—")
CLOSING = "”’」』》〉）)】〕］]﹂﹄︶︾﹀"
BOXES = (("（", "）"), ("(", ")"), ("〔", "〕"), ("【", "】"))
"""Brackets that names, places and notes stand in; the round ones first."""
OPENING = "“‘「『《〈（(【〔［[﹁﹃︵︽︿"

# Kinsoku (避头点): none of these may begin a line of typeset text. JIS X 4051, GB/T 15834-2011 5.1.
NO_START = frozenset("，。、；：！？,.;:!?％%…·" + CLOSING)
NO_END = frozenset(OPENING)
SIGNED = expression(r"[。！？!?”’」』…][（(〔][^（）()〔〕。]{1,24}[）)〕]\s*$")
"""A sentence, and in brackets who wrote it: 完成。（何 文）"""

_HALF_WIDTH = re.compile(
    r"[\x21-\x7e\u00a1-\u00b6\u00b8-\u00ff\uff61-\uff9f]+"
)  # `re`: for every line, and quicker


@lru_cache(maxsize=4096)  # several stages ask it of the same lines
def width(text: str) -> float:
    """Width in em without spaces: Han and full-width characters 1, ASCII and half-width ones 0.5.

    >>> width("2月6日，市"), width(" 一 二 ")
    (5.0, 2.0)
    """
    text = "".join(text.split())
    if text.isascii():
        return len(text) / 2
    return len(text) - sum(map(len, _HALF_WIDTH.findall(text))) / 2


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside.

    >>> [ends_sentence(t) for t in ("……传好消息！", "“走吧。”", "会议指出，", "（下转第三版）")]
    [True, True, False, False]
    """
    bare = text.rstrip(CLOSING + " ")
    if bool(bare) and bare[-1] in TERMINAL:
        return True
    return SIGNED.search(text) is not None


def end_class(text: str) -> str:
    """'.' at the end of a sentence, ',' inside one, ':' where a list or speech follows, '(' open, ')' closed, '' none."""
    if not text:
        return ""
    last = text[-1]
    if last in TERMINAL:
        return "."
    if last in CLOSING:
        return "." if ends_sentence(text) else ")"
    if last in "：:":
        return ":"
    if last in COMMA:
        return ","
    return "(" if last in NO_END else ""

"""Pages whose characters a recognizer read (OCR): how they show, and which of their lines say nothing."""

from __future__ import annotations

from typing import Final

from newsclean.patterns import expression
from newsclean.wording import wording_inside

HAN = expression(r"\p{Han}")
MIXED = expression(r"(?<=\p{Han})[:;!?](?=\s|$)")
FULL_WIDTH = expression(r"(?<=\p{Han})[，。]")
LEAST, SHARE = 3, 0.002
SHORT, MARKS = 3, expression(r"[A-Za-z!-/<-@\[-`{-~]")
SENTENCE = expression(r"[。！？!?:;：；，]|\d[%％]?$")
NOTHING: Final = ((6, -1.8), (3, -2.4))


def is_misread(text: str) -> bool:
    """Whether a page was read by a recognizer of characters: it sets half-width marks with a space, others full.

    >>> is_misread("他问: 你去吗? 大家说好; 于是出发。" * 3), is_misread("他问：你去吗？大家说好。" * 3)
    (True, False)
    """
    mixed = sum(1 for _ in MIXED.finditer(text))
    return (
        mixed >= LEAST
        and mixed >= SHARE * sum(1 for _ in HAN.finditer(text))
        and sum(1 for _ in FULL_WIDTH.finditer(text)) > mixed
    )


def is_nonsense(text: str) -> bool:
    """Whether a line of a misread page holds no words."""
    body = "".join(text.split())
    if HAN.search(body) is None:
        return not any(char.isdigit() for char in body) and len(body) <= 4
    if SENTENCE.search(body):
        return False
    if len(body) <= SHORT:
        return MARKS.search(body) is not None
    count, mean = wording_inside(body)
    return any(count >= least and mean < limit for least, limit in NOTHING)

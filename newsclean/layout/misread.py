"""Pages whose characters a recognizer read (OCR): how they show, and which of their lines say nothing."""

from __future__ import annotations

from itertools import islice
from typing import Final

import regex

from newsclean.model import Page
from newsclean.patterns import expression
from newsclean.wording import wording_inside

SPACING: Final = "spacing"  # the stage
HAN = expression(r"\p{Han}")
MIXED = expression(r"(?<=\p{Han})[:;!?](?=\s|$)")
"""A half-width mark with a space behind it: recognizers write these so, and `，。` full-width."""
FULL_WIDTH = expression(r"(?<=\p{Han})[，。]")
STRAY = expression(
    r"(?<=\p{Han}) [。，]|(?<=\p{Han})[。，] (?=[\p{Han}\d“])|(?<=[\p{Han}，。])[*\"'|\\`_=<>{}~^#@]"
)
"""A space around a full-width mark, or a mark that no newspaper sets there."""
LEAST, SHARE = 3, 0.002
"""Marks of mixed width, and their share of the Han characters: 0.0016 to 0.016 on 70 pages that Tesseract read but two, 0 on 500
dumps of PDFs."""
STRAYS = 2
"""Of 70 pages that Tesseract read two have fewer; a page typed with half-width marks has hardly any."""
SHORT, MARKS = 3, expression(r"[A-Za-z!-/<-@\[-`{-~]")
SENTENCE = expression(r"[。！？!?:;：；，]|\d[%％]?$")
SCRAP = 4
"""Characters of the longest line that is nonsense for having neither a Han character nor a figure."""
NOTHING: Final = ((6, -1.8), (3, -2.4))
"""How many neighbours of a line are both Han, and the wording's log-odds (nats) on their mean below which they are no words: of
2,000 short lines of dumps of PDFs none is below (one name is, with a sign before it), of 25 lines that Tesseract made of pictures 12."""


def is_misread(text: str) -> bool:
    """Whether a page was read by a recognizer of characters (OCR): by marks of mixed width and stray ones.

    >>> page = "他问: 去吗? 大家说，好，去* 都去，都去 。"
    >>> is_misread(page * 3), is_misread(page.replace("* ", "，").replace(" 。", "。") * 3)
    (True, False)
    """
    mixed = _count(MIXED, text, None)
    return (
        mixed >= LEAST
        and _count(STRAY, text, STRAYS) >= STRAYS
        and mixed >= SHARE * _count(HAN, text, None)
        and _count(FULL_WIDTH, text, mixed + 1) > mixed
    )


def was_misread(page: Page) -> bool:
    """The same for a page of which stages have closed spaces since."""
    closed = [line.text for edit in page.edits if edit.stage == SPACING for line in edit.before]
    return is_misread("\n".join([page.text, *closed]))


def _count(pattern: regex.Pattern[str], text: str, most: int | None) -> int:
    return sum(1 for _ in islice(pattern.finditer(text), most))


def is_nonsense(text: str) -> bool:
    """Whether a line of a misread page holds no words."""
    body = "".join(text.split())
    if HAN.search(body) is None:
        return not any(char.isdigit() for char in body) and len(body) <= SCRAP
    if SENTENCE.search(body):
        return False
    if len(body) <= SHORT:
        return MARKS.search(body) is not None
    count, mean = wording_inside(body)
    return any(count >= least and mean < limit for least, limit in NOTHING)

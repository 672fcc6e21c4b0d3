"""Pages whose characters a recognizer read (OCR): how they show, and which of their lines say nothing."""

from __future__ import annotations

from typing import Final

import regex

from newsclean.model import Page
from newsclean.patterns import expression
from newsclean.reading.names import is_person
from newsclean.wording import wording_inside

SPACING: Final = "spacing"  # the stage
HAN = expression(r"\p{Han}")
MIXED = expression(r"(?<=\p{Han})[:;!?](?=\s|$)")
"""A half-width mark with a space behind it: recognizers write these so, and `，。` full-width."""
FULL_WIDTH = expression(r"(?<=\p{Han})[，。]")
STRAY = expression(
    r"(?<=\p{Han}) [。，]|(?<=\p{Han})， (?=[\p{Han}\d“])|(?<=[\p{Han}，。])[*\"'|\\`_=<>{}~^#@]"
)
"""A space beside a full-width mark (behind a full stop a caption's author may stand), or a mark that no newspaper sets there."""
SPREAD = expression(r"(?:[\p{Han}，。、：“”] ){2}\S")
"""Justification set the characters of such a line apart: its spaces say nothing."""
LEAST, SHARE = 5, 0.004
"""Of both kinds together, and their share of the Han characters."""
STRAYS, MIXTURES = 1, 1
"""And of each kind: so 67 of 70 pages that Tesseract read, none of 500 dumps of PDFs, and none of 38 of these with half-width marks
and a space put for `：；？！`."""
SHORT, MARKS = 3, expression(r"[A-Za-z!-/<-@\[-`{-~]")
RULES = expression(r"[|<>_\\~^`{}=\[\]]")
SENTENCE = expression(r"[。！？!?:;：；，]|\d[%％]?$")
MARKED, HALF = 2, 0.5
"""Marks that no newspaper sets in a line that is nonsense for having so many, and the share of words above which it is none."""
ODD = -1.5
"""Log-odds (nats) on the mean below which two or three characters make no word."""
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
    mixed = _count(MIXED, text)
    printed = "\n".join([line for line in text.split("\n") if SPREAD.search(line) is None]) if mixed else ""
    stray = _count(STRAY, printed) if mixed >= MIXTURES else 0
    return (
        stray >= STRAYS
        and mixed + stray >= max(LEAST, SHARE * _count(HAN, text))
        and 2 * _count(FULL_WIDTH, text) >= mixed
    )


def was_misread(page: Page) -> bool:
    """The same for a page of which stages have closed spaces since."""
    closed = [line.text for edit in page.edits if edit.stage == SPACING for line in edit.before]
    return is_misread("\n".join([page.text, *closed]))


def _count(pattern: regex.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def is_nonsense(text: str) -> bool:
    """Whether a line of a misread page holds no words."""
    body = "".join(text.split())
    if HAN.search(body) is None:
        return not any(char.isdigit() for char in body) and len(body) <= SCRAP
    words = sum((char.isalnum() and not char.isascii()) or char.isdigit() for char in body)
    if _count(RULES, body) >= MARKED and words < HALF * len(body):
        return True
    if SENTENCE.search(body):
        return False
    if len(body) <= SHORT:
        return MARKS.search(body) is not None
    count, mean = wording_inside(body)
    return any(count >= least and mean < limit for least, limit in NOTHING)


def is_scrap(text: str) -> bool:
    """Whether a display line of a misread page is one character, or two or three that make no word and no name: no head of its own.

    >>> [is_scrap(text) for text in ("极", "理搬练", "短波", "更 正", "周小明", "茶园开采")]
    [True, True, False, False, False, False]
    """
    body = "".join(text.split())
    if len(body) <= 1 or len(body) > SHORT:
        return len(body) == 1
    return wording_inside(body)[1] < ODD and not is_person(text.strip())

"""What the order stages need to know of one line: its width, how it may begin and how it may end.

Widths are in em: a Han character or a full-width mark 1, an ASCII character 0.5 (the half width of East Asian typesetting,
JLREQ 2.1.2 and CLREQ 3.1). A font's figures may be narrower and adjoining marks may be squeezed (CLREQ 3.1.6), so each
line has a ``slack``: how much wider than in print it may look.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from newsclean.layout.kinsoku import first_token
from newsclean.layout.measure import CLOSING, NO_END, NO_START, TERMINAL
from newsclean.layout.open_bylines import may_open
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.bylines import read_lead
from newsclean.reading.first_words import begins_as_article
from newsclean.reading.salutations import is_salutation, opens_letter
from newsclean.reading.scripts import script_balance

HALF_END: Final = frozenset("：；:;—")  # marks that may end a paragraph: 强调： or an item of a list
WIDE_MARKS: Final = NO_START | NO_END - frozenset("%,.;:!?)]([")
_MARKS: Final = "".join(map(re.escape, sorted(WIDE_MARKS)))
ADJOINING: Final = re.compile(f"[{_MARKS}](?=[{_MARKS}])")

# Marks that come in pairs; an opening one and its closing one have the same bit.
PAIRS: Final = ("（）", "()", "“”", "‘’", "「」", "『』", "《》", "〔〕", "【】")
OPENING_BIT: Final = {pair[0]: 1 << at for at, pair in enumerate(PAIRS)}
CLOSING_BIT: Final = {pair[1]: 1 << at for at, pair in enumerate(PAIRS)}
PAIRED: Final = expression("[" + "".join(re.escape(pair) for pair in PAIRS) + "]")

# What display lines have not.
RUNNING: Final = re.compile("[，。；,;]")
# How most reports begin, wherever the line ends: 本报讯（, 【本報訊】, 新华社北京2月6日电.
DATELINE: Final = expression(
    r"【?(?:据|據)?\s*(?:本[报報台刊网網]\S{0,4}?[讯訊电電]|\S{2,4}社\S{0,12}[电電]|[新中]\S{1,2}[网網]\S{0,12}[电電讯訊])"
)
REMARKS: Final = expression(r"[（(]|[下上][转轉接]|完$")  # behind names that end an article
# A figure's or a Latin letter's width is known to about an eighth of an em.
ASCII_SLACK: Final = 0.12
SQUEEZED: Final = 0.5  # the half of a mark that may be gone


class Outline(Struct, frozen=True):
    """Of one line what tells whether its page is in order; widths in em."""

    width: float
    slack: float  # how much narrower it may be in print
    ends_sentence: bool
    ends_half: bool  # in a mark that may end a paragraph without ending a sentence
    bad_start: bool  # begins with what no line may begin with: never a paragraph's first line
    begins_article: bool  # as nothing but an article does: with a byline, a salutation
    leads: bool  # begins as articles do, and few other lines: 近日
    runs: bool  # has the marks of running text


class Line(Outline, frozen=True):
    """All features of one line."""

    token: float  # width of its first unbreakable piece, with the marks that may not part from it
    bad_end: bool
    pauses: bool  # ends in a 、
    salutes: bool  # ends a salutation
    opened: int  # bits of the marks that it opens and leaves open
    closed: int  # bits of those that it closes and did not open
    script: int  # above 0: has traditional characters; below: has simplified ones


def em(text: str) -> float:
    """The width of a text in em.

    >>> em("中文12，")
    4.0
    """
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def left_open(text: str) -> tuple[int, int]:
    """Bits of the paired marks that a text opens and does not close, and of those that it closes and did not open.

    >>> left_open("行）4月8日上午，“百"), left_open("全（文）")
    ((4, 1), (0, 0))
    """
    opened = closed = 0
    for mark in PAIRED.findall(text):
        bit = OPENING_BIT.get(mark)
        if bit is not None:
            opened |= bit
        elif opened & (bit := CLOSING_BIT[mark]):
            opened ^= bit
        else:
            closed |= bit
    return opened, closed


def begins_article(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with what only an article begins with: a byline, or a salutation. Names and agencies in brackets end one.

    >>> [begins_article(text) for text in ("本报讯（记者 何", "【本市消息】", "各位茶农朋友：", "茶农朋友们说：", "（本报记者 何兰）", "（据新华社电）")]
    [True, True, True, False, False, False]
    """
    bracketed = text[0] in "（("
    if (not bracketed and DATELINE.match(text)) or opens_letter(text):
        return True
    lead = read_lead(text, options) if may_open(text, options) else None
    if lead is None:
        return False
    rest = text[lead.end :]
    if bracketed:
        return bool(rest) and REMARKS.match(rest) is None
    return bool(rest or lead.agency or lead.dateline)


def glance(text: str, options: Options = DEFAULT) -> Outline:
    """The outline of a line (non-blank)."""
    body = text.strip()
    core = body.rstrip(CLOSING) or body
    squeezed = len(ADJOINING.findall(body)) + (body[-1] in NO_START)
    latin = len(body.encode("ascii", "ignore"))
    narrow = latin + body.count("·") + body.count("—") + body.count("…")
    return Outline(
        width=len(body) - latin / 2,
        slack=ASCII_SLACK * narrow + SQUEEZED * squeezed,
        ends_sentence=core[-1] in TERMINAL,
        ends_half=body[-1] in HALF_END,
        bad_start=body[0] in NO_START,
        begins_article=begins_article(body, options),
        leads=begins_as_article(body),
        runs=RUNNING.search(body) is not None,
    )


def look(text: str, outline: Outline) -> Line:
    """The features of a line (non-blank)."""
    body = text.strip()
    opened, closed = left_open(body)
    return Line(
        width=outline.width,
        slack=outline.slack,
        ends_sentence=outline.ends_sentence,
        ends_half=outline.ends_half,
        bad_start=outline.bad_start,
        begins_article=outline.begins_article,
        leads=outline.leads,
        runs=outline.runs,
        token=em(first_token(body)),
        bad_end=body[-1] in NO_END,
        pauses=body[-1] == "、",
        salutes=outline.begins_article and is_salutation(body),
        opened=opened,
        closed=closed,
        script=script_balance(body),
    )

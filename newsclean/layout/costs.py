"""What it costs to read a line of a column in one way or another: nats, from its width, its beginning and its end.

`newsclean.layout.columns` finds the cheapest reading of all lines together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from msgspec import Struct

from newsclean.layout.measure import BOXES, CLOSING, NO_START
from newsclean.layout.search import LineCosts, Widths
from newsclean.patterns import expression
from newsclean.reading.first_words import begins_as_article
from newsclean.reading.notes import begins_with_jump
from newsclean.reading.salutations import is_salutation
from newsclean.reading.speakers import is_turn, names_speaker
from newsclean.wording import PageWording


class Clue(Struct, frozen=True):
    """A line as the column reader sees it."""

    text: str
    gap: bool | None = None  # a blank line stands before it; None where the dump's order was changed
    indented: bool = False
    display: bool = False  # known to be set apart
    opens: bool = False  # known to begin an article (a byline)
    breaks: bool = False  # known not to continue the line before
    running: bool = False  # known to be text, be it short
    justified: bool = False  # as wide as its column, whatever its characters
    torn: bool = False  # what it goes on with may stand elsewhere: the page's order was put right, and the next line breaks
    continues: bool = False  # known to continue the line before (a byline over two lines)


# NARROWER, WIDER and the costs of ends are -ln of shares counted on 20 typeset pages (4,200 lines of known kind); those that come after
# them, and the figures in the functions, were set by hand until the pages of fixtures/ and cases read best.
# A full line narrower than its measure by 0, ½, 1 … em: kinsoku moves a character on, a figure is half an em wide.
NARROWER = (0.5, 1.9, 1.5, 3.0, 3.9, 4.8, 5.3)
ROUNDING = 0.25
"""Em to which widths are known."""
# Wider: hanging or squeezed punctuation, proportional Latin letters.
WIDER = (0.5, 2.6, 3.8, 5.5)
SQUEEZED = 1.5
"""Extra cost of a line that fits its measure only if its punctuation is set half wide."""

FULL_END = {"": 0.12, ",": 2.3, ".": 3.7, ":": 5.0, "(": 6.0, ")": 4.5}
LAST_END = {"": 6.2, ",": 5.6, ".": 0.1, ":": 2.6, "(": 7.0, ")": 3.2}
DISPLAY_END = {"": 0.2, ",": 4.4, ".": 5.2, ":": 3.0, "(": 6.0, ")": 2.2}
EXCLAIMED_TEXT = {"！": 2.2, "!": 2.2, "？": 1.6, "?": 1.6, "；": 2.2, ";": 2.2}  # ； ends an item of a list
ONE_END = {"！": 2.0, "!": 2.0, "？": 1.2, "?": 1.2, "：": 2.2, ":": 2.2}
EXCLAIMED_DISPLAY = {"！": 2.2, "!": 2.2, "？": 3.0, "?": 3.0}
SPREAD = 3.1  # a width that may be anything: some two dozen half-em steps
STATED = 0.7  # a paragraph of one line that makes a statement (。): after a full line with a stop three of four short ones are that
NO_INDENT = 3.6
LONG_DISPLAY, LONGEST_DISPLAY = 0.25, 22  # per em beyond
PROSE_IN_DISPLAY = 1.3  # per 。；and per ， after the first
JUNCTION_WEIGHT, JUNCTION_LIMIT = 0.9, 3.0
FIT_LIMIT = 1.0  # headline lines fit each other too
QUOTE_JUNCTION = -1.5  # that a quote opens says as little
SENTENCE_JUNCTION_LIMIT = 1.2  # what follows a full stop says little
PHRASES_DISPLAY = 4.0  # two phrases with a space between: running text has no such space
CUT_PHRASE = 3.0  # one character after a comma at the line's end: a head is broken by sense
KNOWN = 14.0
ENUMERATOR = expression(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、．]|[（(]?\d{1,2}[）)、．.](?!\d)|[①-⑳●■◆▲★☆◎※]|——|第[一二三四五六七八九十]{1,3}[条條章]|[一二三四五六七八九十](?:是|要)"
)
ENUMERATES = frozenset("（(一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■◆▲★☆◎※—第")
"""What an ENUMERATOR begins with, but for figures."""
PUNCTUATION = re.compile("[，。、；：！？“”‘’（）《》「」『』]")
PHRASES = expression(r"(?<=\p{Han}{2}|[！？”》』%％℃\d]) (?=\p{Han}{2}|[“《『])(?!.*[，。；])")
LISTS = expression(r"\p{Han}{2,10}(?:[（(][^（）()]{1,6}[）)])?[：:][^，。；：]{2,}、[^，。；：]{2,}$")
"""A list behind its label: 先进班组：一班、三班."""
QUOTED_WHOLE = expression(r"[“「『][^“”「」『』。！？]{2,16}[”」』]")
AS_ARTICLE = 1.6
"""For a paragraph that begins as an article does, and against a line that begins so and goes on with one that ends in no mark: behind a comma
or a full stop such words stand in any text."""
NOTICE_TITLE = expression(
    r"(?:\S{2,24})?(?:[关關][于於]|[对對])\S{2,44}(?:通知|通告|公告|公示|布告|佈告|决定|決定|决议|決議|意见|意見|办法|辦法|规定|規定|声明|聲明|说明|說明|批复|批復|启事|啟事|倡议|倡議|函)(?:书|書)?(?:（[^（）]{1,12}）)?"
)
"""The title of a notice or of an official paper: 关于…的通知. No sentence is made so, and it is set apart."""
NOTICE_WORD = r"(?:公告|通告|公示|启事|啟事|通知|声明|聲明)"
NOTICE = rf"\S{{6,40}}{NOTICE_WORD}"
"""The title of a notice, by its last word alone: no second phrase, line or deck goes on from it."""
NOTICE_LINE = expression(rf"[^\s，。；：！？]{{1,40}}{NOTICE_WORD}")
"""A line that ends in such a word and holds no other phrase."""
NOTICE_ALONE = 2.5  # less than a NOTICE_TITLE: running text may break so
NOTICE_DISPLAY, NOTICE_ENDS = 5.0, frozenset("知告示定议議见見法规規明复復事函书書）")
SAID, SAID_BEGINS = expression(r"[^，。；：！？“”]{1,16}(?:说|說|道|[回答]答|感叹|感嘆|问|問)[。！]"), 3.0
"""Who said what the quotation before was: “……做得很规范。” / 接诊的孟医生说。"""
FULL_IN_DISPLAY = 2.0  # as wide as lines around it: no head is set to a measure
TORN_ENDS = 2.0
"""What it costs a line that a comma shows for running text to end a paragraph where its continuation was torn off."""
PAGE_ENDS = 0.5  # a last line that fills its column and has a comma in it: the text goes on overleaf
LIST_BEGINS, LIST_IN_DISPLAY, LIST_ENDS = 2.0, 3.0, 1.5  # names behind a label, which may end without a stop
JUSTIFIED_LAST = 4.0  # a paragraph's last line is not spread
OPEN_BRACKET = 4.0  # a paragraph that begins inside a bracket
BRACKETS = (*BOXES, ("《", "》"))
OPEN_BRACKETS = frozenset(left for left, _ in BRACKETS)
SPEECH_IN_DISPLAY = 2.5  # speech that goes on after a comma and in the next line
QUOTES, MOST_QUOTED = ("“「『", "”」』"), 8
QUOTED_IN_DISPLAY = 3.0  # a line in a quotation of several lines
FEWEST_TURNS, TURN_IN_DISPLAY = 3, 5.0  # a turn of an interview, be it short
JUMP_IN_DISPLAY = 5.0  # 上接第一版 and what it goes on with
CODE_END = expression(r"[（(]0\d{1,3}[）)]$")
"""The code before a telephone number: （0379） / 6401234."""
FIRST_WIDE = "\u2e80"
"""Before it stand the alphabets whose letters make words: Latin, and Greek in units (540μ / mol)."""
FIGURE = frozenset(".．％%")  # besides digits: a line's end or beginning that may be a part of a number


def in_quotes(clues: Sequence[Clue]) -> list[bool]:
    """Whether each line stands wholly or partly in a quotation that began on it or before, and ends two lines after it began or
    later, but within MOST_QUOTED: no head has such a one.

    >>> in_quotes([Clue("“群众睡得"), Clue("安不安心，"), Clue("就看我们！”他"), Clue("说。")])
    [True, True, True, False]
    """
    found = [False] * len(clues)
    opened = -1
    for at, clue in enumerate(clues):
        text = clue.text
        last, closed = max(map(text.rfind, QUOTES[0])), max(map(text.rfind, QUOTES[1]))
        if opened >= 0 and closed >= 0:
            if 1 < at - opened < MOST_QUOTED:
                found[opened : at + 1] = [True] * (at + 1 - opened)
            opened = -1
        if last > closed:
            opened = at
    return found


def _speaks(text: str) -> bool:
    return names_speaker(text) and not is_salutation(text)


def in_turns(clues: Sequence[Clue]) -> bool:
    """Whether the page has an interview in turns, so that a line that begins as one is no head."""
    return sum(is_turn(clue.text) for clue in clues) >= FEWEST_TURNS


def start_costs(clues: Sequence[Clue], ends: Sequence[str]) -> list[tuple[float, float]]:
    """For every line what it costs to begin a paragraph there, and to go on with the one before."""
    fits = PageWording([clue.text for clue in clues]).neighbours()
    rates = _gap_rates(clues)
    costs: list[tuple[float, float]] = []
    for at, clue in enumerate(clues):
        before, end = (clues[at - 1].text, ends[at - 1]) if at else ("", "")
        begin, go_on = _beginning(clue, before, end)
        begin += _broken(before, clue.text)
        if at and (clue.continues or _is_open(before)):
            begin += KNOWN if clue.continues else OPEN_BRACKET
        elif at:
            go_on -= JUNCTION_WEIGHT * _fit(fits[at - 1], clue.text[:1], end)
        if clue.breaks:
            begin, go_on = begin - 1.0, go_on + KNOWN
        if clue.gap is not None and at:
            rate = rates[at]
            begin += -log(0.7 if clue.gap else 0.3) if 0.1 < rate < 0.9 else 0.0
            begin += 0.0 if 0.1 < rate < 0.9 else -log(max(rate, 0.5) if clue.gap else max(1 - rate, 0.25))
            go_on += -log(rate if clue.gap else 1 - rate)
        costs.append((begin, go_on))
    return costs


def _beginning(clue: Clue, before: str, end: str) -> tuple[float, float]:
    """What a line's own beginning says: the cost of a paragraph that begins with it, and of one that goes on.

    `before` is the line before, `end` how that ends.

    >>> _beginning(Clue("记者从县供销社了解到"), "保住春茶肥料供应", ""), _beginning(Clue("记者从县供销社了解到"), "昨日，", ",")
    ((-1.6, 1.6), (0.0, 0.0))
    """
    text, begin, go_on = clue.text, 0.0, 0.0
    first = text[:1]
    if first in NO_START and first not in "—·…":
        begin += 5.0
    if clue.opens:
        begin, go_on = begin - 6.0, go_on + 8.0
    elif (first in ENUMERATES or first.isdecimal()) and ENUMERATOR.match(text):
        weight = 0.5 if first in "（(" else 1.5  # （二） stands inside paragraphs too
        begin, go_on = begin - weight, go_on + weight
    elif "、" in text and LISTS.match(text):
        begin, go_on = begin - LIST_BEGINS, go_on + LIST_BEGINS
    elif ("：" in text[1:5] or ":" in text[1:5]) and _speaks(text):
        begin, go_on = begin - 0.8, go_on + 0.6
    elif first in "“「『" and before and QUOTED_WHOLE.fullmatch(text):
        go_on += 1.5  # a subhead in quotes
    elif first in "“「『" and end == ".":
        whole = text[-1:] in "”」』" and not any(mark in text[1:-1] for mark in "“”「」『』")
        apart = 2.5 if before[-1:] in "”」』" else 1.5 if whole else 0.4  # one speaker after another
        begin, go_on = begin - apart, go_on + (apart if apart > 1 else 0.0)
    elif is_salutation(text):
        begin, go_on = begin - 2.5, go_on + (0.0 if end == "," else 2.5)
    elif end == "" and before and begins_as_article(text):
        begin, go_on = begin - AS_ARTICLE, go_on + AS_ARTICLE
    if before[-1:] in QUOTES[1] and end == "." and SAID.fullmatch(text):
        begin += SAID_BEGINS
    if is_salutation(before):
        begin, go_on = begin - 2.5, go_on + 4.0
    return begin, go_on


def _broken(before: str, text: str) -> float:
    """What it costs to begin a paragraph between two lines that break a figure, a word, or a telephone number from its label."""
    if not before or not text:
        return 0.0
    last, first, cost = before[-1], text[0], 0.0
    if (first.isdecimal() or first in FIGURE) and (last.isdecimal() or last in FIGURE):
        cost += 2.5
    if first.isdecimal() and CODE_END.search(before):
        cost += 4.0
    if last in "：:" and first.isdecimal() and text.rstrip("。.").replace("-", "").isdecimal():
        cost += 3.0
    if first.isascii() and first.isalpha() and last < FIRST_WIDE and last.isalpha():
        cost += 2.0
    return cost


def _fit(value: float, first: str, end: str) -> float:
    """How well a line goes on with the one before, kept within what such a beginning and such an end may say."""
    limit = SENTENCE_JUNCTION_LIMIT if end in (".", ":") else JUNCTION_LIMIT
    least = QUOTE_JUNCTION if first in "“「『《（(" else -limit
    return max(least, min(limit, FIT_LIMIT, value))


def _is_open(text: str) -> bool:
    """Whether a bracket that the line opens closes on another."""
    if OPEN_BRACKETS.isdisjoint(text):
        return False
    return any(text.rfind(left) > text.rfind(right) for left, right in BRACKETS)


def _gap_rates(clues: Sequence[Clue]) -> list[float]:
    """For every line the share of its neighbours with a blank line before them, kept away from 0 and 1."""
    reach = 6
    flags = [0 if clue.gap is None else int(clue.gap) for clue in clues]
    known = [0 if clue.gap is None else 1 for clue in clues]
    gaps, total = [0], [0]
    for flag, is_known in zip(flags, known, strict=True):
        gaps.append(gaps[-1] + flag)
        total.append(total[-1] + is_known)
    rates = []
    for at in range(len(clues)):
        low, high = max(0, at - reach), min(len(clues), at + reach + 1)
        seen, of = gaps[high] - gaps[low] - flags[at], total[high] - total[low] - known[at]
        rates.append((seen + 0.5) / (of + 1.0))
    return rates


def indent_costs(clues: Sequence[Clue]) -> list[tuple[float, float]]:
    """For every line what it costs to begin, and to go on, given that the dump kept some lines' indents."""
    share = sum(clue.indented for clue in clues) / len(clues)
    if not 0.03 <= share <= 0.7:
        return [(0.0, 0.0)] * len(clues)
    return [(0.0, 4.0) if clue.indented else (2.5, 0.0) for clue in clues]


def _full(short_by: float, odd: float, squeeze: float, following: float, had_room: float) -> float:
    """Cost of a full line that is `short_by` em narrower than its measure (negative: wider).

    `squeeze` is how much narrower the line would be with its punctuation set half wide, `following` how wide the piece is that
    the next line begins with, `had_room` what it costs that this would have fitted.
    """
    if short_by >= 0:
        steps = int(short_by * 2 + 0.5)
        room = had_room if short_by > following - ROUNDING else 0.0
        return min(NARROWER[steps] + room, odd) if steps < len(NARROWER) else odd
    steps = int(-short_by * 2 + 0.5)
    cost = WIDER[steps] if steps < len(WIDER) else odd
    if -short_by <= squeeze:
        cost = min(cost, SQUEEZED + 0.5 + 0.35 * -short_by)
    return min(cost, odd)


@lru_cache(maxsize=4096)
def shaped_costs(
    short: float, squeeze: float, following: float, odd: float, indent: float, had_room: float
) -> Widths:
    """The parts of the costs that depend on how short of the measure a line is: full, indented, as LAST, ONE, DISPLAY."""
    full = _full(short, odd, squeeze, following, had_room)
    return (
        full,
        min(_full(short - indent, odd, squeeze, following, had_room), full + NO_INDENT),
        0.0 if short >= -0.5 or -short <= squeeze else 6.0,
        0.0 if short >= 1.5 else 1.5,
        0.5 if abs(short) < 0.75 else 0.0,
    )


class Company(NamedTuple):
    """What the lines around a line say of it."""

    following: float
    """Em of what must stand together at the next line's beginning."""
    turns: bool = False
    """The page has an interview in turns."""
    full: bool = False
    """The line is as wide as lines around it."""
    closes: bool = False
    """The page ends with it, and it fills its column."""
    stated: bool = False
    """The line before ends a sentence."""
    quoted: bool = False
    """It stands in a quotation of several lines."""


def fixed_costs(
    clue: Clue,
    wide: float,
    end: str,
    start: tuple[float, float],
    indent: tuple[float, float],
    company: Company,
) -> LineCosts:
    """The costs of a line of this width (em) and end."""
    text = clue.text
    mark = text.rstrip(CLOSING)[-1:] or text[-1:]
    last_end = EXCLAIMED_TEXT.get(mark, LAST_END[end])
    one_end = ONE_END.get(mark, last_end)
    shown = SPREAD + EXCLAIMED_DISPLAY.get(mark, DISPLAY_END[end])
    if end == ":" and ("，" in text or is_salutation(text)):
        shown += 5.0 if is_salutation(text) else 2.0
    shown += max(0.0, wide - LONGEST_DISPLAY) * LONG_DISPLAY
    inside = text[:-1]
    prose = inside.count("。") + inside.count("；") + max(0, inside.count("，") - 1)
    shown += PROSE_IN_DISPLAY * min(prose, 4)
    if text[-2:-1] in ("，", "、", "；") and not end:
        shown += CUT_PHRASE
    if "，" in text and text.rfind("“") > text.rfind("”"):
        shown += SPEECH_IN_DISPLAY
    if company.full:
        shown += FULL_IN_DISPLAY
    if company.quoted:
        shown += QUOTED_IN_DISPLAY
    if company.closes and "，" in text:
        last_end, one_end = min(last_end, PAGE_ENDS), min(one_end, PAGE_ENDS)
    if clue.torn and "，" in text:
        last_end, one_end = min(last_end, TORN_ENDS), min(one_end, TORN_ENDS)
    if company.turns and is_turn(text):
        shown += TURN_IN_DISPLAY
    if "版" in text and begins_with_jump(text):
        shown += JUMP_IN_DISPLAY
    if text[-1:] in NOTICE_ENDS:
        if NOTICE_TITLE.fullmatch(text):
            shown -= NOTICE_DISPLAY
        elif NOTICE_LINE.fullmatch(text):
            shown -= NOTICE_ALONE
    if clue.opens or clue.running:
        shown += KNOWN
    if clue.justified:
        last_end, one_end = last_end + JUSTIFIED_LAST, one_end + JUSTIFIED_LAST
    if clue.display:
        shown -= KNOWN
    if "、" in text and LISTS.match(text):
        shown += LIST_IN_DISPLAY
        if not company.full:
            last_end, one_end = min(last_end, LIST_ENDS), min(one_end, LIST_ENDS)
    elif " " in text and PHRASES.search(text) and not clue.opens:
        shown -= PHRASES_DISPLAY
    return LineCosts(
        width=wide,
        squeeze=0.5 * len(PUNCTUATION.findall(text)),
        following=company.following,
        full_end=FULL_END[end],
        begin=start[0],
        begin_indent=indent[0],
        go_on=start[1],
        go_on_indent=indent[1],
        last=SPREAD + last_end,
        one=SPREAD + one_end + start[0] + indent[0] - STATED * (company.stated and mark == "。"),
        shown=shown + max(start[0], 0.0),
    )

"""Bylines that lines break: which line begins one, goes on with one, or closes it.

A column breaks a byline anywhere: in its bracket of names, in the date of a dispatch, before its 报道. A line begins one if it would be read as
one with some end that the next line may have.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.layout.broken_names import bare_byline, title_first
from newsclean.layout.measure import BOXES
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.byline_forms import LONGEST_BYLINE, MISREAD_OPEN
from newsclean.reading.bylines import is_whole, opens_names, read_lead
from newsclean.reading.names import roles

if TYPE_CHECKING:
    import regex

LONGEST_OPENING = 24
"""Characters of a line that are looked at for an open byline."""
OPENING_MARKS = frozenset("讯訊电電消报報社）】〕")
"""One of these stands near the beginning of every byline."""
BOX = {"【": "】", "〔": "〕", "[": "]", "［": "］"}
OPENED = frozenset("（(【〔[［")
ROUND = BOXES[:2]
NAMES_OPEN = frozenset("（(《〈<＜")
"""What the bracket of the names is, or is read for."""
MAY_OPEN, ROUND_CLOSE = OPENED | NAMES_OPEN, frozenset("）)")
BOX_ENDS = ("", "訊", "讯", "電", "电", "導", "导", "報導", "报道", "報道")
SENT = frozenset("讯訊电電日月")
"""What goes on with a byline that the column's edge cut in its date."""
SOME_NAME = "王一"
"""Stands for names that the next line has: （记者 王小明 通讯员 /"""
CUT_ENDS = frozenset("年月日一二三四五六七八九十〇○廿")
DATE_CUT = expression(
    r"\S{4,16}(?:\d|月|日)|\S{4,12}?[\d一二三四五六七八九〇○]{2,4}年(?:[一二三四五六七八九十]{1,2}(?:月[一二三四五六七八九十廿]{0,3})?)?"
)
DATE_ENDS = ("日电 ", "电 ", "月1日电 ", "1日电 ", "讯 ", "日讯 ", "1月1日电 ")
"""An opening that the column's edge cuts in its date: 本报某县9月 / 8日电（记者 …"""
REPORTED = expression(r"报道|報道|報導|文[/／][图圖]|[：:]")
REPORT = expression(r"\s*(?:报道|報道|報導)[：:]?")


def may_open(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line may begin with a byline, by the marks near its beginning: what does not need not be read.

    >>> may_open("本报讯（记者 何兰）春茶开采"), may_open("茶山上起了雾，采茶的人三三两两")
    (True, False)
    """
    return not OPENING_MARKS.isdisjoint(text[:16]) or (
        bool(options.byline_tags) and text.startswith(options.byline_tags)
    )


def goes_on(byline: str, text: str, options: Options = DEFAULT) -> bool:
    """Whether a line goes on with the byline that the lines before began.

    >>> goes_on("本报讯（记者 何文", "清 通讯员 夏风）3月6日"), goes_on("本报讯（记者 何文清）", "3月6日，茶园开采。")
    (True, False)
    """
    if not byline or len(byline) > LONGEST_BYLINE:
        return False
    if any(byline.count(left) > byline.count(right) for left, right in BOXES):
        return True
    if _misread_box(options).search(byline) and not ROUND_CLOSE.isdisjoint(text[:LONGEST_OPENING]):
        return True
    if runs_over(byline, text, options):
        return True
    if goes_on_with_date(byline, text):
        return True
    if byline[0] in BOX and is_whole(byline, read_lead(byline, options)):
        return True
    title = title_first(options)
    if _is_bare(byline, options) and (title.match(text) or title.search(byline)):
        return True
    return REPORT.match(text) is not None or (text[0] in NAMES_OPEN and opens_names(text, options))


def _is_bare(byline: str, options: Options) -> bool:
    """Whether a byline has no brackets, as far as the lines have it, be it that another name follows: 本报讯 记者何文清、"""
    return bare_byline(options).fullmatch(byline.rstrip("、")) is not None


def goes_on_with_date(byline: str, text: str) -> bool:
    """Whether a line goes on with the date in which the column's edge cut a byline.

    >>> goes_on_with_date("据新华社清河1月25日", "电 （何兰）茶山上起了雾"), goes_on_with_date("茶山上起了雾", "电 站的灯亮了")
    (True, False)
    """
    return text[0] in SENT and DATE_CUT.fullmatch(byline) is not None


@lru_cache(maxsize=16)
def _misread_box(options: Options) -> regex.Pattern[str]:
    """Finds names behind what a recognizer read for their bracket, at a text's end: 本报讯 《记者 何兰"""
    return expression(rf"{MISREAD_OPEN}\s*(?:本[报報])?{roles(options)}[^）)》〉>，。]*$")


def closes(byline: str, text: str, options: Options = DEFAULT) -> bool:
    """Whether a line closes the bracket that a byline left open, be its place told or not; or goes on to another title, or to the 报道,
    of one without brackets.

    >>> closes("本报讯（记者 何文 通讯员", "夏风）3月6日"), closes("本报讯 (记者 何文", "清)3月6日"), closes("本报讯（记者 何文", "茶山（松岭）")
    (True, True, False)
    >>> closes("本报讯记者何文", "清通讯员夏风报"), closes("本报讯记者何文", "茶山上起了雾")
    (True, False)
    """
    if _is_bare(byline, options):
        near = text[:LONGEST_OPENING]
        further = title_first(options).search(near) or REPORTED.search(near)
        return byline[-1] == "、" or further is not None
    return any(
        left in byline
        and right not in byline
        and right in text[:LONGEST_OPENING]
        and left not in text.partition(right)[0]
        for left, right in ROUND
    )


def begins_with_title(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with the title of a paper's own reporter: 本报记者 何文清 实习记者 王"""
    return text[0] in "本新" and may_open(text, options) and title_first(options).match(text) is not None


def runs_over(byline: str, text: str, options: Options = DEFAULT) -> bool:
    """Whether names without brackets go on in the next line, to their 报道.

    >>> runs_over("本报记者 王涛", "通讯员 何文报道 今年以来"), runs_over("本报记者 王涛", "今年以来")
    (True, False)
    >>> runs_over("本报记者 何文清 实习记者 王", "涛 报道“今年"), runs_over("本报记者 何文清 实习", "记者 王 涛 文/图今年")
    (True, True)
    """
    if REPORTED.search(text[:LONGEST_OPENING]) is None:
        return False
    if not is_author_line(byline, options) and not is_author_line(f"{byline} {text[0]}", options):
        return False
    whole = f"{byline} {text}"
    lead = read_lead(whole, options)
    return lead is not None and len(byline) + 1 < lead.end < len(whole)


def opens(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with a byline that ends on a later one: its bracket closes there, or its date is cut.

    >>> [opens(text) for text in ("本报讯（记者 何文", "本报清河9月", "（一）本报讯")]
    [True, True, False]
    >>> opens("本报讯 《记者 何兰 通讯"), opens("本报讯 《记者日记》出版")  # misread brackets
    (True, False)
    """
    cut = text[-1] in CUT_ENDS or text[-1].isdecimal()
    if (
        cut
        and DATE_CUT.fullmatch(text)
        and any(read_lead(text + rest, options) is not None for rest in DATE_ENDS)
    ):
        return True
    if MAY_OPEN.isdisjoint(text[:LONGEST_OPENING]):
        return False
    head = text[:LONGEST_OPENING].rstrip("，、 ")
    if head[:1] in BOX and not any(mark in head for mark in BOX.values()):
        return any(read_lead(head + rest + BOX[head[0]], options) is not None for rest in BOX_ENDS)
    if _misread_box(options).search(head):
        return any(read_lead(f"{head}{rest})", options) is not None for rest in ("", SOME_NAME))
    return any(
        left in head
        and right not in head
        and any(read_lead(head + rest + right, options) is not None for rest in ("", SOME_NAME))
        for left, right in ROUND
    )

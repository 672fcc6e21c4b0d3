"""What stands in one vertical column, or in front of a text, and is not one piece: heads that ran together, drop capitals."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.layout.measure import NO_START
from newsclean.layout.strings import AUTHOR_MARKS, EVEN, banners, says
from newsclean.lexicon import alternatives
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import REPORTER
from newsclean.reading.names import has_surname, is_person
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex

AUTHOR_MARK = expression(
    rf"(?<=\S)(?=[{AUTHOR_MARKS}](?:\p{{Han}}|$))|(?<=[\p{{Han}}』」》！？）])(?=文[/／])|(?<=[\p{{Han}}』」》！？）])(?=\p{{Han}}{{2,3}}口述)|(?<=[\p{{Han}}』」》！？])(?="
    r"(?:本[报報刊台社]|新[华華]社)(?:记者|記者|评论员|評論員|特约|特約|特派|通[讯訊][员員])|(?:[日晚早晨快商]|青年|都市)[报報]"
    rf"{REPORTER}"
    r"|通[讯訊][员員]\p{Han}{2,4}(?:本[报報]|$))|(?<=[（(][\p{Han}\d]{1,4}[）)])(?=\p{Han}{2,8}$)|(?<=\p{Han})(?=(?:文|[图圖])[:：]\p{Han}{2,4}(?:[图圖][:：]|$))"
)
HAS_SIGNED_END = expression(r"[记記特]|[著绘繪道導理述]$")
"""What such an end cannot be without, which few columns have."""
SENDER = expression(r"通[讯訊][员員]")
SIGNED = expression(rf"[{AUTHOR_MARKS}]|(?:本[报報刊台社]|新[华華]社)\p{{Han}}{{2,3}}|通[讯訊][员員]")
EVEN_BANNER = expression(EVEN + "(?=.{4})")
GOES_ON = 1.5
"""Log-odds (nats) above which a banner's words are the beginning of the headline (新闻超市开张迎来八方客): one of a hundred banners and
headlines put together at random is above 1, and of 1,200 headlines that four banners begin none is above 0.4."""
WORD_GOES_ON = 0.0
"""The same for a banner that is but the word which others end in (快讯, 书架): of 4,929 headlines 4 begin with such a word, and 2 would be parted
there; of 1,049 banners over headlines 25 are one."""
QUOTED_END = expression(r"(\p{Han}{4})([『「].{3,}[』」])")
INSTITUTION = expression(
    lambda: rf".{{3}}{alternatives('workplaces')}(?:\p{{Han}}{{0,3}}{alternatives('posts')})?$"
)
LONGEST_INSTITUTION = 16
NAME_APART = {3: 0.5, 2: -1.75}
"""Log-odds (nats) below which a name, by its characters, does not go on with a headline and is no words itself: of 7,664 lines of
headlines 0.6 in a hundred end so, of 195 headlines and names of the People's Daily of 1998 63 in a hundred. What the page says
in the same words is none either."""
NO_NAME_ENDS = frozenset("了的何時时里裡後后者們们农農一二三五六七八九十百千万萬億亿")
"""Characters that names hardly end in, and headlines do."""
SHORTEST = 3
LEAST_SIGNED, MOST_SIGNED = 3, 12
"""Characters of the shortest and the longest such end: 何兰著, 首席记者何文清摄影报道."""
LONGEST_COLUMN, LEAST_COLUMN, MOST_PARTED = 20, 4, 120
"""Characters of the longest column of a headline: a longer one is several, of one head or of two; of the shortest of them; and of the
longest run that is cut, for what is longer is no headline, and all its cuts would be looked at."""
ALONE, MOST_ALONE, UNEVEN, TORN = 0.3, 3.0, 0.3, 20.0
"""What counts beside how two parts go on with each other, in nats: of 236 headlines of two lines 0.58 are cut where they were
printed over two, 0.40 without. (More weight on even parts is better for these, and worse where a banner is one of the parts.)"""
AT_MARK = 3.0
"""What speaks for a cut behind a comma (nats): a headline of two phrases is broken there."""
PAIRS = (("『", "』"), ("「", "」"), ("《", "》"), ("（", "）"))
LEAST_BODY = 6.0
"""Em of the shortest line that is taken for running text beside a column or a capital."""


@lru_cache(maxsize=16)
def _signed_end(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """How an author's line ends that no mark opens: 记者何兰, 何兰报道, 何兰著; a column's reporter has its name before (热线追踪记者何兰)."""
    return expression(
        rf"(?P<post>(?:{alternatives('rubrics', rubrics)})?{REPORTER}"
        r"|特派[員员]|特[約约](?:撰稿[人员員]?|[记記]者))(?P<name>\p{Han}{2,3})(?:整理|[摄攝]影[报報]道)?$"
        r"|(?P<name>\p{Han}{2,3})(?:著|[绘繪]|[报報]道|報導|整理|口述)$"
    )


@lru_cache(maxsize=16)
def _banner_first(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """A banner before a headline of three characters at the least, a well-known one of three or more before one of two."""
    named = alternatives("rubrics", rubrics)
    return expression(
        rf"(?:(?:{banners(rubrics)})(?=.{{3}})|{named}(?<=^.{{3,}})(?:[·•]\p{{Han}}{{2}})?(?=.{{2}})|(?P<word>{alternatives('rubric_endings')})(?=.{{3}}))(?![员員])"
    )


@lru_cache(maxsize=16)
def _banner_inside(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """One between two headlines that stand side by side."""
    return expression(rf"(?<=.{{4}})(?=.{{4}}){alternatives('rubrics', rubrics)}(?=.{{4}})(?![员員：])")


@lru_cache(maxsize=16)
def _signed_before(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """The end of an author's mark and name before a banner and its headline: □方舟乡土副刊春茶满山."""
    banner = rf"(?:\p{{Han}}{{2}}{alternatives('rubric_endings')}|{alternatives('rubrics', rubrics)})"
    return expression(rf"(?<=^[{AUTHOR_MARKS}]\p{{Han}}{{2,3}})(?={banner}\S{{3}})")


def parted(
    column: str, options: Options = DEFAULT, signed: bool = False, phrases: Container[str] = ()
) -> list[str]:
    """A column in which several pieces ran together, parted: before an author's mark or name, after a banner, before a
    headline all in quotes. `signed`: whether its author's name stands beside it, so that it ends in none; `phrases`: what the page says,
    three characters each.

    >>> parted("茶山通了公交车本报记者温和"), parted("茶山夜话章小禾")
    (['茶山通了公交车', '本报记者温和'], ['茶山夜话', '章小禾'])
    >>> parted("茶山通了公交车热线追踪记者何兰"), parted("新闻超市开张迎来八方客")
    (['茶山通了公交车', '热线追踪记者何兰'], ['新闻超市开张迎来八方客'])
    >>> parted("快讯松岭茶市今晨开秤"), parted("调查显示茶农增收")
    (['快讯', '松岭茶市今晨开秤'], ['调查显示茶农增收'])
    >>> parted("散文：茶山回望一年"), parted("会场冷清好", signed=True)
    (['散文：茶山回望一年'], ['会场冷清好'])
    >>> parted("江边三乡尽成泽国"), parted("江边三乡尽成泽国", phrases={"尽成泽"})
    (['江边三乡尽', '成泽国'], ['江边三乡尽成泽国'])
    >>> parted("云岭新村渡口通了汽车", Options(rubrics=("云岭新村",)))
    ['云岭新村', '渡口通了汽车']
    """
    rubrics = options.rubrics
    pieces = [
        part
        for piece in AUTHOR_MARK.split(column)
        for part in _signed_before(rubrics).split(piece, maxsplit=1)
        if part
    ]
    if not pieces:
        return pieces
    if not SENDER.match(pieces[0]) and (size := _banner(pieces[0], rubrics)):
        pieces[:1] = [pieces[0][:size], pieces[0][size:]]
    if (quoted := QUOTED_END.fullmatch(pieces[0])) and not quoted[1].endswith(("的", "之", "和")):
        pieces[:1] = [quoted[1], quoted[2]]
    for at in range(len(pieces) - 1, 0, -1):
        if SIGNED.match(pieces[at - 1]) and (size := _banner(pieces[at], rubrics)):
            pieces[at : at + 1] = [pieces[at][:size], pieces[at][size:]]
    if not signed:
        pieces[-1:] = _author_apart(pieces[-1], rubrics, phrases)
    return [part for piece in pieces for part in _short(piece, rubrics)]


def _author_apart(piece: str, rubrics: tuple[str, ...], phrases: Container[str]) -> list[str]:
    """A headline and who wrote below it, where the piece ends in that and does not begin with its mark."""
    if SIGNED.match(piece):
        return [piece]
    size = _signed_at_end(piece, rubrics)
    if size and len(piece) >= size + SHORTEST:
        return [piece[:-size], piece[-size:]]
    size = _name_at_end(piece, phrases)
    if not size:
        return [piece]
    headline, name = piece[:-size], piece[-size:]
    if size := _institution_at_end(headline):
        headline, name = headline[:-size], f"{headline[-size:]} {name}"
    return [headline, name]


def _banner(column: str, rubrics: tuple[str, ...]) -> int:
    """How many characters at a column's beginning are a section banner."""
    even = EVEN_BANNER.match(column)
    if even and junction(even.group(), column[even.end() :]) < 0:
        return even.end()
    banner = _banner_first(rubrics).match(column)
    if banner is None or column[banner.end()] in NO_START:
        return 0
    most = WORD_GOES_ON if banner["word"] else GOES_ON
    if junction(banner.group(), column[banner.end() :]) > most:
        return 0
    return banner.end()


def _short(piece: str, rubrics: tuple[str, ...]) -> list[str]:
    """A piece that is longer than any column, cut where its characters go on with each other least and each part is whole."""
    if not LONGEST_COLUMN < len(piece) <= MOST_PARTED:
        return [piece]
    if named := _banner_inside(rubrics).search(piece):
        return [
            *_short(piece[: named.start()], rubrics),
            named.group(),
            *_short(piece[named.end() :], rubrics),
        ]
    cuts = range(LEAST_COLUMN, len(piece) - LEAST_COLUMN + 1)
    cut = min(cuts, key=lambda at: _seam(piece[:at], piece[at:]))
    return [*_short(piece[:cut], rubrics), *_short(piece[cut:], rubrics)]


def _seam(first: str, second: str) -> float:
    """How badly (nats) a column may be cut between two parts: how well they go on with each other and not with a comma, whether
    they have one, how uneven they are, and whether a quotation or figure is torn."""
    alone = sum(
        max(-MOST_ALONE, min(MOST_ALONE, fit)) for fit in (junction(first, "，"), junction("，", second))
    )
    torn = second[0] in NO_START or any(first.count(left) > first.count(right) for left, right in PAIRS)
    figure = first[-1].isdecimal() and second[0].isdecimal()
    return (
        junction(first, second)
        - ALONE * alone
        + UNEVEN * abs(len(first) - len(second))
        + TORN * (torn + figure)
        - AT_MARK * (first[-1] in "，；：")
    )


def _signed_at_end(column: str, rubrics: tuple[str, ...] = ()) -> int:
    """How many characters at a column's end say who wrote or reported, in so many words.

    >>> _signed_at_end("茶山通了公交车记者何兰"), _signed_at_end("茶山通了公交车何文清报道"), _signed_at_end("乡亲夸记者")
    (4, 5, 0)
    """
    if not HAS_SIGNED_END.search(column[-MOST_SIGNED:]):
        return 0
    for size in range(MOST_SIGNED, LEAST_SIGNED - 1, -1):
        found = _signed_end(rubrics).fullmatch(column[-size:])
        if (
            found
            and has_surname(found["name"])
            and (found["post"] or _oddness(column[:-size], found["name"]) < 0)
        ):
            return size
    return 0


def _name_at_end(column: str, phrases: Container[str]) -> int:
    """How many characters at a column's end are its author's name, by how badly they go on with what stands before."""
    if column[-1] in NO_NAME_ENDS:
        return 0
    for size in (3, 2):
        headline, name = column[:-size], column[-size:]
        if (
            len(headline) >= 5 - size
            and is_person(name)
            and not says(phrases, headline, name)
            and _oddness(headline, name) < NAME_APART[size]
        ):
            return size
    return 0


def _oddness(headline: str, name: str) -> float:
    """How well (nats) a name goes on with a headline, and its own characters with each other: other words do both."""
    return junction(headline, name) + own_fit(name)


def own_fit(name: str) -> float:
    """How well (nats) the characters of a name go on with each other; those of words do."""
    return sum(junction(name[:at], name[at:]) for at in range(1, len(name)))


def _institution_at_end(column: str) -> int:
    """How many characters at a column's end are where its author works."""
    if not INSTITUTION.search(column):
        return 0
    sizes = range(4, min(LONGEST_INSTITUTION, len(column) - SHORTEST) + 1)
    least, size = min(((junction(column[:-size], column[-size:]), size) for size in sizes), default=(0.0, 0))
    if least >= 0:
        return 0
    return size + (column[-size - 1] in "省市州县縣区區镇鎮乡鄉")


def gain_of_capital(char: str, text: str) -> float:
    """How much better (nats) a text begins with a character than without: its drop capital (首字下沉).

    >>> gain_of_capital("清", "晨的茶山上起了雾") > 2 > 1 > gain_of_capital("宁", "朋友之间微信转账")
    True
    """
    return junction(char, text) + junction("。", char + text) - junction("。", text)

"""The lines of a head (标题区): rubric, kicker, headline over one or more lines, deck, author line.

Type size is lost in a dump, so the parts are told by place (rubric and kicker before the headline, deck after) and by how
the lines look and run on (`newsclean.assembly.roles`). All ways to read the lines are scored and the best is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsclean.assembly.head_scores import alone, order_scores
from newsclean.assembly.roles import (
    DECK,
    FOURS,
    HEADLINE,
    KICKER,
    MISREAD_DASH,
    MOST,
    RUBRIC,
    HeadLine,
)
from newsclean.assembly.senders import FIGURE_OR_STOP, ends_notice, is_notice_title, is_title_alone
from newsclean.layout.strings import EVEN
from newsclean.lexicon import alternatives
from newsclean.model import Role
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.names import are_people, is_person
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex


class HeadForm(Struct, frozen=True):
    """The roles of a head's lines, and how well they fit, in nats (0 is a plain headline).

    `foreign` is the part of that, 0 or less, which says that a line is no part of any head. `certainty` is the probability
    that just these lines are the headline, if all of them are one head.
    """

    roles: tuple[Role, ...]
    score: float
    foreign: float = 0.0
    certainty: float = 1.0


RUBRIC_ALONE = 1.5
"""What a section banner without a headline costs."""
TOLD = 6.0
"""For a first line that the user's configuration names as a banner."""
LISTED, NUMBERS = 3.0, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
"""For one that the word list has, be it with the number of its instalment."""
LONGEST_RUBRIC = 16
PART = r"（之[一二三四五六七八九十]{1,3}）"
"""What a series' banner ends in: 身边的故事（之七）."""
LONGEST_BY_ENDING = 6
TOO_MANY = -6.0
SENTENCE, COMMAS, BROKEN_OFF = 2.5, 1.5, 2.0
"""What speaks against a line of a head: a sentence that ends, several commas, the last line ending in a comma."""
FOREIGN = 8.0
"""What speaks against a line that is nothing but a date, which signs a letter or notice, or but one character."""
AUTHOR_INSIDE = 5.0
"""What a head costs whose author line is not its last."""
FURTHER_LINE = 2.5
"""What every further line of a head costs: on torn pages many display lines are pieces of text and no head's."""
BOXED = 2.5
"""For a banner of four, six or eight characters set vertically beside a vertical headline."""
ODD_BOX = 1.0
"""What one of another length costs there."""
NOTICE_DECK, NOTICE_KICKER, OFFICIAL = 3.0, 5.0, 6.0
"""What a deck costs that is the title of a notice: it heads its own; and a kicker over one, whose title just has two lines. And what speaks
for one headline of lines that are the title of an official paper together (关于开展 / “…”活动的 / 倡议书)."""
NO_BANNER, OF_NO_BANNER = (
    3.0,
    expression(r"^(?:[关關][于於]|[致对對])|(?:举行|舉行|召开|召開|开幕|開幕|闭幕|閉幕|[了吗嗎呢吧])$"),
)
"""What it costs that a line which says what happened, or begins an official title, is a banner that no list knows."""
STRAY_HEADLINE = 2.0
"""What it costs that a line which may be a piece of text is the headline, and one that is surely a head's is none."""
UNENDED = 4.0
"""What it costs that a headline ends in a colon and a deck goes on from it."""
OVER, LONGEST_OVER = 2.5, 5
"""For a banner on one line over a vertical headline, of so many characters at the most."""
DECK_DOWN, KICKER_DOWN, THREE_DOWN = 1.5, 1.0, 2.0
"""What it costs a head that begins with a line set from top to bottom to have a deck, a kicker, a headline of three lines or more."""
NAMES_ONLY = 3.0
"""What a head costs that is nothing but names and its author."""
MIXED = 3.0
"""What a headline costs that is set partly vertically, partly on a line."""
DECK_ALONE = 1.0
"""For a line that a dash opens and nothing stands over: the deck of a head that stands elsewhere."""
DASH_LINE = expression(
    rf"(?:——|──|－－|--|{MISREAD_DASH}(?=[记記写寫访訪论論对對谈談读讀评評]))(?!摘自|[编編]者)[^。]{{5,}}"
)
"""Such a line; shorter ones tell whose words stand above."""
STRAY = 2.5
"""What every stray line costs in a head with others that are none."""
SECOND = r"[·•]\p{Han}{2,4}"
"""The name of a banner's part, after its own: 周末副刊·乡土."""
REMARK = expression(r"[（(][^（()）]{6,}[）)]")
"""A line all in brackets, which is no part of a head: （参与采写：何兰）. Shorter ones are: （外一首）."""
THREE = expression(r"\p{Han}{3}")
NAME_APART = -0.5
"""Log-odds (nats) below which a line of three characters does not go on with the line above."""
ROLE = {RUBRIC: Role.RUBRIC, KICKER: Role.KICKER, HEADLINE: Role.HEADLINE, DECK: Role.DECK}


@lru_cache(maxsize=8)
def _rubric_patterns(extra: tuple[str, ...]) -> regex.Pattern[str]:
    named, opening, ending = (
        alternatives("rubrics", extra),
        alternatives("rubric_openings"),
        alternatives("rubric_endings"),
    )
    return expression(
        rf"(?:{named}|\S{{,8}}{ending})(?:[{NUMBERS}]|{SECOND})?|{opening}\p{{Han}}{{4,6}}|\S{{4,11}}{PART}|{EVEN}"
    )


@lru_cache(maxsize=8)
def _named(extra: tuple[str, ...]) -> regex.Pattern[str]:
    return expression(rf"{alternatives('rubrics', extra)}(?:{SECOND})?")


def is_rubric(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line reads as a section banner, by the words that papers use for them.

    >>> [is_rubric(t) for t in ("本报评论", "清泉副刊", "齐心协力 抗旱保苗", "会议召开")]
    [True, True, True, False]
    """
    if len(text) > LONGEST_RUBRIC or FIGURE_OR_STOP.search(text):
        return False
    return is_named_rubric(text, extra) or FOURS.fullmatch(text) is not None


def is_named_rubric(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line is, or ends as, a section banner that the word lists know."""
    return len(text) <= LONGEST_RUBRIC and _rubric_patterns(extra).fullmatch(text) is not None


@lru_cache(maxsize=4096)
def read_head(lines: tuple[HeadLine, ...], options: Options = DEFAULT) -> HeadForm:
    """The best reading of a head's lines.

    >>> [r.value for r in read_head((HeadLine("本报评论"), HeadLine("云湖灌区又传来喜讯！"), HeadLine("全县又有两座停用多年的山区提灌站修复通水"))).roles]
    ['rubric', 'headline', 'deck']
    """
    roles: list[Role | None] = [None] * len(lines)
    strays = sum(line.stray for line in lines)
    score = -STRAY * strays if strays < len(lines) else 0.0
    for at, line in enumerate(lines):
        last = at == len(lines) - 1 or is_author_line(lines[at + 1].text, options)
        if is_author_line(line.text, options) or (at and last and _is_name(lines[at - 1], line, options)):
            roles[at] = Role.AUTHOR
            score -= 0.0 if last else AUTHOR_INSIDE
    free = [at for at, role in enumerate(roles) if role is None]
    if not free or (free == [0] and _known(lines[0], options).banner):
        roles = _without_name(lines, roles, options)
        free = [at for at, role in enumerate(roles) if role is None]
    if not free:
        return HeadForm(tuple(role or Role.HEADLINE for role in roles), score - NAMES_ONLY)
    if len(free) == 1 and (
        lines[free[0]].banner or _is_banner_alone(lines[free[0]].text, options.rubrics, len(lines) > 1)
    ):
        roles[free[0]] = Role.RUBRIC
        return HeadForm(tuple(role or Role.RUBRIC for role in roles), score - RUBRIC_ALONE)
    if len(free) == 1 and DASH_LINE.fullmatch(lines[free[0]].text):
        roles[free[0]] = Role.DECK
        return HeadForm(tuple(role or Role.DECK for role in roles), score - DECK_ALONE)
    foreign = -FOREIGN * sum(
        is_date(text) or len(text) == len(lines) == 1 or REMARK.fullmatch(text) is not None
        for text in (lines[at].text for at in free)
    )
    score += foreign - sum(_prose(lines[at].text, at == free[-1]) for at in free)
    chain, best, certainty = _best_chain([_known(lines[at], options) for at in free], options)
    for at, role in zip(free, chain, strict=True):
        roles[at] = ROLE[role]
    return HeadForm(tuple(role or Role.HEADLINE for role in roles), score + best, foreign, certainty)


def _without_name(lines: Sequence[HeadLine], roles: list[Role | None], options: Options) -> list[Role | None]:
    """The roles of a head that would have no headline: of several lines that may be names the first is that (盐 味 / 何 兰)."""
    names = [at for at, role in enumerate(roles) if role is Role.AUTHOR]
    if len(names) < 2 or any(is_author_line(lines[at].text, options) for at in names):
        return roles
    return [None if at == names[0] else role for at, role in enumerate(roles)]


def _is_name(before: HeadLine, line: HeadLine, options: Options) -> bool:
    """Whether a head's last line is a name, or several: with a family name, or three characters that neither the text near by knows nor
    the line before goes on with (pen names, names of other peoples)."""
    if is_title_alone(line.text):
        return False
    if is_person(line.text) or are_people(line.text):
        return True
    strange = THREE.fullmatch(line.text) is not None and not line.echo and not line.vertical
    if not strange or is_named_rubric(line.text, options.rubrics):
        return False
    return junction(before.text, line.text) < NAME_APART


def _is_banner_alone(text: str, extra: tuple[str, ...], signed: bool) -> bool:
    """Whether a head's only line is a banner and no headline: a long one is not by its last word alone (设立茶农热线).

    Two times four characters (柿子红了 日子甜了) are a headline where an author line stands below.
    """
    if _named(extra).fullmatch(text):
        return len(text) <= LONGEST_RUBRIC
    if FOURS.fullmatch(text):
        return not signed
    return is_rubric(text, extra) and len(text) <= LONGEST_BY_ENDING


def _prose(text: str, last: bool) -> float:
    """What a head costs for a line that reads as a piece of running text; nats."""
    cost = SENTENCE * (("。" in text) + ("；" in text)) + COMMAS * (text.count("，") > 1)
    return cost + BROKEN_OFF * (last and text[-1] in "，、；：,;:")


def read_whole(lines: Sequence[HeadLine], options: Options = DEFAULT) -> tuple[Role, ...]:
    """The roles of a head whose headline stands on one line, and its kicker too, as in text that newsclean wrote."""
    if len(lines) == 1:
        return (Role.HEADLINE,)
    found = _scores([_known(line, options) for line in lines], options)
    chain = max(
        (chain for chain in found if chain.count(HEADLINE) == 1 and chain.count(KICKER) < 2),
        key=lambda chain: (found[chain], chain),
        default=HEADLINE + DECK * (len(lines) - 1),
    )
    return tuple(ROLE[role] for role in chain)


def _known(line: HeadLine, options: Options) -> HeadLine:
    """The line, marked where its words alone make it a banner."""
    return (
        line if line.banner or not is_named_rubric(line.text, options.rubrics) else replace(line, banner=True)
    )


def _best_chain(lines: Sequence[HeadLine], options: Options) -> tuple[str, float, float]:
    """The likeliest roles, how likely they are against as many headlines apart, nats, and how sure the headline is."""
    scores = _scores(lines, options)
    if not scores:
        return HEADLINE + DECK * (len(lines) - 1), TOO_MANY * len(lines), 0.5
    best = max(scores, key=lambda chain: (scores[chain], chain))
    most = scores[best]
    shares = {chain: exp(score - most) for chain, score in scores.items()}
    places = [role == HEADLINE for role in best]
    same = sum(share for chain, share in shares.items() if [role == HEADLINE for role in chain] == places)
    return best, most - sum(map(alone, lines)) - FURTHER_LINE * (len(lines) - 1), same / sum(shares.values())


def _scores(lines: Sequence[HeadLine], options: Options) -> dict[str, float]:
    """Every order of roles with its score, nats."""
    told = lines[0].text.strip() in options.rubrics
    listed = not told and _named(()).fullmatch(lines[0].text.rstrip(NUMBERS)) is not None
    titles = [at for at, line in enumerate(lines) if at and ends_notice(line.text)]
    colons = [at for at, line in enumerate(lines[:-1]) if line.text[-1] in "：:"]
    wholes = [at for at in range(1, len(lines)) if ends_notice(lines[at - 1].text + lines[at].text)]
    strays = [line.stray for line in lines]
    mixed = any(strays) and not all(strays)
    says = not lines[0].banner and OF_NO_BANNER.search(lines[0].text) is not None
    papers = _official_titles([line.text for line in lines])
    return {
        chain: score
        + _set_vertically(lines, chain)
        + (TOLD * told + LISTED * listed - NO_BANNER * says) * (chain[0] == RUBRIC)
        - NOTICE_DECK * any(chain[at] == DECK for at in titles)
        - UNENDED * any(chain[at] == HEADLINE != chain[at + 1] for at in colons)
        + OFFICIAL * any(set(chain[paper]) == {HEADLINE} for paper in papers)
        - STRAY_HEADLINE * (mixed and all(strays[at] for at, role in enumerate(chain) if role == HEADLINE))
        - NOTICE_KICKER * any(chain[at - 1] == KICKER and chain[at] == HEADLINE for at in wholes)
        for chain, score in order_scores(lines).items()
    }


def _official_titles(texts: Sequence[str]) -> list[slice]:
    """The lines, two or more, that together are the title of an official paper, none of which is one alone."""
    apart = [None if is_notice_title(text) else text for text in texts]
    return [
        slice(at, stop)
        for at in range(len(texts))
        for stop in range(at + 2, min(at + MOST[HEADLINE], len(texts)) + 1)
        if None not in apart[at:stop] and is_notice_title("".join(texts[at:stop]))
    ]


def _set_vertically(lines: Sequence[HeadLine], chain: str) -> float:
    """Columns set vertically are mostly lines of one headline, with a banner beside it: in a narrow box, or on one line over it."""
    if len(lines) == 1 or not (lines[0].vertical or lines[1].vertical):
        return 0.0
    mixed = any(
        chain[at : at + 2] == HEADLINE * 2 and lines[at].vertical != lines[at + 1].vertical
        for at in range(len(lines) - 1)
    )
    score = -MIXED * mixed
    if not lines[0].vertical:
        return score + OVER * (chain[0] == RUBRIC and len(lines[0].text) <= LONGEST_OVER)
    if lines[1].vertical and chain[0] == RUBRIC:
        score += BOXED if len(lines[0].text) in (4, 6, 8) else -ODD_BOX
    return (
        score
        - DECK_DOWN * (DECK in chain)
        - KICKER_DOWN * (KICKER in chain)
        - THREE_DOWN * (chain.count(HEADLINE) > 2)
    )


NUMERAL = r"[\d一二三四五六七八九十正冬腊臘廿卅]{1,3}"
DATE_LINE = expression(
    rf"(?:(?:(?:[\d〇○零一二三四五六七八九十]{{2,4}}年)?{NUMERAL}月{NUMERAL}日"
    rf"|(?:[\d〇○零一二三四五六七八九十]{{4}}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年{NUMERAL}月)"
    r"(?:[凌清]晨|早[晨上]|[上中下]午|傍晚|[晚深午]?夜里?|晚[上间間]?|灯下|燈下)?(?:[写寫作草改记記寄]?[于於自]\p{Han}{2,8})?)"
)
"""A date, as under a letter or essay: 二〇一九年五月十日, 甲辰年五月 于松岭."""
DATE_MARKS = frozenset("日月")


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, as under a letter, or a date and a place.

    >>> [is_date(text) for text in ("2019年5月10日", "甲辰年五月 于松岭", "五月的松岭")]
    [True, True, False]
    """
    return not DATE_MARKS.isdisjoint(text) and DATE_LINE.fullmatch("".join(text.split())) is not None


def date_lines(texts: Sequence[str], at: int) -> int:
    """How many lines from `at` on are nothing but a date: one, two where it was broken, or none.

    >>> date_lines(["松岭镇人民政府", "二〇一九年五月十", "一日"], 1)
    2
    """
    if is_date(texts[at]):
        return 1
    return 2 if at + 1 < len(texts) and is_date(texts[at] + texts[at + 1]) else 0

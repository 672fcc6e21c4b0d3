"""The lines of a head (标题区): rubric, kicker, headline over one or more lines, deck, author line.

Type size is lost in a dump, so the parts are told by place (rubric and kicker before the headline, deck after) and by
how papers word them: kickers end in 要求, 强调; decks open with —— or list who did what; a headline over two lines breaks
into like widths, in mid-phrase. All ways to read the lines are scored and the best is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex
from msgspec import Struct

from newsclean.layout.measure import width
from newsclean.lexicon import alternatives, entries
from newsclean.model import Role
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.bylines import is_author_line, is_person
from newsclean.wording import junction


class HeadLine(Struct, frozen=True):
    """A display line: its text, whether it was set vertically, whether a blank line stands before it (None: unknown)."""

    text: str
    vertical: bool = False
    gap: bool | None = None
    banner: bool = False  # known to be a rubric: it heads several articles of the page
    inner: bool = False  # one of several short lines apart in one column: a subhead
    runs_on: bool = False  # the page's text somewhere goes on from the line before to this one


class HeadForm(Struct, frozen=True):
    """The roles of a head's lines, and how well they fit, in nats (0 is a plain headline)."""

    roles: tuple[Role, ...]
    score: float


KICKER_END = expression(r"(?:要求|强调|強調|指出|表示|提出|透露|介绍|时说|时|会上|会议上|上)$")
ASKS = expression(r"(?:要求|强调|強調|指出)$")
KICKER_START = expression(r"(?:对话|對話|专访|訪|写在|写给|来自|从.{2,8}看|本报记者|透视)")
DECK_END = expression(
    r"(?:讲话|主持|出席|参加|参会|作报告|致辞|宣布.{0,4}|通报.{0,4}|出席并讲话|见证|陪同|调研|发言|点评|仪式|会议)$"
)
QUANTITY = expression(
    r"^(?:全市|我市|全县|我县|全省|我省|全国|面积|今年|累计|总|首批|共|目前|预计).*\d|^\d|(?:\d|[一二三四五六七八九十百千万兩两])(?:名|个|處|处|家|万|亿|米|公里|分钟|人|元|年)"
)
IMAGINATIVE = expression(r"^[“「『].+[”」』]|[！？!?]|^\S{3,7} \S{3,7}$|的.{0,4}[“”]")
FIGURE = expression(r"\d")
EVENT = expression(
    r"^\d{4}|(?:开赛|开幕|闭幕|举行|举办|启动|开通|通车|召开|落成|揭牌|开工|竣工|投产|上线|运行)$"
)
SHORT_PHRASES = expression(r"^\S{3,7} \S{3,7}$")
MARKED = expression(r"[\d“”《》『』「」！？：，、——]")
LOOSE_END = expression(r"[和与及的对为将在把向等是让使到从被由以并或、，,：:—]$")
MID_SENTENCE = expression(r"[，、；]$")
PHRASE_SPACE = expression(r"(?<=\p{Han}|[！？”》』\d%％℃]) (?=\p{Han}|[“《『\d])")
BANNER_FORM = expression(r"\p{Han}{4}[ ·]\p{Han}{4}")
RUBRIC_ALONE = 1.5
"""What a section banner without a headline costs."""
TOLD = 6.0
"""For a first line that the user's configuration names as a banner."""
RUNS_ON = 3.0
"""For two headline lines of which the body somewhere holds the end and the beginning as one."""
LONGEST_RUBRIC = 14
PRIORS = {  # (kicker lines, headline lines, deck lines): how common the form is on pages with horizontal heads
    (0, 1, 0): 0.0, (1, 1, 0): -1.1, (0, 2, 0): -1.3, (0, 1, 1): -0.9, (1, 1, 1): -0.9, (0, 2, 1): -1.1, (0, 1, 2): -2.0,
    (1, 2, 0): -1.4, (0, 3, 0): -3.0, (1, 2, 1): -1.5, (1, 1, 2): -2.0, (0, 2, 2): -2.3, (0, 3, 1): -3.2, (1, 3, 0): -3.4,
    (2, 1, 0): -3.0, (2, 1, 1): -3.2, (0, 1, 3): -3.0, (1, 1, 3): -3.2, (1, 2, 2): -2.8,
}  # fmt: skip
TOO_MANY = -6.0


@lru_cache(maxsize=8)
def _rubric_patterns(extra: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"{alternatives('rubrics', extra)}|\S{{1,8}}{alternatives('rubric_endings')}")


def is_rubric(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line reads as a section banner, by the words that papers use for them.

    >>> [is_rubric(t) for t in ("本报评论", "清泉副刊", "齐心协力 抗旱保苗", "会议召开")]
    [True, True, True, False]
    """
    if len(text) > LONGEST_RUBRIC or regex.search(r"[\d，。：！？]", text):
        return False
    return _rubric_patterns(extra).fullmatch(text) is not None or BANNER_FORM.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def join_score(first: str, second: str) -> float:
    """Log-odds that two lines are one headline over two lines.

    >>> join_score("我县供水、供电企业为返乡", "务工人员减免安装材料费用") > 0
    True
    >>> join_score("县委全体会议召开", "张明远讲话 陈立新作报告 赵广平主持") < 0
    True
    """
    a, b = width(first), width(second)
    ratio = min(a, b) / max(a, b, 1.0)
    score = 0.9 if ratio >= 0.75 else (-1.2 if ratio < 0.4 else -0.4)
    if max(a, b) <= 5:
        score += 1.5  # a headline in short beats
    if first[-1] in "！？!?":
        score += 2.2 if a <= 6 else -1.5
    elif LOOSE_END.search(first):
        score += 3.0
    if any(first.count(left) > first.count(right) for left, right in ("“”", "《》", "『』", "「」")):
        score += 3.0
    if PHRASE_SPACE.search(first) or PHRASE_SPACE.search(second):
        score -= 1.8
    elif ratio >= 0.75 and min(a, b) >= 6 and max(a, b) <= 10.5 and not MARKED.search(first + second):
        score += 0.8  # plain lines of one width
    if second.startswith("——"):
        score -= 5.0
    if max(a, b) > 16:
        score -= 0.5 if max(a, b) <= 26 else 1.5
    if DECK_END.search(second) and " " in second:
        score -= 1.0
    return score + 0.35 * max(-3.0, min(3.0, junction(first, second)))


def _kicker_score(kicker: str, headline: str) -> float:
    score = 0.0
    if KICKER_END.search(kicker):
        score += 2.4
    if KICKER_START.match(kicker):
        score += 1.6
    if IMAGINATIVE.search(headline):
        score += 0.9
    if FIGURE.search(kicker) and not FIGURE.search(headline):
        score += 1.0
    if kicker.startswith("——") or kicker[-1] in "！？!?":
        score -= 2.0
    if width(kicker) <= 6.5:
        score -= 2.0
    if IMAGINATIVE.search(kicker) and not IMAGINATIVE.search(headline) and EVENT.search(headline):
        score += 1.2
    return score - (1.0 if LOOSE_END.search(kicker) else 0.0)


def _deck_score(deck: str, headline: str) -> float:
    score = 0.0
    if deck.startswith(("——", "—", "－－", "--")):
        score += 5.0
    phrases = len(PHRASE_SPACE.findall(deck))
    score += (0.0, 0.7, 2.0)[min(phrases, 2)]
    if SHORT_PHRASES.search(deck):
        score -= 1.0
    if DECK_END.search(deck):
        score += 1.3
    if QUANTITY.search(deck):
        score += 0.7 if not regex.match(r"\d{4}\D", deck) else -1.2  # a year opens the name of an event
    if IMAGINATIVE.search(headline):
        score += 0.5
    if IMAGINATIVE.search(deck) and not phrases:
        score -= 0.9
    score += 0.5 if width(deck) > width(headline) else 0.0
    return score


@lru_cache(maxsize=4096)
def read_head(lines: tuple[HeadLine, ...], options: Options = DEFAULT) -> HeadForm:
    """The best reading of a head's lines.

    >>> [r.value for r in read_head((HeadLine("齐心协力 抗旱保苗"), HeadLine("云湖灌区又传来喜讯！"), HeadLine("全县又有两座停用多年的山区提灌站修复通水"))).roles]
    ['rubric', 'headline', 'deck']
    """
    roles: list[Role | None] = [None] * len(lines)
    score = 0.0
    for at, line in enumerate(lines):
        last = at == len(lines) - 1 or is_author_line(lines[at + 1].text, options)
        if is_author_line(line.text, options) or (at and last and is_person(line.text)):
            roles[at] = Role.AUTHOR
            score -= 0.0 if last else 3.0
    free = [at for at, role in enumerate(roles) if role is None]
    score -= sum(3.5 for at in free[1:] if lines[at].banner)
    if not free:
        return HeadForm(tuple(role or Role.HEADLINE for role in roles), score - 3.0)
    if len(free) == 1 and (lines[free[0]].banner or is_rubric(lines[free[0]].text, options.rubrics)):
        roles[free[0]] = Role.RUBRIC
        return HeadForm(tuple(role or Role.RUBRIC for role in roles), score - RUBRIC_ALONE)
    whole, best = _best_parts([lines[at] for at in free])
    if len(free) > 1:
        rubric = _rubric_score(lines[free[0]], lines[free[1]], options.rubrics)
        parts, rest = _best_parts([lines[at] for at in free[1:]])
        if rubric + rest > best:
            whole, best = [Role.RUBRIC, *parts], rubric + rest
    for at, role in zip(free, whole, strict=True):
        roles[at] = role
    return HeadForm(tuple(role or Role.HEADLINE for role in roles), score + best)


def _rubric_score(line: HeadLine, following: HeadLine, extra: tuple[str, ...]) -> float:
    """Log-odds that a head's first line is a section banner."""
    if line.text.strip() in extra:
        return TOLD
    if line.banner or is_rubric(line.text, extra):
        return 1.0
    if regex.fullmatch(r"\p{Han} \p{Han}(?: \p{Han})?", line.text):
        return 0.8
    wide, below = width(line.text), width(following.text)
    if line.vertical and following.vertical and wide in (4, 6, 8) and not LOOSE_END.search(line.text):
        return 0.3  # set in a narrow box beside a vertical headline
    if wide > LONGEST_RUBRIC or regex.search(r"[\d，。：！？“”]", line.text):
        return TOO_MANY
    if LOOSE_END.search(line.text):
        return -4.0
    return -0.3 - 0.25 * max(0.0, wide - 4) - (1.5 if wide > 0.6 * below else 0.0)


def _best_parts(lines: Sequence[HeadLine]) -> tuple[list[Role], float]:
    """Kicker, headline and deck lines: the split with the best score."""
    count = len(lines)
    if count > 6:
        return [Role.HEADLINE] + [Role.DECK] * (count - 1), TOO_MANY * (count - 5)
    best: tuple[float, int, int] | None = None
    for kickers in range(min(2, count - 1) + 1):
        for heads in range(1, min(3, count - kickers) + 1):
            score = _score_parts([line.text for line in lines], kickers, heads)
            score += sum(RUNS_ON for line in lines[kickers + 1 : kickers + heads] if line.runs_on)
            if lines[0].vertical:  # columns set vertically are mostly lines of one headline
                score -= 1.5 * (kickers + heads < count) + 1.0 * (kickers > 0) + 2.0 * (heads > 2)
            if best is None or score > best[0]:
                best = (score, kickers, heads)
    assert best is not None
    score, kickers, heads = best
    roles = [Role.KICKER] * kickers + [Role.HEADLINE] * heads + [Role.DECK] * (count - kickers - heads)
    return roles, score


def _score_parts(texts: list[str], kickers: int, heads: int) -> float:
    decks = len(texts) - kickers - heads
    score = PRIORS.get((kickers, heads, decks), TOO_MANY)
    title = texts[kickers : kickers + heads]
    whole = "".join(title)
    joints = list(zip(title, title[1:], strict=False))
    score += sum(join_score(a, b) for a, b in joints)
    seams = [
        (texts[at], texts[at + 1])
        for at in range(len(texts) - 1)
        if at + 1 == kickers or at + 1 == kickers + heads
    ]
    score -= sum(max(0.0, 0.5 * join_score(a, b)) for a, b in seams)
    score += sum(_kicker_score(kicker, whole) for kicker in texts[:kickers])
    score += sum(_deck_score(deck, whole) for deck in texts[kickers + heads :])
    if decks == 2 and all(QUANTITY.search(deck) for deck in texts[-2:]):
        score += 1.0  # decks in parallel
    if ASKS.search(whole):
        score -= 2.5  # 某某在会议上要求 wants a headline after it
    if whole.startswith("——"):
        score -= 5.0
    return score


@lru_cache(maxsize=1)
def _sender() -> Callable[[str], regex.Match[str] | None]:
    return regex.compile(rf".*(?:{'|'.join(map(regex.escape, entries('senders')))})").fullmatch


DATE_LINE = expression(
    r"(?:[\d〇○零一二三四五六七八九十]{2,4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日|[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,2}月"
)


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, as under a letter."""
    return DATE_LINE.fullmatch("".join(text.split())) is not None


def is_sender(text: str) -> bool:
    """Whether a line reads as the name of an institution, as under a letter or notice."""
    bare = text.strip()
    return 3 <= len(bare) <= 30 and not regex.search(r"[，。：！？\d]", bare) and _sender()(bare) is not None

"""Who signs letters and notices, and how their titles read."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout.costs import NOTICE, NOTICE_TITLE
from newsclean.lexicon import entries
from newsclean.patterns import expression
from newsclean.reading.names import are_names, is_person

TITLE_ALONE = expression(
    r"(?:更正|勘[误誤]|致歉|[鸣鳴][谢謝]|[讣訃](?:告|[闻聞])|(?:道歉|[遗遺]失|作[废廢])[声聲]明|(?:征稿|徵稿|招[领領]|[寻尋](?:人|物)|招生|招聘|更正|道歉)[启啟][事示])"
)
"""Titles that small notices have by themselves: no second line, kicker or deck goes with them."""
ENDS_NOTICE = expression(NOTICE)
FIGURE_OR_STOP = expression(r"[\d，。：！？]")

SIGNER = expression(
    r"(?:.{0,8}(?:[读讀]者|作者|市民|居民|村民|[职職]工|[学學]生|失主|家[长長]|[车車]主|[乘顧顾]客)|[启啟][事示]人|此致敬[礼禮])\s*[：:]?\s*(?P<who>\p{Han}(?: ?\p{Han}){1,3}?)(?:等[\d一二三四五六七八九十百]{1,4}人)?"
    r"|\p{Han}{2,16}(?:[员員师師长長手]|医生|醫生|护士|護士|战士|戰士|农民|農民|书记|書記|主任)\s(?P<who>\p{Han}{3}|\p{Han} \p{Han})(?:等[\d一二三四五六七八九十百]{1,4}人)?"
    r"|[（(〔][^（）。，]{2,24}[）)〕]"
    r"|本[报報刊社](?!讯|訊)\p{Han}{0,8}[部科组組室]|\p{Han}{2,8}[编編][辑輯]部"
)
"""Who signs a letter, or stands in brackets under a report; and a paper's own office."""
COLLECTIVE = expression(
    r"\p{Han}{2,18}(?:[团團社队隊会會学學职職][员員]|[小班][组組]|[班队隊]|同[学學]|[职職]工|工人|[学學]生|[战戰]士|[教师師]师|师生|師生|代表|青年|[农農]民|村民|居民|[读讀]者)"
)
"""How people sign who have no institution's name: 某厂青年团员, 某校读报小组."""


def is_sender(text: str) -> bool:
    """Whether a line reads as the name of an institution, as under a letter or notice."""
    bare = text.strip()
    return 3 <= len(bare) <= 30 and bare.endswith(entries("senders")) and not FIGURE_OR_STOP.search(bare)


def is_notice_title(text: str) -> bool:
    """Whether a line reads as the title of a notice or of an official paper.

    >>> is_notice_title("关于调整供水价格的通告"), is_notice_title("关于老街的记忆")
    (True, False)
    """
    return NOTICE_TITLE.fullmatch(text.strip()) is not None


def is_signer(text: str) -> bool:
    """Whether a line under a body says who wrote it: 读者 沈文秋, （县气象局）, 本报通联科.

    >>> [is_signer(t) for t in ("松岭读者 沈文秋", "读者来信", "本报通联科", "本报讯")]
    [True, False, True, False]
    >>> is_signer("清河县松岭农业生产合作社社员 沈文秋等十四人")
    True
    """
    signer = SIGNER.fullmatch(text)
    return signer is not None and (signer["who"] is None or is_person(signer["who"]))


def signed_by_names(texts: Sequence[str]) -> int:
    """How many of these lines sign a letter with several people's names: their institution or group, then the names.

    >>> signed_by_names(["松岭茶厂青年团员", "沈文秋 何文清", "江晓舟 马文星 田雨", "春茶开秤"]), signed_by_names(["春茶开秤", "沈文秋 何文清"])
    (3, 0)
    """
    if not texts:
        return 0
    first, *others = texts[0].split()
    collective = is_sender(first) or COLLECTIVE.fullmatch(first) is not None
    if not collective:
        return 0
    lines = 1
    while lines < len(texts) and _is_list_of_names(texts[lines]):
        lines += 1
    return lines if lines > 1 or (others and are_names(tuple(others))) else 0


def _is_list_of_names(text: str) -> bool:
    """Whether a line is nothing but names of people, two at least."""
    names = tuple(text.split())
    return len(names) > 1 and all(name.isalpha() for name in names) and are_names(names)


def is_title_alone(text: str) -> bool:
    """Whether a line is the whole title of a correction, an obituary or a small notice, be it spread.

    >>> is_title_alone("更 正"), is_title_alone("更正错误")
    (True, False)
    """
    return TITLE_ALONE.fullmatch("".join(text.split())) is not None


def ends_notice(text: str) -> bool:
    """Whether a line reads as the end of a notice's title: no line of the same head stands after it."""
    return ENDS_NOTICE.fullmatch("".join(text.split())) is not None

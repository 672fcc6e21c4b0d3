"""Captions (图说) end in a credit: 何文清 摄, 市地方志办公室 供图, 新华社发, （资料图片）."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.lexicon import alternatives
from newsclean.options import DEFAULT, Options
from newsclean.patterns import defined, expression
from newsclean.reading.names import roles
from newsclean.reading.notes import begins_with_jump

if TYPE_CHECKING:
    import regex

LONGEST_CREDIT = 24
"""Characters of the longest credit: a role, an institution's name and 供图."""
END = LONGEST_CREDIT + 30
"""Characters at a text's end that decide: a long paragraph costs no more than a short one."""


RANK = r"(?:首席|特约|特約|特派|见习|見習)"
PHOTOGRAPHER = rf"{RANK}?(?:摄影|攝影)(?:记者|記者)"
"""Whose name alone is a credit: 首席摄影记者 何文."""
LONGEST_BEGUN = 14
"""Characters of the longest beginning of a credit at a line's end."""
_BEGUN = expression(rf"[。！？!?”]\s*[^，。！？；!?;]{{1,{LONGEST_BEGUN}}}$")
"""What may be a credit that goes on in the next line."""
_NO_NAME = expression(rf"(?:本[报報])?{RANK}[摄攝]影?")
"""What reads as a credit and is the beginning of one: 首席摄 / 影记者 何文."""


@lru_cache(maxsize=16)
def _patterns(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    words = defined(
        role=roles(options),
        person=r"\p{Han}(?:[ ·]?\p{Han}){1,3}",
        who=r"(?:本[报報]|新[华華]社)?(?&role)?[ ]*(?&person)(?:[、 ]+(?&person)){0,3}",
        lender=r"[\p{Han}（）()]{2,20}",
        photographer=rf"(?:本报|本報)?{PHOTOGRAPHER}[ ]*(?&person)",
        remark="翻拍|[资資]料(?:[图圖]片?|照片?)?",
        free=r"(?&photographer)|新[华華]社[发發](?:（.{1,12}）)?|新[华華]社[／/]\p{Han}{2,3}|(?:本[报報])?[资資]料[图圖]片?|[图圖]片[来來]源.{1,12}|[图圖]片由.{2,16}提供|CFP ?供[图圖]|[视視][觉覺]中[国國](?:供[图圖])?",
        spaced=rf"(?&who)[ ]*{alternatives('credits')}(?:[报報][道導])?|(?&lender)[ ](?:供[图圖]|提供|[摄攝]影?)|(?&free)",
        tight=r"(?&who)(?:[ ]?(?:[摄攝]影?|供[图圖])(?:[报報][道導])?|[ ]*[／/][ ]*(?:[摄攝]影?|供[图圖])|[ ]?提供[（(](?&remark)[）)])|[摄攝]影(?:[ ]|[ ]?[：:／/][ ]?)(?&person)|(?&lender)(?:供图|供圖)|(?&free)",
        boxed=r"[（(【]\s*(?:(?&free)|[摄攝]影[：:]?\s*(?&person)|(?&spaced)|(?&tight))\s*[）)】]",
    )
    any_credit = r"(?:(?&boxed)|(?&tight)|(?&spaced))"
    tail = expression(rf"{words}(?P<text>.{{0,{END}}}?[。！？!?”’」』）)])\s*+(?P<credit>{any_credit})\s*")
    open_tail = expression(
        rf"{words}(?P<text>.{{0,{END}}}?\S)(?:\s++(?P<credit>{any_credit})|(?P<in_box>(?&boxed)))\s*"
    )
    alone = expression(rf"{words}\s*+(?:{any_credit}|[摄攝]|(?:[摄攝]影|[图圖]片)[：:/／]\s*(?&person))\s*")
    return tail, open_tail, alone


def split_credit(text: str, options: Options = DEFAULT) -> tuple[str, str | None]:
    """A caption's text and its credit.

    >>> split_credit("图为孩子们搬进新校舍。 何文清 摄")
    ('图为孩子们搬进新校舍。', '何文清 摄')
    >>> split_credit("上午10点，孩子们走进了新的校舍。")
    ('上午10点，孩子们走进了新的校舍。', None)
    """
    if not ends_credit(text):
        return text, None
    tail, open_tail, _ = _patterns(options)
    start = max(0, len(text) - END)
    head, rest = text[:start], text[start:]
    found = tail.fullmatch(rest) or open_tail.fullmatch(rest)
    if found is None:
        return text, None
    groups = found.groupdict()
    return (head + groups["text"]).strip(), groups["credit"] or groups["in_box"]


def ends_credit(text: str) -> bool:
    """Whether a line ends with the words that end credits, or a name behind them; a quick test, not a proof."""
    end = text[-LONGEST_CREDIT:].rstrip()
    if end[-1:] in _LAST and _CREDIT_END.search(end[-12:]) is not None:
        return True
    return ("影" in end or "社" in end) and _NAMED.search(end) is not None


_NAMED = expression(
    rf"(?:{PHOTOGRAPHER}\s*|(?:^|[。！？!?”’」』）)]\s*)[摄攝]影(?:\s|\s?[：:／/]\s?))\p{{Han}}(?:\s?\p{{Han}}){{1,2}}\s*$|新[华華]社[／/]\p{{Han}}{{2,3}}\s*$"
)
"""What ends in a name and is a credit for what stands before it."""
_LAST = frozenset("摄攝影图圖发發供片道導拍画畫国國）)】")
"""What such words end with."""
_CREDIT_END = expression(r"(?:[摄攝影图圖发發供片]|提供|[报報][道導]|翻拍|漫[画畫]|中[国國])[）)】]?\s*$")


def begins_credit(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line ends with what may be the beginning of a credit, apart from the text before.

    >>> begins_credit("老人在翻找零钱。 首席摄"), begins_credit("老人在翻找零钱。 何 兰 摄"), begins_credit("老人在翻找零钱，")
    (True, False, False)
    """
    if _BEGUN.search(text[-LONGEST_BEGUN - 4 :]) is None:
        return False
    credit = split_credit(text, options)[1]
    return credit is None or _NO_NAME.fullmatch(credit) is not None


def is_credit(text: str, options: Options = DEFAULT) -> bool:
    """Whether a whole line is a credit.

    >>> [is_credit(t) for t in ("吴启文 供图", "舒平 摄", "摄", "会议召开")]
    [True, True, True, False]
    >>> [is_credit(t) for t in ("何蘭 攝影報導", "新華社發", "資料圖片", "圖片由清河縣檔案館提供", "章禾 漫畫")]
    [True, True, True, True, True]
    """
    return (
        len(text) <= LONGEST_CREDIT
        and ends_credit(text)
        and _patterns(options)[2].fullmatch(text) is not None
    )


@lru_cache(maxsize=16)
def _opener(options: Options) -> regex.Pattern[str]:
    return expression(rf"\s*{alternatives('caption_openers', options.caption_openers)}")


def opens_caption(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins as captions do (图为…, ▲), or as the user's configuration says; ▲ may open a jump too."""
    return _opener(options).match(text) is not None and not begins_with_jump(text)

"""Notes to the reader inside an article: 下转, 上接, 相关报道, the editor's name."""

from __future__ import annotations

from newsclean.patterns import expression

_PAGE = r"[A-Z\d一二三四五六七八九十]{1,4}"
_OPENED = r"(?<=[（(〔\[【]\s{0,2})"  # 转 and 接 alone are everyday words
_ONWARD = rf"下[转轉接]|[紧緊文][转轉]|{_OPENED}[转轉]"
_BACK = rf"上[转轉接]|[紧緊续續]接|{_OPENED}接"

_NEEDED = frozenset("版编辑編輯完续續载載（(〔")
"""Every note has one of these."""
MARKS = "▲△▶►→◆■●"
"""What some papers print before a jump."""
_NOTE = expression(
    rf"[{MARKS}]{{0,4}}[（(\[【]?\s*(?:"
    rf"(?:[紧緊][接转轉]?|文)?(?:{_ONWARD}|{_BACK})\s*第?\s*{_PAGE}(?:[、，]{_PAGE})*\s*版.{{0,12}}"
    r"|(?:[相有][关關])?(?:[报報][道导導]|[评評社][论論]|新[闻聞]|[图圖]片|全文)*[详詳]?[见見](?:今日|本[报報]|今天)?(?:本[报報])?第?\s*[A-Z\d一二三四五六七八九十]{1,4}\s*版.{0,8}"
    r"|本[版文](?:[责責]任?)?[编編][辑輯]\s*[：:]?.{1,12}|[责責]任?[编編][辑輯]?\s*[：:]?\s*\p{Han}[ ]?\p{Han}{1,3}|責任編輯.{1,12}"
    r"|未完(?:待[续續])?|待[续續]|(?:全文)?完|[连連][载載][之（(]?.{1,6}"
    r")\s*[）)\]】]?"
    rf"|[（(〔][^（）()〔〕。，]{{0,16}}[见見](?:(?:[今明次昨][日天]|近日)(?:本[报報])?|本[报報])(?:第?\s*{_PAGE}\s*版)?[）)〕]"
    r"|[（(〔](?:作者|[笔筆]者|文字|[编編]者)(?:[单單]位|系|係|[为為]|是|：|:).{2,40}[）)〕]"
    r"|[（(〔](?:[参參][与與][采採][写寫]|指[导導](?:教[师師]|老[师師])|[题題插][图圖]|[线線]索提供|[资資]料[来來]源)\s*[：:]?[^。]{2,24}[）)〕]"
    r"|[（(〔]文中[^。]{2,20}化名[^。]{0,4}[）)〕]|[（(〔]《[^《》]{1,20}》[^。]{2,24}出版[^。]{0,6}[）)〕]"
    r"|[（(〔](?:本报|本報|新华社|新華社|据|據)[^（）。]{2,30}[电電讯訊][）)〕]"
    r"|[（(〔][^，。]{0,10}[年月日时時晨晚午][^，。]{0,10}[发發寄稿][）)〕]"
)


def is_note(text: str) -> bool:
    """Whether a whole line is a note.

    >>> [is_note(t) for t in ("（下转第三版）", "（相关评论见第六版）", "（责任编辑 林 晚）", "（三）推定五人为委员")]
    [True, True, True, False]
    >>> [is_note(t) for t in ("（相關評論見第六版）", "（未完待續）", "（筆者係本報讀者何文清）", "連載之三")]
    [True, True, True, True]
    >>> is_note("(参与采写: 何 兰)"), is_note("（若干措施解读见明日第三版）")
    (True, True)
    """
    if len(text) > 40 or _NEEDED.isdisjoint(text):
        return False
    return _NOTE.fullmatch(text.strip()) is not None


_EDITORS = expression(
    r"\s*(?:[【〔\[（(]\s*(?:编者|編者|编辑|編輯|本报|本報)?(?:按语?|按語?|附言|的话|的話|后记|後記)\s*[】〕\]）)]"
    r"|(?:编者|編者|编辑|編輯)(?:按语?|按語?|附言|的话|的話)\s*[：:])"
)


def is_editors_note(text: str) -> bool:
    """Whether a paragraph is the editor's, over a text or under it.

    >>> [is_editors_note(t) for t in ("编者按：本报今日起刊发……", "【编者按】近年来", "编者按捺不住")]
    [True, True, False]
    """
    return _EDITORS.match(text) is not None


_REPLY = expression(r"(?:[编編]者|[编編][辑輯]部?|本[报報刊])(?:答[复覆]|回[复覆]|答|[复覆]信)[：:]")


def is_reply(text: str) -> bool:
    """Whether a line stands between a reader's letter and the paper's answer.

    >>> [is_reply(t) for t in ("编者答复：", "答：", "编者按：")]
    [True, False, False]
    """
    return text[-1:] in "：:" and _REPLY.fullmatch(text) is not None


_ANNOUNCES = expression(
    r"本[报報刊版][^。]{0,12}(?:推出|开设|開設|开辟|開闢|刊[发發登出载載]|[连連][载載]|[专專][栏欄]|系列[报報][道導])"
)


def announces(text: str) -> bool:
    """Whether a paragraph says that the paper begins a column or series with what follows.

    >>> announces("本报今起推出系列报道，记录身边的温暖瞬间。"), announces("本报记者从镇里获悉")
    (True, False)
    """
    return _ANNOUNCES.search(text) is not None


_JUMP = rf"(?:(?P<onward>{_ONWARD})|{_BACK})\s*第?\s*(?P<page>{_PAGE})(?:[、，]{_PAGE})*\s*版"
JUMP = expression(_JUMP)
"""A jump: 下转第三版 at the end of a first part, 上接第一版 at the head of its continuation."""
_JUMPS_FIRST = expression(rf"\s*[{MARKS}]{{0,4}}\s*{_JUMP}")


def leads_back(text: str) -> bool:
    """Whether a line is a jump back, to the page where the article begins.

    >>> leads_back("（上接第一版）"), leads_back("（下转第三版）")
    (True, False)
    """
    found = JUMP.search(text)
    return found is not None and not found["onward"]


def begins_with_jump(text: str) -> bool:
    """Whether a line begins with a jump, whatever follows.

    >>> begins_with_jump("▲上接第一版各家农户"), begins_with_jump("▲ 沈文秋")
    (True, False)
    """
    return _JUMPS_FIRST.match(text) is not None

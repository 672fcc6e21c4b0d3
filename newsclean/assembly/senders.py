"""Who signs letters and notices, and how their titles read."""

from __future__ import annotations

from newsclean.layout.costs import NOTICE, NOTICE_TITLE
from newsclean.lexicon import entries
from newsclean.patterns import expression

TITLE_ALONE = expression(
    r"(?:更正|勘[误誤]|致歉|[鸣鳴][谢謝]|[讣訃](?:告|[闻聞])|(?:道歉|[遗遺]失|作[废廢])[声聲]明|(?:征稿|徵稿|招[领領]|[寻尋](?:人|物)|招生|招聘|更正|道歉)[启啟][事示])"
)
"""Titles that small notices have by themselves: no second line, kicker or deck goes with them."""
ENDS_NOTICE = expression(NOTICE)
FIGURE_OR_STOP = expression(r"[\d，。：！？]")


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


def is_title_alone(text: str) -> bool:
    """Whether a line is the whole title of a correction, an obituary or a small notice, be it spread.

    >>> is_title_alone("更 正"), is_title_alone("更正错误")
    (True, False)
    """
    return TITLE_ALONE.fullmatch("".join(text.split())) is not None


def ends_notice(text: str) -> bool:
    """Whether a line reads as the end of a notice's title: no line of the same head stands after it."""
    return ENDS_NOTICE.fullmatch("".join(text.split())) is not None

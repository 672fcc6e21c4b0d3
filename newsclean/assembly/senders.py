"""Who signs letters and notices, and how their titles read."""

from __future__ import annotations

from newsclean.layout.costs import NOTICE_TITLE
from newsclean.lexicon import entries
from newsclean.patterns import expression

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

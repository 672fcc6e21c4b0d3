"""NC205: a paragraph that ends without closing punctuation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.layout.measure import width
from newsclean.model import Role
from newsclean.patterns import expression
from newsclean.reading.bylines import is_author_line
from newsclean.reading.credits import split_credit
from newsclean.reading.notes import is_note

if TYPE_CHECKING:
    from newsclean.check.reading import Block

CLOSED = expression(r"[。！？!?…︒｡：:；;.」』”’）)】〕》—]\s*$")
SENTENCE = expression("[，。；！？]")
STOP = expression("[。；]")
HEAD = (Role.HEADLINE, Role.KICKER, Role.DECK, Role.SUBHEAD, Role.DISPLAY, Role.FURNITURE)
LEAST, LONG = 12.0, 24.0
"""Em of the shortest running text that tells, and of lines longer than headlines with a comma are."""
TAIL_NOTE = expression(r"[（(][^（）()]{2,30}[）)]$|\s\S{2,12}$")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding at the end of every paragraph of running text that breaks off, and of every piece of one."""
    options = file.settings.options
    for block in file.reading.blocks:
        text = block.text
        if CLOSED.search(text) or not (
            _is_running(text) if block.role is Role.PARAGRAPH else _is_piece(block)
        ):
            continue
        if is_note(text) or is_author_line(text, options) or split_credit(text, options)[1] is not None:
            continue
        if SENTENCE.search(text[-14:]) and TAIL_NOTE.search(text):
            continue
        where = file.reading.locate(block, len(text) - 1)
        yield Finding(where, where + 1, f"paragraph ends without closing punctuation: …{text[-8:]}")


def _is_running(text: str) -> bool:
    return width(text) >= LEAST and SENTENCE.search(text) is not None


def _is_piece(block: Block) -> bool:
    """Whether what the pipeline took for a part of a head, or for a head that is nobody's, is a piece of running text."""
    if not block.guessed or block.role not in HEAD or (block.role is Role.FURNITURE and block.certainty == 1):
        return False
    inside = block.text[:-1]
    return STOP.search(inside) is not None or (width(inside) >= LONG and SENTENCE.search(inside) is not None)


RULE = Rule(
    code="NC205",
    name="lost-end",
    summary="paragraph that ends without closing punctuation",
    why="A paragraph of running text ends with 。！？ or the like. Where it does not, its last line was lost, or stands "
    "elsewhere in the file.",
    wrong="当天，他们走访了清河县石桥镇的三个村子，看望驻村教师，询问孩子们的午餐，查看校舍的冬季供",
    right="当天，他们走访了清河县石桥镇的三个村子，看望驻村教师，询问孩子们的午餐，查看校舍的冬季供暖。",
    fix="none",
    find=find,
)

"""NC205: a paragraph that ends without closing punctuation."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.pieces import CLOSED, SENTENCE
from newsclean.check.source import TextFile
from newsclean.layout.measure import width
from newsclean.model import Role
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.credits import split_credit
from newsclean.reading.notes import is_note

LEAST = 12.0
"""Em of the shortest running text that tells."""
TAIL_NOTE = expression(r"[（(][^（）()]{2,30}[）)]$|\s\S{2,12}$")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding at the end of every paragraph of running text that breaks off; pieces that look like heads are NC104's."""
    options = file.settings.options
    for block in file.reading.blocks:
        text = block.text
        if block.role is not Role.PARAGRAPH or CLOSED.search(text) or not _is_running(text):
            continue
        if is_note(text) or is_author_line(text, options) or split_credit(text, options)[1] is not None:
            continue
        if SENTENCE.search(text[-14:]) and TAIL_NOTE.search(text):
            continue
        where = file.reading.locate(block, len(text) - 1)
        yield Finding(where, where + 1, f"paragraph ends without closing punctuation: …{text[-8:]}")


def _is_running(text: str) -> bool:
    return width(text) >= LEAST and SENTENCE.search(text) is not None


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

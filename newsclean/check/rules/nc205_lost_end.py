"""NC205: a paragraph that ends without closing punctuation."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.layout.measure import width
from newsclean.model import Role
from newsclean.reading.bylines import is_author_line
from newsclean.reading.credits import split_credit
from newsclean.reading.notes import is_note

CLOSED = regex.compile(r"[。！？!?…︒｡：:；;.」』”’）)】〕》—]\s*$")
SENTENCE = regex.compile("[，。；！？]")
LEAST = 12.0
TAIL_NOTE = regex.compile(r"[（(][^（）()]{2,30}[）)]$|\s\S{2,12}$")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding at the end of every paragraph of running text that breaks off."""
    for block in file.reading.blocks:
        if block.role is not Role.PARAGRAPH or CLOSED.search(block.text):
            continue
        text = block.text
        if width(text) < LEAST or not SENTENCE.search(text) or is_note(text) or is_author_line(text):
            continue
        if split_credit(text)[1] is not None or (SENTENCE.search(text[-14:]) and TAIL_NOTE.search(text)):
            continue
        where = file.reading.locate(block, len(text) - 1)
        yield Finding(where, where + 1, f"paragraph ends without closing punctuation: …{text[-8:]}")


RULE = Rule(
    code="NC205",
    name="lost-end",
    summary="paragraph that ends without closing punctuation",
    why="A paragraph of running text ends with 。！？ or the like. Where it does not, its last line was lost, or stands "
    "elsewhere in the file.",
    wrong="会前，与会人员先后来到青芷县沙坪镇，实地察看早稻育秧、机耕备耕和农资储",
    right="会前，与会人员先后来到青芷县沙坪镇，实地察看早稻育秧、机耕备耕和农资储备情况。",
    fix="none",
    find=find,
)

"""NC309: text decoded in the wrong encoding."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.mojibake import mojibake
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every garbled run, with what it says where that can be told."""
    for number in range(1, file.line_count + 1):
        for start, end, what in mojibake(file.line(number)):
            begin = file.extent(number)[0]
            yield Finding(begin + start, begin + end, f"mojibake: {what}")


RULE = Rule(
    code="NC309",
    name="mojibake",
    summary="mojibake: text decoded in the wrong encoding",
    why="The bytes were read as GBK, Big5, Latin-1 or UTF-8 and were another of these. No fix is offered, since every "
    "character would change: convert the original again. 锟斤拷 and 嚙踝蕭 stand for text that is gone for good.",
    wrong="3月6日，锟斤拷锟斤拷开采。",
    right="3月6日，茶园开采。",
    fix="none",
    find=find,
)

"""NC204: quotes or brackets that have no partner in their paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.model import Role
from newsclean.patterns import expression

if TYPE_CHECKING:
    from newsclean.check.reading import Block

PAIRS = dict(zip("“‘「『《〈（(【〔［[", "”’」』》〉）)】〕］]", strict=True))
CLOSERS = {close: opening for opening, close in PAIRS.items()}
SAME = str.maketrans("()[]", "（）［］")
MARKS = expression("[" + regex.escape("".join((*PAIRS, *CLOSERS))) + "]")
ENUMERATOR = expression(r"(?<!\s)\s*+[（(]?(?:[\d０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[）)]")
INNER = expression(r"[（(]?(?<![\p{L}\p{N}])(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]")
APOSTROPHE = expression(r"(?<=\p{Latin})’(?=\p{Latin})|(?<=\d)[’”](?=\d|$)")
QUOTES = "“「『"


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every mark in a paragraph or caption without its partner."""
    blocks = [block for block in file.reading.blocks if block.role in (Role.PARAGRAPH, Role.CAPTION)]
    for at, block in enumerate(blocks):
        for index in _unpaired(block.text):
            mark = block.text[index]
            if mark in QUOTES and _goes_on(blocks, at, index):
                continue
            where = file.reading.locate(block, index)
            yield Finding(where, where + 1, f"{mark} has no partner in its paragraph")


def _goes_on(blocks: Sequence[Block], at: int, index: int) -> bool:
    """A quotation of several paragraphs opens each of them with a mark and closes with one at the end of the last."""
    following = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return following[:1] == blocks[at].text[index]


def _unpaired(text: str) -> list[int]:
    """Indices of the marks without partner.

    >>> _unpaired("他说：“走吧。（一）去；（二）回。"), _unpaired("1）茶园；2）果园。"), _unpaired("《诗》“风”")
    ([3], [], [])
    """
    skipped = {found.start() for found in APOSTROPHE.finditer(text)}
    for found in (*ENUMERATOR.finditer(text[:8], 0, 8), *INNER.finditer(text)):
        if found.group()[:1] not in "（(":
            skipped.add(found.end() - 1)
    open_marks: list[tuple[str, int]] = []
    lost: list[int] = []
    for found in MARKS.finditer(text):
        index, mark = found.start(), found.group().translate(SAME)
        if index in skipped:
            continue
        if mark in PAIRS:
            open_marks.append((mark, index))
            continue
        partner = next(
            (at for at in range(len(open_marks) - 1, -1, -1) if open_marks[at][0] == CLOSERS[mark]), None
        )
        if partner is None:
            lost.append(index)
        else:
            lost += [index for _, index in open_marks[partner + 1 :]]
            del open_marks[partner:]
    return sorted(lost + [index for _, index in open_marks])


RULE = Rule(
    code="NC204",
    name="unpaired-mark",
    summary="quote or bracket without its partner in the paragraph",
    why="Where one mark of a pair is missing, text was lost, a paragraph was cut in two, or OCR took the mark for "
    "another. Quotations of several paragraphs, 1) and 一） are left alone.",
    wrong="果农说：“这批梨皮薄汁多，摘下就有人要。",
    right="果农说：“这批梨皮薄汁多，摘下就有人要。”",
    fix="none",
    find=find,
)

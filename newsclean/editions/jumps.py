"""Find the jumps of a page's articles: 下转第三版 where a first part ends, 上接第一版 where its continuation begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.editions.labels import page_label
from newsclean.patterns import expression
from newsclean.reading.notes import JUMP, MARKS
from newsclean.schema import Article

HEAD = -1
"""The block number of a jump that stands in an article's head, before the first block."""

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_BEFORE = expression(rf"[{MARKS}]{{0,4}}(?:[{_OPEN.replace('[', chr(92) + '[')}]|(?<!\s))\s*+[紧緊]?$")
_AFTER = expression(
    rf"[^{_CLOSE.replace(']', chr(92) + ']')}。！？]{{0,14}}[{_CLOSE.replace(']', chr(92) + ']')}]|"
)
_LONGEST_TITLE = 45
_SENTENCE = expression(r"[。！？；]")


@dataclass(frozen=True, slots=True)
class Jump:
    """One end of a jump.

    `page` is the page that it names, `block` the number of the block that holds it (from 0, or HEAD), `start` and
    `end` the place of the note in that block's text. `words` is what the note says beside the page.
    """

    onward: bool  # 下转, not 上接
    page: str
    block: int
    start: int
    end: int
    note: str
    words: str = ""


def jumps_in(article: Article) -> Iterator[Jump]:
    """The jumps of an article in order: its head first, then its blocks."""
    head = "\n".join(part for part in (article.kicker, article.headline, *article.deck) if part)
    for jump in _in_text(head, HEAD):
        if not jump.onward:
            yield jump
    for number, block in enumerate(article.body):
        for jump in _in_text(block.text, number):
            if block.type == "note" or _at_an_edge(jump, block.text):
                yield jump


def notes_in(text: str) -> list[str]:
    """The jumps in a text that is no article's, as printed.

    >>> notes_in("（上接第一版） 综合")
    ['（上接第一版）']
    """
    return [jump.note for jump in _in_text(text, 0)]


def _in_text(text: str, block: int) -> Iterator[Jump]:
    for found in JUMP.finditer(text):
        page = page_label(found["page"])
        if not page:
            continue
        start, end = found.start(), found.end()
        before = _BEFORE.search(text[max(0, start - 6) : start])
        words = ""
        if before:
            opened = before.group()
            start -= len(opened)
            if opened[:1] in tuple(_OPEN):
                after = _AFTER.match(text, end)
                if after and after.group():
                    words = after.group()[:-1].strip("，,：: 《》")
                    end = after.end()
        yield Jump(found["onward"] is not None, page, block, start, end, text[start:end], words)


def _at_an_edge(jump: Jump, text: str) -> bool:
    """Whether a note in a paragraph is a jump: at the end of it, or with nothing but a headline before it."""
    if jump.onward:
        return not text[jump.end :].strip()
    lead = text[: jump.start].strip()
    return len(lead) <= _LONGEST_TITLE and not _SENTENCE.search(lead)

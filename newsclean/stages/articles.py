"""Split the page into articles.

A news item opens with a byline, in one of many spellings (`newsclean.reading.bylines`). Letters, editorials, features
and notices have none: their beginnings are told by what stands before (display lines, a signature, a jump), by a
salutation, by a change of measure, and by whether the words before and after are of one subject. All this is weighed
for the page as a whole, together with the heads that want an article (`newsclean.assembly.splitting`).

Labels paragraphs, signatures, notes and author lines under a text with the number of their article, lines of a poem as paragraphs of
one (`newsclean.assembly.verse`), and scraps of a misread page as furniture. Changes no text. Cost: linear in the page.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsclean.assembly.blocks import find_blocks
from newsclean.assembly.splitting import split
from newsclean.assembly.verse import verse
from newsclean.layout.misread import is_scrap, was_misread
from newsclean.model import Page, Role
from newsclean.options import Options
from newsclean.reading.notes import leads_back


def articles(page: Page, options: Options) -> Page:
    """The page split into articles.

    >>> from newsclean.model import Line, Page, Role
    >>> from newsclean.options import DEFAULT
    >>> texts = ["本报讯（记者 王涛）3月6日，茶园开采。", "茶农说，今年茶好。", "本报讯（记者 李伟）4月1日，公路通车。"]
    >>> page = Page(tuple(Line(text, ((at, at),), role=Role.PARAGRAPH) for at, text in enumerate(texts, 1)))
    >>> [line.articles for line in articles(page, DEFAULT).lines]
    [(1,), (1,), (2,)]
    """
    if page.typeset:
        return page
    page = _without_scraps(verse(page, options))
    blocks = find_blocks(page, options)
    found = split(page, blocks, options)
    lines = list(page.lines)
    for at in range(len(blocks.paragraphs) + 1):
        before = found.article_of[at - 1] + 1 if at else 1
        after = found.article_of[at] + 1 if at < len(found.article_of) else before
        for index in blocks.between[at]:
            text = lines[index].text.strip()
            if index in blocks.signatures:
                lines[index] = replace(lines[index], role=Role.SIGNATURE, articles=(before,))
            elif index in blocks.notes:
                number = after if leads_back(text) else before
                lines[index] = replace(lines[index], role=Role.NOTE, articles=(number,))
            elif index in blocks.authors:
                lines[index] = replace(lines[index], role=Role.AUTHOR, articles=(before,))
        if at < len(blocks.paragraphs):
            index = blocks.paragraphs[at]
            lines[index] = replace(lines[index], articles=(after,), certainty=found.certainty[at])
    return page.with_lines(lines) if blocks.paragraphs else page


def _without_scraps(page: Page) -> Page:
    """On a page that a recognizer of characters read (OCR), display lines that hold no word set aside."""
    scraps = {
        index for index, line in enumerate(page.lines) if line.role is Role.DISPLAY and is_scrap(line.text)
    }
    if not scraps or not was_misread(page):
        return page
    return page.with_lines(
        replace(line, role=Role.FURNITURE) if index in scraps else line
        for index, line in enumerate(page.lines)
    )

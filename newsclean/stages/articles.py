"""Split the page into articles.

A news item opens with a byline, in one of many spellings (`newsclean.reading.bylines`). Letters, editorials, features
and notices have none: their beginnings are told by what stands before (display lines, a signature, a jump), by a
salutation, by a change of measure, and by whether the words before and after are of one subject. All this is weighed
for the page as a whole, together with the heads that want an article (`newsclean.assembly.splitting`).

Labels paragraphs, signatures and notes with the number of their article. Changes no text. Cost: linear in the page.
"""

from __future__ import annotations

from dataclasses import replace

from newsclean.assembly.blocks import find_blocks
from newsclean.assembly.splitting import split
from newsclean.model import Page, Role
from newsclean.options import Options


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
    blocks = find_blocks(page)
    found = split(page, blocks, options)
    begins = dict(zip(found.starts, found.certainty, strict=True))
    lines = list(page.lines)
    number = 0
    for at in range(len(blocks.paragraphs) + 1):
        for index in blocks.between[at]:
            if index in blocks.signatures:
                lines[index] = replace(lines[index], role=Role.SIGNATURE, articles=(max(1, number),))
            elif index in blocks.notes:
                heads_next = "上" in lines[index].text[:4]
                lines[index] = replace(
                    lines[index], role=Role.NOTE, articles=(number + 1 if heads_next else max(1, number),)
                )
            elif index in blocks.authors:
                opens_next = (
                    at in begins and not blocks.shown(at) and lines[index].text.strip()[0] not in "（(〔"
                )
                own = number + 1 if opens_next else max(1, number)
                lines[index] = replace(lines[index], role=Role.AUTHOR, articles=(own,))
        if at == len(blocks.paragraphs):
            break
        number += at in begins
        index = blocks.paragraphs[at]
        lines[index] = replace(lines[index], articles=(number,), certainty=begins.get(at, 1.0))
    if not blocks.paragraphs:
        return page
    last = number
    lines = [
        replace(line, articles=(last,)) if line.articles and line.articles[0] > last else line
        for line in lines
    ]
    return page.with_lines(lines)

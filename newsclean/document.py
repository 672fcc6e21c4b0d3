"""From a page of labelled lines to the output document, and the proof that nothing was lost on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from newsclean.conservation import LostText, allow, compare, visible
from newsclean.layout.joining import join
from newsclean.model import Line, Page, Role, merge_spans
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import reporters_of
from newsclean.reading.bylines import Lead, read_lead
from newsclean.reading.credits import split_credit
from newsclean.reading.kinds import kind_of
from newsclean.reading.names import is_list_of_people, read_names, split_names
from newsclean.reading.notes import announces, is_editors_note
from newsclean.schema import (
    Article,
    Block,
    BlockType,
    Byline,
    Caption,
    Confidence,
    Document,
    Furniture,
    LineRange,
    Source,
)

__all__ = ["LostText", "printed", "to_document", "verify"]

BLOCKS: dict[Role, BlockType] = {
    Role.PARAGRAPH: "paragraph",
    Role.SUBHEAD: "subhead",
    Role.SIGNATURE: "signature",
    Role.NOTE: "note",
}


def to_document(page: Page, source: Source, options: Options = DEFAULT) -> Document:
    """The output of one page: every line of it stands in an article, or in the furniture."""
    members: dict[int, list[Line]] = {}
    furniture: list[Furniture] = []
    for line in page.lines:
        if line.blank:
            continue
        numbers = _articles_of(line)
        for number in numbers:
            members.setdefault(number, []).append(line)
        if not numbers:
            furniture.append(Furniture(text=line.text.strip(), lines=_ranges([line], page.blanks)))
    articles = [_article(number, lines, page, options) for number, lines in sorted(members.items())]
    return Document(source=source, articles=articles, furniture=furniture)


def _articles_of(line: Line) -> tuple[int, ...]:
    """The articles that print a line: none where it is furniture, or was not understood."""
    return () if line.role in (Role.FURNITURE, Role.TEXT, Role.DISPLAY) else line.articles


def _article(number: int, lines: Sequence[Line], page: Page, options: Options) -> Article:
    of: dict[Role, list[Line]] = {}
    for line in lines:
        of.setdefault(line.role, []).append(line)
    authors = of.get(Role.AUTHOR, [])
    heading = of.get(Role.HEADLINE, [])
    body, byline = _body([line for line in lines if line.role in BLOCKS], page.blanks, options)
    author_line = " ".join(line.text.strip() for line in authors) or None
    if author_line:
        byline = _with_author(byline, author_line, options)
    elif not (byline.reporters or byline.correspondents) and (signed := _signed(body)):
        byline = _with_author(byline, signed, options)
        if byline.agency and not (byline.reporters or byline.correspondents) and is_list_of_people(signed):
            byline = msgspec.structs.replace(byline, reporters=split_names(signed))
    article = Article(
        id=number,
        kind="unknown",
        rubric=_joined(of.get(Role.RUBRIC, []), " "),
        kicker=_joined(of.get(Role.KICKER, []), " "),
        headline=join([line.text.strip() for line in heading]) if heading else None,
        deck=[line.text.strip() for line in of.get(Role.DECK, [])],
        byline=byline,
        author_line=author_line,
        body=body,
        captions=[_caption(line, page.blanks, options) for line in of.get(Role.CAPTION, [])],
        headline_lines=_ranges(heading, page.blanks),
        confidence=Confidence(
            headline=round(min((line.certainty for line in heading), default=0.0), 3),
            boundary=round(min((line.certainty for line in of.get(Role.PARAGRAPH, [])), default=0.0), 3),
        ),
    )
    return msgspec.structs.replace(article, kind=kind_of(article))


def _body(lines: Sequence[Line], blanks: frozenset[int], options: Options) -> tuple[list[Block], Byline]:
    blocks: list[Block] = []
    byline = Byline()
    sought = True
    for line in lines:
        text = line.text.strip()
        if sought and line.role is Role.PARAGRAPH:
            lead = read_lead(text, options)
            sought = lead is None and byline_may_follow(line)
            if lead is not None:
                byline, text = _byline(lead), text[lead.end :].strip()
                if not text:
                    continue
        blocks.append(Block(type=BLOCKS[line.role], text=text, lines=_ranges([line], blanks)))
    return blocks, byline


SIGNED = expression(r"[。！？!?”』」…]\s*[（(](?P<who>[^（）()。，：；]{2,40})[）)]$")


def _signed(blocks: Sequence[Block]) -> str | None:
    """Who wrote, in brackets after the last sentence or on a line below it: …全部修通。（记者 何文）"""
    last = blocks[-1] if blocks else None
    if last is not None and (last.type == "signature" or last.text.startswith(("（", "("))):
        below = SIGNED.search("。" + last.text)
        return below["who"] if below else None
    text = next((block.text for block in reversed(blocks) if block.type == "paragraph"), "")
    found = SIGNED.search(text[-50:])
    return found["who"] if found else None


def byline_may_follow(line: Line) -> bool:
    """Whether an article's byline may stand after a paragraph without one: what the paper says before the report, and, where
    the order was put right, another column's end."""
    return line.group > 0 or announces(line.text) or is_editors_note(line.text)


def _byline(lead: Lead) -> Byline:
    return Byline(
        agency=lead.agency,
        dateline=lead.dateline,
        reporters=list(lead.reporters),
        correspondents=list(lead.correspondents),
        text=lead.text,
    )


_OWN_PAPER = expression("本[报報刊社台]")


def _with_author(byline: Byline, author_line: str, options: Options) -> Byline:
    """The byline with the names of reporters and correspondents that an author line adds."""
    reporters, correspondents = read_names(author_line, options)
    reporters = reporters or reporters_of(author_line)
    agency = byline.agency
    if agency is None and (own := _OWN_PAPER.search(author_line)):
        agency = own.group()
    return msgspec.structs.replace(
        byline,
        agency=agency,
        reporters=list(dict.fromkeys([*byline.reporters, *reporters])),
        correspondents=list(dict.fromkeys([*byline.correspondents, *correspondents])),
    )


def _caption(line: Line, blanks: frozenset[int], options: Options) -> Caption:
    text, credit = split_credit(line.text.strip(), options)
    return Caption(text=text, credit=credit, lines=_ranges([line], blanks))


def _joined(lines: Sequence[Line], glue: str) -> str | None:
    return glue.join(line.text.strip() for line in lines) or None


def _ranges(lines: Iterable[Line], blanks: frozenset[int]) -> list[LineRange]:
    return list(merge_spans((span for line in lines for span in line.spans), blanks))


def verify(source: str, page: Page, document: Document, declares: Collection[str] = ()) -> None:
    """Raise LostText unless the document holds every visible character of the source, no more and no less: once, but for a line
    of several articles (a rubric over all of them), which each of these prints.

    `declares` are rules, beyond those of newsclean, whose edits may change characters.
    """
    expected = visible(source)
    expected += visible("".join(line.text * (len(_articles_of(line)) - 1) for line in page.lines))
    allow(expected, page.edits, declares)
    compare(expected, visible("".join(printed(document))))


def printed(document: Document) -> list[str]:
    """Every printed string of a document, once."""
    texts: list[str] = []
    for article in document.articles:
        texts += [
            article.kicker or "",
            article.headline or "",
            *article.deck,
            article.byline.text or "",
            article.author_line or "",
        ]
        texts += [block.text for block in article.body]
        texts += [caption.text + (caption.credit or "") for caption in article.captions]
        texts.append(article.rubric or "")
    texts += [part.text for part in document.furniture]
    return texts

"""Articles as records for corpora: `id`, `text`, and flat `metadata`.

Every field is always there and always of one type (text that is absent is empty, never null), so that readers that
guess a schema from the first lines (Hugging Face `datasets`, pyarrow, pandas) guess right, and datatrove takes it as is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from newsclean.batch.names import stem
from newsclean.editions.joining import JoinedArticle
from newsclean.editions.labels import page_in, printed_page, published
from newsclean.schema import Article, Document, LineRange


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """`lines` are the source's, as "3-9 12-12"; names are joined with "、"; `sha256` is the source file's.

    An article that goes on on other pages names them in `continued`, as "2020-02-07/p3.txt:1:3-9" (source, page, lines).
    `date` and `page_label` are read from the file's name, else from what the page prints of itself; dates are 20200207,
    because readers take 2020-02-07 for a time, and then stumble over the page that has none.
    """

    source: str
    sha256: str
    encoding: str
    page: int
    page_label: str
    date: str
    article: int
    lines: str
    continued: str
    kind: str
    rubric: str
    kicker: str
    headline: str
    deck: str
    byline: str
    agency: str
    dateline: str
    reporters: str
    correspondents: str
    author_line: str
    captions: str
    headline_confidence: float
    boundary_confidence: float
    text_sha256: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One article."""

    id: str
    text: str
    metadata: Metadata


def records_of(document: Document) -> Iterator[Record]:
    """The articles of a page.

    The id is stable: the source's name, the page and the article's number in it, whatever else is in the run.
    """
    name = document.source.path or "-"
    base = stem(name.partition("#")[0]).rpartition("/")[2]
    date = published(document).replace("-", "")
    label = page_in(base) or printed_page(part.text for part in document.furniture)
    for article in document.articles:
        yield _record(article, document, name, date, label)


def text_of(article: Article) -> str:
    """The article as running text: headline, then the body's blocks, one a line. Notes to the reader are left out.

    The byline stands in the metadata, captions too: neither is part of the running text.
    """
    parts = [article.headline or "", *article.deck]
    parts += [block.text for block in article.body if block.type != "note"]
    return "\n".join(part for part in parts if part)


def _record(article: Article, document: Document, name: str, date: str, label: str) -> Record:
    source, byline = document.source, article.byline
    text = text_of(article)
    return Record(
        id=f"{name}:{source.page}:{article.id}",
        text=text,
        metadata=Metadata(
            source=name,
            sha256=source.sha256 or "",
            encoding=source.encoding,
            page=source.page,
            page_label=label,
            date=date,
            article=article.id,
            lines=_lines(_own_spans(article)),
            continued=" ".join(_continued(article)),
            kind=article.kind,
            rubric=article.rubric or "",
            kicker=article.kicker or "",
            headline=article.headline or "",
            deck="\n".join(article.deck),
            byline=byline.text or "",
            agency=byline.agency or "",
            dateline=byline.dateline or "",
            reporters="、".join(byline.reporters),
            correspondents="、".join(byline.correspondents),
            author_line=article.author_line or "",
            captions="\n".join(
                caption.text + (f" {caption.credit}" if caption.credit else "")
                for caption in article.captions
            ),
            headline_confidence=article.confidence.headline,
            boundary_confidence=article.confidence.boundary,
            text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        ),
    )


def _own_spans(article: Article) -> Iterator[LineRange]:
    """The lines of the article on the page where it begins."""
    pieces = article.continued if isinstance(article, JoinedArticle) else []
    elsewhere = {at for piece in pieces for first, last in piece.blocks for at in range(first, last + 1)}
    captions = len(article.captions) - sum(piece.captions for piece in pieces)
    yield from article.headline_lines
    for at, block in enumerate(article.body, 1):
        if at not in elsewhere:
            yield from block.lines
    for caption in article.captions[:captions]:
        yield from caption.lines


def _continued(article: Article) -> Iterator[str]:
    if not isinstance(article, JoinedArticle):
        return
    at = len(article.captions) - sum(piece.captions for piece in article.continued)
    for piece in article.continued:
        spans = list(piece.sentence_lines)
        spans += [
            span
            for first, last in piece.blocks
            for block in article.body[first - 1 : last]
            for span in block.lines
        ]
        spans += [span for caption in article.captions[at : at + piece.captions] for span in caption.lines]
        at += piece.captions
        yield f"{piece.source.path or '-'}:{piece.source.page}:{_lines(spans).replace(' ', ',')}"


def _lines(spans: Iterable[LineRange]) -> str:
    return " ".join(f"{first}-{last}" for first, last in sorted({(first, last) for first, last in spans}))

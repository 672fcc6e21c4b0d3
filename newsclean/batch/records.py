"""Articles as records for corpora: `id`, `text`, and flat `metadata`.

Every field is always there and always of one type (text that is absent is empty, never null), so that readers that
guess a schema from the first lines (Hugging Face `datasets`, pyarrow, pandas) guess right, and datatrove takes it as is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from newsclean.batch.names import stem
from newsclean.editions.labels import date_in, page_in, printed_date, printed_page
from newsclean.schema import Article, Document, LineRange


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """`lines` are the source's, as "3-9 12-12"; names are joined with "、"; `sha256` is the source file's.

    `date` and `page_label` are read from the file's name, else from what the page prints of itself.
    """

    source: str
    sha256: str
    encoding: str
    page: int
    page_label: str
    date: str
    article: int
    lines: str
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
    furniture = [part.text for part in document.furniture]
    date = date_in(name) or printed_date(furniture)
    label = page_in(base) or printed_page(furniture)
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
            lines=_lines(article),
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


def _lines(article: Article) -> str:
    ranges: Iterable[Sequence[int] | LineRange] = sorted(
        {tuple(span) for span in article.headline_lines}
        | {tuple(span) for block in article.body for span in block.lines}
        | {tuple(span) for caption in article.captions for span in caption.lines}
    )
    return " ".join(f"{first}-{last}" for first, last in ranges)

"""CSV and TSV: one row an article, its metadata; lists are joined by "；", what is absent is empty.

A cell that begins with = + - or @ would be a formula to a spreadsheet program: it is written with an apostrophe before
it, which those programs take for "this is text". All else is kept as printed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from newsclean.editions.labels import published
from newsclean.schema import Article, Document

COLUMNS = (
    "path", "page", "date", "id", "kind", "rubric", "kicker", "headline", "deck", "agency", "dateline", "reporters",
    "correspondents", "author_line", "paragraphs", "characters", "captions", "first_line", "last_line",
    "headline_confidence", "boundary_confidence", "sha256",
)  # fmt: skip
BETWEEN = "；"
FORMULA = ("=", "+", "-", "@")


def to_csv(documents: Iterable[Document]) -> Iterable[bytes]:
    """Comma-separated (RFC 4180, but for LF line ends)."""
    return _table(documents, "excel")


def to_tsv(documents: Iterable[Document]) -> Iterable[bytes]:
    """Tab-separated; no value holds a tab or a line break."""
    return _table(documents, "excel-tab")


def _table(documents: Iterable[Document], dialect: str) -> Iterable[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield buffer.getvalue().encode()
    for document in documents:
        for article in document.articles:
            buffer.seek(0)
            buffer.truncate()
            writer.writerow([_cell(value) for value in row(document, article)])
            yield buffer.getvalue().encode()


def _cell(value: str | int | float) -> str:
    text = " ".join(str(value).split())
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def row(document: Document, article: Article) -> list[str | int | float]:
    """The values of one article, in the order of COLUMNS."""
    source, byline = document.source, article.byline
    lines = [number for block in article.body for span in block.lines for number in span]
    lines += [number for span in article.headline_lines for number in span]
    return [
        source.path or "", source.page, published(document), article.id, article.kind, article.rubric or "", article.kicker or "",
        article.headline or "", BETWEEN.join(article.deck), byline.agency or "", byline.dateline or "",
        BETWEEN.join(byline.reporters), BETWEEN.join(byline.correspondents), article.author_line or "",
        sum(block.type == "paragraph" for block in article.body), sum(len(block.text) for block in article.body),
        len(article.captions), min(lines, default=0), max(lines, default=0), article.confidence.headline,
        article.confidence.boundary, source.sha256 or "",
    ]  # fmt: skip

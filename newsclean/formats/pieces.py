"""One file per page or per article: the document cut up, and a name for each file."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsclean.patterns import expression
from newsclean.schema import Document, Source

LONGEST_STEM = 120
"""Bytes of the part of a name that comes from the input's; file systems allow 255 in all."""
_ODD = expression(r"[^\p{L}\p{N}_.-]+")
"""What a name is better without."""


class SeveralPages(Exception):
    """More than one page for one file."""


def articles_apart(document: Document) -> Iterator[Document]:
    """A document for every article; the page's furniture is left out."""
    for article in document.articles:
        yield msgspec.structs.replace(document, articles=[article], furniture=[])


def file_name(source: Source, suffix: str, article: int | None = None) -> str:
    """A name made of the input's, the page's number and the article's; it never leaves the directory.

    >>> file_name(Source(path="../2020/第一版.txt", page=1), ".md"), file_name(Source(), ".md", 3)
    ('第一版-p1.md', 'page-p1-a3.md')
    """
    from pathlib import PurePath  # few runs need it

    stem = PurePath(source.path or "page").name.split(".")[0]
    stem = _ODD.sub("_", stem).lstrip(".-") or "page"
    stem = stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    number = f"-a{article}" if article is not None else ""
    return f"{stem}-p{source.page}{number}{suffix}"

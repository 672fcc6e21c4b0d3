"""Markdown with YAML front matter: what a static site or a note archive reads of an article before its text.

One file holds one page, so one front matter; `clean --each article` makes one file an article, whose title is then its
headline. Strings are double-quoted YAML, which JSON's strings are a part of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from newsclean import __version__
from newsclean.editions.labels import published
from newsclean.formats.markdown import to_markdown
from newsclean.formats.pieces import SeveralPages
from newsclean.patterns import expression
from newsclean.schema import Article, Document

NOT_PRINTABLE = expression("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What a JSON string may hold as it is and a YAML one may not (YAML 1.2, section 5.1), or not on one line."""


def to_front_matter(documents: Iterable[Document]) -> Iterable[bytes]:
    """One page: front matter, then the page as Markdown. Raises SeveralPages before anything is written."""
    rest = iter(documents)
    document = next(rest, None)
    if document is None:
        return
    if next(rest, None) is not None:
        raise SeveralPages(
            "front matter belongs to one page: give --each page (or article) and an output directory"
        )
    yield front_matter(document).encode()
    yield from to_markdown([document])


def front_matter(document: Document) -> str:
    """The YAML block, with its `---` lines and an empty line after it."""
    source = document.source
    lines = ["---"]
    if len(document.articles) == 1:
        lines += _fields(_article(document.articles[0]))
    else:
        lines += _fields({"title": f"{source.path or 'page'}, page {source.page}"})
        lines += _fields({"articles": [article.headline or "" for article in document.articles]}, empty=True)
    lines += _fields(
        {
            "date": published(document) or None,
            "source": source.path,
            "page": source.page,
            "encoding": source.encoding,
            "sha256": source.sha256,
            "generator": f"newsclean {__version__}",
        }
    )
    return "\n".join([*lines, "---", "", ""])


def _article(article: Article) -> dict[str, Any]:
    byline = article.byline
    return {
        "title": article.headline or "",
        "kicker": article.kicker,
        "deck": article.deck,
        "rubric": article.rubric,
        "kind": article.kind,
        "agency": byline.agency,
        "dateline": byline.dateline,
        "reporters": byline.reporters,
        "correspondents": byline.correspondents,
        "author_line": article.author_line,
        "article": article.id,
    }


def _fields(values: dict[str, Any], *, empty: bool = False) -> list[str]:
    """`key: value` lines; what is absent is left out unless `empty`."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            if value or empty:
                lines.append(f"{key}: [{', '.join(map(_scalar, value))}]")
        elif value is not None:
            lines.append(f"{key}: {_scalar(value)}")
    return lines


def _scalar(value: str | int) -> str:
    text = msgspec.json.encode(value).decode()
    return NOT_PRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)

"""JSON-LD: every article a schema.org `NewsArticle`, all of them in one `@graph`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from newsclean.schema import Article, Document

CONTEXT = "https://schema.org"


def to_jsonld(documents: Iterable[Document]) -> Iterable[bytes]:
    """One JSON-LD object; absent properties are left out, as is usual there."""
    yield f'{{"@context": "{CONTEXT}", "@graph": ['.encode()
    between = b"\n"
    for document in documents:
        for article in document.articles:
            encoded = msgspec.json.encode(news_article(document, article))
            yield between + msgspec.json.format(encoded, indent=1)
            between = b",\n"
    yield b"\n]}\n"


def news_article(document: Document, article: Article) -> dict[str, Any]:
    """One article; `articleBody` holds the body's blocks, parted by line breaks."""
    source, byline = document.source, article.byline
    identifier = f"sha256:{source.sha256}#page={source.page}&article={article.id}" if source.sha256 else None
    properties: dict[str, Any] = {
        "@type": "NewsArticle",
        "identifier": identifier,
        "inLanguage": "zh",
        "headline": article.headline,
        "alternativeHeadline": " ".join([*([article.kicker] if article.kicker else []), *article.deck]),
        "articleSection": article.rubric,
        "genre": article.kind if article.kind != "unknown" else None,
        "dateline": byline.dateline,
        "creditText": byline.text or article.author_line,
        "author": [
            {"@type": "Person", "name": name, "jobTitle": title}
            for title, names in (("记者", byline.reporters), ("通讯员", byline.correspondents))
            for name in names
        ],
        "sourceOrganization": {"@type": "Organization", "name": byline.agency} if byline.agency else None,
        "articleBody": "\n".join(block.text for block in article.body),
        "image": [
            {"@type": "ImageObject", "caption": caption.text}
            | ({"creditText": caption.credit} if caption.credit else {})
            for caption in article.captions
        ],
        "printPage": str(source.page),
        "isBasedOn": source.path,
    }
    return {key: value for key, value in properties.items() if value not in (None, "", [])}

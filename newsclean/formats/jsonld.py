"""JSON-LD: every article a schema.org `NewsArticle`, all of them in one `@graph`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import regex

from newsclean.editions.labels import published
from newsclean.patterns import expression
from newsclean.schema import Article, Byline, Document

TITLE = expression(r"(?:^|[\s（(【〔\[、，,：:□■○●◎◇◆]|\p{Po})(\p{Han}++)[\s：:]*$")
"""The word before a name."""
OWN = expression("^本[报報社台刊]")
CONTEXT = "https://schema.org"
LABEL = expression("[讯訊电電]$")
"""What a byline adds to the name of an agency."""


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
        "alternativeHeadline": [*([article.kicker] if article.kicker else []), *article.deck],
        "articleSection": article.rubric,
        "genre": article.kind if article.kind != "unknown" else None,
        "datePublished": published(document),
        "dateline": byline.dateline,
        "creditText": byline.text or article.author_line,
        "author": [
            {"@type": "Person", "name": name, "jobTitle": title}
            for name, title in _people(byline, byline.text or article.author_line or "")
        ],
        "sourceOrganization": _organization(byline.agency or ""),
        "articleBody": "\n".join(block.text for block in article.body),
        "image": [
            {"@type": "ImageObject", "caption": caption.text}
            | ({"creditText": caption.credit} if caption.credit else {})
            for caption in article.captions
        ],
        "printPage": str(source.page),
        "isBasedOn": {"@type": "MediaObject", "encodingFormat": "text/plain"}
        | ({"name": source.path} if source.path else {})
        | ({"sha256": source.sha256} if source.sha256 else {}),
    }
    return {key: value for key, value in properties.items() if value not in (None, "", [])}


def _organization(agency: str) -> dict[str, str] | None:
    """The agency as an organisation; a paper's "本报讯" names none.

    >>> _organization("新华社"), _organization("本报讯")
    ({'@type': 'Organization', 'name': '新华社'}, None)
    """
    if not agency or OWN.match(agency):
        return None
    return {"@type": "Organization", "name": LABEL.sub("", agency) or agency}


def _people(byline: Byline, printed: str) -> Iterator[tuple[str, str]]:
    """The names of a byline, each with its title as printed: a name without one has that of the name before it.

    >>> from newsclean.schema import Byline
    >>> text = "本报讯（网格员 张三 融媒体记者 王 涛 李明）"
    >>> byline = Byline(agency="本报讯", reporters=["王涛", "李明"], correspondents=["张三"], text=text)
    >>> list(_people(byline, text))
    [('王涛', '融媒体记者'), ('李明', '融媒体记者'), ('张三', '网格员')]
    """
    places = {}
    for name in (*byline.reporters, *byline.correspondents):
        if found := regex.search(r"\s*+".join(map(regex.escape, name)), printed):
            places[name] = found.span()
    ends = [0, *(end for _, end in places.values())]
    for title, names in (("记者", byline.reporters), ("通讯员", byline.correspondents)):
        for name in names:
            start = places.get(name, (0, 0))[0]
            between = printed[max(end for end in ends if end <= start) : start]
            if before := TITLE.search(between):
                title = OWN.sub("", before[1].removeprefix(byline.agency or "")) or title
            yield name, title

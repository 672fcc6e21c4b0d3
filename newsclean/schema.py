"""The output: schema `newsclean/1`. Keys are always present; what is absent is null or []."""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA_ID = "newsclean/1"

LineRange = tuple[int, int]
"""First and last source line, counted from 1, both included."""

Kind = Literal["news", "wire", "brief", "letter", "editorial", "feature", "notice", "interview", "unknown"]
BlockType = Literal["paragraph", "subhead", "signature", "note"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the page came from: `page` counts from 1 within the file."""

    path: str | None = None
    encoding: str = "utf-8"
    sha256: str | None = None
    page: int = 1


class Byline(msgspec.Struct, frozen=True, kw_only=True):
    """讯头/电头. `text` is as printed, null where the names come from an author line."""

    agency: str | None = None
    dateline: str | None = None
    reporters: list[str] = []
    correspondents: list[str] = []
    text: str | None = None


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A block of an article's body and the source lines that it was printed on."""

    type: BlockType
    text: str
    lines: list[LineRange]


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """图说 and the credit of the picture (何文清 摄)."""

    text: str
    credit: str | None
    lines: list[LineRange]


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """Probabilities: that the headline is this article's, and that the article begins and ends where it is said to."""

    headline: float
    boundary: float


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the page."""

    id: int
    kind: Kind
    rubric: str | None
    kicker: str | None
    headline: str | None
    deck: list[str]
    byline: Byline
    author_line: str | None
    body: list[Block]
    captions: list[Caption]
    headline_lines: list[LineRange]
    confidence: Confidence


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """版面信息: printed on the page, part of no article."""

    text: str
    lines: list[LineRange]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One page."""

    schema: Literal["newsclean/1"] = "newsclean/1"
    source: Source
    articles: list[Article]
    furniture: list[Furniture]

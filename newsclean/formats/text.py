"""Plain text in the Chinese manner: head flush left, paragraphs indented by two characters, articles two lines apart.

White space says what a line is, so that the text reads back as the same articles: a flush line belongs to a head,
U+3000 twice opens a paragraph, three times a subhead, four times a signature or note, five times a caption, and a
single U+3000 marks the page's furniture after the last article.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.printed_lines import PAGE_BREAK
from newsclean.schema import Article, Block, Document

PARAGRAPH, SUBHEAD, SIGNATURE, CAPTION, FURNITURE = ("\u3000" * count for count in (2, 3, 4, 5, 1))
BETWEEN_ARTICLES = "\n\n\n"
INDENTS = {"paragraph": PARAGRAPH, "subhead": SUBHEAD, "signature": SIGNATURE, "note": SIGNATURE}


def to_text(documents: Iterable[Document]) -> Iterable[bytes]:
    """The pages' text, parted by form feeds."""
    for number, document in enumerate(documents):
        text = page_text(document)
        yield ((PAGE_BREAK if number else "") + text).encode()


def page_text(document: Document) -> str:
    """One page; empty for an empty page."""
    parts = ["\n".join(_lines(article)) for article in document.articles]
    if document.furniture:
        parts.append("\n".join(FURNITURE + part.text for part in document.furniture))
    return BETWEEN_ARTICLES.join(parts) + "\n" if parts else ""


def _lines(article: Article) -> list[str]:
    head = [article.rubric, article.kicker, article.headline, *article.deck, article.author_line]
    lines = [line for line in head if line]
    lead = article.byline.text or ""
    for block in article.body:
        if block.type == "paragraph" and lead:
            lines.append(PARAGRAPH + _with_lead(lead, block))
            lead = ""
        else:
            lines.append(INDENTS[block.type] + block.text)
    if lead:
        lines.append(PARAGRAPH + lead)
    lines += [
        CAPTION + caption.text + (f" {caption.credit}" if caption.credit else "")
        for caption in article.captions
    ]
    return lines


def _with_lead(lead: str, block: Block) -> str:
    closed = lead.endswith(("）", ")", "】", "〕", "：", ":"))
    return lead + ("" if closed else " ") + block.text

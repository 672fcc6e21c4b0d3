"""Markdown: one `##` per article, paragraphs as they are, captions as block quotes.

Text is escaped so that a CommonMark parser gives back the very characters: `*1* <b>` stays `*1* <b>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsclean.patterns import expression
from newsclean.schema import Article, Document

if TYPE_CHECKING:
    import regex

UNTITLED = "（无题）"
"""What stands for a headline where an article has none, so that it begins somewhere: not printed on the page."""
# CommonMark 0.31: punctuation that may open markup anywhere, and what does so at a line's beginning only.
_ANYWHERE = {ord(mark): f"\\{mark}" for mark in "\\`*_[]<>&~|"}
_AT_START = expression(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)]))")
_BARE_LINK = expression(r"(?i)\b(https?|ftp|mailto)(:)|(www)(\.)|(@)")


def to_markdown(documents: Iterable[Document]) -> Iterable[bytes]:
    """All articles of all pages, furniture as a list under a rule at the end of each page."""
    for number, document in enumerate(documents):
        text = "\n\n".join(block for article in document.articles for block in article_blocks(article))
        if document.furniture:
            parts = "\n".join(f"- {escape(part.text)}" for part in document.furniture)
            text += ("\n\n" if text else "") + "---\n\n" + parts
        if text:
            yield (("\n" if number else "") + text + "\n").encode()


def article_blocks(article: Article) -> list[str]:
    """The Markdown blocks of one article, in reading order."""
    blocks: list[str] = []
    if article.rubric:
        blocks.append(f"*{escape(article.rubric)}*")
    if article.kicker:
        blocks.append(escape(article.kicker))
    blocks.append(f"## {_heading(article.headline or UNTITLED)}")
    blocks += [f"**{escape(line)}**" for line in article.deck]
    if article.author_line:
        blocks.append(escape(article.author_line))
    lead = escape(article.byline.text) + " " if article.byline.text else ""
    for block in article.body:
        text = escape(block.text)
        if block.type == "paragraph":
            blocks.append(lead + text)
            lead = ""
        else:
            blocks.append(
                {"subhead": f"### {_heading(block.text)}", "signature": text, "note": text}[block.type]
            )
    if lead:
        blocks.append(lead.rstrip())
    for caption in article.captions:
        credit = f" {escape(caption.credit)}" if caption.credit else ""
        blocks.append(f"> {escape(caption.text)}{credit}")
    return blocks


def escape(text: str) -> str:
    r"""Text with Markdown's and HTML's special characters escaped.

    >>> escape("*1* <b> 1. 一"), escape("1. 一")
    ('\\*1\\* \\<b\\> 1. 一', '1\\. 一')
    """
    text = " ".join(text.split())
    text = _AT_START.sub(_escape_start, text.translate(_ANYWHERE))
    return _BARE_LINK.sub(_escape_link, text)


def _heading(text: str) -> str:
    """Text of a heading: number signs at its end would close it (CommonMark 0.31, section 4.2)."""
    escaped = escape(text)
    before = escaped.rstrip("#")
    signs = escaped[len(before) :]
    if before.endswith("\\") and signs:  # the first one is escaped
        before, signs = before + signs[0], signs[1:]
    return f"{before}\\{signs}" if signs else escaped


def _escape_start(found: regex.Match[str]) -> str:
    space, mark, figure, stop = found.groups()
    return f"{space}\\{mark}" if mark else f"{space}{figure}\\{stop}"


def _escape_link(found: regex.Match[str]) -> str:
    scheme, colon, www, dot, at = found.groups()
    if scheme:
        return f"{scheme}\\{colon}"
    return f"{www}\\{dot}" if www else f"\\{at}"

"""One article in TEI: a `div type="article"`.

Head lines are `head` with a type, the printed byline an `opener` with `byline`, `dateline` and `persName`; a subhead
opens a nested `div type="section"`; the signature that ends an article is its `closer`, a date there a `dateline`; a picture is
a `figure`. `cert` on a head is the confidence that it is this article's.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import regex

from newsclean.editions.labels import date_of
from newsclean.formats.tei_text import append_with_breaks
from newsclean.printed_lines import line_starts, unspaced
from newsclean.schema import Article, Block, Byline, Caption, LineRange

Breaks = Sequence[tuple[int, int]]
"""Where printed lines begin in a text: offset and source line."""
Printed = Sequence[str]
"""The source's lines, the first at index 0."""


def division(article: Article, printed: Printed | None, places: dict[str, list[int]]) -> ET.Element:
    """The article; `places` are the page's printed lines by their text, of which those that it uses are taken out."""
    return _Division(article, printed, places).element


class _Division:
    """One article as a `div`; built top down, in the order that the TEI's content model asks for."""

    def __init__(self, article: Article, printed: Printed | None, places: dict[str, list[int]]) -> None:
        self.article, self.printed, self.places = article, printed, places
        self.element = ET.Element("div", type="article", subtype=article.kind, n=str(article.id))
        self._heads()
        blocks = list(article.body)
        closing: list[Block] = []
        while blocks and blocks[-1].type == "signature":
            closing.insert(0, blocks.pop())
        if all(block.type == "note" for block in blocks):  # TEI has no closer without something to close
            blocks, closing = [*blocks, *closing], []
        self.current = self.element
        self._body(blocks)
        for caption in article.captions:
            self._caption(caption)
        if closing:
            closer = ET.SubElement(self.element, "closer")
            for block in closing:
                if date := date_of(block.text):
                    signed = ET.SubElement(ET.SubElement(closer, "dateline"), "date", when=date)
                else:
                    signed = ET.SubElement(closer, "signed")
                self._fill(signed, block.text, block.lines)

    def _heads(self) -> None:
        article = self.article
        for type_, text in (("rubric", article.rubric), ("kicker", article.kicker)):
            if text:
                append_with_breaks(ET.SubElement(self.element, "head", type=type_), text, self._found(text))
        if article.headline:
            head = ET.SubElement(self.element, "head", type="main", cert=str(article.confidence.headline))
            self._fill(head, article.headline, article.headline_lines)
        for deck in article.deck:
            append_with_breaks(ET.SubElement(self.element, "head", type="deck"), deck, self._found(deck))
        if article.author_line:
            author = ET.SubElement(self.element, "byline")
            _with_names(author, article.author_line, article.byline, self._found(article.author_line))

    def _found(self, text: str) -> Breaks:
        """The line of a text that is one line of the page; of several alike, the one nearest to the headline."""
        if not (alike := self.places.get(unspaced(text))):
            return []
        spans = [*self.article.headline_lines, *(span for block in self.article.body for span in block.lines)]
        near = spans[0][0] if spans else 0
        number = min(alike, key=lambda line: abs(line - near))
        alike.remove(number)  # a rubric over several articles is printed once
        return [(0, number)]

    def _body(self, blocks: Sequence[Block]) -> None:
        lead = self.article.byline.text
        for block in blocks:
            if lead and block.type == "paragraph":
                self._opener(lead, block)
                lead = None
            else:
                self._block(block)
        if lead:
            self._opener(lead, None)

    def _opener(self, lead: str, block: Block | None) -> None:
        """The printed byline, and the paragraph that it opened: their line breaks are found together."""
        starts = line_starts(lead + block.text, block.lines, self.printed) if block and self.printed else None
        inside = [(at, number) for at, number in starts or () if at < len(lead)]
        if self.current.find("p") is not None:  # TEI has no opener after a paragraph
            append_with_breaks(ET.SubElement(self.current, "p", rend="byline"), lead, inside)
        else:
            self._open(lead, inside)
        if block is not None:
            paragraph = ET.SubElement(self.current, "p")
            after = [(at - len(lead), number) for at, number in starts or () if at >= len(lead)]
            append_with_breaks(paragraph, block.text, after)

    def _open(self, lead: str, breaks: Breaks) -> None:
        opener = ET.SubElement(self.current, "opener")
        for tag, begin, end in _lead_parts(lead, self.article.byline.dateline):
            _with_names(ET.SubElement(opener, tag), lead, self.article.byline, breaks, begin, end)

    def _block(self, block: Block) -> None:
        if block.type == "subhead":
            self.current = ET.SubElement(self.element, "div", type="section")
            target = ET.SubElement(self.current, "head", type="sub")
        elif block.type == "note":
            target = ET.SubElement(self.current, "note", type="editorial")
        elif block.type == "signature":
            target = ET.SubElement(self.current, "p", rend="signature")
        else:
            target = ET.SubElement(self.current, "p")
        self._fill(target, block.text, block.lines)

    def _caption(self, caption: Caption) -> None:
        figure = ET.SubElement(self.current, "figure")
        text, whole = caption.text, caption.text + (caption.credit or "")
        starts = line_starts(whole, caption.lines, self.printed) if self.printed else None
        append_with_breaks(ET.SubElement(figure, "p"), whole, starts or (), 0, len(text))
        if caption.credit:
            append_with_breaks(ET.SubElement(figure, "byline"), whole, starts or (), len(text))

    def _fill(self, element: ET.Element, text: str, lines: Sequence[LineRange]) -> None:
        fill(element, text, lines, self.printed)


def fill(element: ET.Element, text: str, lines: Sequence[LineRange], printed: Printed | None) -> None:
    """A text into an element, with its line breaks where they can be told."""
    starts = line_starts(text, lines, printed) if printed else None
    append_with_breaks(element, text, starts or [])


def _lead_parts(lead: str, dateline: str | None) -> list[tuple[str, int, int]]:
    """The printed byline cut into `byline` and `dateline` elements: tag, begin, end."""
    at = lead.find(dateline) if dateline else -1
    if at < 0 or not dateline:
        return [("byline", 0, len(lead))]
    stop = at + len(dateline)
    parts = [("byline", 0, at), ("dateline", at, stop), ("byline", stop, len(lead))]
    return [(tag, begin, end) for tag, begin, end in parts if lead[begin:end].strip()]


def _with_names(
    element: ET.Element,
    text: str,
    byline: Byline,
    breaks: Breaks = (),
    begin: int = 0,
    end: int | None = None,
) -> None:
    """A part of the text with the names of reporters and correspondents marked; a printed name may be padded (李 伟)."""
    end = len(text) if end is None else end
    roles = dict.fromkeys(byline.reporters, "reporter")
    roles |= dict.fromkeys(byline.correspondents, "correspondent")
    roles = {"".join(name.split()): role for name, role in roles.items()}
    names = [name for name in roles if name]
    if not names:
        append_with_breaks(element, text, breaks, begin, end)
        return
    padded = "|".join(r"\s*".join(map(regex.escape, name)) for name in sorted(names, key=len, reverse=True))
    done = begin
    for found in regex.finditer(padded, text, pos=begin, endpos=end):
        append_with_breaks(element, text, breaks, done, found.start())
        name = ET.SubElement(element, "persName", role=roles["".join(found.group().split())])
        append_with_breaks(name, text, breaks, found.start(), found.end())
        done = found.end()
    append_with_breaks(element, text, breaks, done, end)

"""TEI P5: one `TEI` a page (in a `teiCorpus` where there are several), one `div type="article"` an article.

Head lines are `head` with a type, the printed byline an `opener` with `byline`, `dateline` and `persName`; a subhead
opens a nested `div type="section"`; the signature that ends an article is its `closer`, a date there a `dateline`; a picture is
a `figure`; page furniture stands as `fw` in a division of its own. `cert` on a head is the confidence that it is this article's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

import regex

from newsclean import __version__
from newsclean.editions.labels import date_of, published
from newsclean.formats.tei_text import append_text, append_with_breaks
from newsclean.patterns import expression
from newsclean.printed_lines import line_starts, lines_by_text, unspaced
from newsclean.schema import Article, Block, Byline, Caption, Document, LineRange

NAMESPACE = "http://www.tei-c.org/ns/1.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"
MARGIN = 12
"""Lines of a page before the first and after the last one whose number the document tells; heads have few lines."""
VERSION_SHAPE = expression(r"\d+(?:\.\d+)*")

Breaks = Sequence[tuple[int, int]]
"""Where printed lines begin in a text: offset and source line."""
Printed = Sequence[str]
"""The source's lines, the first at index 0."""


def to_tei(documents: Iterable[Document]) -> Iterable[bytes]:
    """All pages, without the places of their line breaks."""
    return to_tei_lines((document, None) for document in documents)


def to_tei_lines(pages: Iterable[tuple[Document, Printed | None]]) -> Iterable[bytes]:
    """All pages, with `lb` for every printed line where the source's lines are given."""
    rest = iter(pages)
    first, second = next(rest, None), next(rest, None)
    if first is not None and second is None:
        yield DECLARATION + _bytes(tei(*first), root=True)
        return
    yield DECLARATION + f'<teiCorpus xmlns="{NAMESPACE}">\n'.encode()
    yield _bytes(_header("Newspaper pages", None))
    for page in (first, second):
        if page is not None:
            yield _bytes(tei(*page))
    for page in rest:
        yield _bytes(tei(*page))
    yield b"</teiCorpus>\n"


def tei(document: Document, printed: Printed | None = None) -> ET.Element:
    """The `TEI` element of one page."""
    source = document.source
    root = ET.Element("TEI")
    root.append(_header(f"{source.path or 'page'}, page {source.page}", document))
    body = ET.SubElement(ET.SubElement(root, "text", {LANGUAGE: "zh"}), "body")
    ET.SubElement(body, "pb", n=str(source.page))
    places = _places(document, printed)
    for article in document.articles:
        body.append(_Division(article, printed, places).element)
    if document.furniture or not document.articles:
        furniture = ET.SubElement(body, "div", type="furniture")
        for part in document.furniture:
            _text(ET.SubElement(furniture, "fw", type="furniture"), part.text, part.lines, printed)
    return root


def _places(document: Document, printed: Printed | None) -> dict[str, list[int]]:
    """The page's printed lines by their text: where a rubric, a deck or an author line stands is not in the document."""
    spans = [span for part in document.furniture for span in part.lines]
    for article in document.articles:
        spans += [*article.headline_lines, *(span for block in article.body for span in block.lines)]
    if not printed or not spans:
        return {}
    return lines_by_text(printed, max(min(spans)[0] - MARGIN, 1), max(spans)[1] + MARGIN)


def _header(title: str, document: Document | None) -> ET.Element:
    header = ET.Element("teiHeader")
    file = ET.SubElement(header, "fileDesc")
    append_text(ET.SubElement(ET.SubElement(file, "titleStmt"), "title"), title)
    publication = ET.SubElement(ET.SubElement(file, "publicationStmt"), "p")
    publication.text = "Made by newsclean from a text dump of a newspaper page."
    source = ET.SubElement(file, "sourceDesc")
    if document is None:
        ET.SubElement(source, "p").text = "See the header of each page."
    else:
        _source(source, document)
    application = ET.SubElement(
        ET.SubElement(ET.SubElement(header, "encodingDesc"), "appInfo"),
        "application",
        ident="newsclean",
        version=_version(),
    )
    ET.SubElement(application, "label").text = f"newsclean {__version__}"
    return header


def _version() -> str:
    found = VERSION_SHAPE.match(__version__)
    return found.group() if found else "0"


def _source(parent: ET.Element, document: Document) -> None:
    source = document.source
    bibl = ET.SubElement(parent, "bibl")
    append_text(ET.SubElement(bibl, "title"), source.path or "standard input")
    if date := published(document):
        ET.SubElement(bibl, "date", when=date)
    ET.SubElement(bibl, "biblScope", unit="page").text = str(source.page)
    ET.SubElement(bibl, "note", type="encoding").text = source.encoding
    if source.sha256:
        ET.SubElement(bibl, "idno", type="sha256").text = source.sha256


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
        _text(element, text, lines, self.printed)


def _text(element: ET.Element, text: str, lines: Sequence[LineRange], printed: Printed | None) -> None:
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


STRUCTURE = frozenset(
    {
        "TEI",
        "teiHeader",
        "fileDesc",
        "titleStmt",
        "publicationStmt",
        "sourceDesc",
        "bibl",
        "encodingDesc",
        "appInfo",
    }
    | {"application", "text", "body", "div", "figure", "closer"}
)
"""Elements that hold no text of their own, so that white space between their children says nothing."""


def _indent(element: ET.Element, margin: str) -> None:
    if element.tag in STRUCTURE and len(element):
        element.text = margin + " "
        for child in element:
            _indent(child, margin + " ")
            child.tail = margin + " "
        element[-1].tail = margin


def _bytes(element: ET.Element, *, root: bool = False) -> bytes:
    if root:
        element.set("xmlns", NAMESPACE)
    _indent(element, "\n")
    return ET.tostring(element, "unicode").encode() + b"\n"

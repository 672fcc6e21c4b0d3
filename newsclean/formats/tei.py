"""TEI P5: one `TEI` a page (in a `teiCorpus` where there are several), one `div type="article"` an article.

What stands in an article is `newsclean.formats.tei_article`'s; page furniture stands as `fw` in a division of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from newsclean import __version__
from newsclean.editions.labels import published
from newsclean.formats.tei_article import Printed, division, fill
from newsclean.formats.tei_text import append_text
from newsclean.patterns import expression
from newsclean.printed_lines import lines_by_text
from newsclean.schema import Document

NAMESPACE = "http://www.tei-c.org/ns/1.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"
MARGIN = 12
"""Lines of a page before the first and after the last one whose number the document tells; heads have few lines."""
VERSION_SHAPE = expression(r"\d+(?:\.\d+)*")


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
        body.append(division(article, printed, places))
    if document.furniture or not document.articles:
        furniture = ET.SubElement(body, "div", type="furniture")
        for part in document.furniture:
            fill(ET.SubElement(furniture, "fw", type="furniture"), part.text, part.lines, printed)
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

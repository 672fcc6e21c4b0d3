"""Text into XML elements: what XML 1.0 cannot hold is replaced, line breaks stand where the page had them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from newsclean.patterns import expression

NOT_XML = expression("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (section 2.2): controls, lone surrogates, U+FFFE and U+FFFF."""


def legal(text: str) -> str:
    r"""The text with U+FFFD for each character that XML cannot hold.

    >>> legal("一\x01<b>")
    '一�<b>'
    """
    return NOT_XML.sub("\ufffd", text)


def append_text(element: ET.Element, text: str) -> None:
    """Text at the end of an element, after the children that it has."""
    text = legal(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def append_with_breaks(
    element: ET.Element, text: str, starts: Sequence[tuple[int, int]], begin: int = 0, end: int | None = None
) -> None:
    """A part of the text with an `lb` at each offset; `n` is the source line, `break="no"` says that no space parted the lines.

    >>> p = ET.Element("p")
    >>> append_with_breaks(p, "春节", [(0, 2), (1, 4)])
    >>> ET.tostring(p, "unicode")
    '<p><lb n="2" />春<lb n="4" break="no" />节</p>'
    """
    done, end = begin, len(text) if end is None else end
    for at, number in starts:
        if not begin <= at < end:
            continue
        append_text(element, text[done:at])
        whole = at > 0 and not text[at - 1].isspace()
        ET.SubElement(element, "lb", {"n": str(number)} | ({"break": "no"} if whole else {}))
        done = at
    append_text(element, text[done:end])

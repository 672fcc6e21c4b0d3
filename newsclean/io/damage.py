"""UTF-8 with a few damaged bytes, as of a file that was cut or patched: told from text in another encoding, and where."""

from __future__ import annotations

from newsclean.patterns import expression

BAD = expression("[\udc80-\udcff]+")
WIDE = expression("[\u0800-\ud7ff\ue000-\U0010ffff]")
"""Characters of three bytes and more: hardly any text in another encoding has two of them in a row when read as UTF-8."""
LEAST_WHOLE = 4
"""Whole characters, for each damaged place, that make a text UTF-8: text in GB18030 read so has one for tens of errors."""
WAY_ON = "mend the file, or drop the damaged bytes: iconv -c -f UTF-8 -t UTF-8"


def damaged(data: bytes) -> str | None:
    r"""What is wrong with bytes that are UTF-8 but for a few; None for bytes that are all of it, or that are something else.

    >>> damaged("茶园开采了\n".encode() + b"\xff" + "今年".encode())
    'UTF-8 but for byte 16 (line 2): mend the file, or drop the damaged bytes: iconv -c -f UTF-8 -t UTF-8'
    >>> damaged("茶园开采了".encode("gb18030")) is None
    True
    """
    text = data.decode("utf-8", "surrogateescape")
    places = BAD.findall(text)
    if not places or "\0" in text or len(WIDE.findall(text)) < LEAST_WHOLE * len(places):
        return None
    at = len(text[: text.index(places[0])].encode())
    where = f"byte {at} (line {line_at(data, at, 'utf-8')})"
    if len(places) > 1:
        where = f"{len(places)} places, the first at {where}"
    elif at + len(places[0]) == len(data) and 0xC2 <= data[at] <= 0xF4:
        where += ", a character that is cut off"
    return f"UTF-8 but for {where}: {WAY_ON}"


def line_at(data: bytes, at: int, encoding: str) -> int:
    """The line, from 1, that the byte at an offset stands in."""
    before = data[:at].decode(encoding, "ignore")
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1

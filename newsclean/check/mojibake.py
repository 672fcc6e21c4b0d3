"""Text decoded in the wrong encoding: where it is, and what it says when decoded rightly.

A run is mojibake when taking the wrong decoding back gives bytes that are valid in the right encoding and read as
Chinese. By chance that does not happen: UTF-8 refuses nearly all that is not UTF-8, and between GBK and Big5 the share
of common characters tells.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.io.likelihood import common_han
from newsclean.patterns import expression

# U+FFFD written as UTF-8 and read as GBK, as Big5; memory of Windows programs read as GBK.
LOST = expression("(?:锟斤拷|锟斤|嚙踝蕭|嚙踝|(?:烫){4,}|(?:屯){5,})+")
LOST_IS = "characters lost in a conversion (U+FFFD read in another encoding)"
BROKEN_IS = "GBK or Big5 read as UTF-8; its characters are lost"
CONVERSIONS = (
    # (read as, is, what stands in the text)
    ("gb18030", "utf-8", "UTF-8 read as GBK"),
    ("cp1252", "utf-8", "UTF-8 read as Windows-1252"),
    ("latin-1", "utf-8", "UTF-8 read as Latin-1"),
    ("latin-1", "gb18030", "GBK read as Latin-1"),
    ("cp1252", "gb18030", "GBK read as Windows-1252"),
    ("big5hkscs", "utf-8", "UTF-8 read as Big5"),
    ("gb18030", "big5hkscs", "Big5 read as GBK"),
    ("big5hkscs", "gb18030", "GBK read as Big5"),
)
RUN = expression(
    r"[^\x00-\x7f\ufffd，。、；：！？“”‘’（）《》\s]{4,}(?:[\x20-\x7e]?[^\x00-\x7f\ufffd，。、；：！？（）《》\s]+)*"
)
LOST_CHAR = "\ufffd"
MOST_LOST = 0.34
"""Share of characters that may have been lost; what is not mojibake decodes to little else."""
LEGACY_LEAST = 8
"""Characters that a run must have to be told between GBK and Big5 by how common its characters are."""
BROKEN_UTF8 = expression(r"(?:\ufffd+[^\x00-\x7f\p{Han}\ufffd，。、]?){3,}")


def mojibake(line: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and description of every garbled run of a line.

    >>> [what for _, _, what in mojibake("3月6日，锟斤拷锟斤拷开采")]
    ['characters lost in a conversion (U+FFFD read in another encoding)']
    >>> [what for _, _, what in mojibake("各乡秋粮收购顺利".encode().decode("gb18030", "replace"))]
    ['UTF-8 read as GBK: 各乡秋粮收购顺利']
    >>> list(mojibake("全县秋粮收购座谈会召开，大家来到柳湾村"))
    []
    """
    if line.isascii():
        return
    taken = 0
    for pattern, what in ((LOST, LOST_IS), (BROKEN_UTF8, BROKEN_IS)):
        for found in pattern.finditer(line):
            yield found.start(), found.end(), what
            taken = max(taken, found.end())
    if taken:
        return
    for found in RUN.finditer(line):
        if told := _decoded(found.group()):
            yield found.start(), found.end(), told


def _decoded(run: str) -> str | None:
    own = _common(run)
    if own > 0.35:
        return None
    for read_as, is_really, what in CONVERSIONS:
        try:
            data = run.encode(read_as)
        except UnicodeEncodeError:
            continue
        legacy = is_really != "utf-8"
        if legacy and (len(run) < LEGACY_LEAST):
            continue
        text = _decode(data, is_really)
        if text is None or not regex.search(r"\p{Han}{2}", text):
            continue
        if _common(text) >= (0.35 if legacy else 0.1) and _common(text) > own + (0.25 if legacy else 0.0):
            return f"{what}: {text[:16]}"
    return None


def _decode(data: bytes, encoding: str) -> str | None:
    """The text of the bytes; some may have been lost on the way. None where too many do not decode."""
    text = data.decode(encoding, "replace")
    return text if text.count(LOST_CHAR) <= MOST_LOST * len(text) else None


def _common(text: str) -> float:
    return sum(map(common_han().__contains__, text)) / max(1, len(text))

"""The columns of vertically set text of which a dump has each character on a line of its own.

An empty line parts columns, but not only them: PDFBox writes one wherever a character is flatter or wider than its neighbours (一,
a dash, a figure) and before many marks. What may not begin a column (避头尾) goes with what is before it, and what follows or
begins with such a character where the column has room for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from newsclean.layout.measure import NO_END, NO_START, ends_sentence, width
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.printed_lines import unspaced
from newsclean.reading.byline_forms import LOOKED_AT
from newsclean.reading.bylines import read_lead

FLAT = expression(r"[一—…·%.+/0-9A-Za-z-]")
"""Characters that are flatter than others, or narrower, when set upright."""
NEAR = 16
"""Columns to either side by which a column's measure is told: those of one frame."""
SQUEEZED = 1.0
"""Em that a column holds more than its neighbours, where marks and figures were squeezed to fill it (CLREQ 3.1.6)."""
LONGEST_COLUMN = 60.0
"""Em; newspapers' columns hold 10 to 40 characters, so that longer ones are several whose ends the dump does not show."""
LONGEST_LINE = 24.0
"""Em of the longest line of a head."""
SENTENCE_END = expression(r"[。！？!?…︒][”’」』﹂﹄）)]*+(?:[（(〔][^（）()〔〕。]{1,24}[）)〕])?+")
"""And after it, in brackets, who wrote it or where it goes on."""
LEAD = expression(r"本[报報]|[【〔(（]|[新中][华華央]社|[据據](?=新)|\p{Han}{2,3}社(?=\p{Han}{2,8}\d)")
"""What a byline may begin with, inside a line."""
LONGEST_HEAD = 70
"""Characters of a whole head: kicker, headline, deck and author line."""


class Column(NamedTuple):
    """Lines `start` to `stop` (excluded) of a run as one line of text; `apart`: a text of its own, though nothing in the dump parts it."""

    text: str
    start: int
    stop: int
    apart: bool = False


def columns(lines: Sequence[str], options: Options) -> list[Column]:
    """The columns of a run of lines of one character each, empty lines among them.

    >>> from newsclean.options import DEFAULT
    >>> lines = "辦//一//場/賽//，/村/裏/熱/鬧//四/鄉/鄉/民/都/來/同/看".split("/")
    >>> lines[:4], [column.text for column in columns(lines, DEFAULT)]
    (['辦', '', '一', ''], ['辦一場賽，村裏熱鬧', '四鄉鄉民都來同看'])
    """
    found = _filled(_pieces(lines))
    return [part for column in found for part in _parted(column, lines, options)]


def _pieces(lines: Sequence[str]) -> list[Column]:
    """What stands between empty lines, put together where it may not be parted, and where a space shows that it goes on."""
    pieces: list[Column] = []
    start, goes_on = 0, False
    for at, line in enumerate([*lines, ""]):
        if line:
            continue
        whole = "".join(lines[start:at])
        if text := " ".join(whole.split()):
            last = pieces[-1] if pieces else None
            if last is not None and goes_on:
                pieces[-1] = Column(f"{last.text} {text}", last.start, at)
            elif last is not None and (text[0] in NO_START or last.text[-1] in NO_END):
                pieces[-1] = Column(last.text + text, last.start, at)
            else:
                pieces.append(Column(text, start, at))
            goes_on = whole[-1].isspace()
        start = at + 1
    return pieces


def _filled(pieces: Sequence[Column]) -> list[Column]:
    """Pieces put together that were parted by a flat character, as far as the measure of the columns about them goes."""
    widths = [width(piece.text) for piece in pieces]
    found: list[Column] = []
    for at, piece in enumerate(pieces):
        if found and not ends_sentence(found[-1].text):
            last = found[-1]
            near = [each for each in widths[max(0, at - NEAR) : at + NEAR] if each <= LONGEST_COLUMN]
            flat = FLAT.match(piece.text) or FLAT.match(last.text[-1])
            if flat and near and width(last.text + piece.text) <= max(near) + SQUEEZED:
                found[-1] = Column(last.text + piece.text, last.start, piece.stop)
                continue
        found.append(piece)
    return found


def goes_on_flat(pieces: Sequence[str], after: str) -> bool:
    """Whether a head of these pieces goes on with another piece, since a flat character parts them.

    >>> goes_on_flat(["市图书馆"], "3"), goes_on_flat(["市图书馆", "3"], "月"), goes_on_flat(["镇供销社"], "修好仓库")
    (True, True, False)
    """
    last, after = pieces[-1].strip(), after.strip()
    whole = sum(map(width, pieces)) + width(after)
    return whole <= LONGEST_LINE and (FLAT.match(after) or FLAT.match(last[-1])) is not None


def _parted(column: Column, lines: Sequence[str], options: Options) -> Iterator[Column]:
    """A column, or the texts of which a long run without ends of columns is made: at each byline, and before the head over it."""
    text = column.text
    if width(text) <= LONGEST_COLUMN:
        yield column
        return
    cuts = _cuts(text, options)
    parts = [text[first:last] for first, last in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    places = [0, *accumulate(len(unspaced(line)) for line in lines[column.start : column.stop])]
    first = 0
    for number, part in enumerate(parts):
        last = first + len(unspaced(part))
        start, stop = bisect_right(places, first) - 1, bisect_left(places, last)
        yield Column(part.strip(), column.start + start, column.start + stop, apart=number > 0)
        first = last


def _cuts(text: str, options: Options) -> list[int]:
    """Where the texts begin that a long run is made of, its first among them: at each byline, and where the sentence before it ends."""
    cuts, reached = [0], 0
    for opening in LEAD.finditer(text):
        at = opening.start()
        if at < reached or (lead := read_lead(text[at : at + LOOKED_AT], options)) is None:
            continue
        near = max(reached, at - LONGEST_HEAD)
        ends = [end.end() for end in SENTENCE_END.finditer(text, near, at)]
        head = ends[-1] if ends else near if near == reached else at
        cuts += [cut for cut in dict.fromkeys((head, at)) if cut > cuts[-1]]
        reached = at + lead.end
    return cuts

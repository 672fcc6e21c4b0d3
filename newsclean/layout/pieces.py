"""Pieces of text on the lines of a page that holds several columns side by side.

What two or more spaces part is a piece. Of two things that only one space parts, pieces are made here as well, by what the
lines near show: the characters of a vertical headline and the text that they touch, and columns with a narrow gutter.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newsclean.layout.measure import width
from newsclean.patterns import expression

PIECE = expression(r"\S+(?: \S+)*")
"""Single spaces stand inside a text, at figures and names; columns are two or more apart."""
RUNNING = expression("[，。；、]")
SEAM = expression(r"(?<=[\p{Han}\d，。；、：“”！？）]{5}) ++(?=[\p{Han}\d“（《]{5})")
"""Spaces between two phrases, or two columns: not those of a spread line."""
SPACE, SPREAD = expression(" "), expression(r"(?<!\S)\p{Han} \p{Han}(?!\S)")
_UPRIGHT = r"[\p{Han}︻-﹄](?: [\p{Han}︻-﹄])?"
UPRIGHT_BEFORE, UPRIGHT_AFTER = (
    expression(rf"{_UPRIGHT} (?=\S{{6}})"),
    expression(rf"(?<=\S{{6}}) {_UPRIGHT}$"),
)
"""One or two characters of vertical headlines, with but one space between them and running text."""
MOST_PIECES = 24
"""Pieces of a line of columns; one that has more is no line of a page."""
FIGURE = expression(r"\d")
CELL = 6.0
"""Em of the widest cell of a table: three or more such side by side, one with a figure, stay a row."""
TINY, TINY_LINE = 2, 8
"""Characters of what vertical headlines leave on a line, and of all of them beside each other."""
BESIDE = 5
"""Characters between the columns of one vertical headline."""
INDENT = 5
"""Characters that a line may begin later than its column."""
WIDER = 1.5
"""Em by which a line may be wider than all before it in its frame: figures and squeezed punctuation."""
FIRST_LINE = 2.0
"""Em by which a paragraph's first line is indented."""
COLUMN = 5.0
"""Em of the narrowest piece that counts as a line of a column."""
NEAR = 6
"""Lines up and down that show where columns begin which touch on a line."""
LONGEST = 400
"""Characters of the longest piece that is looked at for columns that touch."""


class Piece(Struct, frozen=True):
    """What stands in one column on one line: the line's index, the characters where it begins and ends, its text."""

    row: int
    start: int
    stop: int
    text: str

    @property
    def tiny(self) -> bool:
        return self.stop - self.start <= TINY_LINE and all(len(word) <= TINY for word in self.text.split())


def pieces(row: int, text: str) -> list[Piece]:
    """The pieces of a line.

    >>> [piece.text for piece in pieces(0, "  三月六日，茶园开   市里的专家来了")]
    ['三月六日，茶园开', '市里的专家来了']
    >>> [piece.text for piece in pieces(0, "白菜   1.20   ↑")]
    ['白菜   1.20   ↑']
    """
    found: list[Piece] = []
    for match in PIECE.finditer(text):
        piece = Piece(row, match.start(), match.end(), match.group())
        if found and piece.tiny and found[-1].tiny and piece.start - found[-1].stop <= BESIDE:
            before = found.pop()
            piece = Piece(row, before.start, piece.stop, f"{before.text} {piece.text}")
        found.append(piece)
    cells = len(found) > 2 and all(width(piece.text) <= CELL for piece in found)
    if len(found) > MOST_PIECES or (cells and FIGURE.search(text) and RUNNING.search(text) is None):
        return [Piece(row, found[0].start, found[-1].stop, text.strip())]
    return found


def rows_of(texts: Sequence[str]) -> list[list[Piece]]:
    """The pieces of a page's lines; a vertical headline's characters parted from the text that they touch."""
    rows = [pieces(at, text) for at, text in enumerate(texts)]
    tiny = [[piece.start for piece in row if piece.tiny] for row in rows]
    for at, row in enumerate(rows):
        near = [start for starts in (*tiny[max(0, at - 2) : at], *tiny[at + 1 : at + 3]) for start in starts]
        if not near:
            continue
        parted: list[Piece] = []
        for piece in row:
            parts = _parted(piece)
            upright = [part.start for part in parts if part.tiny]
            if len(parts) > 1 and any(abs(start - other) <= TINY for start in upright for other in near):
                tiny[at] += upright
                parted += parts
            else:
                parted.append(piece)
        rows[at] = parted
    for at, row in enumerate(rows):
        if any(" " in piece.text for piece in row):
            rows[at] = _touching(rows, at)
    return rows


def _touching(rows: Sequence[Sequence[Piece]], at: int) -> list[Piece]:
    """A line's pieces, columns parted that have but one space between them: full lines, where those near are two."""
    near = [row for row in (*rows[max(0, at - NEAR) : at], *rows[at + 1 : at + NEAR + 1]) if len(row) > 1]
    found: list[Piece] = []
    for piece in rows[at]:
        rest = piece
        while part := _full_line(rest, near):
            found.append(part)
            first = part.stop + 1 - piece.start
            rest = Piece(piece.row, part.stop + 1, piece.stop, piece.text[first:])
        found.append(rest)
    return found


def _indent(piece: Piece, edge: int) -> float:
    return FIRST_LINE if piece.start > edge + 1 else 0


def _full_line(piece: Piece, near: Sequence[Sequence[Piece]]) -> Piece | None:
    """What stands before a space of a piece and is as wide as the lines near that begin where it does."""
    if len(piece.text) > LONGEST or " " not in piece.text or RUNNING.search(piece.text) is None:
        return None
    over = [
        (left, right)
        for row in near
        for left, right in zip(row, row[1:], strict=False)
        if abs(piece.start - left.start) <= INDENT and left.stop < right.start < piece.stop
    ]
    if len(over) < 2:
        return None
    edge = min(piece.start, *(left.start for left, _ in over))
    full = max(width(left.text) + _indent(left, edge) for left, _ in over) - _indent(piece, edge)
    if width(piece.text) < full + COLUMN:
        return None
    for space in SPACE.finditer(piece.text):
        text = piece.text[: space.start()]
        if abs(width(text) - full) <= WIDER and width(text) >= COLUMN and SPREAD.search(text) is None:
            return Piece(piece.row, piece.start, piece.start + len(text), text)
    return None


def _parted(piece: Piece) -> list[Piece]:
    """A piece of running text without the characters of vertical headlines that it may touch, and these."""
    before, after = UPRIGHT_BEFORE.match(piece.text), UPRIGHT_AFTER.search(piece.text)
    first, last = before.end() if before else 0, after.start() if after else len(piece.text)
    cuts = sorted({0, first, last, len(piece.text)})
    found = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        text = piece.text[low:high]
        start = piece.start + low + len(text) - len(text.lstrip())
        found.append(Piece(piece.row, start, start + len(text.strip()), text.strip()))
    return found

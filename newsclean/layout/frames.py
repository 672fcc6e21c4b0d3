"""Frames of a page whose lines hold several columns side by side, told by where their pieces stand.

Extractors that keep a page's layout (`pdftotext -layout`) write what stands on one height on one line, with spaces between
the columns: a piece of text begins at the same character of its line as those above it in its column. Pieces that stand
one under the other, and nothing else beside, are a frame; a frame ends where a piece reaches over two of them (a headline
over its columns), where two stand under one, where the column's width grows, and where all columns of the page change.

All places are counted in characters from the line's beginning, as these extractors count them; widths in em.
"""

from __future__ import annotations

from collections import Counter

from collections.abc import Container, Sequence

from msgspec import Struct

from newsclean.layout.measure import width
from newsclean.patterns import expression
from newsclean.wording import junction

PIECE = expression(r"\S+(?: \S+)*")
"""Single spaces stand inside a text, at figures and names; columns are two or more apart."""
RUNNING = expression("[，。；、]")
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
REACH = 14
"""Lines that a column may miss: columns with other leading, or set lower, take lines of their own, four or five in turn."""
INDENT = 5
"""Characters that a line may begin later than its column."""
WIDER = 1.5
"""Em by which a line may be wider than all before it in its frame: figures and squeezed punctuation."""
FIRST_LINE = 2.0
"""Em by which a paragraph's first line is indented."""
LONGEST_HEAD = 4
"""Lines of the longest head."""
SETTLED = 3
"""Lines from which on a frame has a width."""
WINDOW = 16
"""Lines after an empty one in which each column has its next line."""
COLUMN = 5.0
"""Em of the narrowest piece that counts as a line of a column."""
SECTION = 3
"""Empty lines that always part two sections of the page; fewer do where the columns change."""
KEPT = 0.5
"""Share of the columns that must go on below an empty line."""
KEPT_OVER_TWO = 0.7
"""The same below two."""
WORST, WORST_OVER_TWO = -3.0, 0.0
"""Nats by which these columns' lines at least go on in those below."""
NEAR = 6
"""Lines up and down that show where columns begin which touch on a line."""
LONGEST = 400
"""Characters of the longest piece that is looked at for columns that touch."""
BODY = 15.0
"""Em of what is no headline."""


class Piece(Struct, frozen=True):
    """What stands in one column on one line: the line's index, the characters where it begins and ends, its text."""

    row: int
    start: int
    stop: int
    text: str

    @property
    def tiny(self) -> bool:
        return self.stop - self.start <= TINY_LINE and all(len(word) <= TINY for word in self.text.split())


class Frame:
    """Pieces one under the other, from `start` to `stop`; `low` and `high` are the columns that a head stands over."""

    __slots__ = ("high", "low", "pieces", "section", "start", "starts", "stop", "widest")

    def __init__(self, piece: Piece, section: int) -> None:
        self.pieces = [piece]
        self.section = section
        self.low, self.high = self.start, self.stop = piece.start, piece.stop
        self.widest = width(piece.text)
        self.starts = Counter({piece.start: 1})

    @property
    def top(self) -> int:
        return self.pieces[0].row

    @property
    def bottom(self) -> int:
        return self.pieces[-1].row

    @property
    def left(self) -> int:
        """Where most lines begin, the first of equals."""
        return max(self.starts, key=self.starts.__getitem__)

    @property
    def measure(self) -> float:
        """Em of a full line: the widest, or the widest that is indented by two characters."""
        return max(
            width(piece.text) + (FIRST_LINE if 1 < piece.start - self.start <= INDENT else 0)
            for piece in self.pieces
        )

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.starts[piece.start] += 1
        self.low = self.start = min(self.start, piece.start)
        self.high = self.stop = max(self.stop, piece.stop)
        self.widest = max(self.widest, width(piece.text))

    @property
    def tiny(self) -> bool:
        return all(piece.tiny for piece in self.pieces)

    @property
    def runs(self) -> bool:
        """Whether it holds running text: no head, no list."""
        return len(self.pieces) > LONGEST_HEAD or sum(RUNNING.search(piece.text) is not None for piece in self.pieces) > 1

    def part(self, first: int, stop: int) -> Frame:
        """A frame of some of its lines."""
        part = Frame(self.pieces[first], self.section)
        for piece in self.pieces[first + 1 : stop]:
            part.add(piece)
        return part

    def is_near(self, piece: Piece) -> bool:
        """Whether a piece may stand under the frame: a quick test."""
        return self.start - INDENT < piece.stop and piece.start <= self.stop + INDENT

    def is_above(self, piece: Piece) -> bool:
        """Whether a piece stands under the frame's last lines."""
        last, recent = self.pieces[-1], self.pieces[-4:]
        left = min(other.start for other in recent)
        if piece.tiny or all(other.tiny for other in recent):
            near = piece.tiny and last.tiny and last.start - 3 < piece.stop and piece.start < last.stop + 3
            return near or abs(piece.start - left) <= 1
        return (last.start < piece.stop and piece.start < last.stop) or -2 <= piece.start - left <= INDENT

    def takes(self, piece: Piece) -> bool:
        """Whether a piece is not too wide for the frame."""
        indented = FIRST_LINE if piece.start < self.pieces[-1].start else 0
        return len(self.pieces) < SETTLED or width(piece.text) <= self.widest + WIDER + indented


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
    if len(found) > MOST_PIECES or (cells and FIGURE.search(text)):
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


def frames(rows: Sequence[Sequence[Piece]], across: Container[int] = ()) -> list[Frame]:
    """The frames of a page's lines, in the order of their first lines; empty lines have no pieces.

    `across` are lines that go across the page and part it, such as the date; they are in no frame.
    """
    found: list[Frame] = []
    active: list[Frame] = []
    section = empty = 0
    for at, row in enumerate(rows):
        if not row or at in across:
            empty += SECTION if row else 1
            continue
        if 0 < empty < at and not _go_on(active, rows, at, empty):
            active = []
            section += 1
        empty = 0
        active = [frame for frame in active if at - frame.bottom <= REACH]
        above = [
            [frame for frame in active if frame.is_near(piece) and frame.is_above(piece)] for piece in row
        ]
        under = [frame for frames in above for frame in frames]
        closed: list[Frame] = []
        opened: list[Frame] = []
        for piece, over in zip(row, above, strict=True):
            if len(over) == 1 and under.count(over[0]) == 1 and over[0].takes(piece):
                over[0].add(piece)
            else:
                opened.append(Frame(piece, section))
                closed += over
        active = [frame for frame in active if frame not in closed] + opened
        found += opened
    return found


def _go_on(active: Sequence[Frame], rows: Sequence[Sequence[Piece]], at: int, empty: int) -> bool:
    """Whether the columns over so many empty lines go on under them, from line `at` on: most have their next line there."""
    if empty >= SECTION:
        return False
    columns = [frame for frame in active if len(frame.pieces) >= SETTLED and frame.runs]
    if empty == 1 and not columns:
        return True
    if not columns:
        return all(frame.widest < BODY for frame in active)
    goes_on = ends = 0
    wording = 0.0
    for frame in columns:
        under = _next(frame, rows, at)
        if under is not None:
            goes = -1 <= under.start - frame.left <= INDENT and frame.takes(under)
            goes_on += goes
            ends += not goes
            wording += junction(frame.pieces[-1].text, under.text) if goes else 0
    kept, worst = (KEPT, WORST) if empty == 1 else (KEPT_OVER_TWO, WORST_OVER_TWO)
    return goes_on >= kept * (goes_on + ends) and wording >= worst * goes_on


def _next(frame: Frame, rows: Sequence[Sequence[Piece]], at: int) -> Piece | None:
    """The first piece under a frame, from line `at` on."""
    for row in rows[at : at + WINDOW]:
        for piece in row:
            if piece.start < frame.stop and frame.start < piece.stop:
                return piece
    return None

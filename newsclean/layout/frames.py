"""Frames of a page whose lines hold several columns side by side, told by where their pieces stand.

Extractors that keep a page's layout (`pdftotext -layout`) write what stands on one height on one line, with spaces between
the columns: a piece of text begins at the same character of its line as those above it in its column. Pieces that stand
one under the other, and nothing else beside, are a frame; a frame ends where a piece reaches over two of them (a headline
over its columns), where two stand under one, where the column's width grows, and where all columns of the page change:
below empty lines they no longer go on, by their places or by their words.

All places are counted in characters from the line's beginning, as these extractors count them; widths in em.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from newsclean.layout.measure import width
from newsclean.layout.pieces import FIRST_LINE, INDENT, RUNNING, WIDER, Piece
from newsclean.wording import junction

REACH = 14
"""Lines that a column may miss: columns with other leading, or set lower, take lines of their own, four or five in turn."""
LONGEST_HEAD = 4
"""Lines of the longest head."""
SETTLED = 3
"""Lines from which on a frame has a width."""
WINDOW = 16
"""Lines after an empty one in which each column has its next line."""
SECTION = 3
"""Empty lines that always part two sections of the page; fewer do where the columns change."""
KEPT = 0.5
"""Share of the columns that must go on below an empty line."""
KEPT_OVER_TWO = 0.7
"""The same below two."""
WORST, WORST_OVER_TWO = -3.0, 0.0
"""Nats by which these columns' lines at least go on in those below."""
BODY = 15.0
"""Em of what is no headline."""
MOST = 120
"""Frames that are weighed against each other or put in order at once; a page has less than a hundred."""


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

    def overlaps(self, other: Frame | Piece) -> bool:
        """Whether some of another frame or piece stands over or under the frame."""
        return self.start < other.stop and other.start < self.stop

    @property
    def tiny(self) -> bool:
        return all(piece.tiny for piece in self.pieces)

    @property
    def runs(self) -> bool:
        """Whether it holds running text: no head, no list."""
        marks = sum(RUNNING.search(piece.text) is not None for piece in self.pieces)
        return len(self.pieces) > LONGEST_HEAD or marks > 1 or 2 * marks > len(self.pieces)

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
        if empty and found and not _go_on(active, rows, at, empty):
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
            if frame.overlaps(piece):
                return piece
    return None

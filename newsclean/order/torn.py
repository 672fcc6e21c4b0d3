"""A torn page's lines put back in order: dealt out to columns, the columns grouped to articles, these put one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from newsclean.odds import probability
from newsclean.order.display import is_shown, place
from newsclean.order.evidence import Evidence
from newsclean.order.grouping import group
from newsclean.order.links import Piece, goes_on, pieces
from newsclean.order.result import Order
from newsclean.order.sequence import sequence
from newsclean.order.shown import Heads
from newsclean.order.streams import deal

SAME_COLUMN: Final = 2.0  # log-odds that a line of one column goes on with the one before, whatever its fit
BREAK: Final = 0.5  # confidence of a piece that does not go on with the one before


class Dealt(NamedTuple):
    """A page's lines dealt out to pieces; `fits`: of every line to its piece; which pieces are display lines, and which columns."""

    parts: list[Piece]
    fits: list[float]
    heads: frozenset[int]
    shown: list[int]
    columns: list[int]


def dealt(page: Evidence) -> Dealt:
    """A page's lines dealt out, those of heads apart."""
    known = Heads(page)
    names, fits = deal(page, known.told)
    parts = pieces(names, fits, page)
    heads = known.with_rests(parts)
    shown = [x for x, part in enumerate(parts) if part.lines[0] in heads or is_shown(part, page)]
    columns = sorted(set(range(len(parts))) - set(shown))
    return Dealt(parts, fits, heads, shown, columns)


def put_back(page: Evidence) -> Order | None:
    """The likeliest order of a page's lines; None where it has no columns."""
    parts, fits, heads, shown, columns = dealt(page)
    if not columns:
        return None
    groups = group([parts[x] for x in columns], page)
    rows = [sequence(parts, [columns[x] for x in members], page) for members in groups]
    rows.sort(key=lambda row: parts[row[0][0]].lines[0])
    places = place(parts, shown, [row for row, _ in rows], page)
    order = _Order(parts, fits, page)
    for (row, odds), (above, below) in zip(rows, places, strict=True):
        order.add(above, row, odds, below)
    return Order(
        tuple(order.lines), frozenset(order.breaks), tuple(order.confidence), tuple(order.groups), heads
    )


class _Order:
    """The lines in their new order, as they are added article by article."""

    def __init__(self, parts: Sequence[Piece], fits: Sequence[float], page: Evidence) -> None:
        self._parts, self._fits, self._page = parts, fits, page
        self.lines: list[int] = []
        self.breaks: set[int] = set()
        self.confidence: list[float] = []
        self.groups: list[int] = []
        self._group = 0

    def add(
        self, above: Sequence[int], row: Sequence[int], odds: Sequence[float], below: Sequence[int]
    ) -> None:
        """One article's pieces: display lines, columns with the log-odds of their junctions, display lines."""
        self._group += 1
        for piece in above:
            self._append(piece, None)
        before = None
        for piece, link in zip(row, odds, strict=True):
            joined = before is not None and goes_on(self._parts[before], self._parts[piece], self._page)
            self._append(piece, link if joined else None)
            before = piece
        for piece in below:
            self._append(piece, None)

    def _append(self, piece: int, link: float | None) -> None:
        """A piece's lines; `link`: log-odds that it goes on with the piece before, None where it does not."""
        for n, line in enumerate(self._parts[piece].lines):
            if n:
                sure = probability(self._fits[line] + SAME_COLUMN)
            elif link is not None:
                sure = probability(link)
            else:
                sure = BREAK if self.lines else 1.0
                if self.lines:
                    self.breaks.add(len(self.lines))
            self.lines.append(line)
            self.groups.append(self._group)
            self.confidence.append(sure)

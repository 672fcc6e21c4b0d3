"""Pieces of columns: what the search dealt to one stream, cut where the joins are weak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .evidence import Evidence
from .streams import Dealing

CUT: Final = -2.5  # log-odds; a join inside a stream that fits worse is put to the vote again
# How sure a join is that both searches made, by its fit; measured on 11,500 of them.
AGREED: Final = 2.4
PER_NAT: Final = 0.5
LEAST_AGREED: Final = 2.0
KNOWN: Final = 3  # lines that show a measure


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one or more columns in their order."""

    lines: tuple[int, ...]
    scores: tuple[float, ...]  # log-odds that the line rightly follows the one before; of the first: 0
    measure: float  # em
    indented: bool  # the last line is a paragraph's first
    stream: int  # the last line's
    last_of_stream: bool
    due: int  # the stream whose turn it was when the first line came


def measure_of(widths: Sequence[float]) -> float:
    """The measure of a column (em): the greatest width that two lines have, or the greatest."""
    wide = sorted(widths, reverse=True)
    if len(wide) >= KNOWN:
        for a, b in zip(wide, wide[1:]):
            if a - b <= 1.0:
                return a
    return wide[0]


def pieces(dealing: Dealing, behind: Sequence[int], page: Evidence) -> list[Piece]:
    """The streams, cut where a join is weak or only one search made it, in the order of their first lines.

    ``behind``: the lines' predecessors by the search that ran backward.
    """
    streams: dict[int, list[int]] = {}
    for j, name in enumerate(dealing.names):
        streams.setdefault(name, []).append(j)
    out: list[Piece] = []
    for name, members in streams.items():
        common = measure_of([page.lines[i].width - page.lines[i].slack for i in members])
        run, scores, indented = [members[0]], [0.0], False
        for a, b in zip(members, members[1:]):
            fit, opening = page.succession(a, b, common, indented)
            if fit < CUT or behind[b] != a:
                out.append(_piece(run, scores, page, common, indented, name, False, dealing.due[run[0]]))
                run, scores, indented = [b], [0.0], False
            else:
                run.append(b)
                scores.append(max(LEAST_AGREED, AGREED + PER_NAT * fit))
                indented = opening
        out.append(_piece(run, scores, page, common, indented, name, True, dealing.due[run[0]]))
    return sorted(out, key=lambda p: p.lines[0])


def _piece(
    run: list[int],
    scores: list[float],
    page: Evidence,
    common: float,
    indented: bool,
    stream: int,
    last: bool,
    due: int,
) -> Piece:
    own = measure_of([page.lines[i].width - page.lines[i].slack for i in run])
    measure = own if len(run) >= KNOWN else common
    return Piece(tuple(run), tuple(scores), measure, indented, stream, last, due)


def joined(left: Piece, right: Piece, score: float) -> Piece:
    """Two pieces one after the other."""
    return Piece(
        left.lines + right.lines,
        left.scores + (score, *right.scores[1:]),
        left.measure if len(left.lines) >= len(right.lines) else right.measure,
        right.indented,
        right.stream,
        right.last_of_stream,
        left.due,
    )

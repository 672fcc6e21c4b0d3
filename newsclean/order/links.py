"""How well one piece of a column goes on where another ends: in the next column, or further down in the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from newsclean.order.evidence import Evidence
from newsclean.order.lines import Line

# Log-odds, see fit.py.
# A join inside a stream that is worse is given up; and where blank lines show a page's boxes:
CUT: Final = (-2.5, -0.8)
MEASURES_DIFFER: Final = -5.0
MEASURE_DOUBTFUL: Final = -3.0
FORWARD: Final = -1.0
FAR_FORWARD: Final = -3.0
SAME_BOX: Final = 3.0
NEXT_COLUMN: Final = 0.5
PER_COLUMN_BETWEEN: Final = -1.2
BACKWARD: Final = -2.5
LEAST: Final = -1.0  # log-odds below which lines of two neighbouring pieces are not joined

SAME_MEASURE: Final = 1.3  # em
SURELY_OTHER: Final = 3.3  # em; with few lines, an indentation and a mark may hide so much of the measure
NEAR: Final = 12  # lines
REACH: Final = 250  # lines between the beginnings of linked pieces
KNOWN: Final = 3  # lines that show a measure


class Piece(Struct, frozen=True):
    """Lines of one column in their order; measure in em; ``indented``: the last line is a paragraph's first."""

    lines: tuple[int, ...]
    measure: float
    indented: bool


def measure_of(widths: Sequence[float]) -> float:
    """The measure of a column: the greatest width that two lines have, or the greatest."""
    wide = sorted(widths, reverse=True)
    if len(wide) >= KNOWN:
        for a, b in zip(wide, wide[1:], strict=False):
            if a - b <= 1.0:
                return a
    return wide[0]


def pieces(names: Sequence[int], fits: Sequence[float], page: Evidence) -> list[Piece]:
    """The streams, cut where a join is weak, in the order of their first lines; `fits`: of every line to its stream.

    A join is weighed with what the line has in common with its stream and without it.
    """
    lines = page.lines
    cut = CUT[page.shows_boxes]
    streams: dict[int, list[int]] = {}
    for j, name in enumerate(names):
        streams.setdefault(name, []).append(j)
    out: list[Piece] = []
    for members in streams.values():
        measure = measure_of([lines[i].width - lines[i].slack for i in members])
        run, indented = [members[0]], False
        for a, b in zip(members, members[1:], strict=False):
            fit, opening = page.succession(a, b, measure, indented)
            # what follows a byline has little to go on with
            least = CUT[0] if lines[a].begins_article else cut
            if (fit + fits[b]) / 2 < least and not (b == a + 1 and page.boxed[b]):
                out.append(_piece(run, lines, indented))
                run, indented = [b], False
            else:
                run.append(b)
                indented = opening
        out.append(_piece(run, lines, indented))
    return sorted(out, key=lambda p: p.lines[0])


def _piece(run: list[int], lines: Sequence[Line], indented: bool) -> Piece:
    return Piece(tuple(run), measure_of([lines[i].width - lines[i].slack for i in run]), indented)


def link_score(parts: Sequence[Piece], x: int, y: int, page: Evidence) -> float:
    """Log-odds that piece y goes on where piece x ends."""
    left, right = parts[x], parts[y]
    end, start = left.lines[-1], right.lines[0]
    apart = abs(left.measure - right.measure)
    known = min(len(left.lines), len(right.lines)) >= KNOWN
    score = 0.0
    if known and apart > SAME_MEASURE:
        score += MEASURES_DIFFER
    elif apart > SURELY_OTHER:
        score += MEASURE_DOUBTFUL
    measure = left.measure if known else max(left.measure, right.measure)
    score += page.succession(end, start, measure, left.indented)[0]
    if start > end:
        score += FORWARD if start - end <= NEAR else FAR_FORWARD
        if start == end + 1 and page.boxed[start]:
            score += SAME_BOX
    elif start > left.lines[0]:
        between = sum(
            abs(parts[z].measure - right.measure) <= SAME_MEASURE and len(parts[z].lines) > 1
            for z in range(x + 1, y)
        )
        score += NEXT_COLUMN + PER_COLUMN_BETWEEN * between
    else:
        score += BACKWARD
    return score


def goes_on(left: Piece, right: Piece, page: Evidence) -> bool:
    """Whether the text runs on between two pieces that stand next to each other in the end, wherever they stood before."""
    measure = max(left.measure, right.measure)
    return page.succession(left.lines[-1], right.lines[0], measure, left.indented)[0] > LEAST

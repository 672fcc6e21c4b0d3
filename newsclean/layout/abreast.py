"""Rows of a page on which several columns stand abreast, and their pieces.

Extractors that join all words of one height to a line keep neither places nor widths (pdfplumber's `extract_text`): `采茶、制茶，十 价钱比去年高出两成。`.
A page of such rows shows by how ill its text goes on across their spaces, and how well in one of the next rows. Its rows are
parted at their seams (`newsclean.layout.seams`); the characters of vertical headlines, one or two in each row, come together again.
Left alone: verse in pairs, programmes and lists, whose pieces go on nowhere. Costs a pass over the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from newsclean.layout.pieces import SEAM
from newsclean.layout.seams import parted, widths
from newsclean.patterns import expression
from newsclean.wording import junction

FEWEST, SHARE = 4, 0.12
"""Rows that have a seam, and their share of a page's lines: 0.21 to 0.60 on 40 pages of pdfplumber and of MuPDF sorted by height, at
most 0.06 on 320 dumps of seven other kinds."""
UNLIKE: Final = -0.8
"""Nats of how the text goes on across a seam, at the most on the mean: -2.4 to -1.4 on those pages."""
BETTER, BELOW = 1.6, 3
"""Nats by which it must go on better in one of so many next rows: 2.0 to 4.4; 0.2 to 1.3 in verse, programmes, lists of prizes."""
SHOWN: Final = 100
"""Seams that suffice to tell."""
LONGEST: Final = 600
"""Characters of a row; a longer line is none."""

UPRIGHT = expression(r"[\p{Han}︻-﹄]{1,2}")
MOST_UPRIGHT: Final = 3
"""Words of a row that may be characters of vertical headlines; more are a spread line."""
LEAST_UPRIGHT, APART = 4, 3
"""Rows that such a headline takes, and rows from one of its characters to the next."""


def pieces_abreast(texts: Sequence[str]) -> list[tuple[int, str]] | None:
    """The pieces of a page's rows, each with its row's index, row after row; None for a page without such rows.

    Blank rows are left out: between rows of columns they say nothing of any one column.
    """
    if not _stand_abreast(texts):
        return None
    rows = [text.split() if len(text) <= LONGEST else [text] for text in texts]
    heads = _upright(rows)
    found: list[tuple[int, str]] = []
    for at, (row, full) in enumerate(zip(rows, widths(rows), strict=True)):
        found += heads.get(at, ())
        if row:
            found += [(at, piece) for piece in parted(row, full)]
    return found


def _stand_abreast(texts: Sequence[str]) -> bool:
    rows = [SEAM.split(text.strip()) for text in texts if text.strip() and len(text) <= LONGEST]
    seamed = sum(len(row) > 1 for row in rows)
    if seamed < FEWEST or seamed < SHARE * len(rows):
        return False
    across: list[float] = []
    down: list[float] = []
    for at, row in enumerate(rows):
        below = [piece for other in rows[at + 1 : at + 1 + BELOW] for piece in other]
        for left, right in zip(row, row[1:], strict=False):
            across.append(junction(left, right))
            down.append(max((junction(left, piece) for piece in below), default=0.0))
        if len(across) >= SHOWN:
            break
    seams = len(across)
    return sum(across) <= UNLIKE * seams and sum(down) - sum(across) >= BETTER * seams


def _upright(rows: list[list[str]]) -> dict[int, list[tuple[int, str]]]:
    """The characters of vertical headlines, taken out of the rows' beginnings and ends: by the row of their first."""
    heads: dict[int, list[tuple[int, str]]] = {}
    for last in (False, True):
        counts = [_tiny(reversed(row) if last else row) for row in rows]
        for run in _runs([at for at, count in enumerate(counts) if 0 < count <= MOST_UPRIGHT]):
            for at in run:
                cut = len(rows[at]) - counts[at] if last else counts[at]
                words, rest = rows[at][:cut], rows[at][cut:]
                if last:
                    words, rest = rest, words
                heads.setdefault(run[0], []).append((at, " ".join(words)))
                rows[at] = rest
    return heads


def _tiny(words: Iterable[str]) -> int:
    """How many words, from the first on, may be characters of vertical headlines."""
    return sum(1 for _ in takewhile(UPRIGHT.fullmatch, words))


def _runs(places: Sequence[int]) -> list[list[int]]:
    """The rows that are so many and so near each other that a headline may stand in them."""
    runs: list[list[int]] = []
    for at in places:
        if runs and at - runs[-1][-1] <= APART:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if len(run) >= LEAST_UPRIGHT]

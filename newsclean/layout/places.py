"""Whether a page's spaces keep the places of columns that stand side by side on its lines.

`pdftotext -layout` sets so many spaces that every piece begins where it stands on the page; pdfplumber's `layout=True` nearly does,
but as many inside a byline's bracket; in a table or a poem in pairs what stands side by side reads on beside it. Costs a pass over the pieces.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from newsclean.layout.measure import width
from newsclean.layout.pieces import COLUMN, RUNNING, Piece
from newsclean.patterns import expression
from newsclean.wording import junction

STRETCHED = expression(r"[（(][^（）()，。]{0,12}? {2,4}[^（）()，。]{0,12}?[）)]")
NAMES_APART = expression(r"[（(][^（）() ，。]{0,12} [^（）() ，。]{0,12}[）)]")
"""Brackets of names with several spaces inside (all of 14 pages of pdfplumber's `layout=True` have such), and with one: where the former are more, spaces
keep no places."""
HAN = expression(r"\p{Han}")
LEAST, SHARE, NEAR = 2, 0.25, 6
"""Columns that must begin where one did in so many lines before, and their share of all: 0.33 to 0.83 on 20 pages of
`pdftotext -layout`; 0.13 at most on eight that Tesseract read, whose spaces do not keep places."""
UNDER, MOST = 3, 100
"""Lines in which a column's next line is looked for, and pairs of lines that suffice."""
BETTER = 1.0
"""Nats by which a line must go on better under it than beside it: 1.6 to 6.9 on 40 pages of `pdftotext -layout`,
-4.9 to 0.3 in poems, programmes, questions and answers, price lists."""


def are_stretched(text: str) -> bool:
    """Whether a page's spaces are too wide to keep places: more brackets of names have several of them inside than have one.

    >>> are_stretched("本报讯（记者   陈景行、李  伟）2月5日"), are_stretched("本报讯（记者 陈景行、李伟）2月5日")
    (True, False)
    """
    return len(STRETCHED.findall(text)) > len(NAMES_APART.findall(text))


def shows_columns(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether enough lines hold running text in columns that begin just where those of lines before do."""
    seen = shown = 0
    recent: deque[list[int]] = deque(maxlen=NEAR)
    for row in filter(None, rows):
        starts = [right.start for left, right in zip(row, row[1:], strict=False) if _are_columns(left, right)]
        near = {start for other in recent for start in other}
        seen += len(starts)
        shown += sum(start in near for start in starts)
        recent.append(starts)
    return shown >= LEAST and shown >= SHARE * seen


def reads_down(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether what stands side by side goes on in the line under it rather than beside it, as poems and lists do."""
    down: list[float] = []
    across: list[float] = []
    filled = [row for row in rows if row]
    for at, row in enumerate(filled):
        below = [piece for other in filled[at + 1 : at + 1 + UNDER] for piece in other]
        for left, right in zip(row, row[1:], strict=False):
            under = next((piece for piece in below if piece.start == left.start), None)
            if under is not None and width(under.text) >= COLUMN and _are_columns(left, right):
                down.append(junction(left.text, under.text))
                across.append(junction(left.text, right.text))
        if len(down) >= MOST:
            break
    return sum(down) > 0 and sum(down) - sum(across) > BETTER * len(down)


def _are_columns(left: Piece, right: Piece) -> bool:
    texts = left.text, right.text
    wide = all(width(text) >= COLUMN and HAN.search(text) for text in texts)
    return wide and right.start - left.stop > 2 and any(RUNNING.search(text) for text in texts)

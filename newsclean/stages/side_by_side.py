"""Part lines that hold several columns side by side, and write the columns one after the other.

`pdftotext -layout` and other extractors that keep a page's layout write all columns of one height on one line, with spaces
between (`组织茶农采茶、制茶，十      已经被三家茶庄订走，`). The columns are told by where their pieces begin (`newsclean.layout.frames`), and
read as a reader does: what stands side by side from left to right, under the headline over it (`newsclean.layout.frame_order`).
Each line is parted, a column's lines come together, an empty line between two columns.

Where one space stands for any distance (pdfplumber) rows are parted at their seams (`newsclean.layout.abreast`), and written piece by
piece: `reading_order` then deals these out to columns.

Of a page that a recognizer of characters read (OCR), where spaces keep no places, rows are parted at the columns' widths
(`newsclean.layout.gutters`); marks that it read for the gutter are furniture.

Left alone: pages with fewer than three such lines of running text, tables, two phrases of a headline, other lines whose columns
begin anywhere, and what reads on beside it rather than below: poems in pairs, programmes, price lists. Costs
one search on a page without such lines; with them, a pass over the pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.layout.misread import was_misread
from newsclean.layout.pieces import RUNNING, SEAM, Piece, rows_of
from newsclean.layout.places import are_stretched, reads_down, shows_columns
from newsclean.model import Edit, Line, Page, Role, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.stages.furniture import KNOWN

if TYPE_CHECKING:
    from newsclean.layout.frames import Frame
    from newsclean.layout.gutters import Rows

APART = expression(r"\S {3,}\S")
"""Columns: poems set two verses a line have less between them."""
FAR = 3
"""Lines apart from which on there was something between two lines of a column."""


def side_by_side(page: Page, options: Options) -> Page:
    """Columns that stand side by side on one line written one after the other.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> print(side_by_side(parse('''连日来，松岭镇抢抓晴天      厂长说，头一批新茶，
    ... 组织茶农采茶、制茶，十      已经被三家茶庄订走，
    ... 二万亩春茶陆续开采，比      价钱比去年高出两成。
    ... 去年早了八天。
    ... '''), DEFAULT).text)
    连日来，松岭镇抢抓晴天
    组织茶农采茶、制茶，十
    二万亩春茶陆续开采，比
    去年早了八天。
    <BLANKLINE>
    厂长说，头一批新茶，
    已经被三家茶庄订走，
    价钱比去年高出两成。
    <BLANKLINE>
    """
    if page.typeset:
        return page
    if was_misread(page):
        from newsclean.layout.gutters import rows_with_gutters  # few pages need it

        return page.apply([_gutter_edit(page, rows) for rows in rows_with_gutters(_texts(page))])
    if APART.search(page.text) is None:
        return _abreast(page)
    if are_stretched(page.text):
        parted = _abreast(page)
        if parted is not page:
            return parted
    rows = rows_of([line.text for line in page.lines])
    if not (shows_columns(rows) and reads_down(rows)):
        return _abreast(page)
    from newsclean.layout.frame_heads import apart, spread  # few pages need what makes frames
    from newsclean.layout.frame_order import in_order
    from newsclean.layout.frames import Frame, frames

    across = {at for at, row in enumerate(rows) if len(row) > 1 and _is_furniture(row)}
    edits = [_edit(page, at, at + 1, [Frame(piece, 0) for piece in rows[at]]) for at in sorted(across)]
    for _, found in groupby(frames(rows, across), lambda frame: frame.section):
        section = apart(list(found))
        spread(section)
        start = section[0].top
        stop = max(frame.bottom for frame in section) + 1
        if any(len(rows[at]) > 1 for at in range(start, stop)):
            edits.append(_edit(page, start, stop, in_order(section)))
    return page.apply(sorted(edits, key=lambda edit: edit.start))


def _abreast(page: Page) -> Page:
    """Columns with any spaces between them: each piece on a line of its own, row after row."""
    if SEAM.search(page.text) is None:
        return page
    from newsclean.layout.abreast import pieces_abreast  # few pages need it

    found = pieces_abreast([line.text for line in page.lines])
    if found is None:
        return page
    return page.apply([edit for edit in _row_edits(page, found) if edit.before != edit.after])


def _row_edits(page: Page, found: Sequence[tuple[int, str]]) -> Iterator[Edit]:
    """An edit for each row and the blank lines before it, or for the rows between which a vertical headline's characters moved."""
    to_come = [len(page.lines), *accumulate((at for at, _ in reversed(found)), min)]  # from the last piece on
    start, lines, reached = 0, [], 0
    for (at, text), coming in zip(found, reversed(to_come[:-1]), strict=True):
        line = page.lines[at]
        lines.append(line if text == line.text else replace(line, text=text, end="\n"))
        reached = max(reached, at)
        if coming > reached:
            before = page.lines[start : reached + 1]
            why = "columns on the same line, spaces between"
            yield Edit("side_by_side", "columns", start, before, terminated(lines, before), why)
            start, lines = reached + 1, []


def _texts(page: Page) -> list[str]:
    """The page's lines, furniture left out."""
    texts = [line.text for line in page.lines]
    return ["" if KNOWN.fullmatch(" ".join(text.split())) else text for text in texts]


def _gutter_edit(page: Page, rows: Rows) -> Edit:
    """A misread page's rows written column by column, an empty line between, and last the furniture among them and what was read for the gutter."""
    lines: list[Line] = []
    for column in rows.columns:
        lines += [replace(page.lines[at], text=text, end="\n") for at, text in column]
        if column:
            lines.append(replace(lines[-1], text="", end="\n"))
    marks = [replace(page.lines[at], text=text, end="\n", role=Role.FURNITURE) for at, text in rows.noise]
    written = {at for part in (*rows.columns, rows.noise) for at, _ in part}
    kept = [
        page.lines[at]
        for at in range(rows.start, rows.stop)
        if at not in written and not page.lines[at].blank
    ]
    before = page.lines[rows.start : rows.stop]
    after = terminated([*lines[:-1], *kept, *marks], before)
    return Edit(
        "side_by_side", "columns", rows.start, before, after, "columns on the same lines, a gutter between"
    )


def _is_furniture(row: Sequence[Piece]) -> bool:
    """Whether a line across the page is its date, number, editors; no lines of text that read like these together."""
    text = " ".join(piece.text for piece in row)
    return RUNNING.search(text) is None and KNOWN.fullmatch(text) is not None


def _edit(page: Page, start: int, stop: int, found: Sequence[Frame]) -> Edit:
    before = page.lines[start:stop]
    after = terminated(_written(page, found), before)
    return Edit("side_by_side", "columns", start, before, after, "columns on the same lines")


def _written(page: Page, found: Sequence[Frame]) -> list[Line]:
    """The lines of frames, one frame after the other."""
    lines: list[Line] = []
    for frame in found:
        if lines:
            lines.append(replace(lines[-1], text="", end="\n"))
        before = frame.top
        for piece in frame.pieces:
            if piece.row - before > FAR:
                lines.append(replace(lines[-1], text="", end="\n"))
            before = piece.row
            lines.append(replace(page.lines[piece.row], text=piece.text, end="\n"))
    return lines

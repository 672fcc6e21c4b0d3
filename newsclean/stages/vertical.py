"""Restore vertical headlines: one character a line, in one or several columns.

A headline set from top to bottom reaches a dump as a run of lines of one character (补/足/﹃/三/农/﹄/短/板). Two columns
come one after the other, or row by row (全现/市场/春推…), read from left to right or, in traditional setting, from
right to left; a rubric set in a narrow box comes two characters a line (众志/成城). Extractors that go by geometry
mix the characters with the lines of the text beside them (`以 县秋粮收购会议…`), and those of a headline of two columns, its
rubric and its author with each other (`newsclean.layout.strands`). Each column becomes one line; vertical
presentation forms become their horizontal ones (﹃ → 『).

Which reading is right is decided by how well the characters follow each other (`newsclean.wording`). Left alone:
enumerations, tables of figures, columns of names, and whatever does not read as text. Costs one pass over short lines.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.layout.cell_runs import blocks, parts, runs
from newsclean.layout.cells import NARROW, Cell, cell_of, with_name
from newsclean.layout.rows import Said, mostly_han, read_columns, reads_as_text
from newsclean.layout.stack import parted
from newsclean.layout.strings import Phrases, is_banner, worth
from newsclean.model import VERTICAL, Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import MARK, REPORTER, is_author_line
from newsclean.reading.names import is_person, split_names

if TYPE_CHECKING:
    from newsclean.layout.strands import Group

FORMS = str.maketrans(
    "﹁﹂﹃﹄︵︶︷︸︹︺︻︼︽︾︿﹀︗︘︰︱︳︙︐︑︒︓︔︕︖",
    "「」『』（）｛｝〔〕【】《》〈〉〖〗：—＿…，、。：；！？",
)
LEAST_NAMES = 4
"""Rows of a list of names: rubrics set in a narrow box may begin with family names too, but not in each row."""
ENUMERATION = expression(
    r"[\d０-９]+|[A-Za-z]+|[一二三四五六七八九十百]+|[①-⑳]+|[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|\W+"
)
OF_TEXT = expression(r"[（）()！？!?]|^本[报報][讯訊]")
"""A short row that is a piece of running text: its last words, a lead."""
LABEL = expression(r"[文图圖][/／]")
REPORTER_ALONE = expression(rf"(?:{MARK})?(?:本[报報刊台社]|新[华華]社)?(?:特[约約])?{REPORTER}")
"""Who stands in a column of its own before the name, where both were set wide: 本報記者 / 郭 明 德."""
MARK_ALONE = expression(MARK)
SPACED_ROWS = 2
"""Rows with a space in each that are no columns: a headline and a name, both set wide (盐 味 / 何 兰)."""
MOST_BOXED = 4
"""Rows of a banner's box."""
LEAST_ROWS, MOST_ROWS = 5, 200
"""Rows that may hold several strings side by side: of the shortest run, and of a whole page, which bounds what they cost."""
LEAST_WORTH, CLEARLY = 0.3, 6.0
"""Nats for a character that strings side by side must be worth, and by how much the whole must be worth more than otherwise."""


def vertical(page: Page, options: Options) -> Page:
    """Headlines set one character a line made lines.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> vertical(parse("补\\n足\\n﹃\\n三\\n农\\n﹄\\n短\\n板\\n"), DEFAULT).text
    '补足『三农』短板\\n'
    >>> vertical(parse("一\\n二\\n三\\n四\\n五\\n"), DEFAULT).text
    '一\\n二\\n三\\n四\\n五\\n'

    Strings side by side that were written by height, and a list of names:

    >>> vertical(parse("文 春 □\\n本\\n化\\n茶 报\\n周\\n记\\n满 者\\n山\\n刊 方\\n舟\\n"), DEFAULT).text
    '文化周刊\\n春茶满山\\n□本报记者方舟\\n'
    >>> vertical(parse("方知秋\\n周 敏\\n林 涛\\n章小禾\\n"), DEFAULT).text
    '方知秋\\n周 敏\\n林 涛\\n章小禾\\n'
    """
    edits: list[Edit] = []
    left = MOST_ROWS

    @cache
    def said() -> Phrases:
        return Phrases(line.text for line in page.lines)

    cells, named = _cells(page, options)
    for start, stop in runs(cells):
        wide = [
            cell
            for cell in cells[start:stop]
            if cell and (len(cell.text) == 1 or cell.rest or not OF_TEXT.search(cell.text))
        ]
        narrow = [cell if cell and not cell.loose else None for cell in named[start:stop]]
        restored = [
            edit for run in runs(narrow) for edit in _restore(page, narrow[slice(*run)], said, options)
        ]
        if LEAST_ROWS <= len(wide) <= left and _may_be_beside([cell.text for cell in wide]):
            left -= len(wide)
            restored = _dealt(page, wide, restored, said, options) or restored
        edits += restored
    return page.apply(edits)


def _may_be_beside(rows: Sequence[str]) -> bool:
    """Whether rows may hold strings side by side: two of them or more have several characters and are no box of a banner that the lists
    know, read along.

    >>> _may_be_beside(["文 春 □", "本", "化", "茶 报"]), _may_be_beside(["街谈", "巷闻", "路", "灯", "亮", "了"])
    (True, False)
    """
    several = 0
    for wide, group in groupby(rows, key=lambda row: len(row) > 1):
        run = list(group) if wide else []
        at = 0
        while at < len(run):
            box = next((n for n in range(MOST_BOXED, 1, -1) if is_banner("".join(run[at : at + n]))), 1)
            several += box == 1
            at += box
    return several > 1


def _cells(page: Page, options: Options) -> tuple[list[Cell | None], list[Cell | None]]:
    """For every line that is not blank the row that it may be; and the same with the names in boxes beside headlines apart."""
    filled = [(index, line) for index, line in enumerate(page.lines) if not line.blank]
    texts = ["", *(line.text for _, line in filled), ""]
    cells = [
        cell_of(index, line, options, after, before)
        for (index, line), before, after in zip(filled, texts, texts[2:], strict=False)
    ]
    named = cells.copy()
    for at in range(len(filled) - 2):
        if cells[at] and " " in filled[at][1].text.strip():
            (first, _), (second, _), _ = lines = filled[at : at + 3]
            found = with_name(first, second, [line.text for _, line in lines])
            if found:
                named[at] = found
                if found.taken == second:
                    named[at + 1] = None
    return cells, named


def _dealt(page: Page, run: list[Cell], restored: list[Edit], said: Said, options: Options) -> list[Edit]:
    """The edits for a run whose rows hold characters of several strings side by side; none where it is not clear that they do: each
    group of strings must read better than its rows do otherwise, and all together as well as the run `restored` without them."""
    from newsclean.layout.strands import deal  # few pages have such a run

    rows: list[str] = []
    places: list[int] = []  # the number of each cell in the rows, among which are gaps
    for before, cell in zip([None, *run], run, strict=False):
        between = page.lines[before.index + 1 : cell.index] if before else ()
        if between and all(line.blank for line in between):
            rows.append("")
        places.append(len(rows))
        rows.append(cell.text if cell.rest else page.lines[cell.index].text)
    edits: list[Edit] = []
    found = False
    groups = deal(rows, said())
    if sum(group.worth for group in groups) < worth(_otherwise(run, restored), said()):
        return []
    for group in groups:
        part = [cell for cell, place in zip(run, places, strict=True) if group.first <= place <= group.last]
        old = _restore(page, [None if cell.loose else cell for cell in part], said, options)
        columns = _pieces(group.strings, said, options)
        if len(group.strings) > 1 and _is_clearer(group, part, old, said()):
            found = True
            old = [_edit(page, part, columns)]
        edits += old
    return edits if found else []


def _is_clearer(group: Group, part: list[Cell], old: list[Edit], said: Container[str]) -> bool:
    """Whether strings dealt out of rows read clearly better than the lines that the rows would be otherwise."""
    size = sum(map(len, group.strings))
    return (
        mostly_han(group.strings)
        and group.worth > LEAST_WORTH * size
        and group.worth > worth(_otherwise(part, old), said) + CLEARLY
    )


def _otherwise(part: Sequence[Cell], edits: list[Edit]) -> list[str]:
    """The strings that edits make of a part's rows, and the rows that they leave."""
    replaced = {at for edit in edits for at in range(edit.start, edit.start + len(edit.before))}
    made = [line.text for edit in edits for line in edit.after if line.role is Role.DISPLAY]
    return made + ["".join(cell.text.split()) for cell in part if cell.index not in replaced]


def _restore(page: Page, cells: Sequence[Cell | None], said: Said, options: Options) -> list[Edit]:
    """The edits for one run; none where nothing in it reads as a headline."""
    edits: list[Edit] = []
    for part in parts(page, cells, options):
        if len(part) >= LEAST_NAMES and all(is_person(cell.text) for cell in part):
            continue
        if len(part) == SPACED_ROWS and all(" " in page.lines[cell.index].text.strip() for cell in part):
            continue
        rows = [[cell.text for cell in block] for block in blocks(page, part)]
        names = [cell.name for cell in part if cell.name]
        columns = read_columns(rows, said)
        text = "".join(columns)
        columns = _pieces([*columns, *names], said, options)
        read = columns[: len(columns) - len(names)]
        if len(text) < options.vertical_length or ENUMERATION.fullmatch(text) or not reads_as_text(read):
            continue
        edits.append(_edit(page, part, columns))
    return edits


def _pieces(columns: Sequence[str], said: Said, options: Options) -> list[str]:
    """Columns with horizontal marks, parted where several pieces ran together; a label (文/), a mark (□) or a post goes with its name."""
    pieces: list[str] = []
    for column, beside in zip(columns, [*columns[1:], ""], strict=True):
        for piece in parted(column.translate(FORMS), options, signed=is_person(beside), phrases=said()):
            while pieces and _opens_name(pieces[-1], piece, options):
                piece = pieces.pop() + piece
            pieces.append(piece)
    return pieces


def _opens_name(before: str, piece: str, options: Options) -> bool:
    """Whether a piece and the one behind it are an author's line: what he did or is, or his mark, and who he is."""
    if LABEL.fullmatch(before):
        return True
    if REPORTER_ALONE.fullmatch(before):
        return all(map(is_person, split_names(piece)))
    return len(before) == 1 and MARK_ALONE.fullmatch(before) is not None and is_author_line(piece, options)


def _edit(page: Page, part: list[Cell], columns: list[str]) -> Edit:
    """Replace a part's lines by its columns; running text between stays, after them."""
    taken = {cell.taken for cell in part}
    start, stop = part[0].index, max(part[-1].index, *taken) + 1
    before = page.lines[start:stop]
    cells = {cell.index: cell for cell in part}
    rows = [page.lines[index] for index in range(start, stop) if index in cells or index in taken]
    spans = merge_spans(span for row in rows for span in row.spans)
    end = before[0].end
    after = [Line(column, spans, end, Role.DISPLAY, measure=VERTICAL) for column in columns]
    kept = []
    for index in range(start, stop):
        line = page.lines[index]
        if index in taken:
            continue
        if index not in cells:
            kept.append(line)
        elif cells[index].rest:
            kept.append(replace(line, text=cells[index].rest))
    kept = [line for line in kept if not line.blank]
    if 0 < len(part[0].rest) < NARROW:  # a banner level with the first character
        after.insert(0, kept.pop(0))
    after += kept
    return Edit(
        "vertical",
        "vertical-headline",
        start,
        tuple(before),
        terminated(after, before),
        f"reads as text: {' / '.join(columns)}",
    )

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

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from newsclean.layout.measure import ends_sentence, width
from newsclean.layout.stack import LEAST_BODY, gain_of_capital, parted
from newsclean.layout.strands import Group, deal
from newsclean.layout.strings import ordered, phrases, says, worth
from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.bylines import read_lead
from newsclean.reading.credits import is_credit, split_credit
from newsclean.reading.names import is_person
from newsclean.wording import junction

Said = Callable[[], frozenset[str]]
"""What the page says, three characters each, made when first asked for."""
FORMS = str.maketrans(
    "﹁﹂﹃﹄︵︶︷︸︹︺︻︼︽︾︿﹀︗︘︰︱︳︙︐︑︒︓︔︕︖",
    "「」『』（）｛｝〔〕【】《》〈〉〖〗：—＿…，、。：；！？",
)
LEAST_NAMES = 4
"""Rows of a list of names: rubrics set in a narrow box may begin with family names too, but not in each row."""
LEAST_COLUMN = 4
"""Characters of a column that is part of a headline."""
NARROW, WIDEST = 3, 7
"""Characters of the widest row of a vertical headline whose columns came row by row, and of several strings side by side."""
TORN_REACH = 2
"""Most lines of running text between two characters of a headline that was mixed into the text beside it."""
SENTENCE = expression(r"[，。；,;]")
ENUMERATION = expression(
    r"[\d０-９]+|[A-Za-z]+|[一二三四五六七八九十百]+|[①-⑳]+|[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|\W+"
)
OF_TEXT = expression(r"[（）()！？!?]|^本[报報][讯訊]")
"""A short row that is a piece of running text: its last words, a lead."""
SIDE_BY_SIDE = expression(
    r"\s*(?:[\p{Han}﹃﹄﹁﹂︽︾·：□○●◎]{1,3}\s+){1,3}[\p{Han}﹃﹄﹁﹂︽︾·：□○●◎]{1,3}\s*"
)
"""A row of few characters that is longer than those of one headline: it may hold those of several strings."""
BESIDE_SEVERAL = expression(
    r"\s*(?P<mark>[\p{Han}﹃﹄﹁﹂︽︾·：！？](?:\s[\p{Han}﹃﹄﹁﹂︽︾·：！？]){1,2})\s(?P<rest>\S{3}.*)"
)
BESIDE = expression(r"\s*(?P<mark>[\p{Han}﹃﹄﹁﹂︽︾·：！？])\s(?P<rest>\S{3}.*)")
BESIDE_END = expression(r"(?P<rest>\S.{3,}\S{2}|\S{4,})\s(?P<mark>[\p{Han}﹃﹄﹁﹂︽︾])\s*")

LEAST_ROWS, MOST_ROWS = 5, 200
"""Rows that may hold several strings side by side: of the shortest run, and of a whole page, which bounds what they cost."""
LEAST_WORTH, CLEARLY = 0.3, 6.0
"""Nats for a character that strings side by side must be worth, and by how much the whole must be worth more than otherwise."""
SPACED, MOST_SPACED = expression(r"(?<!\S)\p{Han}(?!\S)"), 4
"""A character by itself; so many on a line make it one that was justified, not one with a headline's character beside it."""
PADDED = expression(r"\s*\p{Han}(?: \p{Han}){1,3}\s*")
CAPITAL = 2.5
"""Nats by which a character must go on better with the text after a headline than with it, to be its drop capital:
nine in ten of 400 capitals do, and no last character of as many headlines."""


class _Cell(Struct, frozen=True):
    """A line of few characters; `rest` is running text that stands on the same line."""

    index: int
    text: str
    rest: str = ""
    loose: bool = False
    """Whether it is a row only where strings stand side by side."""


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
    def said() -> frozenset[str]:
        return phrases(line.text for line in page.lines)

    cells = [_cell(index, line, options) for index, line in enumerate(page.lines) if not line.blank]
    for start, stop in _runs(cells):
        wide = [
            cell
            for cell in cells[start:stop]
            if cell and (len(cell.text) == 1 or cell.rest or not OF_TEXT.search(cell.text))
        ]
        narrow = [cell if cell and not cell.loose else None for cell in cells[start:stop]]
        restored = [
            edit for run in _runs(narrow) for edit in _restore(page, narrow[slice(*run)], said, options)
        ]
        if LEAST_ROWS <= len(wide) <= left and sum(1 for cell in wide if len(cell.text) > 1) > 1:
            left -= len(wide)
            restored = _dealt(page, wide, said, options) or restored
        edits += restored
    return page.apply(edits)


def _runs(cells: Sequence[_Cell | None]) -> list[tuple[int, int]]:
    """Maximal runs of cells with at most TORN_REACH lines of running text between two: where they begin and end."""
    runs: list[tuple[int, int]] = []
    for at, cell in enumerate(cells):
        if cell is None:
            continue
        if runs and at - runs[-1][1] <= TORN_REACH:
            runs[-1] = runs[-1][0], at + 1
        else:
            runs.append((at, at + 1))
    return runs


def _dealt(page: Page, run: list[_Cell], said: Said, options: Options) -> list[Edit]:
    """The edits for a run whose rows hold characters of several strings side by side; none where it is not clear that they do."""
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
    for group in deal(rows, said()):
        part = [cell for cell, place in zip(run, places, strict=True) if group.first <= place <= group.last]
        old = _restore(page, [None if cell.loose else cell for cell in part], said, options)
        columns = [piece for string in group.strings for piece in parted(string.translate(FORMS))]
        if len(group.strings) > 1 and _is_clearer(group, part, old, said()):
            found = True
            old = [_edit(page, part, columns)]
        edits += old
    return edits if found else []


def _is_clearer(group: Group, part: list[_Cell], old: list[Edit], said: frozenset[str]) -> bool:
    """Whether strings dealt out of rows read clearly better than the lines that the rows would be otherwise."""
    replaced = {at for edit in old for at in range(edit.start, edit.start + len(edit.before))}
    others = [line.text for edit in old for line in edit.after if line.role is Role.DISPLAY]
    others += ["".join(cell.text.split()) for cell in part if cell.index not in replaced]
    size = sum(map(len, group.strings))
    return (
        _is_text(group.strings)
        and group.worth > LEAST_WORTH * size
        and group.worth > worth(others, said) + CLEARLY
    )


def _cell(index: int, line: Line, options: Options) -> _Cell | None:
    if line.role is not Role.TEXT:
        return None
    text = "".join(line.text.split())
    if (
        NARROW < len(text) <= WIDEST
        and SIDE_BY_SIDE.fullmatch(line.text)
        and not is_author_line(line.text, options)
    ):
        return _Cell(index, line.text, loose=True)
    if len(text) <= NARROW:
        return (
            None
            if (SENTENCE.search(text) and text != "，") or is_credit(text, options)
            else _Cell(index, text)
        )
    head, tail = line.text.lstrip()[1:2], line.text.rstrip()[-2:-1]
    beside = (BESIDE.fullmatch(line.text) if head.isspace() else None) or (
        BESIDE_END.fullmatch(line.text) if tail.isspace() else None
    )
    if (
        beside
        and len(SPACED.findall(line.text)) < MOST_SPACED  # else a justified line
        and beside["rest"].count("（")
        <= beside["rest"].count("）")  # else a name that goes on in the next line
        and not split_credit(line.text.strip(), options)[1]
    ):
        return _Cell(index, beside["mark"], beside["rest"])
    if (
        head.isspace()
        and (several := BESIDE_SEVERAL.fullmatch(line.text))
        and len(SPACED.findall(line.text)) < MOST_SPACED
    ):
        return _Cell(index, several["mark"], several["rest"], loose=True)
    return None


def _own_cells(page: Page, run: list[_Cell], options: Options) -> list[_Cell]:
    """The run without what only stands beside it: a name set wide (方 亦 舟), the end of the text before it, and the drop
    capital of the text after it."""
    wide = [PADDED.fullmatch(page.lines[cell.index].text) is not None for cell in run]
    run = [
        cell for at, cell in enumerate(run) if not wide[at] or any(wide[at - 1 : at] + wide[at + 1 : at + 2])
    ]
    if len(run) < 3:
        return run
    first, last = run[0], run[-1]
    if not first.rest and _ends_text(_beside(page, first.index, -1, options), first.text):
        run = run[1:]
    if not last.rest and len(last.text) == 1:
        text, before = _beside(page, last.index, 1, options), "".join(cell.text for cell in run[-4:-1])
        if text and (lead := read_lead(text, options)):
            text = text[lead.end :]
        if text and gain_of_capital(last.text, text) - junction(before, last.text) > CAPITAL:
            run = run[:-1]
    return run


def _beside(page: Page, index: int, step: int, options: Options) -> str:
    """The line of running text right before (-1) or after (1) a line; empty where there is none."""
    at = index + step
    while 0 <= at < len(page.lines) and page.lines[at].blank:
        at += step
    if not 0 <= at < len(page.lines):
        return ""
    line = page.lines[at]
    text = line.text.strip()
    running = line.role is Role.TEXT and width(text) >= LEAST_BODY and not is_author_line(text, options)
    return text if running else ""


def _ends_text(before: str, cell: str) -> bool:
    """Whether a cell is the last line of the text before it: …查实，定予严办，决不宽 / 贷！"""
    return bool(before) and not ends_sentence(before) and cell[-1] in "！？!?"


def _whole_cells(run: list[_Cell]) -> list[_Cell]:
    """The run without marks at lines' beginnings that no line of one character supports, and without loose ends."""
    alone = sum(1 for cell in run if not cell.rest)
    if alone < 2 or alone * 3 < len(run):
        return [cell for cell in run if not cell.rest]
    return run


def _restore(page: Page, cells: Sequence[_Cell | None], said: Said, options: Options) -> list[Edit]:
    """The edits for one run; none where nothing in it reads as a headline."""
    edits: list[Edit] = []
    run = _whole_cells(_own_cells(page, [cell for cell in cells if cell], options))
    if not run:
        return edits
    for part in _parts(page, run):
        if len(part) >= LEAST_NAMES and all(is_person(cell.text) for cell in part):
            continue
        columns = _columns(page, part, said)
        text = "".join(columns)
        if len(text) < options.vertical_length or ENUMERATION.fullmatch(text) or not _reads(columns):
            continue
        edits.append(_edit(page, part, columns))
    return edits


def _parts(page: Page, run: list[_Cell]) -> list[list[_Cell]]:
    """A run cut where running text stands between cells that are not one character wide."""
    parts: list[list[_Cell]] = [[]]
    for cell in run:
        last = parts[-1][-1] if parts[-1] else None
        if last is not None and (len(cell.text) > 1 or len(last.text) > 1):
            between = page.lines[last.index + 1 : cell.index]
            if cell.rest or last.rest or any(not line.blank for line in between):
                parts.append([])
        parts[-1].append(cell)
    return [part for part in parts if part]


def _columns(page: Page, part: list[_Cell], said: Said) -> list[str]:
    """The texts of a part's columns, in reading order."""
    blocks: list[list[_Cell]] = [[part[0]]]
    gaps = [_gap(page, a, b) for a, b in zip(part, part[1:], strict=False)]
    usual = min(gaps, default=0)
    for cell, gap in zip(part[1:], gaps, strict=True):
        if gap > usual:
            blocks.append([])
        blocks[-1].append(cell)
    read = [_read_block([cell.text for cell in block], said) for block in blocks]
    columns = [column for texts in _swapped(read, said) for column in texts]
    return [piece for column in columns for piece in parted(column.translate(FORMS))]


def _swapped(blocks: list[list[str]], said: Said) -> list[list[str]]:
    """Blocks of which two that are columns of one headline, written from right to left, have changed places."""
    blocks = blocks.copy()
    for at in range(len(blocks) - 1):
        (left, *more), (right, *others) = blocks[at], blocks[at + 1]
        if more or others or min(len(left), len(right)) < LEAST_COLUMN:
            continue
        if says(said(), right, left) and not says(said(), left, right):
            blocks[at : at + 2] = [[right], [left]]
    return blocks


def _gap(page: Page, before: _Cell, after: _Cell) -> int:
    return sum(1 for line in page.lines[before.index + 1 : after.index] if line.blank)


def _read_block(rows: Sequence[str], said: Said) -> list[str]:
    """One block of rows read the way that makes most sense: single characters down, wider rows along or down."""
    columns: list[str] = []
    runs = [list(run) for _, run in groupby(rows, key=_is_wide)]
    at = 0
    while at < len(runs):
        run, below = runs[at], runs[at + 1] if at + 1 < len(runs) else []
        at += 1
        if not _is_wide(run[0]):
            columns.append("".join(run))
            continue
        down = run + below if below and len(below[0]) == 1 else run
        along = ["".join(run)] + (["".join(below)] if down is not run else [])
        by_column = _by_column(down)
        if _fluency(along) >= _fluency(by_column):
            best = along
        else:
            best = ordered(by_column, said()) if len(down) >= LEAST_COLUMN else by_column
        beside = _beside_last_row(run, below) if down is not run else None
        if beside:  # 社 / 论把 / 水 …: a banner of one column
            before = columns[-1:] if len(run) == 1 and len(beside[0]) == 1 else []
            apart = ["".join([*before, beside[0]]), beside[1]]
            if _fluency(apart) > _fluency([*before, *best]):
                columns, best = columns[: len(columns) - len(before)], apart
        columns += best
        at += down is not run
    return columns


def _beside_last_row(run: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """A banner in a box, and the headline whose first character an extractor wrote behind the box's last row: 来函 / 照登水 / 价 …"""
    *rows, last = run
    if any(len(row) != len(last) - 1 for row in rows):
        return None
    return ["".join(rows) + last[:-1], last[-1] + "".join(below)]


def _is_wide(row: str) -> bool:
    """Whether a row has characters of more than one column: a figure, or 文/ of 文/图, stands in one."""
    return len(row) > 1 and not row.isdigit() and row[1:] not in ("/", "／")


def _by_column(rows: Sequence[str]) -> list[str]:
    """Rows read down: the first characters of all, then the second ones."""
    widest = max(map(len, rows))
    return ["".join(row[at] for row in rows if at < len(row)) for at in range(widest)]


def _fluency(columns: Sequence[str]) -> float:
    """Mean log-odds, in nats, that the characters of the columns follow each other as they do in text."""
    pairs = [(a, b) for column in columns for a, b in zip(column, column[1:], strict=False)]
    apart = NEW_COLUMN * (len(columns) - 1)
    return (sum(junction(a, b) for a, b in pairs) + apart) / max(1, sum(map(len, columns)) - 1)


HAN = expression(r"\p{Han}")
NEW_COLUMN = -1.5
"""What a break between columns counts for, against reading on."""
LEAST_FLUENCY = -1.5
"""Below this mean log-odds a run of characters is not text; headlines lie above 0, shuffled ones near -3."""


def _reads(columns: Sequence[str]) -> bool:
    return _is_text(columns) and _fluency(columns) > LEAST_FLUENCY


def _is_text(columns: Sequence[str]) -> bool:
    han = sum(len(HAN.findall(column)) for column in columns)
    return han * 2 > sum(map(len, columns))


def _edit(page: Page, part: list[_Cell], columns: list[str]) -> Edit:
    """Replace a part's lines by its columns; running text between stays, after them."""
    start, stop = part[0].index, part[-1].index + 1
    before = page.lines[start:stop]
    cells = {cell.index: cell for cell in part}
    spans = merge_spans(span for cell in part for span in page.lines[cell.index].spans)
    end = before[0].end
    after = [Line(column, spans, end, Role.DISPLAY, measure=1.0) for column in columns]
    kept = []
    for index in range(start, stop):
        line = page.lines[index]
        if index not in cells:
            kept.append(line)
        elif cells[index].rest:
            kept.append(replace(line, text=cells[index].rest))
    after += [line for line in kept if not line.blank]
    return Edit(
        "vertical",
        "vertical-headline",
        start,
        tuple(before),
        terminated(after, before),
        f"reads as text: {' / '.join(columns)}",
    )

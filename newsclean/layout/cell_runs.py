"""Runs of a page's cells: which belong together, what only stands beside them, and where one ends and the next begins.

A run may hold lines of the text that it was mixed into. What stands beside a headline looks like it: a name set wide, the
end of the text before it, the drop capital of the text after it. A run is cut into parts where running text stands
between wide cells, and a part into blocks where more lines are blank than elsewhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.layout.cells import Cell
from newsclean.layout.measure import ends_sentence, width
from newsclean.layout.stack import LEAST_BODY, gain_of_capital
from newsclean.model import Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.bylines import read_lead
from newsclean.reading.names import is_person
from newsclean.wording import junction

TORN_REACH = 2
"""Most lines of running text between two characters of a headline that was mixed into the text beside it."""
PADDED = expression(r"\s*\p{Han}(?: \p{Han}){1,3}\s*")
CAPITAL = 2.5
"""Nats by which a character must go on better with the text after a headline than with it, to be its drop capital:
nine in ten of 400 capitals do, and no last character of as many headlines."""


def runs(cells: Sequence[Cell | None]) -> list[tuple[int, int]]:
    """Maximal runs of cells with at most TORN_REACH lines of running text between two: where they begin and end."""
    found: list[tuple[int, int]] = []
    for at, cell in enumerate(cells):
        if cell is None:
            continue
        if found and at - found[-1][1] <= TORN_REACH:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def parts(page: Page, cells: Iterable[Cell | None], options: Options) -> list[list[Cell]]:
    """The parts of a run, each of which may be a headline: without what only stands beside it, and cut where running text
    stands between cells that are not one character wide."""
    found: list[list[Cell]] = [[]]
    for cell in _whole_cells(_own_cells(page, [cell for cell in cells if cell], options)):
        last = found[-1][-1] if found[-1] else None
        if last is not None and (len(cell.text) > 1 or len(last.text) > 1):
            between = page.lines[last.index + 1 : cell.index]
            if cell.rest or last.rest or any(not line.blank for line in between):
                found.append([])
        found[-1].append(cell)
    return [part for part in found if part]


def blocks(page: Page, part: list[Cell]) -> list[list[Cell]]:
    """A part cut where more lines are blank than elsewhere in it."""
    found: list[list[Cell]] = [[part[0]]]
    gaps = [_gap(page, a, b) for a, b in zip(part, part[1:], strict=False)]
    usual = min(gaps, default=0)
    for cell, gap in zip(part[1:], gaps, strict=True):
        if gap > usual:
            found.append([])
        found[-1].append(cell)
    return found


def _gap(page: Page, before: Cell, after: Cell) -> int:
    return sum(1 for line in page.lines[before.index + 1 : after.index] if line.blank)


def _own_cells(page: Page, run: list[Cell], options: Options) -> list[Cell]:
    """The run without what only stands beside it: a name set wide (方 亦 舟) or on one row, the end of the text before it, and
    the drop capital of the text after it."""
    wide = [PADDED.fullmatch(page.lines[cell.index].text) is not None for cell in run]
    run = [
        cell for at, cell in enumerate(run) if not wide[at] or any(wide[at - 1 : at] + wide[at + 1 : at + 2])
    ]
    if len(run) < 3:
        return run
    first, last = run[0], run[-1]
    if len(first.text) > 1 == len(run[1].text) and is_person(first.text):  # signs the text before
        run = run[1:]
    if not first.rest and _ends_text(_beside(page, first.index, -1, options), run):
        run = run[1:]
    if not last.rest and len(last.text) == 1:
        text, before = _beside(page, last.index, 1, options), "".join(cell.text for cell in run[-4:-1])
        if (
            text
            and not read_lead(text, options)
            and gain_of_capital(last.text, text) - junction(before, last.text) > CAPITAL
        ):
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


def _ends_text(before: str, run: Sequence[Cell]) -> bool:
    """Whether a run's first cell is the last line of the text before it: …查实，定予严办，决不宽 / 贷！, …委员会办公 / 室"""
    first, second = run[0], run[1]
    if not before or ends_sentence(before):
        return False
    if first.text[-1] in "！？!?":
        return True
    headline = "".join(cell.text for cell in run[1:4])
    apart = second.index > first.index + 1  # by a line that is none of the headline
    return apart and junction(before, first.text) - junction(first.text, headline) > CAPITAL


def _whole_cells(run: list[Cell]) -> list[Cell]:
    """The run without marks at lines' beginnings that no line of one character supports, and without loose ends."""
    alone = sum(1 for cell in run if not cell.rest)
    if alone < 2 or alone * 3 < len(run):
        return [cell for cell in run if not cell.rest]
    return run

"""Join an author line (署名) that was set in a narrow box and came apart: 本报 / 特约 / 评论 / 员 甘 / 小禾.

A box two to five characters wide stands beside the headline or over the text; each of its rows reaches the dump as a line of its
own. Where a row is shorter than the box there was a space; where it is full there may have been one. Of all ways to put
the rows together the one is taken in which the names are most like names. Left alone: author lines on one line, columns
of single characters (`vertical` restores these), and rows of which no author line can be made. Costs one look at each
short line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from newsclean.layout.measure import width
from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import MARK, SENT, STAFF, is_author_line
from newsclean.reading.names import read_people, roles, surnames, titles

if TYPE_CHECKING:
    import regex

MARKED = expression(rf"^{MARK}\s*")
UNNAMED = expression(STAFF)
JOBS = expression(r"(?:文|[图圖摄攝])[/／]")
"""What those who are named did, on a row of its own."""
BOX = 5.0
"""Em of the widest box."""
MOST_ROWS, MOST_OPEN = 16, 7
"""Rows of a box, and breaks at which it is open whether there was a space: 2 to this power ways are tried."""
MOST_ALONE = 3
"""Rows of one character in a row: a name set wide."""
SAME_ROW = 0.5
"""Em by which a full row may be narrower than its box."""


def author_lines(page: Page, options: Options) -> Page:
    """Author lines put together that a narrow box broke over lines.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> author_lines(parse("本报\\n特约\\n评论\\n员 甘\\n小禾\\n一项政策好不好，群众说了算。\\n"), DEFAULT).text
    '本报特约评论员 甘小禾\\n一项政策好不好，群众说了算。\\n'
    >>> author_lines(parse("本报记者 安 宁\\n春来了\\n"), DEFAULT).text
    '本报记者 安 宁\\n春来了\\n'
    """
    edits: list[Edit] = []
    free = 0
    for index, line in enumerate(page.lines):
        if index < free or not _may_begin(line, options):
            continue
        rows = list(_rows(page.lines, index, options))
        found = _best([page.lines[row].text.strip() for row in rows], options)
        if found is not None:
            count, text = found
            free = rows[count - 1] + 1
            edits.append(_edit(page.lines[index:free], index, text))
    return page.apply(edits)


@lru_cache(maxsize=16)
def _beginning(options: Options) -> regex.Pattern[str]:
    """How the first row of a box may begin: with a mark, or with a title's first two characters."""
    firsts = sorted({title[:2] for title in titles(options) if len(title) > 1})
    return expression(rf"{MARK}\s*\p{{Han}}|{'|'.join(map(re.escape, firsts))}")


def _may_begin(line: Line, options: Options) -> bool:
    text = line.text.strip()
    return (
        1 < len(text) <= 2 * BOX
        and line.role is Role.TEXT
        and width(text) <= BOX
        and _beginning(options).match(text) is not None
    )


def _rows(lines: Sequence[Line], first: int, options: Options) -> Iterator[int]:
    """Indices of the narrow lines from `first` on, without a gap, as far as no column of single characters begins: names set wide
    may stand one character a row, before another title."""
    count, alone = 0, False
    for index in range(first, len(lines)):
        line = lines[index]
        if line.blank:
            continue
        before, alone = alone, len(line.text.strip()) == 1
        if line.role is not Role.TEXT or width(line.text) > BOX or count == MOST_ROWS:
            return
        if before and alone and not _title_follows(lines, index, options):
            return
        count += 1
        yield index


def _title_follows(lines: Sequence[Line], first: int, options: Options) -> bool:
    """Whether the next wider row begins with a title, after no more single characters than a name has."""
    near = [line.text.strip() for line in lines[first : first + 2 * MOST_ALONE] if not line.blank]
    wider = next((text for text in near[: MOST_ALONE + 1] if len(text) > 1), "")
    return _beginning(options).match(wider) is not None


def _best(rows: Sequence[str], options: Options) -> tuple[int, str] | None:
    """How many rows make an author line, and the line; None where no two do."""
    if not rows or _is_whole(rows[0], options):
        return None
    found: list[tuple[int, int, int, str]] = []
    for count in range(2, len(rows) + 1):
        box = max(map(width, rows[:count]))
        if box < 2:
            continue
        for text in _ways(rows[:count], box, options):
            if is_author_line(text, options) and (
                (people := _people(text, options)) or UNNAMED.fullmatch(text)
            ):
                strange = sum(not _is_name(name, text) for name in people)
                found.append((strange, -count, text.count(" "), text))
    if not found:
        return None
    strange, count, _, text = min(found)
    return None if strange > _is_broken(rows, options) else (-count, text)


def _is_broken(rows: Sequence[str], options: Options) -> bool:
    """Whether the title before the names runs over three rows: then it is a box, whatever the name."""
    compact = "".join("".join(row.split()) for row in rows)
    found = _title(options).match(compact)
    return found is not None and found.end() > sum(len("".join(row.split())) for row in rows[:2])


def _ways(rows: Sequence[str], box: float, options: Options) -> Iterator[str]:
    """The rows put together: a space after a row that is not full, with and without one after a full row.

    No space is put into a title, and one stands after it.
    """
    title = _title(options)
    bare = ["".join(row.split()) for row in rows]
    inside = {at for found in title.finditer("".join(bare)) for at in range(found.start() + 1, found.end())}
    choices: list[tuple[str, ...]] = []
    at = 0
    for row, below in zip(bare, bare[1:], strict=False):
        at += len(row)
        narrow = width(row) < box - SAME_ROW or JOBS.match(below) is not None
        choices.append(("",) if at in inside else (" ",) if narrow else ("", " "))
    if sum(len(choice) > 1 for choice in choices) > MOST_OPEN:
        return
    for glues in product(*choices):
        text = "".join(row + glue for row, glue in zip(rows, (*glues, ""), strict=True))
        yield " ".join(title.sub(r"\g<0> ", text).split())


@lru_cache(maxsize=16)
def _title(options: Options) -> regex.Pattern[str]:
    return expression(rf"{SENT}|{roles(options)}")


def _is_whole(text: str, options: Options) -> bool:
    return is_author_line(text, options) and bool(_people(text, options))


def _people(text: str, options: Options) -> tuple[str, ...]:
    return read_people(MARKED.sub("", text), options)


def _is_name(name: str, text: str) -> bool:
    family = 2 if name[:2] in surnames() else 1
    known = family == 2 or name[0] in surnames() or " ".join(name) in text
    return known and 1 <= len(name) - family <= 2


def _edit(before: Sequence[Line], start: int, text: str) -> Edit:
    spans = merge_spans(span for line in before if not line.blank for span in line.spans)
    after = terminated([Line(text, spans)], before)
    return Edit(
        "author_lines", "author-line", start, tuple(before), after, "rows of a narrow box that name who wrote"
    )

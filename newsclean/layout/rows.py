"""Reads a block of rows: single characters down, wider rows along or down, whichever makes most sense.

What decides is how well the characters follow each other (`newsclean.wording`), and what the page says elsewhere where two
columns may be read from the left or from the right.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import groupby

from newsclean.layout.strings import AUTHOR, is_banner, ordered, says
from newsclean.patterns import expression
from newsclean.reading.names import is_person
from newsclean.wording import junction

Said = Callable[[], Container[str]]
"""What the page says, three characters each, made when first asked for."""
LEAST_COLUMN = 4
"""Characters of a column that is part of a headline."""
LEAST_DOWN = 3
"""And of the shortest column of rows that are read down: two rows are a narrow box (街谈 / 巷闻)."""
HAN = expression(r"\p{Han}")
NEW_COLUMN = -1.5
"""What a break between columns counts for, against reading on."""
LEAST_FLUENCY = -1.5
"""Below this mean log-odds a run of characters is not text; headlines lie above 0, shuffled ones near -3."""
NAMED = 5
"""Characters of a column from which on its worst pair does not count: a name of a place that no wording knows."""


def read_columns(blocks: Sequence[Sequence[str]], said: Said) -> list[str]:
    """The texts of the columns that blocks of rows hold, in reading order.

    >>> read_columns([["补", "足", "短", "板"], ["茶村", "山民", "公出", "路行", "通方", "车便"]], frozenset)
    ['补足短板', '茶山公路通车', '村民出行方便']
    >>> read_columns([["茶", "山", "通", "车"], ["何文", "清"]], frozenset)
    ['茶山通车', '何文清']
    """
    read: list[list[str]] = []
    for block in blocks:
        read.append(_read_block(block, said, read[-1][-1] if read else ""))
    return [column for columns in _swapped(read, said) for column in columns]


def _swapped(blocks: list[list[str]], said: Said) -> list[list[str]]:
    """Blocks of which two that are columns of one headline, written from right to left, have changed places."""
    blocks = blocks.copy()
    for at in range(len(blocks) - 1):
        (left, *more), (right, *others) = blocks[at], blocks[at + 1]
        if more or others or min(len(left), len(right)) < LEAST_COLUMN or "：" in left[-2:]:
            continue
        if says(said(), right, left) and not says(said(), left, right):
            blocks[at : at + 2] = [[right], [left]]
    return blocks


def _read_block(rows: Sequence[str], said: Said, over: str = "") -> list[str]:
    """One block of rows read the way that makes most sense: single characters down, wider rows along or down. `over`: the column that
    the block before it ends in."""
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
        if down is not run:  # 改革 / 进行 / 时: a banner's last row is half empty, or an author's
            odd = [along[0] + below[0], *(["".join(below[1:])] if below[1:] else [])]
            author = len(below) == 1 and (
                AUTHOR.match(along[0]) is not None or _signs(run, odd[0], columns[-1] if columns else over)
            )
            along = odd if author or is_banner(odd[0]) else along
        by_column = _by_column(down)
        if len(by_column[-1]) < LEAST_DOWN or _fluency(along) >= _fluency(by_column):
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


def _signs(run: Sequence[str], name: str, over: str) -> bool:
    """Whether the last two rows under a column are its author's name in a box two characters wide: 何文 / 清."""
    return len(run) == 1 < len(over) and is_person(name)


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


def reads_as_text(columns: Sequence[str]) -> bool:
    """Whether the characters of columns follow each other as those of a headline do.

    >>> reads_as_text(["补足短板"]), reads_as_text(["板短足补"]), reads_as_text(["12345"])
    (True, False, False)
    """
    return mostly_han(columns) and (_fluency(columns) > LEAST_FLUENCY or _names(columns))


def _names(columns: Sequence[str]) -> bool:
    """Whether characters read as text but for one pair of them, in a name that no wording knows: 棠埠昨晨大火."""
    if len(columns) > 1 or len(columns[0]) < NAMED:
        return False
    fits = sorted(junction(a, b) for a, b in zip(columns[0], columns[0][1:], strict=False))
    return sum(fits[1:]) > LEAST_FLUENCY * len(fits[1:])


def mostly_han(columns: Sequence[str]) -> bool:
    """Whether more than half of the characters of columns are Chinese ones."""
    han = sum(len(HAN.findall(column)) for column in columns)
    return han * 2 > sum(map(len, columns))

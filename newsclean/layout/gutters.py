"""Rows of a misread page in which several columns run together: some spaces between them, or a gutter misread as a mark.

Where a recognizer of characters takes neighbouring columns for one, it writes all that stands at one height on a line
(`山上的果园挂满了 ”两辆货车等在路边`). Spaces keep no places there, but the columns' widths show: at the same width of text most rows may be parted. What a line cannot
begin or end with (`。` or `”` before the right column, `“` after the left one) is the gutter's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from newsclean.layout.measure import width
from newsclean.patterns import expression
from newsclean.wording import junction

CUT = expression(r"(?<! )(?P<space> ++)[。”、，;|*]{0,4}+ {0,9}+(?=\S)|[”“](?=\S)")
HALF_WIDTH: Final = frozenset(":;?!,.)")
GUTTER: Final = "。”、，;|* "  # what a gutter is read as, where a column's line cannot begin with it
HAN = expression(r"\p{Han}")
WIDE: Final = 3  # spaces that part columns, whatever stands beside them
LEAST: Final = 6.0  # em of the narrowest column
MOST: Final = 45.0
NEAR, NEARER = 1.0, 0.5  # em by which a full line's width may be misread
INDENT: Final = 2.0
SHARE: Final = 0.55  # of the rows that must have a cut at a column's edge
FEWEST: Final = 3  # rows, and of those two that show how they read
LONGEST: Final = 600  # characters of a row
SHOWN: Final = 5  # rows that show a measure
SPAN: Final = 18.0  # em of a row that may hold two columns
BETTER: Final = 0.5  # nats by which columns must read on better down than across; misreadings hide the rest
UNFIT: Final = 99.0


class Cut(Struct, frozen=True):
    """A place where a row may be parted: `at` em of text; the left text ends before `stop`, the right one begins at `start`."""

    at: float
    stop: int
    start: int
    wide: bool
    spaced: bool
    after_mark: bool  # recognizers set a space after half-width marks


class Rows(Struct, frozen=True):
    """Lines `start` to `stop` of a page that hold columns; for each column its texts by line, and the gutter's marks by line."""

    start: int
    stop: int
    columns: list[list[tuple[int, str]]]
    noise: list[tuple[int, str]]


def rows_with_gutters(texts: Sequence[str]) -> Iterator[Rows]:
    """The runs of lines that hold several columns."""
    for run in (part for whole in _runs(texts) for part in _alike(whole, texts)):
        found = _columns([texts[at].strip() for at in run])
        if len(found) < 2:
            continue
        columns: list[list[tuple[int, str]]] = []
        noise: list[tuple[int, str]] = []
        for number, column in enumerate(found):
            columns.append([])
            for at, text in zip(run, column, strict=True):
                clean = text.lstrip(GUTTER) if number else text
                if text != clean:
                    noise.append((at, text[: len(text) - len(clean)].strip()))
                if clean:
                    columns[-1].append((at, clean))
        yield Rows(run[0], run[-1] + 1, columns, noise)


def _runs(texts: Sequence[str]) -> Iterator[list[int]]:
    """Lines that may be rows of one block: a box of some, or boxes of one or two after each other."""
    run: list[int] = []
    box: list[int] = []
    for at, text in enumerate([*texts, "", ""]):
        if text.strip():
            box.append(at)
            continue
        rows = [other for other in box if _is_row(texts[other])]
        if len(box) >= FEWEST:
            if len(run) >= FEWEST:
                yield run
            run = []
            yield from _longest(box, rows)
        elif rows and len(rows) == len(box) and (not run or run[-1] >= box[0] - 2):
            run += rows
        else:
            if len(run) >= FEWEST:
                yield run
            run = rows if len(rows) == len(box) else []
        box = []
    if len(run) >= FEWEST:
        yield run


def _longest(box: Sequence[int], rows: Sequence[int]) -> Iterator[list[int]]:
    if len(rows) >= FEWEST and len(rows) >= SHARE * len(box):
        yield list(range(rows[0], rows[-1] + 1))


def _alike(run: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """The parts of a run whose rows have a first column of one measure."""
    rows = [texts[at].strip() for at in run]
    start = 0
    while len(rows) - start >= FEWEST:
        measure = _measure(rows[start : start + SHOWN])
        stop = start
        while measure is not None and stop < len(rows) and _fits(rows[stop], measure):
            stop += 1
        if stop - start >= FEWEST:
            yield list(run[start:stop])
        start = max(stop, start + 1)


def _fits(row: str, measure: float) -> bool:
    """Whether a row may be parted at a column's measure, or is no wider."""
    if width(row) <= measure + NEAR:
        return True
    return any(_misfit(cut, measure) < UNFIT for cut in _cuts(row))


def _is_row(text: str) -> bool:
    if len(text) > LONGEST or width(text) < SPAN:
        return False
    return any(cut.wide or cut.spaced for cut in _cuts(text.strip()))


def _cuts(text: str) -> list[Cut]:
    """The places where a row may be parted."""
    found = []
    done, at = 0, 0.0
    for match in CUT.finditer(text):
        at += width(text[done : match.start()])
        done = match.start()
        spaces = len(match["space"] or "")
        found.append(
            Cut(at, done, done + spaces, spaces >= WIDE, spaces > 0, text[done - 1 : done] in HALF_WIDTH)
        )
    return found


def _columns(rows: list[str]) -> list[list[str]]:
    """The texts of the columns that some rows hold, one for each row, which may be empty."""
    found: list[list[str]] = []
    while (measure := _measure(rows)) is not None:
        parted = [_part(row, measure) for row in rows]
        left, right = [first for first, _ in parted], [rest for _, rest in parted]
        if _reads_down(left, right) < BETTER:
            break
        found.append(left)
        rows = right
    return [*found, rows]


def _measure(rows: Sequence[str]) -> float | None:
    """The measure (em) of the first column of some rows; None where they are of one column."""
    places = [_cuts(row) for row in rows if row]
    if len(places) < FEWEST:
        return None
    for step in range(int(2 * LEAST), int(2 * MOST)):
        if sum(max((_vote(cut, step / 2) for cut in found), default=0.0) for found in places) >= SHARE * len(
            places
        ):
            return max(
                (step / 2, step / 2 + 0.5, step / 2 + 1.0),
                key=lambda measure: sum(
                    any(abs(cut.at - measure) <= NEARER for cut in found) for found in places
                ),
            )
    return None


def _vote(cut: Cut, measure: float) -> float:
    off = abs(cut.at - measure)
    if not cut.spaced or (cut.after_mark and not cut.wide):
        return 0.0
    if off <= NEAR:
        return 1.0 if off <= NEARER else 0.8
    if abs(cut.at + INDENT - measure) <= NEARER:
        return 0.7
    return 0.3 if cut.wide and cut.at < measure else 0.0


def _part(row: str, measure: float) -> tuple[str, str]:
    """What a row has of the first column, and the rest."""
    found = _cuts(row)
    if width(row) <= measure + NEAR and not any(cut.wide for cut in found):
        return row, ""
    off, cut = min(
        ((_misfit(cut, measure), cut) for cut in found), key=lambda pair: pair[0], default=(UNFIT, None)
    )
    if cut is None or off >= UNFIT:
        return row, ""
    return row[: cut.stop].strip(), row[cut.start :].strip()


def _misfit(cut: Cut, measure: float) -> float:
    """How ill a cut fits as the end of a column's line: a full one, a paragraph's first, its last."""
    off = abs(cut.at - measure)
    if not cut.spaced:
        return off + 0.1 if off <= NEARER else UNFIT
    if off <= NEAR + NEARER:
        return off + cut.after_mark * (not cut.wide)
    if cut.wide and cut.at < measure:
        return NEAR + cut.at / 100
    indented = abs(cut.at + INDENT - measure)
    return INDENT + indented if indented <= NEAR else UNFIT


def _reads_down(left: Sequence[str], right: Sequence[str]) -> float:
    """Nats by which a column reads better down than across, on the mean."""
    gains = [
        junction(left[at], left[at + 1]) - junction(left[at], right[at].lstrip(GUTTER))
        for at in range(len(left) - 1)
        if left[at] and left[at + 1] and HAN.search(right[at])
    ]
    return sum(gains) / len(gains) if len(gains) >= FEWEST - 1 else 0.0

"""Write vertically set text as lines: a dump that has it one character a line.

Papers set from top to bottom (竖排; all Chinese ones until the 1950s, many of Taiwan and Hong Kong long after) reach a dump as
thousands of lines of one character, a figure or a word, since extractors take a line for what stands at one height. Some write an
empty line where a column ends, and within it wherever a flat character or mark threw them off (PDFBox); others none at all (MuPDF,
`pdftotext -raw`). Each column becomes a line; text without ends of columns one long line, parted at the bylines in it, before each
of which the head stands (`newsclean.layout.upright`).

Left alone: headlines, which are shorter and have no marks of running text (`vertical` restores them), lists and tables of figures,
and what an extractor wrote row by row over many columns or in another order (pdftotext without `-raw`, pdfminer): nothing in such a
dump tells the columns. Costs one look at the length of every line, and on pages that have such text a pattern for each short one.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import groupby
from typing import TYPE_CHECKING

from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression

if TYPE_CHECKING:
    from newsclean.layout.upright import Column

LONGEST_CELL = 12
"""Characters of a line that holds one character of a column, or one figure or word with its marks."""
CELL = expression(r"\s*+[^\w\s]{0,2}\p{Han}?一?[0-9A-Za-z.%+/&·³²μ℃-]{0,10}[^\w\s]{0,2}\s*")
LEAST, FURTHER, LEAST_BARE = 60, 10, 120
"""Characters of a run of running text that holds a full stop, of a further one on the page, and of one without marks: the longest run
of vertical headlines in 524 dumps has 45, among them commas."""
MARK, MARKS = expression(r"[，。、；：！？︐︒︑]"), (0.03, 0.25)
"""Marks of running text, and the share of the characters that they are there: 0.04 (a poem) to 0.15 of 124 articles, 0 of headlines."""
STOPS = frozenset("。︒")
HAN, MOSTLY = expression(r"\p{Han}"), 0.5
"""The share of characters that are Han in text, not in a table of figures."""


def top_to_bottom(page: Page, options: Options) -> Page:
    """Running text set in vertical columns, one character a line, made lines.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> columns = "本鎮沿河舊堤去歲沖毀，", "鎮民代表公推五人主持", "其事，徵民工三千人，", "冒雨趕築凡廿一日而成。", "方氏語記者，堤成之日，", "即農民安居之時，鎮上"
    >>> dump = "\\n\\n".join("\\n".join(column) for column in columns) + "\\n"
    >>> dump[:8], top_to_bottom(parse(dump), DEFAULT).text.split()[:3]
    ('本\\n鎮\\n沿\\n河\\n', ['本鎮沿河舊堤去歲沖毀，', '鎮民代表公推五人主持', '其事，徵民工三千人，'])
    """
    if page.typeset:
        return page
    if sum(len(line.text) <= LONGEST_CELL for line in page.lines) < LEAST:
        return page
    runs, start = [], 0
    for is_run, run in groupby(page.lines, _is_cell):
        lines = list(run)
        if is_run:
            runs.append((start, lines, "".join("".join([line.text for line in lines]).split())))
        start += len(lines)
    if not any(
        _is_text(text, LEAST) and (len(text) >= LEAST_BARE or not STOPS.isdisjoint(text))
        for _, _, text in runs
    ):
        return page
    edits = [_edit(start, lines, options) for start, lines, text in runs if _is_text(text, FURTHER)]
    return _with_heads(page.apply(edits), {line for edit in edits for line in edit.after})


def _with_heads(page: Page, text: Container[Line]) -> Page:
    """The page with pieces of heads put together: an extractor that writes larger type by columns parts these at flat characters too.

    `text` are the lines that have been made of running text.
    """
    from newsclean.layout.upright import goes_on_flat  # few pages need it

    heads: list[list[int]] = [[]]
    for at, line in enumerate(page.lines):
        if line.blank:
            continue
        if line.role is not Role.TEXT or line in text:
            heads.append([])
        elif heads[-1] and goes_on_flat([page.lines[other].text for other in heads[-1]], line.text):
            heads[-1].append(at)
        else:
            heads.append([at])
    return page.apply([_joined(page, head) for head in heads if len(head) > 1])


def _joined(page: Page, head: list[int]) -> Edit:
    before = page.lines[head[0] : head[-1] + 1]
    spans = merge_spans(span for at in head for span in page.lines[at].spans)
    line = Line("".join(page.lines[at].text.strip() for at in head), spans)
    return Edit(
        "top_to_bottom", "head", head[0], before, terminated([line], before), "parted at a flat character"
    )


def _is_cell(line: Line) -> bool:
    """Whether a line may be a place of a column, or is empty."""
    size = len(line.text)
    return (
        size <= LONGEST_CELL
        and line.role is Role.TEXT
        and (size < 2 or CELL.fullmatch(line.text) is not None)
    )


def _is_text(text: str, least: int) -> bool:
    """Whether the characters of a run are running text, of so many characters at least."""
    if len(text) < least or len(HAN.findall(text)) < MOSTLY * len(text):
        return False
    marks = len(MARK.findall(text))
    return MARKS[0] * len(text) <= marks <= MARKS[1] * len(text) or (not marks and len(text) >= LEAST_BARE)


def _edit(start: int, lines: list[Line], options: Options) -> Edit:
    from newsclean.layout.upright import columns  # few pages need it

    filled = [at for at, line in enumerate(lines) if not line.blank]
    start, lines = start + filled[0], lines[filled[0] : filled[-1] + 1]
    found = columns([line.text for line in lines], options)
    after = [line for column in found for line in _written(lines, column)]
    after = [_gap(after[0]), *after, _gap(after[-1])]  # a whole line beside it is set otherwise
    return Edit(
        "top_to_bottom",
        "columns",
        start,
        tuple(lines),
        terminated(after, lines),
        "running text, one character a line",
    )


def _written(lines: list[Line], column: Column) -> list[Line]:
    """The line of a column, with an empty one before it where it stands apart."""
    spans = merge_spans(span for line in lines[column.start : column.stop] for span in line.spans)
    line = Line(column.text, spans)
    return [_gap(line), line] if column.apart else [line]


def _gap(line: Line) -> Line:
    """An empty line beside a line."""
    return Line("", line.spans[:1])

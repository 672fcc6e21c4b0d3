"""Lines of a page that may be rows of a vertical headline: few characters, or one beside a line of running text.

Such a line is a cell. Left alone: lines that are credits, author lines or pieces of sentences, and rows that were justified.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from newsclean.layout.open_bylines import goes_on_with_date
from newsclean.layout.strings import DOTS
from newsclean.model import Line, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.credits import LONGEST_CREDIT, begins_credit, is_credit, split_credit
from newsclean.reading.names import is_person
from newsclean.wording import junction

NARROW, WIDEST = 3, 7
"""Characters of the widest row of a vertical headline whose columns came row by row, and of several strings side by side."""
SENTENCE = expression(r"[，。；,;]")
_SET = rf"\p{{Han}}﹃﹄﹁﹂︽︾{DOTS}："
"""What stands in a vertical headline, one a row."""
SIDE_BY_SIDE = expression(rf"\s*(?:[{_SET}□○●◎]{{1,3}}\s+){{1,3}}[{_SET}□○●◎]{{1,3}}\s*")
"""A row of few characters that is longer than those of one headline: it may hold those of several strings."""
BESIDE_SEVERAL = expression(rf"\s*(?P<mark>[{_SET}！？](?:\s[{_SET}！？]){{1,2}})\s(?P<rest>\S{{3}}.*)")
BESIDE = expression(rf"\s*(?P<mark>[{_SET}！？])\s(?P<rest>\S{{3}}.*)")
BESIDE_END = expression(r"(?P<rest>\S.{3,}\S{2}|\S{4,})\s(?P<mark>[\p{Han}﹃﹄﹁﹂︽︾])\s*")
SPACED, MOST_SPACED = expression(r"(?<!\S)\p{Han}(?!\S)"), 4
"""A character by itself; so many on a line make it one that was justified, not one with a headline's character beside it."""


class Cell(Struct, frozen=True):
    """A line of few characters; `rest` is running text that stands on the same line."""

    index: int
    text: str
    rest: str = ""
    loose: bool = False
    """Whether it is a row only where strings stand side by side."""
    name: str = ""
    """Who wrote: in a box two characters wide beside the headline, whose second row is the line `taken`."""
    taken: int = -1


def with_name(index: int, below: int, rows: Sequence[str]) -> Cell | None:
    """The cell of a headline's first character and of a name in a box beside it, whose second row may stand on the line `below`; `rows`: the
    texts of both lines and of the next, which goes on with the headline. None where it is no such.

    >>> rows = ["会 何文", "清", "开"], ["会 何文", "开", "到"], ["会 要闻", "版", "开"]
    >>> [(cell.name, cell.taken) if (cell := with_name(0, 1, three)) else None for three in rows]
    [('何文清', 1), ('何文', -1), None]
    """
    words = [word for row in rows for word in row.split()]
    if [*map(len, words)] != [1, 2, 1, 1]:
        return None
    first, name, second, third = words
    if not (first + third).isalpha():
        return None
    whole = name + second
    if is_person(whole) and junction(first, third) > junction(first, second):
        return Cell(index, first, name=whole, taken=below)
    return Cell(index, first, name=name) if is_person(name) else None


def cell_of(index: int, line: Line, options: Options, after: str = "", before: str = "") -> Cell | None:
    """The cell that a line is, at its place in the page; none where it cannot be a row of a vertical headline. `before` and
    `after` are the lines right before and after it, with which it may end in a credit (…采茶。 何 / 清 摄).

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> lines = parse("补\\n以 县秋粮收购会议\\n茶山上起了雾。\\n").lines
    >>> [(cell.text, cell.rest) if (cell := cell_of(0, line, DEFAULT)) else None for line in lines]
    [('补', ''), ('以', '县秋粮收购会议'), None]
    """
    if line.role is not Role.TEXT:
        return None
    words = line.text.split()
    text = "".join(words)
    if len(words) == 1 and len(text) > NARROW:
        return None  # most lines
    if (
        NARROW < len(text) <= WIDEST
        and SIDE_BY_SIDE.fullmatch(line.text)
        and not is_author_line(line.text, options)
    ):
        return Cell(index, line.text, loose=True)
    if len(text) <= NARROW:
        # Under a single character 摄 ends an author line that is set from top to bottom: 文 / 并 / 摄
        credit = len(before.strip()) != 1 and is_credit(text, options)
        if credit or (SENTENCE.search(text) and text != "，"):
            return None
        if begins_credit(before, options) and split_credit(before + text, options)[1]:
            return None
        if [*map(len, words)] == [2, 1] and len(after.strip()) == 1 and text.isalpha():
            return Cell(index, words[1], words[0])  # a banner level with the first character: 体育 中
        return Cell(index, text)
    head, tail = line.text.lstrip()[1:2], line.text.rstrip()[-2:-1]
    beside = (BESIDE.fullmatch(line.text) if head.isspace() else None) or (
        BESIDE_END.fullmatch(line.text) if tail.isspace() else None
    )
    if (
        beside
        and len(SPACED.findall(line.text)) < MOST_SPACED  # else a justified line
        and beside["rest"].count("（")
        == beside["rest"].count("）")  # else a name that goes on in the next line, or from the one before
        and not split_credit(line.text.strip(), options)[1]
        and not goes_on_with_date(before.strip(), line.text.strip())
        and not _ends_with(line.text.strip(), after.strip(), options)
    ):
        return Cell(index, beside["mark"], beside["rest"])
    if (
        head.isspace()
        and (several := BESIDE_SEVERAL.fullmatch(line.text))
        and len(SPACED.findall(line.text)) < MOST_SPACED
    ):
        return Cell(index, several["mark"], several["rest"], loose=True)
    return None


def _ends_with(text: str, after: str, options: Options) -> bool:
    """Whether a credit begins at a line's end and goes on in the short line after it."""
    whole = len(after) > LONGEST_CREDIT or split_credit(after, options)[1]
    return not whole and split_credit(text + after, options)[1] is not None

"""What the stages work on: a page is a sequence of lines; a stage changes lines by edits, or labels them.

Terms (see README): a *line* is a printed line until `dehyphenate` has joined it with others to a paragraph;
*spans* are the source lines (from 1, both ends included) that its text came from.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from newsclean.structs import like_dataclass

Span = tuple[int, int]
"""First and last source line of a range, counted from 1, both included."""
VERTICAL = 1.0
"""The measure of what is set from top to bottom: a column of one character."""


class Role(enum.Enum):
    """What a line is on the page; newspaper trade terms, with the Chinese term in README's table."""

    TEXT = "text"  # not yet understood
    PARAGRAPH = "paragraph"
    DISPLAY = "display"  # set apart from the running text: part of a head, a subhead, a signature …
    RUBRIC = "rubric"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    AUTHOR = "author_line"
    SUBHEAD = "subhead"
    SIGNATURE = "signature"
    NOTE = "note"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Line(Struct, frozen=True):
    """One line of a page, or after joining one paragraph.

    `end` is the line's terminator as in the source ("" on a last line without one). `measure` is the width in em of
    the column that it was set in (0 where unknown, VERTICAL where it was set from top to bottom). `articles` are the numbers, from 1, of the articles that it
    belongs to (several for a rubric that heads several). `certainty` is the probability of its label being right.
    """

    text: str
    spans: tuple[Span, ...]
    end: str = "\n"
    role: Role = Role.TEXT
    articles: tuple[int, ...] = ()
    measure: float = 0.0
    certainty: float = 1.0
    breaks: bool = False  # reading order: does not continue the line before it
    group: int = 0  # reading order: lines that one article is made of have one number, from 1; 0 where nothing was moved
    justified: bool = False  # spacing: its characters were set apart one by one, so that it fills its column
    capital: bool = False  # strays: it begins with a drop capital, and so a paragraph

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def vertical(self) -> bool:
        """Whether the line was set from top to bottom (`newsclean.stages.vertical`)."""
        return self.measure == VERTICAL

    def labelled(self, role: Role, measure: float) -> Line:
        """The line with this role, and with this measure if it has none."""
        return replace(self, role=role, measure=self.measure or measure)


class Edit(Struct, frozen=True):
    """One change that a stage made: `count` lines from index `start` became `after`.

    Indices count the lines of the page as the stage got them. `rule` names what was done, `evidence` says why.
    """

    stage: str
    rule: str
    start: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    evidence: str = ""


class Page(Struct, frozen=True):
    """A page of a dump: its lines in reading order, blank ones included, and the edits made so far."""

    lines: tuple[Line, ...]
    number: int = 1
    edits: tuple[Edit, ...] = ()
    blanks: frozenset[int] = frozenset()  # source lines that hold no text
    typeset: bool = False  # written by newsclean: every line says itself what it is

    @property
    def text(self) -> str:
        r"""The page as text.

        >>> parse("一\r\n\n二").text
        '一\r\n\n二'
        """
        return "".join([part for line in self.lines for part in (line.text, line.end)])

    def apply(self, edits: Sequence[Edit]) -> Page:
        """The page after the edits, which must be in order of `start` and not overlap."""
        return replace(self, lines=replay(self.lines, edits), edits=(*self.edits, *edits)) if edits else self

    def with_lines(self, lines: Iterable[Line]) -> Page:
        """The same page with other labels on its lines."""
        return replace(self, lines=tuple(lines))


for _made in (Line, Edit, Page):
    like_dataclass(_made)


def replay(lines: Sequence[Line], edits: Sequence[Edit]) -> tuple[Line, ...]:
    """The lines after one stage's edits. Raises ValueError where an edit does not fit the lines."""
    out: list[Line] = []
    done = 0
    for edit in edits:
        stop = edit.start + len(edit.before)
        if edit.start < done or tuple(lines[edit.start : stop]) != edit.before:
            raise ValueError(f"{edit.stage}: edit at line index {edit.start} does not fit the page")
        out += lines[done : edit.start]
        out += edit.after
        done = stop
    out += lines[done:]
    return tuple(out)


def terminated(after: Sequence[Line], before: Sequence[Line]) -> tuple[Line, ...]:
    r"""Lines that take the place of others, with terminators that fit: the last one's where the last stood, the usual
    one of those before where a line has none and needs it, so that CRLF stays and no line runs into the next.

    >>> [line.end for line in terminated([Line("一", (), ""), Line("二", ())], parse("一二\r\n三").lines)]
    ['\r\n', '']
    """
    usual = next((line.end for line in before if line.end), "\n")
    return (
        *(replace(line, end=line.end or usual) for line in after[:-1]),
        replace(after[-1], end=before[-1].end),
    )


def merge_spans(spans: Iterable[Span], blanks: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Adjoining ranges made one, in reading order; two ranges of which one does not follow the other stay apart.

    Ranges adjoin over source lines that are in `blanks`.

    >>> merge_spans([(1, 1), (2, 2), (7, 9), (5, 5)]), merge_spans([(1, 1), (3, 4)], frozenset({2}))
    (((1, 2), (7, 9), (5, 5)), ((1, 4),))
    """

    merged: list[Span] = []
    for first, last in spans:
        reach = merged[-1][1] + 1 if merged else 0
        while reach < first and reach in blanks:
            reach += 1
        if merged and merged[-1][0] <= first <= reach:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def parse(text: str, number: int = 1, first_line: int = 1) -> Page:
    r"""A page from text; LF, CRLF and CR end a line. `first_line` is the page's first source line.

    >>> [(line.text, line.spans) for line in parse("一\r\n二\n").lines]
    [('一', ((1, 1),)), ('二', ((2, 2),))]
    """
    pieces = text.split("\n")
    lines: list[Line] = []
    source = first_line
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        end = "\n" if index < last else ""
        if "\r" in piece:
            if end and piece.endswith("\r"):
                piece, end = piece[:-1], "\r\n"
            *broken, piece = piece.split("\r")
            for part in broken:
                lines.append(Line(part, ((source, source),), "\r"))
                source += 1
        if piece or end:
            lines.append(Line(piece, ((source, source),), end))
            source += 1
    blanks = frozenset(line.spans[0][0] for line in lines if line.blank)
    return Page(tuple(lines), number, blanks=blanks)

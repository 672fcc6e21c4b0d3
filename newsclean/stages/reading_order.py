"""Put torn columns back in reading order.

Extractors that sort text by its place on the page interleave neighbouring columns line by line, or print the last lines
of a column before its middle. `newsclean.order` finds the order in which lines' ends and beginnings fit best, and
leaves a page alone whose order is natural, or where the evidence is weak. Of a page that a recognizer of characters read (OCR) whole
boxes are put in order, not lines. Lines that do not continue the one before
are marked so; captions and furniture keep their places between, and so do display lines that vertical setting made (`vertical`), but those that would
stand inside a column; a misread page's go with the box that they stand over.
Costs a few milliseconds on a natural page, a few tenths of a second on a torn one.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from newsclean.layout.measure import ends_sentence
from newsclean.layout.misread import was_misread
from newsclean.model import Edit, Line, Page, Role
from newsclean.options import Options
from newsclean.order import reading_order as find_order
from newsclean.order.result import Order

TEXT: Final = frozenset({Role.TEXT})
WITH_HEADS: Final = frozenset({Role.TEXT, Role.DISPLAY})


def reading_order(page: Page, options: Options) -> Page:
    """Torn columns put back in reading order.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> page = parse("近日，县农机站与清河粮油\\n公司、种子公司签订合同。\\n")
    >>> reading_order(page, DEFAULT) == page
    True
    """
    misread = was_misread(page)
    asked = lines_in_question(page, misread)
    places = asked.places
    if len(places) < 3:
        return page
    order = find_order(asked.texts, asked.gaps, misread, asked.display, options)
    if order.order == tuple(range(len(places))):
        return page
    lines = list(page.lines)
    for at, (place, origin) in enumerate(zip(places, order.order, strict=True)):
        moved = page.lines[places[origin]]
        lines[place] = replace(
            moved,
            end=page.lines[place].end,
            breaks=at in order.breaks,
            certainty=order.confidence[at],
            group=order.groups[at],
            role=Role.DISPLAY if origin in order.heads else moved.role,
        )
    if any(order.groups) and not misread:
        lines = _out_of_sentences(lines, asked, order)
    return page.apply(_edits(page.lines, lines))


def _out_of_sentences(lines: list[Line], asked: Asked, order: Order) -> list[Line]:
    """The lines with those display lines that kept their places, and so may stand inside a sentence now, brought to the nearest place where one ends."""
    rests = [
        0,
        *(at for at in range(1, len(asked.places)) if _rests(asked.texts[order.order[at - 1]], at, order)),
        len(asked.places),
    ]
    before: dict[int, list[Line]] = {}
    moved: set[int] = set()
    for index, line in enumerate(lines):
        if line.role is not Role.DISPLAY or line.blank or line.group:
            continue
        at = bisect_left(asked.places, index)
        near = bisect_left(rests, at)
        _, goal = min((abs(rest - at), rest) for rest in rests[max(0, near - 1) : near + 1])
        if goal != at:
            place = asked.places[goal] if goal < len(asked.places) else asked.places[-1] + 1
            before.setdefault(place, []).append(line)
            moved.add(index)
    if not moved:
        return lines
    found: list[Line] = []
    for index in range(len(lines) + 1):
        found += before.get(index, ())
        found += lines[index : index + 1] if index not in moved else ()
    return [replace(line, end=old.end) for line, old in zip(found, lines, strict=True)]


def _rests(text: str, at: int, order: Order) -> bool:
    """Whether a sentence ends with the line before place `at`, or a column."""
    return at in order.breaks or order.groups[at] != order.groups[at - 1] or ends_sentence(text)


class Asked(Struct, frozen=True):
    """The lines whose order is asked for: their places on the page, their texts, the blank lines before each; and the numbers of
    those among them that are known to be display lines."""

    places: list[int]
    texts: list[str]
    gaps: list[int]
    display: frozenset[int]


def lines_in_question(page: Page, misread: bool) -> Asked:
    """What `newsclean.order` is asked about: text, and on a misread page display lines too."""
    roles = WITH_HEADS if misread else TEXT
    places = [index for index, line in enumerate(page.lines) if line.role in roles and not line.blank]
    return Asked(
        places,
        [page.lines[index].text.strip() for index in places],
        _gaps(page, places),
        frozenset(at for at, index in enumerate(places) if page.lines[index].role is Role.DISPLAY),
    )


def _gaps(page: Page, places: list[int]) -> list[int]:
    """Blank lines before each of these lines."""
    gaps = []
    blanks = 0
    wanted = set(places)
    for index, line in enumerate(page.lines):
        if index in wanted:
            gaps.append(blanks)
            blanks = 0
        elif line.blank:
            blanks += 1
        else:
            blanks = max(blanks, 1)
    return gaps


def _edits(before: tuple[Line, ...], after: list[Line]) -> list[Edit]:
    """The moves as edits of the smallest ranges of lines that hold the same lines in another order."""
    edits: list[Edit] = []
    start = 0
    surplus: dict[
        tuple[object, str], int
    ] = {}  # by text too: pieces of one row of the source have the same spans
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if not surplus:
            start = index
        for line, step in ((old, 1), (new, -1)):
            key = line.spans, line.text
            surplus[key] = surplus.get(key, 0) + step
            if not surplus[key]:
                del surplus[key]
        if not surplus and before[start : index + 1] != tuple(after[start : index + 1]):
            edits.append(
                Edit(
                    "reading_order",
                    "move",
                    start,
                    before[start : index + 1],
                    tuple(after[start : index + 1]),
                    "ends and beginnings of lines fit better in this order",
                )
            )
    return edits

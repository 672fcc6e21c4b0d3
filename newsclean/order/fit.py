"""How well one line follows another in the same column, in nats (log-odds against an unrelated line of the page).

Three witnesses: how the widths of the two lines lie in the column's measure (how many em a full line holds), the wording at
the junction, and the pairs (quotes, brackets) that are open. A line ends its paragraph where the next line's first word would
still have fitted; the line after that is indented by two em.

``LAYOUT`` was counted on 8,368 true and 26,672 false successions on typeset pages as pdftotext and pdfminer dump them, the
false ones with other columns that were open nearby; the logarithms of the ratios, to a tenth. It does not depend on the page.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from .lines import Line, Marks

INDENT: Final = 2.0  # em (CLREQ 3.3.1.1: two characters)
ROUNDING: Final = 0.55  # em by which a measure that is no whole number of characters may be underrated
WIDER: Final = 0.8  # em over the measure at which a line can't be of the column
HIDDEN: Final = 3.3  # em of the measure that an indentation and a mark may hide while few lines have shown it
FULL: Final = 1.3  # em that a mark or a figure carried over may leave free at a full line's end
INDENTED: Final = 2.8  # em that an indented full line may leave free
SHORT: Final = 2.6  # em free at which a line is short whatever comes next

# Rows: the left line (ends a sentence, in a half mark, otherwise) x (full, with room for the next word, short).
# Columns: the right line is too wide, too wide while the measure is uncertain, full, as an indented line, shorter and ending
# in a mark, shorter without one.
LAYOUT: Final = (
    (
        (-2.0, -0.5, -0.2, 0.8, -2.1, -1.3),
        (-4.0, -2.5, -0.6, 1.4, -1.0, -1.2),
        (-6.0, -2.3, -1.6, 1.2, -0.7, -0.8),
    ),
    (
        (-1.0, 0.0, 0.4, 0.7, 0.9, -0.8),
        (-2.0, -1.0, 0.5, 0.5, -1.1, -2.0),
        (-4.0, -2.1, -0.5, 1.2, -0.9, -2.0),
    ),
    (
        (-3.1, 0.0, 0.6, -0.9, 0.6, -2.9),
        (-3.0, -0.5, -1.2, -0.8, 0.1, -0.2),
        (-4.6, -2.2, -0.7, 0.7, -1.3, 0.1),
    ),
)
WIDE, WIDE_EARLY, FILLED, AS_INDENTED, SHORT_ENDED, SHORT_OPEN = range(6)

WORDING_FLOOR: Final = -2.0  # rare names and figures fit badly everywhere; the wording alone forbids nothing
WORDING_CEILING: Final = 6.0
START_FLOOR: Final = -4.0  # a paragraph may begin with a rare name, hardly with 的
START_CEILING: Final = 2.0
KINSOKU: Final = -4.0  # a mark that no line begins with, where a paragraph should begin
DATELINE: Final = -5.0  # the head of another report
# What is open in the column and what the line closes or opens, by kind of pair (quotes, brackets, titles)
PAIR_FITS: Final = (0.5, 1.0, 1.5)
PAIR_JARS: Final = (-1.5, -2.0, -2.5)


Cell: TypeAlias = tuple[int, int, int]  # row (two numbers) and column of LAYOUT


def clamp(wording: float) -> float:
    """The wording's log-odds, kept within what it can be trusted to say."""
    return max(WORDING_FLOOR, min(WORDING_CEILING, wording))


def pairs(state: Marks, wants: Marks) -> float:
    """Log-odds that a line that wants these marks open or closed comes where the column has left them so."""
    score = 0.0
    for has, want, fits, jars in zip(state, wants, PAIR_FITS, PAIR_JARS):
        if want >= 0 and has >= 0:
            if has != want:
                score += jars
            elif want:
                score += fits
    return score


def carry(state: Marks, leaves: Marks) -> Marks:
    """What is open after a line."""
    a, b, c = leaves
    return (a if a >= 0 else state[0], b if b >= 0 else state[1], c if c >= 0 else state[2])


def cell(a: Line, b: Line, measure: float, indented: bool, known: bool) -> Cell:
    """Where the two lines stand in ``LAYOUT``."""
    end = 0 if a.ends_sentence else 1 if a.ends_half else 2
    used = a.width + (INDENT if indented else 0.0)
    room = (
        0 if used + b.token + ROUNDING + a.slack > measure else 1 if used + a.slack > measure - SHORT else 2
    )
    over = b.width - b.slack - measure
    free = measure - b.width - b.slack
    if over > WIDER:
        kind = WIDE if known or over > HIDDEN else WIDE_EARLY
    elif free < FULL:
        kind = FILLED
    elif free < INDENTED:
        kind = AS_INDENTED
    else:
        kind = SHORT_ENDED if b.ends_sentence or b.ends_half else SHORT_OPEN
    return end, room, kind


def opens_paragraph(at: Cell) -> bool:
    """Whether a line in this cell begins a paragraph."""
    end, room, kind = at
    return room > 0 or (end == 0 and kind == AS_INDENTED)


def layout(at: Cell) -> float:
    """The log-odds of a cell."""
    end, room, kind = at
    return LAYOUT[end][room][kind]


def succession(
    a: Line, b: Line, measure: float, indented: bool, wording: float, start: float, known: bool = True
) -> tuple[float, bool]:
    """Log-odds that b follows a in a column of this measure (em), and whether b then opens a paragraph.

    ``indented``: a is itself a paragraph's first line; ``wording``: the log-odds that b goes on where a stops; ``start``: that b
    begins a sentence; ``known``: enough lines have shown the measure.
    """
    at = cell(a, b, measure, indented, known)
    opens = opens_paragraph(at)
    score = layout(at)
    if opens:
        score += KINSOKU if b.bad_start or a.bad_end else max(START_FLOOR, min(START_CEILING, start))
    else:
        score += wording
    if b.dateline:
        score += DATELINE
    return score, opens

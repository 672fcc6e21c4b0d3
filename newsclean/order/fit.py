"""How well one line continues another in the same column, in nats (log-odds against an unrelated line).

Five witnesses: the wording at the junction, the widths against the column's measure (how many em a full line holds),
the rules of paragraphs (a line that the next line's first word would still have fitted on ends its paragraph, and the
line after it is indented by two em), what the line speaks of and what words it shares with all of the column, and the brackets
and quotes that are open.

The figures were set on the true and false successions of typeset pages; they stand together here. None depends on the page size.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from newsclean.order.lines import Line

INDENT: Final = 2.0  # em (CLREQ 3.3.1.1: two characters)
ROUNDING: Final = 0.55  # em by which a measure that is no whole number of characters may be underrated
WIDER: Final = 0.8  # em over the measure at which a line can't be of the column
NEAR_FULL: Final = 1.3  # em that a mark or a figure carried over may leave free at a line's end
NEARLY: Final = 2.6  # the same for a longer figure

WORDING_FLOOR: Final = -3.0  # rare names and figures fit badly everywhere; the wording alone forbids nothing
WORDING_CEILING: Final = 6.0
START_FLOOR: Final = -4.0  # a paragraph may begin with a rare name, hardly with 的
START_CEILING: Final = 2.0

START_WEIGHT: Final = 0.43
FULL: Final = 2.2  # the line fills the measure: so does one in three unrelated lines
LAST: Final = 2.47  # it is short, but ends a sentence
SLIGHTLY_SHORT: Final = -0.18
TOO_SHORT: Final = -0.69
TOO_WIDE: Final = -1.18
TOO_WIDE_EARLY: Final = -0.92  # the measure is known from one line only
STOPPED_SHORT: Final = -0.64  # the line before had room for it
STOPPED_AND_ENDED: Final = -1.47
ARTICLE_INSIDE: Final = -6.3

# A new paragraph after a line that: (ends a sentence, ends in a half mark, ends otherwise) x (is full, is short)
AFTER: Final = ((0.39, 1.01), (-1.77, 1.21), (-6.9, -0.89))
INDENTED: Final = 1.18
SHORT_PARAGRAPH: Final = -0.52
ODD_INDENT: Final = -0.43
NO_INDENT: Final = -4.18
ODD_PARAGRAPH: Final = -1.2
ARTICLE_AFTER: Final = -4.24

# Times the likeness of what the line and its column speak of:
SUBJECT_ON: Final = 0.44
SUBJECT_OPENS: Final = 2.99
WORDS_ON: Final = -0.16
WORDS_OPEN: Final = 0.18

# Paired marks: the line closes what the column had opened, or what it had not; leaves it open, though a paragraph begins; opens it again.
CLOSES: Final = 3.99
CLOSES_NONE: Final = -2.09
STAYS_OPEN: Final = -0.38
NEW_WITHIN: Final = -1.32
OPENS_TWICE: Final = -1.09
FIRST_CLOSES: Final = -1.63

# A column's first line, as against any line of it:
FIRST_OF_SENTENCE: Final = 0.24  # times the wording's log-odds that it begins a sentence
FIRST_OF_ARTICLE: Final = 4.68
FIRST_LEADS: Final = 3.0  # it begins as articles do: 近日
FIRST_BAD_START: Final = -2.74
FIRST_ENDS: Final = 0.39  # it ends a sentence
FIRST_SHOWN: Final = 0.86  # it has no marks of running text

SURE_SCRIPTS: Final = 3  # product of the two lines' characters that only one script has
OTHER_SCRIPT: Final = -2.72  # one line is traditional, the other simplified; few cases to fit it on
NEVER: Final = -30.0


class Kinship(NamedTuple):
    """What a line has in common with all lines of a column so far."""

    subject: float = 0.0  # cosine of their topics, from -1 to 1
    words: float = 0.0  # log-odds by the bigrams that both have
    open: int = -1
    """Bits of the paired marks that the column leaves open (see `lines.left_open`); -1: not known."""


STRANGERS: Final = Kinship()


def clamp(wording: float) -> float:
    """The wording's log-odds, kept within what it can be trusted to say."""
    return max(WORDING_FLOOR, min(WORDING_CEILING, wording))


def clamp_start(start: float) -> float:
    """The same for the wording's log-odds that a line begins a sentence."""
    return max(START_FLOOR, min(START_CEILING, start))


def goes_on(a: Line, b: Line, measure: float, indented: bool, wording: float, known: bool) -> float:
    """Log-odds that b goes on with a's paragraph; ``indented``: a is a paragraph's first line; ``known``: the measure is certain."""
    used = a.width + (INDENT if indented else 0.0)
    score = wording
    if used + b.token + ROUNDING + a.slack <= measure:
        score += STOPPED_AND_ENDED if a.ends_sentence else STOPPED_SHORT
    free = measure - b.width - b.slack
    if b.width - b.slack > measure + WIDER:
        score += TOO_WIDE if known else TOO_WIDE_EARLY
    elif free < NEAR_FULL:
        score += FULL
    elif b.ends_sentence or b.ends_half:
        score += LAST
    else:
        score += SLIGHTLY_SHORT if free < NEARLY else TOO_SHORT
    return score + (ARTICLE_INSIDE if b.begins_article and not (a.pauses and b.salutes) else 0.0)


def opens(a: Line, b: Line, measure: float, indented: bool, start: float) -> float:
    """Log-odds that b opens the paragraph after the one that a ends; ``start``: the wording's that b begins a sentence."""
    if b.bad_start or a.bad_end:
        return NEVER
    used = a.width + (INDENT if indented else 0.0)
    short = used + NEARLY + a.slack < measure
    score = AFTER[0 if a.ends_sentence else 1 if a.ends_half else 2][short]
    free = measure - INDENT - b.width
    if free < -WIDER - b.slack:
        score += NO_INDENT
    elif free < NEAR_FULL + b.slack:
        score += INDENTED
    elif b.ends_sentence or b.ends_half:
        score += SHORT_PARAGRAPH
    else:
        score += ODD_INDENT if free < NEARLY else ODD_PARAGRAPH
    return score + START_WEIGHT * clamp_start(start) + (ARTICLE_AFTER if b.begins_article else 0.0)


def paired(b: Line, open_: int, paragraph: bool) -> float:
    """Log-odds by the marks that come in pairs, given the bits of those left open; ``paragraph``: b begins one."""
    if open_ < 0:
        return 0.0
    score = 0.0
    if b.closed:
        score += CLOSES if b.closed & open_ == b.closed else CLOSES_NONE
    elif open_:
        score += NEW_WITHIN if paragraph else STAYS_OPEN
    if b.opened & open_:
        score += OPENS_TWICE
    return score


def opening(line: Line, start: float) -> float:
    """Log-odds that a line is the first of its column, or of a part of it; ``start``: the wording's that it begins a sentence."""
    score = FIRST_OF_SENTENCE * clamp_start(start)
    if line.begins_article:
        score += FIRST_OF_ARTICLE
    if line.leads and not line.begins_article:
        score += FIRST_LEADS
    if line.bad_start:
        score += FIRST_BAD_START
    if line.ends_sentence:
        score += FIRST_ENDS
    if line.closed:
        score += FIRST_CLOSES
    return score if line.runs else score + FIRST_SHOWN


def succession(
    a: Line,
    b: Line,
    measure: float,
    indented: bool,
    wording: float,
    start: float,
    known: bool = True,
    kin: Kinship = STRANGERS,
) -> tuple[float, bool]:
    """Log-odds that b follows a in a column of this measure, and whether b then opens a paragraph."""
    on = (
        goes_on(a, b, measure, indented, wording, known)
        + SUBJECT_ON * kin.subject
        + WORDS_ON * kin.words
        + paired(b, kin.open, False)
    )
    new = (
        opens(a, b, measure, indented, start)
        + SUBJECT_OPENS * kin.subject
        + WORDS_OPEN * kin.words
        + paired(b, kin.open, True)
    )
    if a.script * b.script <= -SURE_SCRIPTS:
        on, new = on + OTHER_SCRIPT, new + OTHER_SCRIPT
    return (new, True) if new > on else (on, False)

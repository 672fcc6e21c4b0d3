"""Where paragraphs begin and end: the cheapest reading of a page's lines as set columns.

A compositor fills lines to a measure, indents a paragraph's first line by two characters, and leaves its last line
short. So every line is one of: FIRST line of a paragraph (measure less indent), MIDDLE (full), LAST (any width), ONE
(a paragraph of one line), DISPLAY (set apart). Which, and at what measure, is found for all lines of a page at once by
dynamic programming (Viterbi) over costs in nats: how far a width is from what its kind wants, how the line begins and
ends, whether blank lines stand where the page's paragraphs have them. Time is linear in the lines: a line has at most
MOST_MEASURES candidate measures, taken from its neighbours (`newsclean.layout.candidates`).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from math import inf

from msgspec import Struct

from newsclean.layout.candidates import REACH, candidates
from newsclean.layout.costs import (
    NO_INDENT,
    Clue,
    Company,
    fixed_costs,
    in_quotes,
    in_turns,
    indent_costs,
    shaped_costs,
    start_costs,
)
from newsclean.layout.kinsoku import cost_of_room, following
from newsclean.layout.measure import end_class, width
from newsclean.layout.search import Widths, cheapest
from newsclean.options import Options
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.salutations import is_salutation


class Kind(IntEnum):
    """What a line is in its column."""

    FIRST = 0
    MIDDLE = 1
    LAST = 2
    ONE = 3
    DISPLAY = 4


_KINDS = tuple(Kind)


class Reading(Struct, frozen=True):
    """What the line is, and the measure of its column, em."""

    kind: Kind
    measure: float


LEAST_MEASURE, FLUSH_LEAST = 7.0, 5
"""Em of the narrowest column, and lines, from which one tells that a page indents no paragraph."""
LEAST_SPREAD, MOST_SPREAD = 1.5, 1.6
"""Em by which justification makes a line wider than its characters, for this to tell more than squeezed marks do; and how many
times at the most."""
INDENT_UNEVEN = 0.25
"""Em by which an indent may seem to differ from its size."""
MOST_HEAD, SHORT_HEAD, NARROW_HEAD, STATED = 3, 0.9, 0.7, frozenset("。；：:;…）")
"""Lines of a head that may be read as a paragraph, the share of the column that they fill at most, over what only heads stand over and over
any text, and how text ends that is none: on 174 dumps in order two lines over other text were taken for a head, rightly."""
BYLINE_LINES = 6
"""Of a byline and the text behind it, of which the widest shows the column: names are set wide."""
DASHES = ("——", "──", "－－")
"""What a deck begins with that goes on with the headline over it."""
MOST_DISPLAY, NEAR = 5, 12
"""Display lines between such lines and what they stand over, and lines above them among which the text before them is looked for."""
FEWEST_FULL = 2
"""Of the four lines around one, how many must be as wide for it to be set to a measure."""
LAST_LINES = 8
"""Of a page, of which the widest shows what fills the column."""


def read_columns(clues: Sequence[Clue], options: Options) -> list[Reading]:
    """The kind and measure of every line.

    >>> from newsclean.options import DEFAULT
    >>> lines = ["一场春雨一场暖，三月八日", "山乡植树造林动员大会开幕，大", "家一齐动手。", "连年来，各村坚持以造林护", "坡保住水土，广种果树。"]
    >>> [reading.kind.name for reading in read_columns([Clue(line) for line in lines], DEFAULT)]
    ['FIRST', 'MIDDLE', 'LAST', 'FIRST', 'LAST']
    """
    if not clues:
        return []
    bare = [width(clue.text) for clue in clues]
    widths = _justified(bare, clues, options.indent)
    ends = [end_class(clue.text.rstrip()) for clue in clues]
    measures = candidates(widths)
    carried = following([clue.text for clue in clues])
    starts = start_costs(clues, ends)
    # how wide the text of a spread line is says nothing of its indent
    indents = [
        (begin - NO_INDENT * (wide > own), go_on)
        for (begin, go_on), wide, own in zip(indent_costs(clues), widths, bare, strict=True)
    ]
    indent = 0.0 if _flush(widths, ends, measures) else options.indent
    had_room = cost_of_room(widths, carried, measures)
    lines = [
        fixed_costs(clue, wide, end, start, own, company)
        for clue, wide, end, start, own, company in zip(
            clues,
            widths,
            ends,
            starts,
            indents,
            _companies(clues, widths, ends, carried, options),
            strict=True,
        )
    ]

    def shaped(short: float, squeeze: float, after: float) -> Widths:
        return shaped_costs(short, squeeze, after, options.odd_width, indent, had_room)

    found = cheapest(measures, lines, shaped, options.measure_change)
    kinds = _with_heads(
        [_KINDS[kind] for kind, _ in found], clues, widths, [own for _, own in found], options
    )
    return [Reading(kind, own) for kind, (_, own) in zip(kinds, found, strict=True)]


def _with_heads(
    kinds: list[Kind],
    clues: Sequence[Clue],
    widths: Sequence[float],
    measures: Sequence[float],
    options: Options,
) -> list[Kind]:
    """The kinds, those lines shown that were read as a paragraph and are a head."""
    for at, clue in enumerate(clues):
        begins = kinds[at] in (Kind.FIRST, Kind.ONE)
        heads = (
            clue.opens
            or _is_dashed(clue.text, kinds[at])
            or (clue.display and is_author_line(clue.text, options))
            or (begins and is_salutation(clue.text))
        )
        if not heads and not (begins and clue.gap is not None):
            continue
        full = max(measures[at], *widths[at : at + BYLINE_LINES]) if heads else measures[at]
        above = _head_above(at, clues, kinds, widths, (SHORT_HEAD if heads else NARROW_HEAD) * full)
        if not above and heads:
            above = _head_over_head(at, clues, kinds, widths, measures, SHORT_HEAD * full)
        if heads or len(above) > 1:  # one line may be what somebody says
            kinds[above.start : above.stop] = [Kind.DISPLAY] * len(above)
    return kinds


def _companies(
    clues: Sequence[Clue],
    widths: Sequence[float],
    ends: Sequence[str],
    carried: Sequence[float],
    options: Options,
) -> list[Company]:
    """What the lines around each line say of it."""
    turns = in_turns(clues)
    fills = widths[-1] + options.indent >= max(widths[-LAST_LINES:])
    found = [
        Company(after, turns, full, stated=before == ".", quoted=quoted)
        for after, full, before, quoted in zip(
            carried, _set_full(widths), ["", *ends[:-1]], in_quotes(clues), strict=True
        )
    ]
    return [*found[:-1], found[-1]._replace(closes=fills)]


def _head_above(
    at: int, clues: Sequence[Clue], kinds: Sequence[Kind], widths: Sequence[float], most: float
) -> range:
    """The lines right above a byline, a deck with a dash, an author line, a salutation or a text that were read as a paragraph and are a head. Over all but
    the first two, which stand under texts too, something else of the head stands above.

    茶山通了公交车， / 乡亲怎么说？ / 本报讯（记者 …）
    """
    found = _unstated(at, clues, kinds, widths, most)
    below = clues[at].opens or _is_dashed(clues[at].text, kinds[at])
    headed = below or (found.start > 0 and kinds[found.start - 1] is Kind.DISPLAY)
    return found if headed else range(0)


def _is_dashed(text: str, kind: Kind) -> bool:
    """Whether a display line is a deck with a dash before it: ——访农技站站长."""
    return kind is Kind.DISPLAY and text.startswith(DASHES)


def _head_over_head(
    at: int,
    clues: Sequence[Clue],
    kinds: Sequence[Kind],
    widths: Sequence[float],
    measures: Sequence[float],
    most: float,
) -> range:
    """The same over the display lines that stand above a byline, an author line or a salutation, or where the page begins. None of these lines fills the
    column of the text before them either.

    茶乡直击 / 茶山通了公交车， / 乡亲说方便 / 首班车清早五点发出 / 本报记者 …
    """
    top = at
    while top and at - top < MOST_DISPLAY and kinds[top - 1] is Kind.DISPLAY:
        top -= 1
    found = _unstated(top, clues, kinds, widths, most)
    first = found.start
    near = range(first - 1, max(-1, first - 1 - NEAR), -1)
    before = next((measures[other] for other in near if kinds[other] is not Kind.DISPLAY), inf)
    headed = clues[at].opens or first == 0 or kinds[first - 1] is Kind.DISPLAY
    return found if headed and all(widths[line] <= SHORT_HEAD * before for line in found) else range(0)


def _unstated(
    at: int, clues: Sequence[Clue], kinds: Sequence[Kind], widths: Sequence[float], most: float
) -> range:
    """The paragraph right above a line if it is of a few lines, none wider than `most` em, and none with the end of a statement in it."""
    first = at
    while at - first <= MOST_HEAD and first and kinds[first - 1] is not Kind.DISPLAY:
        clue = clues[first - 1]
        stated = clue.text[-1] in STATED and not (first < at and clue.text[-1] in "：:")
        if clue.opens or clue.running or stated or "。" in clue.text or widths[first - 1] > most:
            break
        first -= 1
    whole = first < at and at - first <= MOST_HEAD and kinds[first] in (Kind.FIRST, Kind.ONE)
    return range(first, at) if whole else range(0)


def _justified(widths: list[float], clues: Sequence[Clue], indent: float) -> list[float]:
    """The widths, those of justified lines taken to be what most lines near them that are wider have, unless these are wider by
    just an indent."""
    found = widths.copy()
    for at, clue in enumerate(clues):
        own = widths[at]
        if clue.justified and own >= LEAST_MEASURE:
            near = widths[max(0, at - REACH) : at] + widths[at + 1 : at + 1 + REACH]
            wider = [wide for wide in near if own + LEAST_SPREAD <= wide <= own * MOST_SPREAD]
            most = max(wider, key=lambda wide: (wider.count(wide), wide), default=own)
            indented = abs(most - indent - own) <= INDENT_UNEVEN
            if near.count(most) >= FEWEST_FULL and not indented:
                found[at] = most
    return found


def _flush(widths: Sequence[float], ends: Sequence[str], candidates: Sequence[Sequence[float]]) -> bool:
    """Whether the page sets paragraphs without indent: full lines follow short ones that end a sentence."""
    flush = indented = 0
    for at in range(1, len(widths)):
        measure = candidates[at - 1][0]
        if ends[at - 1] != "." or widths[at - 1] > measure - 2.5 or measure < LEAST_MEASURE:
            continue
        short = measure - widths[at]
        flush += -0.5 <= short <= 0.5
        indented += 1.5 <= short <= 2.5
    return flush >= FLUSH_LEAST and flush > 3 * indented


def _set_full(widths: Sequence[float]) -> list[bool]:
    """For every line whether it is as wide as lines around it, as in a column that is set to a measure."""
    found = []
    for at, wide in enumerate(widths):
        same = 0
        if wide >= LEAST_MEASURE:
            for other in (*widths[max(0, at - 2) : at], *widths[at + 1 : at + 3]):
                same += -0.5 <= other - wide <= 0.5
        found.append(same >= FEWEST_FULL)
    return found

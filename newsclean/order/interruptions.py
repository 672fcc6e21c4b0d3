"""Heads that stand in the midst of a sentence, on a page whose lines are otherwise in order.

Where columns are written one after the other, a headline over the second one comes between a sentence's beginning and its
end. A few short lines without the marks of running text are such a head where the line before breaks off, and goes on far better with
the line after them than with them. They go before the column's first line: a head of this article or the next, as its words will tell.
"""

from __future__ import annotations

from typing import Final

from newsclean.order.evidence import Evidence
from newsclean.order.lines import Outline
from newsclean.order.natural import MIN_WIDTH, SHOWN_LINES

FITS: Final = 2.0  # nats: wording of the sentence over the head, at the least
BETTER: Final = 2.0  # nats by which that is better than the wording at either end of the head
FULL: Final = 1.5  # em by which a full line may differ from its column's measure
SHORT: Final = 0.8  # share of the measure that a head's line has at the most
REACH: Final = 200  # lines back in which the column's first is looked for


def without_interruptions(page: Evidence) -> list[int]:
    """The lines' numbers, heads that interrupt a sentence put before the column that they interrupt."""
    order = list(range(len(page.outlines)))
    line = 1
    while line < len(page.outlines) - 1:
        stop = _end(page, line)
        if stop is None:
            line += 1
            continue
        first = _first(page, line - 1)
        order[first:stop] = [*order[line:stop], *order[first:line]]
        line = stop + 1
    return order


def _end(page: Evidence, start: int) -> int | None:
    """The line after a head that interrupts a sentence and begins with line `start`; None where none does."""
    lines = page.outlines
    before = lines[start - 1]
    if before.ends_sentence or before.ends_half or not (before.runs or lines[max(0, start - 2)].runs):
        return None
    if _is_text(lines[start]):
        return None  # before the measure, which costs more than all else here
    measure = _measure(page, start - 1)
    if measure is None:
        return None
    stop = start
    while stop < len(lines) and stop - start < SHOWN_LINES and _may_be_head(page, stop, measure):
        stop += 1
    for end in range(min(stop, len(lines) - 1), start, -1):
        if lines[end].begins_article or (not lines[end].ends_sentence and _measure(page, end) is None):
            continue
        over = page.wording(start - 1, end)
        least = over - BETTER
        if over >= FITS and page.wording(start - 1, start) <= least and page.wording(end - 1, end) <= least:
            return end
    return None


def _measure(page: Evidence, at: int) -> float | None:
    """The measure (em) of the column that a full line stands in; None for other lines."""
    line = page.outlines[at]
    own = line.width - line.slack
    if line.width < MIN_WIDTH:
        return None
    return min((m for m in page.measures(at) if abs(m - own) <= FULL), default=None)


def _may_be_head(page: Evidence, at: int, measure: float) -> bool:
    line = page.outlines[at]
    return not _is_text(line) and line.width <= SHORT * measure


def _is_text(line: Outline) -> bool:
    return line.runs or line.begins_article or line.bad_start


def _first(page: Evidence, at: int) -> int:
    """The first line of the article that a line stands in, as far as that shows: after a head of two lines, or the byline."""
    least = max(0, at - REACH)
    while at > least and not page.outlines[at].begins_article:
        if at > 1 and _is_shown(page, at - 1) and _is_shown(page, at - 2):
            break
        at -= 1
    return at


def _is_shown(page: Evidence, at: int) -> bool:
    """Whether a line is none of running text, and the next one does not go on with it."""
    line = page.outlines[at]
    text = line.runs or line.ends_sentence or line.ends_half or _measure(page, at) is not None
    return not text and page.wording(at, at + 1) < 0

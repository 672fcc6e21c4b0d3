"""Is the order of a page natural? The cheap question asked before, and the strict one after.

In natural order a line that stops inside a sentence is gone on with by the next line, save at the ends of frames. Where columns
are interleaved it never is. So the mean wording of such junctions over a dozen lines tells the two apart, though the rest of the page be in order.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from newsclean.order.evidence import Evidence

WINDOW: Final = 12  # junctions: a row of columns or two
SUSPECT: Final = -1.0  # nats, mean of a window, at the most
# Of 166 natural dumps of typeset pages 22 have such a window, of 332 torn ones 328.
FEW: Final = 8  # junctions of a text too short for a window, at the least
GAIN: Final = 20.0  # nats that a new order must bring on all junctions together
LEAST_GAIN: Final = 0.2  # and on the mean, of however many
MOST_GAIN: Final = 1.0  # what is enough on the mean, of however few
# Of 66 natural dumps with such a window none gains 16, of 328 torn ones all gain 28 (and of 18 short texts in order none 0.9 on the mean).
READABLE: Final = -0.3  # and what it must reach: a page of misread characters (OCR) reads badly in any order
SHOWN_LINES: Final = 3  # of a head's frame, at the most
MIN_WIDTH: Final = 6.0  # em; shorter lines are headings, lists and ends of paragraphs


def junctions(page: Evidence, order: Sequence[int], heads: Set[int] = frozenset()) -> list[float]:
    """The wording of the junctions at which a sentence is unfinished; `heads`: lines that are known to be a head's, which begin none."""
    lines = page.outlines
    return page.glance(
        [
            (a, b)
            for a, b in zip(order, order[1:], strict=False)
            if lines[a].width >= MIN_WIDTH
            and not lines[a].ends_sentence
            and not lines[b].begins_article
            and a not in heads
        ]
    )


def suspect(values: Sequence[float]) -> bool:
    """Whether some stretch of junctions looks interleaved.

    >>> suspect([3.0] * 60 + [-2.0] * 12), suspect([3.0] * 60 + [-2.0] * 5)
    (True, False)
    """
    if len(values) <= WINDOW:
        return len(values) >= FEW and sum(values) < SUSPECT * len(values)
    total = sum(values[:WINDOW])
    for old, new in zip(values, values[WINDOW:], strict=False):
        if total < SUSPECT * WINDOW:
            return True
        total += new - old
    return total < SUSPECT * WINDOW


def better(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether the new order is so much better that the page must have been out of order.

    >>> [better([1.0] * count, [1.3] * count) for count in (20, 80)]  # a few junctions must gain more
    [False, True]
    """
    if len(after) < FEW:
        return False
    mean = sum(after) / len(after)
    gain = min(MOST_GAIN, max(LEAST_GAIN, GAIN / len(after)))
    return mean > READABLE and mean > sum(before) / max(1, len(before)) + gain

"""Is the order of a page natural? The cheap question asked before, and the strict one after.

In natural order a line that stops inside a sentence is gone on with by the next line, save at the ends of frames. Where columns
are interleaved it never is. So the mean wording of such junctions tells the two apart within a dozen lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .evidence import Evidence

WINDOW: Final = 12  # junctions: a row of columns or two
SUSPECT: Final = (
    -0.8
)  # nats, mean of a window. Natural pages have windows down to -1.2, interleaved ones below -1.5
GAIN: Final = 0.3  # nats a junction that a new order must bring on the page's mean
MIN_WIDTH: Final = 6.0  # em; shorter lines are headings, lists and ends of paragraphs


def junctions(page: Evidence, order: Sequence[int]) -> list[float]:
    """The wording of the junctions at which a sentence is unfinished."""
    lines = page.lines
    return page.glance(
        [
            (a, b)
            for a, b in zip(order, order[1:], strict=False)
            if lines[a].width >= MIN_WIDTH and not lines[a].ends_sentence and not lines[b].dateline
        ]
    )


def suspect(values: Sequence[float]) -> bool:
    """Whether some stretch of junctions looks interleaved."""
    if len(values) <= WINDOW:
        return False  # too few to tell; text whose paragraphs are whole has hardly any
    total = sum(values[:WINDOW])
    for old, new in zip(values, values[WINDOW:], strict=False):
        if total < SUSPECT * WINDOW:
            return True
        total += new - old
    return total < SUSPECT * WINDOW


def better(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether the new order is so much better that the page must have been out of order."""
    return bool(after) and sum(after) / len(after) > sum(before) / max(1, len(before)) + GAIN

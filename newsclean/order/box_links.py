"""Which box of a misread page goes on where another stops.

Inside a sentence three things tell it: the box before stops with a full line and no mark, this one begins with a full line,
and the wording at the junction fits. None is sure where characters are misread; but few boxes of a page stop or begin so, and
of all pairs the best are taken first. Else a box goes on with its neighbour in the dump, as far as that reads well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp, log, log1p
from operator import mul
from typing import Final

from msgspec import Struct

from newsclean.assembly.vocabulary import cohesion
from newsclean.order.box_weights import NEIGHBOURS
from newsclean.order.boxes import Box
from newsclean.order.evidence import Evidence
from newsclean.order.fit import WORDING_CEILING, clamp_start

# Log-odds (nats).
OPEN: Final = {"full": 3.0, "full ended": -1.0, "half": -1.0, "short": 0.0, "short ended": -4.0}
"""That a box which ends so stops inside a paragraph: recognizers lose the full stop at a line's end."""
GOES_ON: Final = {"indented": -2.0, "flush": 2.0, "ragged": 0.0, "unknown": 0.0}
"""That a box which begins so goes on with a paragraph."""
BAD_START: Final = 4.0  # its first line begins with a mark that no line may begin with
STARTS: Final = -0.5  # times the wording's log-odds that it begins a sentence
STARTS_MOST: Final = 4.0
SUBJECT: Final = 2.0  # times the likeness of two topics, for the next paragraph
NEXT: Final = 2.5  # it is the next box of the dump
FAR, BACK = -0.5, -0.7  # times ln(1 + boxes of text on or back); it stands before
SAME, NEARLY, OTHER, FAR_OTHER = 0.5, 0.0, -2.0, -4.0  # by the two measures, where both are known
UNSURE: Final = -1.5  # they differ, and one of them is not known
KEPT: Final = -1.5  # from which on a box goes on with the box before it
MOVED: Final = 1.5  # and with another one, inside a paragraph
MOVED_OPENS: Final = 3.0  # or with the next paragraph
ORPHANS: Final = 0.0  # or inside one, where both have no better
CLASSES: Final = (0.6, 1.3, 2.2, 4.0)  # em between two measures
REACH: Final = 80  # boxes of text: a broadsheet page has no more


class Link(Struct, frozen=True, order=True):
    """Box `right` goes on where box `left` stops, inside a paragraph or with the next one."""

    odds: float
    left: int
    right: int
    inside: bool


def successors(page: Evidence, texts: Sequence[Box], heads: Sequence[int]) -> dict[int, Link]:
    """For boxes that another one goes on with, that one; `heads`: how many shown boxes stand before each."""
    after: dict[int, Link] = {}
    first = list(range(len(texts)))  # of the chain that ends with a box
    last = list(range(len(texts)))  # of the chain that begins with it
    taken: set[int] = set()
    every = _links(page, texts, heads)
    for orphans in (False, True):
        for link in every:
            left, right = link.left, link.right
            if left in after or right in taken or first[left] == right or link.odds <= _least(link, orphans):
                continue
            after[left] = link
            taken.add(right)
            start, end = first[left], last[right]
            last[start], first[end] = end, start
    return after


def _least(link: Link, orphans: bool) -> float:
    if link.right == link.left + 1:
        return KEPT
    if not link.inside:
        return MOVED_OPENS
    return ORPHANS if orphans else MOVED


def _links(page: Evidence, texts: Sequence[Box], heads: Sequence[int]) -> list[Link]:
    """All pairs that may go on, the best first."""
    found = []
    for x, left in enumerate(texts):
        for y in range(max(0, x - REACH), min(len(texts), x + REACH + 1)):
            if x == y or page.lines[texts[y].start].begins_article:
                continue
            odds, inside = _score(page, left, texts[y])
            if y == x + 1:
                odds += NEXT if inside or not heads[y] else 0.0
            else:
                odds += FAR * log1p(abs(y - x)) + (BACK if y < x else 0.0)
            if odds > KEPT:
                found.append(Link(odds, x, y, inside))
    return sorted(found, reverse=True)


def _score(page: Evidence, left: Box, right: Box) -> tuple[float, bool]:
    """Log-odds that one box goes on where another stops, wherever they stand, and whether inside a paragraph."""
    starts = max(-STARTS_MOST, min(STARTS_MOST, page.starts[right.start]))
    goes_on = GOES_ON[right.begins] + STARTS * starts + BAD_START * page.lines[right.start].bad_start
    on = _log_share(OPEN[left.end]) + _log_share(goes_on)
    new = _log_share(-OPEN[left.end]) + _log_share(-goes_on)
    if on + WORDING_CEILING > new:
        on += page.wording(left.last, right.start)
    if on > new:
        return on + _measures(left, right), True
    return new + _measures(left, right) + SUBJECT * sum(map(mul, left.topic, right.topic)), False


def _log_share(odds: float) -> float:
    """The logarithm of a probability, given as log-odds."""
    return -log1p(exp(-odds))


def _measures(left: Box, right: Box) -> float:
    apart = _class(left, right)
    if left.known and right.known:
        return (SAME, NEARLY, OTHER, FAR_OTHER, FAR_OTHER)[apart]
    return UNSURE if apart > 1 else 0.0


def _class(left: Box, right: Box) -> int:
    return sum(abs(left.measure - right.measure) > limit for limit in CLASSES)


def neighbours(page: Evidence, texts: Sequence[Box], heads: Sequence[int]) -> list[float]:
    """Log-odds for every box of text that it is of one article with the one before; 0 for the first."""
    return [
        0.0,
        *(
            sum(NEIGHBOURS.get(sign, 0.0) * value for sign, value in found.items())
            for found in neighbour_signs(page, texts, heads)
        ),
    ]


def neighbour_signs(page: Evidence, texts: Sequence[Box], heads: Sequence[int]) -> Iterator[dict[str, float]]:
    """For every box of text but the first, what speaks for its being of one article with the one before, and against it."""
    count: Counter[str] = Counter()
    for box in texts:
        count.update(box.words)
    for left, right, between in zip(texts, texts[1:], heads[1:], strict=False):
        line = page.lines[right.start]
        state = {"full": "open", "short": "short", "half": "half"}.get(left.end, "ended")
        yield {
            "any": 1.0,
            f"{left.end}, {right.begins}": 1.0,
            f"wording, {state}": page.wording(left.last, right.start),
            f"start, {state}": clamp_start(page.starts[right.start]) / 2,
            f"measures {_class(left, right)} by {left.known + right.known}": 1.0,
            "topic": sum(map(mul, left.topic, right.topic)),
            "log words": log(0.02 + cohesion([left.words], [right.words], count)),
            "begins article": float(line.begins_article),
            "one line": float(right.stop - right.start == 1),
            "left one line": float(left.stop - left.start == 1),
            f"{min(2, between)} heads, {state}": 1.0,
            "bad start": float(line.bad_start),
        }

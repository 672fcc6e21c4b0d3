"""Pages that a recognizer of characters read (OCR): whole boxes of text put in order, rather than lines.

A recognizer reads a column's lines in their order, but cuts it where a headline, a picture or a neighbour comes near, and
writes the boxes in an order of its own, with an empty line between. And the wording is misread here and there, so that no single
junction is sure. So boxes are linked that surely go on (`box_links`); what they make is grouped to articles by all it has in common,
as torn columns are (`grouping`), in the order of the dump; and heads stay over the box that they stand over, or go to the group whose words they share (`box_heads`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from newsclean.order import grouping
from newsclean.order.box_heads import END, Slot, settle
from newsclean.order.box_links import Link, neighbours, successors
from newsclean.order.box_weights import PIECES
from newsclean.order.boxes import Box, boxes, texts_of
from newsclean.order.evidence import Evidence
from newsclean.order.links import Piece, goes_on, measure_of
from newsclean.order.result import Order

FEWEST: Final = 3  # boxes of text; with fewer there is no order to mend
LINES: Final = 1.5  # lines of a box on the mean; where an empty line follows every line there are no boxes
# Nats.
TOGETHER: Final = 2.0  # a box and the one before it are surely of one article
SURE: Final = 3.0  # it surely goes on with its sentence


class Chains:
    """Boxes of text that surely go on with each other, made pieces, in the order of the dump."""

    def __init__(self, page: Evidence) -> None:
        found = boxes(page)
        self.texts, shown = texts_of(found)
        self.heads = [_piece(page, [box]) for own in shown for box in own]
        self.next_box = [x for x, own in enumerate(shown) for _ in own]  # of text, for every head
        counts = list(map(len, shown))
        self.near = neighbours(page, self.texts, counts)
        after = {x: link for x, link in successors(page, self.texts, counts).items() if self._holds(link)}
        joined = {link.right for link in after.values()}
        self.inside = frozenset(link.right for link in after.values() if link.inside)
        self.chains = [[x] for x in range(len(self.texts)) if x not in joined]
        for chain in self.chains:
            while chain[-1] in after:
                chain.append(after[chain[-1]].right)
        self.parts = [_piece(page, [self.texts[x] for x in chain]) for chain in self.chains]

    def _holds(self, link: Link) -> bool:
        natural = link.right == link.left + 1
        return not natural or self.near[link.right] >= TOGETHER or (link.inside and link.odds > SURE)

    def follows(self, left: int, right: int) -> bool:
        """Whether a piece begins right after another one's end in the dump, heads apart."""
        return self.chains[right][0] == self.chains[left][-1] + 1

    def signs(self, page: Evidence) -> Iterator[tuple[int, int, dict[str, float]]]:
        """For every pair of pieces what speaks for one article and against it."""
        for x, y, found in grouping.signs(self.parts, page):
            for left, right in ((x, y), (y, x)):
                if self.follows(left, right):
                    found["beside"] = 1.0
                    found["near"] = self.near[self.chains[right][0]]
            yield x, y, found


def _piece(page: Evidence, own: Sequence[Box]) -> Piece:
    lines = tuple(j for box in own for j in range(box.start, box.stop))
    return Piece(lines, measure_of([page.lines[j].width - page.lines[j].slack for j in lines]), False)


def box_order(page: Evidence) -> Order | None:
    """The order of a misread page's lines; None where it has too few boxes."""
    if len(page.lines) < LINES * page.boxed.count(False):
        return None
    chains = Chains(page)
    if len(chains.texts) < FEWEST:
        return None
    parts = chains.parts
    groups = grouping.group(parts, page, chains.signs(page), PIECES)
    groups.sort(key=lambda own: min(parts[x].lines[0] for x in own))
    places = settle(
        chains.heads,
        chains.next_box,
        chains.texts,
        [[box for x in own for box in chains.chains[x]] for own in groups],
        chains.inside,
        page,
    )
    lines: list[int] = []
    numbers: list[int] = []
    breaks: set[int] = set()

    def shown(slot: Slot) -> bool:
        """Puts the heads of a place; whether there are any."""
        for number in places.get(slot, ()):
            breaks.add(len(lines))
            lines.extend(chains.heads[number].lines)
        return slot in places

    for number, own in enumerate(groups):
        before = None
        for x in own:
            reads_on = _reads_on(chains, before, x, page)
            for at, box in enumerate(chains.chains[x]):
                if shown(Slot(number, box)) or (not at and not reads_on):
                    breaks.add(len(lines))
                lines += range(chains.texts[box].start, chains.texts[box].stop)
            before = x
        shown(Slot(number, END))
        numbers += [number + 1] * (len(lines) - len(numbers))
    breaks.discard(0)
    heads = frozenset(j for head in chains.heads for j in head.lines)
    return Order(tuple(lines), frozenset(breaks), (1.0,) * len(lines), tuple(numbers), heads)


def _reads_on(chains: Chains, before: int | None, piece: int, page: Evidence) -> bool:
    if before is None:
        return False
    return chains.follows(before, piece) or goes_on(chains.parts[before], chains.parts[piece], page)

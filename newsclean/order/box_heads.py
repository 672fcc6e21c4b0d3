"""Where heads go between the boxes of text of a misread page that is put in order.

A head stands over its text, and a recognizer of characters writes both one after the other where no neighbour comes near. So a
head may stay over the box that it stands over in the dump, in the midst of a group too (a subhead, or the head of an article that
was taken for one with another), where a sentence may end; or it goes to the beginning or the end of a group whose words
it shares, as on torn pages (`display`). The best choice for all heads together is found by the Viterbi algorithm.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log1p
from operator import mul
from typing import Final, NamedTuple, TypeAlias

from newsclean.assembly.vocabulary import Vocabulary, bigrams
from newsclean.order.boxes import Box
from newsclean.order.display import DISTANCE, INSIDE, SUBJECT, best_before, distance, nearest, together
from newsclean.order.evidence import Evidence
from newsclean.order.links import Piece

# Nats.
OVER: Final = 1.5  # it stays over the box that follows it in the dump: at 1, 2 and 3 as many headlines are right, at -1 one in 100 fewer
UNDER: Final = -2.0  # or under the one that it follows
END: Final = -1


class Slot(NamedTuple):
    """A place for heads: before a box of text, or (END) after the last one of a group."""

    group: int
    box: int


_Trail: TypeAlias = "tuple[Slot, _Trail] | None"


def settle(
    heads: Sequence[Piece],
    next_box: Sequence[int],
    texts: Sequence[Box],
    groups: Sequence[Sequence[int]],
    fixed: frozenset[int],
    page: Evidence,
) -> dict[Slot, list[int]]:
    """The heads by their places, each place's in the order of the dump.

    `next_box` has for every head the box of text that follows it in the dump, `groups` the boxes of every group in their order,
    `fixed` the boxes that go on with the sentence of the one before.
    """
    own = [[j for x in boxes for j in range(texts[x].start, texts[x].stop)] for boxes in groups]
    spans = [(min(lines), max(lines)) for lines in own]
    edges = sorted({(at, g) for g, span in enumerate(spans) for at in span})
    vocabulary = Vocabulary([bigrams("\n".join(page.texts[j] for j in lines)) for lines in own])
    topics = [page.topic(lines) for lines in own]
    over, under = _neighbours(texts, groups, fixed)
    ways: dict[Slot, tuple[float, _Trail]] = {}
    before: Piece | None = None
    for head, x in zip(heads, next_box, strict=True):
        at = head.lines[0]
        places: dict[Slot, float] = {}
        for g in nearest(edges, spans, at):
            first, last = spans[g]
            score = DISTANCE * log1p(distance(spans[g], at)) + INSIDE * (first < at < last)
            places[Slot(g, END if at - first > last - at else groups[g][0])] = score
        for slot, stays in ((over.get(x), OVER), (under.get(x - 1), UNDER)):
            if slot is not None:
                places[slot] = max(places.get(slot, stays), stays)
        words, topic = bigrams("\n".join(page.texts[j] for j in head.lines)), page.topic(head.lines)
        bond = together(page, before, head)
        grown: dict[Slot, tuple[float, _Trail]] = {}
        for slot, score in places.items():
            score += vocabulary.affinity(words, slot.group)
            score += SUBJECT * sum(map(mul, topic, topics[slot.group]))
            since, way = best_before(ways, slot, bond)
            grown[slot] = since + score, (slot, way)
        ways, before = grown, head
    return _by_place(max(ways.values(), key=lambda way: way[0], default=(0.0, None))[1])


def _neighbours(
    texts: Sequence[Box], groups: Sequence[Sequence[int]], fixed: frozenset[int]
) -> tuple[dict[int, Slot], dict[int, Slot]]:
    """For every box that a head may stand over the place there; and for every one that it may stand under."""
    over: dict[int, Slot] = {}
    under: dict[int, Slot] = {}
    for g, boxes in enumerate(groups):
        over[boxes[0]] = Slot(g, boxes[0])
        under[boxes[-1]] = Slot(g, END)
        for x, y in pairwise(boxes):
            ends = texts[x].end != "full" or texts[y].begins == "indented"
            if ends and y not in fixed:
                under[x] = over[y] = Slot(g, y)
    return over, under


def _by_place(trail: _Trail) -> dict[Slot, list[int]]:
    chosen: list[Slot] = []
    while trail is not None:
        slot, trail = trail
        chosen.append(slot)
    found: dict[Slot, list[int]] = {}
    for number, slot in enumerate(reversed(chosen)):
        found.setdefault(slot, []).append(number)
    return found

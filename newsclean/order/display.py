"""Where display lines (heads, subheads, signatures) go between the columns of a page that is put back in order.

Geometry sets a head right before the first lines of its columns, or right after the last ones; but heads of one height stand side
by side, and so reach the dump one after another. So for every display piece the groups of columns are weighed: the words and
the subject that both share, and how near it stands to where the group begins or ends. Neighbours in the dump go to one
group rather than to two; the best choice for all together is found by the Viterbi algorithm, linear in the pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log1p
from operator import mul
from typing import Final, TypeAlias

from ..assembly.vocabulary import Vocabulary, bigrams
from .evidence import Evidence
from .links import Piece
from .natural import SHOWN_LINES

_Trail: TypeAlias = "tuple[int, _Trail] | None"

# Nats.
SUBJECT: Final = 3.0  # times the likeness of two topics
DISTANCE: Final = -0.7  # times ln(1 + lines between)
INSIDE: Final = -1.5  # the group's columns have begun and not ended
TOGETHER: Final = 1.2  # a neighbour that is one or two lines away has the same group
ADJOINING: Final = 2
CANDIDATES: Final = 8  # nearest groups that are weighed


def is_shown(part: Piece, page: Evidence) -> bool:
    """Whether a piece looks like display lines: short, and without the marks of running text."""
    return len(part.lines) <= SHOWN_LINES and not any(page.lines[i].runs for i in part.lines)


def place(
    parts: Sequence[Piece], shown: Sequence[int], groups: Sequence[Sequence[int]], page: Evidence
) -> list[tuple[list[int], list[int]]]:
    """For every group of columns the display pieces that go before and after it, in the order of the dump."""
    found: list[tuple[list[int], list[int]]] = [([], []) for _ in groups]
    spans = [(min(parts[x].lines[0] for x in own), max(parts[x].lines[-1] for x in own)) for own in groups]
    for piece, group in zip(shown, _best(parts, shown, groups, spans, page), strict=True):
        first, last = spans[group]
        at = parts[piece].lines[0]
        found[group][1 if at - first > last - at else 0].append(piece)
    return found


def _best(
    parts: Sequence[Piece],
    shown: Sequence[int],
    groups: Sequence[Sequence[int]],
    spans: Sequence[tuple[int, int]],
    page: Evidence,
) -> list[int]:
    """The group of every display piece."""
    lines = [[i for x in own for i in parts[x].lines] for own in groups]
    vocabulary = Vocabulary([bigrams("\n".join(page.texts[i] for i in own)) for own in lines])
    topics = [page.topic(own) for own in lines]
    edges = sorted({(at, g) for g, span in enumerate(spans) for at in span})
    ways: dict[int, tuple[float, _Trail]] = {}
    before = None
    for piece in shown:
        own = parts[piece].lines
        words, topic = bigrams("\n".join(page.texts[i] for i in own)), page.topic(own)
        near = nearest(edges, spans, own[0])
        joined = before is not None and own[0] - parts[before].lines[-1] <= ADJOINING
        best_way = max(ways.values(), key=lambda way: way[0], default=(0.0, None))
        grown: dict[int, tuple[float, _Trail]] = {}
        for g in near:
            score = vocabulary.affinity(words, g) + SUBJECT * sum(map(mul, topic, topics[g]))
            score += DISTANCE * log1p(distance(spans[g], own[0]))
            if spans[g][0] < own[0] < spans[g][1]:
                score += INSIDE
            since, way = best_way
            if joined and g in ways and ways[g][0] + TOGETHER > since:
                since, way = ways[g][0] + TOGETHER, ways[g][1]
            grown[g] = since + score, (g, way)
        ways, before = grown, piece
    trail = max(ways.values(), key=lambda way: way[0], default=(0.0, None))[1]
    found: list[int] = []
    while trail is not None:
        found.append(trail[0])
        trail = trail[1]
    return found[::-1]


def nearest(edges: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], at: int) -> list[int]:
    """The groups that begin or end nearest to a line, given the beginnings and ends of all in order: two a group at the most."""
    here = bisect_left(edges, (at, 0))
    near = {g for _, g in edges[max(0, here - 2 * CANDIDATES) : here + 2 * CANDIDATES]}
    return sorted(near, key=lambda g: (distance(spans[g], at), g))[:CANDIDATES]


def distance(span: tuple[int, int], at: int) -> int:
    """Lines to where a group begins or ends, whichever is nearer."""
    return min(abs(span[0] - at), abs(span[1] - at))

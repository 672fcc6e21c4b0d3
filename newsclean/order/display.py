"""Where display lines (heads, subheads, signatures) go between the columns of a page that is put back in order.

Geometry sets a head right before the first lines of its columns, or right after the last ones; but heads of one height stand side
by side, and so reach the dump one after another. So for every display piece the groups of columns are weighed: the words and
the subject that both share, how near it stands to where the group begins or ends, and whose line shares its box. Neighbours in the dump
go to one group or to two as their kinds say: an author line ends a head, a banner begins one. The best choice for all together
is found by the Viterbi algorithm, linear in the pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import log1p
from operator import itemgetter, mul
from typing import Final, TypeAlias, TypeVar

from newsclean.assembly.heads import is_rubric
from newsclean.assembly.vocabulary import Vocabulary, bigrams
from newsclean.options import Options
from newsclean.order.evidence import Evidence
from newsclean.order.links import Piece
from newsclean.order.natural import SHOWN_LINES
from newsclean.reading.author_lines import is_author_line

_Trail: TypeAlias = "tuple[int, _Trail] | None"

_Place = TypeVar("_Place")
_T = TypeVar("_T")

HEAD, AUTHOR, BANNER = "head", "author", "banner"

# Nats.
SUBJECT: Final = 3.0  # times the likeness of two topics
DISTANCE: Final = -0.7  # times ln(1 + lines between)
INSIDE: Final = -1.5  # the group's columns have begun and not ended
ITS_BOX: Final = 3.0  # the line below, in the same box, is of the group
TOGETHER: Final = {  # a neighbour above has the same group: by its last line's kind, and the first one's of the piece
    (HEAD, HEAD): 1.2,
    (HEAD, AUTHOR): 4.0,
    (HEAD, BANNER): -1.3,
    (BANNER, HEAD): 2.5,
    (BANNER, AUTHOR): 3.0,
    (BANNER, BANNER): -0.7,
    (AUTHOR, HEAD): -2.5,
    (AUTHOR, AUTHOR): -2.5,
    (AUTHOR, BANNER): -2.5,
}
"""Of 440 neighbours on 85 pages, 44 of 45 author lines have the article of the head above them, and no head that of the author line above it;
129 of 154 banners that of the head below, 3 of 48 that of the head above."""
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
    owner = {i: g for g, own in enumerate(lines) for i in own}
    ways: dict[int, tuple[float, _Trail]] = {}
    before = None
    for piece in shown:
        own = parts[piece].lines
        words, topic = bigrams("\n".join(page.texts[i] for i in own)), page.topic(own)
        near = nearest(edges, spans, own[0])
        bond = together(page, None if before is None else parts[before], parts[piece])
        below = own[-1] + 1
        grown: dict[int, tuple[float, _Trail]] = {}
        for g in near:
            score = vocabulary.affinity(words, g) + SUBJECT * sum(map(mul, topic, topics[g]))
            score += DISTANCE * log1p(distance(spans[g], own[0]))
            if spans[g][0] < own[0] < spans[g][1]:
                score += INSIDE
            if owner.get(below) == g and page.boxed[below]:
                score += ITS_BOX
            since, way = best_before(ways, g, bond)
            grown[g] = since + score, (g, way)
        ways, before = grown, piece
    trail = max(ways.values(), key=lambda way: way[0], default=(0.0, None))[1]
    found: list[int] = []
    while trail is not None:
        found.append(trail[0])
        trail = trail[1]
    return found[::-1]


def together(page: Evidence, above: Piece | None, below: Piece) -> float:
    """Log-odds (nats) that a display piece is of one article with the one before it; 0 where they are no neighbours.

    >>> page = Evidence(["两代人的果园", "本报记者 夏 风", "渡口通了汽车"], [0, 1, 1])
    >>> head, author, other = (Piece((at,), 7.0, False) for at in range(3))
    >>> together(page, head, author), together(page, author, other), together(page, None, head)
    (4.0, -2.5, 0.0)
    """
    if above is None or below.lines[0] - above.lines[-1] > ADJOINING:
        return 0.0
    return TOGETHER[
        _kind(page.texts[above.lines[-1]], page.options), _kind(page.texts[below.lines[0]], page.options)
    ]


def best_before(
    ways: Mapping[_Place, tuple[float, _T]], place: _Place, bond: float
) -> tuple[float, _T | None]:
    """The best way so far to a place, where the piece before stands in the same one by log-odds `bond`; and what that comes to."""
    return max(
        ((odds + bond * (other == place), way) for other, (odds, way) in ways.items()),
        key=itemgetter(0),
        default=(0.0, None),
    )


def _kind(text: str, options: Options) -> str:
    """What a display line is, as far as it can be told alone.

    >>> _kind("云岭采写员 王 涛", Options(reporter_roles=("云岭采写员",))), _kind("云岭新村", Options(rubrics=("云岭新村",)))
    ('author', 'banner')
    """
    if is_author_line(text, options):
        return AUTHOR
    return BANNER if is_rubric(text, options.rubrics) else HEAD


def nearest(edges: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], at: int) -> list[int]:
    """The groups that begin or end nearest to a line, given the beginnings and ends of all in order: two a group at the most."""
    here = bisect_left(edges, (at, 0))
    near = {g for _, g in edges[max(0, here - 2 * CANDIDATES) : here + 2 * CANDIDATES]}
    return sorted(near, key=lambda g: (distance(spans[g], at), g))[:CANDIDATES]


def distance(span: tuple[int, int], at: int) -> int:
    """Lines to where a group begins or ends, whichever is nearer."""
    return min(abs(span[0] - at), abs(span[1] - at))

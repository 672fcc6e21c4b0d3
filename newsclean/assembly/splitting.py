"""Split a page's paragraphs into articles: boundaries and heads weighed together.

Boundaries that wording or layout makes sure (a byline) stand. Doubtful ones are tried one by one, best first: a
boundary stays where it makes the whole page likelier, its heads given to articles anew (`matching.Matcher`). Pages are
taken in pieces of bounded size, cut at sure boundaries, so that the cost stays linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextvars import ContextVar
from itertools import accumulate, chain
from math import log

from msgspec import Struct

from newsclean.assembly.blocks import Blocks, groups, paras
from newsclean.assembly.boundaries import (
    BYLINE,
    COHESION_EVEN,
    COHESION_WEIGHT,
    LEAST_SHARED,
    SAME_MEASURE,
    Para,
    boundary_odds,
    further_dispatches,
    heads_stand_over,
    opens,
)
from newsclean.assembly.cutting import Group
from newsclean.assembly.matching import LIGHT, Matcher, Matching
from newsclean.assembly.vocabulary import Bigrams, cohesion
from newsclean.model import Page
from newsclean.odds import probability
from newsclean.options import Options

SURE = 7.0
NEVER = -7.5
UNSHOWN = -4.5
"""As NEVER, for a paragraph without display lines before it, where the dump told the order. On pages as dumped no such
boundary was taken; on pages with lines lost or doubled one in a hundred was, mostly wrongly."""
TINY, TINY_SIZE = 3.0, 80
"""What an article of fewer characters costs (nats) where torn columns were put right: a column's rest is so small."""
MOST_TRIALS = 24
LEAST_DROPPED, LEAST_GAIN = 1.0, 0.3
"""Nats by which a page must be likelier without a boundary that its own words and place speak for, where the dump told the order; and with one
moved."""
FARTHEST = -5.0
"""Log-odds that a boundary may lose of its own when it is moved: no move that lost more was taken in 700 trials."""
REACH = 6
"""Articles to either side that a piece torn off may belong to."""
ORPHAN, SAME_COLUMN, DISTANCE = -0.5, 1.2, 0.25
"""A piece with neither byline nor head: log-odds that it is a rest of another article, before its words are weighed."""
BELOW = 2.5
"""For the article right above it, with no display line between: a picture's inset changes the measure in the midst of a column. Not on a misread page, whose
boxes may stand in any order."""
PIECE = 150
"""Paragraphs weighed at once: a full broadsheet page has about a hundred. Longer pages are taken in pieces."""


class Split(Struct, frozen=True):
    """For every paragraph the number of its article (from 0), and the probability that it begins or goes on rightly."""

    article_of: tuple[int, ...]
    certainty: tuple[float, ...]


def split(page: Page, blocks: Blocks, options: Options) -> Split:
    """Which article every paragraph of the page belongs to."""
    paragraphs = paras(page, blocks, options)
    article_of: list[int] = []
    sure: list[float] = []
    for start, stop in pieces(paragraphs):
        part = _split_piece(page, blocks.part(start, stop), paragraphs[start:stop], options)
        following = max(article_of, default=-1) + 1
        article_of += [following + number for number in part.article_of]
        sure += part.certainty
    return Split(tuple(article_of), tuple(sure))


def pieces(paragraphs: Sequence[Para]) -> list[tuple[int, int]]:
    """Ranges of at most PIECE paragraphs, cut before a byline where there is one in the last third.

    >>> pieces([])
    []
    """
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(paragraphs):
        stop = min(len(paragraphs), start + PIECE)
        if stop < len(paragraphs):
            stop = next((at for at in range(stop, start + PIECE * 2 // 3, -1) if paragraphs[at].byline), stop)
        found.append((start, stop))
        start = stop
    return found


def _split_piece(page: Page, blocks: Blocks, paragraphs: Sequence[Para], options: Options) -> Split:
    odds = boundary_odds(paragraphs)
    judge = _Judge(page, blocks, options, paragraphs, odds)
    chosen = {at for at, value in enumerate(odds) if value > 0 or at == 0}
    doubtful = [at for at, value in enumerate(odds) if at and _least(paragraphs[at]) < value < SURE]
    doubtful.sort(key=lambda at: -odds[at])
    margins: dict[int, float] = {}
    score = judge.score(chosen)
    for at in doubtful[:MOST_TRIALS]:
        other = chosen ^ {at}
        other_score = judge.score(other)
        gain = other_score - score
        if gain > (judge.least_dropped if at in chosen else 0.0):
            chosen, score = other, other_score
        margins[at] = abs(gain)
    chosen = _shifted(chosen, score, odds, doubtful[:MOST_TRIALS], judge)
    article_of = numbered(sorted(chosen), len(paragraphs))
    sure = [probability(margins.get(at, BYLINE)) if at in chosen else 1.0 for at in range(len(paragraphs))]
    return _gathered(article_of, sure, judge)


def _least(paragraph: Para) -> float:
    """The log-odds above which it is tried whether an article begins with a paragraph."""
    return NEVER if paragraph.display_before or paragraph.group else UNSHOWN


def _shifted(
    chosen: set[int], score: float, odds: Sequence[float], doubtful: Sequence[int], judge: _Judge
) -> set[int]:
    """The boundaries, each moved a paragraph or two where that reads better; one that its own words and place speak against may be
    needed elsewhere, wherever that is doubtful: there only because a head wants an article."""
    for at in sorted(chosen):
        if not at or not -SURE < odds[at] < SURE:
            continue
        near = (at - 1, at + 1, at - 2, at + 2)
        best, better = score + LEAST_GAIN, None
        for moved in near if odds[at] > 0 else dict.fromkeys((*near, *doubtful)):
            if not 0 < moved < len(odds) or moved in chosen or odds[moved] < max(NEVER, odds[at] + FARTHEST):
                continue
            other = (chosen - {at}) | {moved}
            if (other_score := judge.score(other)) > best:
                best, better = other_score, other
        if better is not None:
            chosen, score = better, best
    return chosen


def _gathered(article_of: list[int], sure: list[float], judge: _Judge) -> Split:
    """Pieces that have no head, and nothing that opens an article, given to the article that they go on with, wherever it stands."""
    headed = {head.article for head in judge.heads(article_of).heads if head.counts or head.is_deck}
    starts = [at for at, number in enumerate(article_of) if at == 0 or number != article_of[at - 1]]
    stops = [*starts[1:], len(article_of)]
    bodies = [
        frozenset().union(*(p.words for p in judge.paragraphs[a:b]))
        for a, b in zip(starts, stops, strict=True)
    ]
    counts: Counter[str] | None = None
    goes_with = list(range(len(starts)))
    for piece, start in enumerate(starts):
        if piece in headed or opens(judge.paragraphs[start]) or len(starts) == 1:
            continue
        near = [
            other
            for other in range(max(0, piece - REACH), min(len(starts), piece + REACH + 1))
            if other != piece
        ]
        counts = counts or Counter(chain.from_iterable(bodies))
        scored = [
            (
                _goes_on(judge.paragraphs, starts, bodies, counts, other, piece, judge.below),
                -abs(other - piece),
                other,
            )
            for other in near
        ]
        best, _, other = max(scored)
        if best > 0:
            goes_with[piece] = other
            sure[start] = min(sure[start], probability(best))
    roots = [_root(goes_with, piece) for piece in range(len(starts))]
    kept = sorted(set(roots))
    final = [
        kept.index(roots[piece])
        for piece, (a, b) in enumerate(zip(starts, stops, strict=True))
        for _ in range(a, b)
    ]
    return Split(tuple(final), tuple(sure))


def _root(goes_with: Sequence[int], piece: int) -> int:
    seen: set[int] = set()
    while goes_with[piece] != piece and piece not in seen:
        seen.add(piece)
        piece = goes_with[piece]
    return piece


def _goes_on(
    paragraphs: Sequence[Para],
    starts: Sequence[int],
    bodies: Sequence[Bigrams],
    counts: Counter[str],
    article: int,
    piece: int,
    below: float,
) -> float:
    """Log-odds that a piece without byline or head goes on with an article of the page."""
    shared = cohesion([bodies[article]], [bodies[piece]], counts)
    score = ORPHAN + COHESION_WEIGHT * -log(max(shared, LEAST_SHARED) / COHESION_EVEN)
    a, b = paragraphs[starts[article]].measure, paragraphs[starts[piece]].measure
    if a and b:
        score += SAME_COLUMN if abs(a - b) <= SAME_MEASURE else -SAME_COLUMN
    right_below = article == piece - 1 and not paragraphs[starts[piece]].display_before
    return score - DISTANCE * abs(article - piece) + below * right_below


def numbered(starts: Sequence[int], count: int) -> list[int]:
    """The article number of each of `count` paragraphs, given where articles begin (the first at 0).

    >>> numbered([0, 2], 4)
    [0, 0, 1, 1]
    """
    begins, number, found = set(starts), -1, []
    for at in range(count):
        number += at in begins
        found.append(number)
    return found


class _Judge:
    """Scores sets of boundaries for one page, or a piece of one."""

    def __init__(
        self, page: Page, blocks: Blocks, options: Options, paragraphs: Sequence[Para], odds: Sequence[float]
    ) -> None:
        self.paragraphs, self.odds = paragraphs, odds
        self._matcher = matcher(groups(page, blocks, options)[0], paragraphs, options)
        self._tiny = 0.0 if blocks.misread else TINY
        self.below = 0.0 if blocks.misread else BELOW
        in_order = not (blocks.misread or any(paragraph.group for paragraph in paragraphs))
        self.least_dropped = LEAST_DROPPED if in_order else 0.0
        self._before = [0, *accumulate(len(paragraph.text) for paragraph in paragraphs)]

    def heads(self, article_of: Sequence[int]) -> Matching:
        return self._matcher.match(article_of)

    def score(self, chosen: set[int]) -> float:
        starts = sorted(chosen)
        whole = sum(self.odds[at] for at in starts) + self._matcher.score(
            numbered(starts, len(self.paragraphs))
        )
        stops = [*starts[1:], len(self.paragraphs)]
        return whole - self._tiny * sum(
            self.paragraphs[start].group > 0 and self._before[stop] - self._before[start] < TINY_SIZE
            for start, stop in zip(starts, stops, strict=True)
        )


def matcher(groups: Sequence[Group], paragraphs: Sequence[Para], options: Options) -> Matcher:
    """What gives these heads to the articles that the paragraphs make."""
    words = [paragraph.words for paragraph in paragraphs]
    # a poem has a title, be it short
    lengths = [len(paragraph.text) + LIGHT * paragraph.verse for paragraph in paragraphs]
    scripts = [paragraph.script for paragraph in paragraphs]
    continued = [at for at, paragraph in enumerate(paragraphs) if paragraph.continues]
    in_place = heads_stand_over(paragraphs, further_dispatches(paragraphs))
    asked = list(groups), words, lengths, scripts, continued, options, in_place
    if len(paragraphs) > PIECE:
        return Matcher(*asked)
    before, found = _last.get()
    if found is None or before != asked:
        found = Matcher(*asked)
        _last.set((asked, found))
    return found


_last: ContextVar[tuple[object, Matcher | None]] = ContextVar("_last", default=(None, None))
"""What this thread's last matcher was made of, and the matcher with what it found out: the stage after this one asks for the same again, which took 2 ms a page."""

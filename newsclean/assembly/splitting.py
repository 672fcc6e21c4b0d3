"""Split a page's paragraphs into articles: boundaries and heads weighed together.

Boundaries that wording or layout makes sure (a byline) stand. Doubtful ones are tried one by one, best first: a
boundary stays where it makes the whole page likelier, its heads given to articles anew (`matching.match`). Pages are
taken in pieces of bounded size, cut at sure boundaries, so that the cost stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.assembly.blocks import Blocks, groups, paras
from newsclean.assembly.boundaries import BYLINE, Para, boundary_odds
from newsclean.assembly.matching import Matching, certainty_of, match
from newsclean.assembly.vocabulary import Bigrams
from newsclean.model import Page
from newsclean.options import Options

SURE = 7.0
NEVER = -7.5
MOST_TRIALS = 24
LEAST_GAIN = 0.3
LIGHT = 160
"""Characters below which an article may well have no headline: a brief."""


@dataclass(frozen=True, slots=True)
class Split:
    """Paragraph numbers at which articles begin, each with the probability that it is right, and the heads' matching."""

    starts: tuple[int, ...]
    certainty: tuple[float, ...]


def split(page: Page, blocks: Blocks, options: Options) -> Split:
    """Where the articles of the page begin."""
    paragraphs = paras(page, blocks, options)
    if not paragraphs:
        return Split((), ())
    odds = boundary_odds(paragraphs)
    judge = _Judge(page, blocks, options, paragraphs, odds)
    chosen = {at for at, value in enumerate(odds) if value > 0 or at == 0}
    doubtful = sorted(
        (at for at, value in enumerate(odds) if at and NEVER < value < SURE), key=lambda at: -odds[at]
    )
    margins: dict[int, float] = {}
    score = judge.score(chosen)
    for at in doubtful[:MOST_TRIALS]:
        other = chosen ^ {at}
        other_score = judge.score(other)
        gain = other_score - score
        if gain > 0:
            chosen, score = other, other_score
        margins[at] = abs(gain)
    for at in sorted(chosen):  # a boundary may be a paragraph or two off
        for moved in (at - 1, at + 1, at - 2, at + 2) if 0 < odds[at] + SURE and odds[at] < SURE and at else ():
            if moved <= 0 or moved >= len(odds) or moved in chosen or odds[moved] < NEVER or at not in chosen:
                continue
            other_score = judge.score((chosen - {at}) | {moved})
            if other_score > score + LEAST_GAIN:
                chosen, score = (chosen - {at}) | {moved}, other_score
                break
    starts = sorted(chosen)
    sure = tuple(certainty_of(margins.get(at, BYLINE)) for at in starts)
    return Split(tuple(starts), sure)


class _Judge:
    """Scores sets of boundaries for one page."""

    def __init__(
        self, page: Page, blocks: Blocks, options: Options, paragraphs: Sequence[Para], odds: Sequence[float]
    ) -> None:
        self.page, self.blocks, self.options = page, blocks, options
        self.paragraphs, self.odds = paragraphs, odds

    def score(self, chosen: set[int]) -> float:
        starts = sorted(chosen)
        return (
            sum(self.odds[at] for at in starts)
            + heads_for(self.page, self.blocks, starts, self.paragraphs, self.options).score
        )


def heads_for(
    page: Page, blocks: Blocks, starts: Sequence[int], paragraphs: Sequence[Para], options: Options
) -> Matching:
    """The heads given to the articles that begin at `starts`."""
    found, _ = groups(page, blocks, starts)
    bodies: list[Bigrams] = []
    weights: list[float] = []
    for start, stop in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        bodies.append(frozenset().union(*(paragraph.words for paragraph in paragraphs[start:stop])))
        size = sum(len(paragraph.text) for paragraph in paragraphs[start:stop])
        weights.append(0.5 if size < LIGHT else 1.0)
    return match(found, bodies, weights, options.rubrics)

"""Which continuation belongs to which first part: by the pages that they name, headline words, and wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from string import ascii_uppercase

from newsclean.assembly.vocabulary import Bigrams, bigrams
from newsclean.patterns import expression
from newsclean.wording import junction

SAME_PAGE, OTHER_PAGE = 2.0, -4.0
"""Nats for a jump that names the page on which the other part stands, and for one that names another page."""
TITLE_WEIGHT, BODY_WEIGHT = 6.0, 50.0
SENTENCE_WEIGHT = 0.5
"""Set on 25 articles cut in two, all jumping between the same two pages, and measured on 4,192 others
(tools/editions_table.py; the figures are in docs/how-to/archive.md)."""
LEAST = 1.0
"""Least score of a pair: one page that agrees and some words, or both pages."""

SENTENCE_END = expression(r"[。！？!?…][”’』」）)]*\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """What matching knows of a first part or a continuation.

    `label` is its own page's number, `named` the one that its jump names; `title` its headline and the words of its
    jump; `edge` the text right before 下转 or right after 上接.
    """

    label: str
    named: str
    title: str
    body: str
    edge: str


def match(firsts: Sequence[Part], continuations: Sequence[Part]) -> list[tuple[int, int]]:
    """Pairs of indices, each first part and each continuation at most once, the surest first.

    Time: the product of the two numbers, which are a handful on any edition.
    """
    titles = [bigrams(part.title) for part in firsts], [bigrams(part.title) for part in continuations]
    bodies = [bigrams(part.body) for part in firsts], [bigrams(part.body) for part in continuations]
    counts: Counter[str] = Counter()
    for body in (*bodies[0], *bodies[1]):
        counts.update(body)
    total = 1 + len(firsts) + len(continuations)
    rarity = {pair: log(total / count) for pair, count in counts.items()}
    scored = []
    for a, first in enumerate(firsts):
        for b, rest in enumerate(continuations):
            score = _pages(first, rest)
            if score <= OTHER_PAGE:
                continue
            score += TITLE_WEIGHT * _title(titles[0][a], titles[1][b], bodies[0][a], bodies[1][b])
            score += BODY_WEIGHT * _likeness(bodies[0][a], bodies[1][b], rarity)
            score += SENTENCE_WEIGHT * _sentence(first.edge, rest.edge)
            if score >= LEAST:
                scored.append((-score, a, b))
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for _, a, b in sorted(scored):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            pairs.append((a, b))
    return pairs


def _pages(first: Part, rest: Part) -> float:
    return _agreement(first.named, rest.label) + _agreement(rest.named, first.label)


def _agreement(named: str, label: str) -> float:
    """A page is named, or numbered, without its section's letter where that goes without saying."""
    if not label:
        return 0.0
    same = named == label or (
        (named.isdigit() or label.isdigit())
        and named.lstrip(ascii_uppercase) == label.lstrip(ascii_uppercase)
    )
    return SAME_PAGE if same else OTHER_PAGE


def _title(one: Bigrams, other: Bigrams, one_body: Bigrams, other_body: Bigrams) -> float:
    """How far one headline repeats the other (to 1), or at least the other part's text repeats it (to a half)."""
    return max(_share(other, one), _share(other, one_body) / 2, _share(one, other_body) / 2)


def _share(words: Bigrams, among: Bigrams) -> float:
    return len(words & among) / len(words) if words else 0.0


def _likeness(one: Bigrams, other: Bigrams, rarity: dict[str, float]) -> float:
    """How much two texts share of their rarer words: cosine, 0 to 1."""
    shared = sum(rarity[pair] for pair in one & other)
    size = sum(rarity[pair] for pair in one) * sum(rarity[pair] for pair in other)
    return float(shared / size**0.5) if size else 0.0


def _sentence(before: str, after: str) -> float:
    """Nats for the second text going on with the sentence that the first leaves open."""
    if not before or not after:
        return 0.0
    if SENTENCE_END.search(before):
        return 0.0
    return max(-4.0, min(4.0, junction(before, after)))

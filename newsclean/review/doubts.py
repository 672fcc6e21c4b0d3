"""The decisions of a page that a person should look at first, with what else they might have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.assembly.vocabulary import Vocabulary, bigrams
from newsclean.corrections import witness
from newsclean.layout.joining import join
from newsclean.model import Page, Role
from newsclean.schema import Document

SURE = 0.9
MOST_ALTERNATIVES = 3
MOST_DOUBTS = 200
NEAR = 6
"""Articles to either side that a headline may belong to instead."""
NO_HEADLINE = 0.5
"""The confidence reported for an article without a headline: most have one."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a decision might have been: an article's number, and the corrections that make it so."""

    article: int
    title: str
    operations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful decision. `kind`: headline, boundary, no-headline, no-article. `key` names the line that it is about."""

    kind: str
    confidence: float
    key: str
    article: int
    text: str
    alternatives: list[Alternative]


def find_doubts(page: Page, document: Document, names: Sequence[str]) -> list[Doubt]:
    """The page's doubts, the most doubtful first; `names` are the keys of the page's lines."""
    bodies: dict[int, list[int]] = {}
    for index, line in enumerate(page.lines):
        if line.role is Role.PARAGRAPH and line.articles:
            bodies.setdefault(line.articles[0], []).append(index)
    finder = _Finder(page, document, names, bodies)
    doubts = [*finder.heads(), *finder.boundaries(), *finder.headless(), *finder.homeless()]
    return sorted(doubts, key=lambda doubt: doubt.confidence)[:MOST_DOUBTS]


class _Finder:
    def __init__(
        self, page: Page, document: Document, names: Sequence[str], bodies: dict[int, list[int]]
    ) -> None:
        self.page, self.names, self.bodies = page, names, bodies
        self.articles = {article.id: article for article in document.articles}
        self.numbers = sorted(bodies)
        self.place = {number: at for at, number in enumerate(self.numbers)}
        self.vocabulary = Vocabulary(
            [
                bigrams("\n".join(page.lines[index].text for index in bodies[number]))
                for number in self.numbers
            ]
        )

    def heads(self) -> list[Doubt]:
        """Headlines that may belong to another article; the lines of one headline are one doubt."""
        of: dict[int, list[int]] = {}
        for index, line in enumerate(self.page.lines):
            if line.role is Role.HEADLINE and line.articles:
                of.setdefault(line.articles[0], []).append(index)
        return [
            self._head_doubt("headline", indices, number)
            for number, indices in of.items()
            if min(self.page.lines[index].certainty for index in indices) < SURE
        ]

    def homeless(self) -> list[Doubt]:
        """Heads that were given to no article."""
        return [
            self._head_doubt("no-article", [index], 0)
            for index, line in enumerate(self.page.lines)
            if line.role is Role.FURNITURE and line.certainty < SURE and not line.blank
        ]

    def _head_doubt(self, kind: str, indices: Sequence[int], own: int) -> Doubt:
        lines = [self.page.lines[index] for index in indices]
        text = join([line.text.strip() for line in lines])
        words = bigrams(text)
        place = own or self._article_before(indices[0])
        near = [number for number in self.numbers if number != own and abs(number - place) <= NEAR]
        best = sorted(near, key=lambda number: -self.vocabulary.affinity(words, self.place[number]))
        role = {} if own else {"role": "headline"}
        alternatives = [
            self._alternative(
                number, indices, {"op": "set", **role, "to": self.names[self.bodies[number][0]]}
            )
            for number in best[:MOST_ALTERNATIVES]
        ]
        confidence = round(min(line.certainty for line in lines), 3)
        return Doubt(kind, confidence, self.names[indices[0]], own, text, alternatives)

    def boundaries(self) -> list[Doubt]:
        """Articles that may go on from the one before."""
        found = []
        for before, number in zip(self.numbers, self.numbers[1:], strict=False):
            index = self.bodies[number][0]
            line = self.page.lines[index]
            if line.certainty < SURE:
                operation = {"op": "join-articles", "with": self.names[index]}
                joined = self._alternative(before, self.bodies[before][:1], operation)
                found.append(
                    Doubt(
                        "boundary",
                        round(line.certainty, 3),
                        self.names[index],
                        number,
                        line.text.strip()[:40],
                        [joined],
                    )
                )
        return found

    def headless(self) -> list[Doubt]:
        """Articles without a headline."""
        return [
            Doubt(
                "no-headline",
                NO_HEADLINE,
                self.names[self.bodies[number][0]],
                number,
                self.page.lines[self.bodies[number][0]].text.strip()[:40],
                [],
            )
            for number in self.numbers
            if number in self.articles and not self.articles[number].headline
        ]

    def _alternative(self, article: int, indices: Sequence[int], operation: dict[str, Any]) -> Alternative:
        headline = self.articles[article].headline if article in self.articles else None
        title = headline or self.page.lines[self.bodies[article][0]].text.strip()[:20]
        operations = [
            operation | {"line": self.names[index], "text": witness(self.page.lines[index].text)}
            for index in indices
        ]
        return Alternative(article, title, operations)

    def _article_before(self, index: int) -> int:
        for line in reversed(self.page.lines[:index]):
            if line.role is Role.PARAGRAPH and line.articles:
                return line.articles[0]
        return self.numbers[0] if self.numbers else 0

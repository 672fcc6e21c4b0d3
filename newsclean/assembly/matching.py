"""Which head belongs to which article: all heads of a page decided together.

Display lines come in groups; a group may hold the heads of two or three articles, printed before or after their bodies,
or later still. Every way to cut a group into heads and to give these to articles near by is scored by the words that
head and body share, by place, and by how well the lines read as one head (`newsclean.assembly.cutting`); a beam search
over the groups keeps the best combinations in which no article has two heads. Window and beam are constant, so the cost
is linear in the groups.

The same page is asked about again and again, each time with one boundary moved. What a group's lines say is found once,
its options once for each surrounding that it is seen in, and the beam takes up where an earlier one went the same way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import exp
from operator import itemgetter

from msgspec import Struct

from newsclean.assembly.cutting import (
    EVIDENCE_LIMIT,
    WINDOW,
    Around,
    Cuts,
    Group,
    Option,
    listed,
    places_of,
)
from newsclean.assembly.heads import HeadForm
from newsclean.assembly.vocabulary import Bigrams
from newsclean.model import Role
from newsclean.odds import probability
from newsclean.options import DEFAULT, Options
from newsclean.reading.scripts import script_of

BEAM = 24
MANY = 300
"""Articles beyond which those that have a pair of characters are listed: as bits they would take a number as long as the
page for each pair. Only pages of megabytes have so many."""
NO_HEAD = -3.0
"""What an article without a head costs."""
SECOND_HEAD = -8.0
LIGHT = 160
"""Characters below which an article may well have no headline: a brief."""
BRIEF, CONTINUED = 0.5, 0.25
"""The share of that for a brief, and for what goes on with an article of another page, whose headline stands there."""


MOST_CERTAIN = 0.93
"""Confidence of the surest heads: of 284 that nothing spoke against on pages of articles never fitted, 0.87 were right
(tools/eval_confidence.py), on pages of fitted ones all."""
GOOD_FORM, NOWHERE, MOST_ODDS = 2.0, -20.0, 30.0
"""Log-odds (nats) that a head of a form that nothing speaks against is read rightly, the score of an article out of its reach, and the most by
which another article may be likelier, which keeps the figures finite."""


class Placed(Struct, frozen=True):
    """A head found: lines `start` to `stop` of group `group`, its form, the article it belongs to (None: none).

    `subhead` says that it stands inside the article's body. `certainty` is the probability against the alternatives.
    """

    group: int
    start: int
    stop: int
    form: HeadForm
    article: int | None
    subhead: bool = False
    certainty: float = 1.0

    @property
    def counts(self) -> bool:
        """Whether it gives its article a headline."""
        return not self.subhead and Role.HEADLINE in self.form.roles

    @property
    def is_deck(self) -> bool:
        """Whether it is a deck whose headline stands elsewhere, or was not found."""
        return not self.subhead and Role.DECK in self.form.roles and Role.HEADLINE not in self.form.roles


class Matching(Struct, frozen=True):
    """The best combination and its score, nats."""

    heads: tuple[Placed, ...]
    score: float


_Chain = tuple[Option, int, "_Chain"] | None
"""The options taken so far, the last first, each with the first article of its window."""
_State = tuple[float, int, _Chain]
"""Score, the articles with a headline (bits, from the step's first article), how it came about."""


class _Step(Struct, frozen=True):
    """The beam after a group; `number` tells it from all others, `base` is the article of the lowest bit."""

    number: int
    base: int
    states: list[_State]


_Choice = tuple[float, int, tuple[int, ...], Option]
"""An option with its gain, the articles that it gives a headline (bits, from the window's first), and the same listed."""


class Matcher:
    """Gives the heads in `groups` to the articles that the paragraphs make."""

    def __init__(
        self,
        groups: Sequence[Group],
        words: Sequence[Bigrams],
        lengths: Sequence[int],
        scripts: Sequence[int],
        continued: Sequence[int] = (),
        options: Options = DEFAULT,
        in_place: bool = False,
    ) -> None:
        """`words` and `lengths` are the paragraphs' bigrams and their numbers of characters, `scripts` what
        `newsclean.reading.scripts` says of them; `continued` are those that go on with an article of another page; `in_place`
        says that the page's heads stand over their articles."""
        self._cuts = [Cuts(group, options, in_place) for group in groups]
        self._lengths, self._scripts, self._continued = lengths, scripts, continued
        wanted = frozenset().union(*(cuts.wording for cuts in self._cuts))
        places: dict[str, list[int]] = {}
        for at, bigrams in enumerate(words):
            for pair in bigrams & wanted:
                places.setdefault(pair, []).append(at)
        self._places = places
        for cuts in self._cuts:
            cuts.know(places)
        self._choices: dict[tuple[object, ...], tuple[int, list[_Choice]]] = {}
        self._steps: dict[tuple[int, ...], _Step] = {}

    def _articles(self, article_of: Sequence[int]) -> _Articles:
        return _Articles(article_of, self._lengths, self._scripts, self._continued, self._places)

    def score(self, article_of: Sequence[int]) -> float:
        """How likely the page is (nats) if its paragraphs belong to these articles."""
        return self._search(self._articles(article_of), keep=True)[0]

    def match(self, article_of: Sequence[int]) -> Matching:
        """The heads given to these articles."""
        articles = self._articles(article_of)
        score, chain = self._search(articles, keep=False)
        options: list[tuple[Option, int]] = []
        while chain is not None:
            option, low, chain = chain
            options.append((option, low))
        heads = []
        for number, (option, low) in enumerate(reversed(options)):
            for start, stop, form, article, subhead in listed(option[3]):
                given = None if article is None else article + low
                head = Placed(number, start, stop, form, given, subhead)
                heads.append(head if given is None or subhead else self._sure(head, articles))
        return Matching(tuple(heads), score)

    def _search(self, articles: _Articles, keep: bool) -> tuple[float, _Chain]:
        step = _Step(0, 0, [(0.0, 0, None)])
        for number, cuts in enumerate(self._cuts):
            around = articles.around(cuts)
            token, choices = self._options(number, cuts, around, articles, keep)
            key = (step.number, token, around.low, articles.after(cuts))
            known = self._steps.get(key)
            if known is None:
                known = self._step(step, choices, around.low, key[3], articles.weights)
                if keep:
                    self._steps[key] = known
            step = known
        score, _, chain = step.states[0]
        return score + sum(NO_HEAD * weight for weight in articles.weights), chain

    def _step(
        self, step: _Step, choices: list[_Choice], low: int, after: int, weights: Sequence[float]
    ) -> _Step:
        """The beam after one more group; heads of articles that no later group can mean are forgotten."""
        forget = after - WINDOW - 2
        base = min(forget, low)
        up, drop = low - base, forget - base
        by = base - step.base
        grown: dict[int, tuple[float, int, Option, _Chain]] = {}
        penalties: dict[int, float] = {}  # for the articles that would have two headlines
        shifted = [(gain, bits << up, places, option) for gain, bits, places, option in choices]
        for score, taken, chain in step.states:
            taken = taken >> by if by >= 0 else taken << -by
            recent = taken >> drop << drop
            for gain, bits, places, option in shifted:
                total = score + gain
                if twice := bits & taken:
                    if twice not in penalties:
                        penalties[twice] = sum(
                            SECOND_HEAD + NO_HEAD * weights[at + low]
                            for at in places
                            if twice >> (at + up) & 1
                        )
                    total += penalties[twice]
                both = recent | bits
                best = grown.get(both)
                if best is None or best[0] < total:
                    grown[both] = (total, both, option, chain)
        kept = sorted(grown.values(), key=itemgetter(0), reverse=True)[:BEAM]
        states: list[_State] = [(total, both, (option, low, chain)) for total, both, option, chain in kept]
        return _Step(len(self._steps) + 1, base, states)

    def _options(
        self, number: int, cuts: Cuts, around: Around, articles: _Articles, keep: bool
    ) -> tuple[int, list[_Choice]]:
        """The group's options in these surroundings, each with its gain; and a number that tells them from others."""
        weights = tuple(articles.weights[around.low : around.high])
        key = (number, around.key, weights)
        known = self._choices.get(key)
        if known is None:
            choices: list[_Choice] = []
            known_bits: set[int] = set()
            for option in cuts.options(around):
                bits = option[1]
                if (
                    bits not in known_bits
                ):  # the best comes first; another with the same articles is never taken
                    known_bits.add(bits)
                    places = places_of(bits)
                    gain = option[0] - sum(NO_HEAD * weights[at] for at in places)
                    choices.append((gain, bits, places, option))
            known = len(self._choices) + 1, choices
            if keep:
                self._choices[key] = known
        return known

    def _sure(self, head: Placed, articles: _Articles) -> Placed:
        """The head with its certainty: the chosen article's share of the weight of all articles near by."""
        cuts = self._cuts[head.group]
        around = articles.around(cuts)
        evidence = cuts.evidence(head.start, head.stop, around)
        scores = {
            at + around.low: min(odds, EVIDENCE_LIMIT) + cuts.place(around, at)
            for at, odds in enumerate(evidence)
        }
        own = scores.get(-1 if head.article is None else head.article, NOWHERE)
        odds = sum(exp(min(MOST_ODDS, score - own)) for at, score in scores.items() if at != head.article)
        form = probability(GOOD_FORM + head.form.score) if head.form.score < 0 else MOST_CERTAIN
        certainty = form * head.form.certainty / (1.0 + odds)
        return Placed(
            head.group, head.start, head.stop, head.form, head.article, head.subhead, round(certainty, 3)
        )


class _Articles:
    """The articles as one way to number the paragraphs makes them: their weights, and which of them have a pair."""

    def __init__(
        self,
        article_of: Sequence[int],
        lengths: Sequence[int],
        scripts: Sequence[int],
        continued: Sequence[int],
        places: dict[str, list[int]],
    ) -> None:
        sizes: dict[int, int] = {}
        balances: dict[int, int] = {}
        for number, length, script in zip(article_of, lengths, scripts, strict=True):
            sizes[number] = sizes.get(number, 0) + length
            balances[number] = balances.get(number, 0) + script
        self._scripts = [script_of(balances[number]) for number in sorted(balances)]
        self.article_of = article_of
        self.weights = [BRIEF if sizes[number] < LIGHT else 1.0 for number in sorted(sizes)]
        """What an article costs without a head is scaled by this."""
        rank = {number: at for at, number in enumerate(sorted(sizes))}
        for at in continued:
            if not at or article_of[at] != article_of[at - 1]:
                self.weights[rank[article_of[at]]] = CONTINUED
        of = [rank[number] for number in article_of]
        self._having: dict[str, int] = {}
        """For every pair of characters the articles that have it (bits)."""
        self._listed: dict[str, list[int]] = {}
        """The same as lists, where there are many."""
        if len(sizes) > MANY:
            self._listed = {pair: sorted({of[at] for at in found}) for pair, found in places.items()}
        else:
            bit = [1 << at for at in of]
            for pair, found in places.items():
                having = 0
                for at in found:
                    having |= bit[at]
                self._having[pair] = having
        self._last = max(article_of, default=-1)

    def after(self, cuts: Cuts) -> int:
        """The number of the article after a group."""
        gap = cuts.group.gap
        return self.article_of[gap] if gap < len(self.article_of) else self._last + 1

    def around(self, cuts: Cuts) -> Around:
        """What a group sees of the articles near it."""
        gap = cuts.group.gap
        before, after = self.article_of[gap - 1] if gap else -1, self.after(cuts)
        total = len(self.weights)
        low = max(0, min(before, after) - WINDOW)
        high = max(low, min(total, max(before, after) + WINDOW + 1))
        if self._listed:
            seen = tuple([_window(self._listed[pair], low, high) for pair in cuts.pairs])
        else:
            inner = (1 << high - low) - 1
            having = map(self._having.__getitem__, cuts.pairs)
            seen = tuple([(bits >> low & inner, bits.bit_count()) for bits in having])
        inside = before == after and 0 <= before < total
        scripts = tuple(self._scripts[low:high])
        return Around(low, high, before - low, after - low, inside, total, seen, scripts)


def _window(articles: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """Of ascending articles those from `low` to `high`, as bits from `low`; and how many there are in all.

    >>> _window([2, 5, 6, 900], 5, 10)
    (3, 4)
    """
    near = articles[bisect_left(articles, low) : bisect_left(articles, high)]
    return sum(1 << at - low for at in near), len(articles)

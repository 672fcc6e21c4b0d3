"""Which head belongs to which article: all heads of a page decided together.

Display lines come in groups; a group may hold the heads of two or three articles, printed before or after their bodies,
or later still. Every way to cut a group into heads and to give these to articles near by is scored by the words that
head and body share, by place, and by how well the lines read as one head; a beam search over the groups keeps the best
combinations in which no article has two heads. Window and beam are constant, so the cost is linear in the groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp

from newsclean.assembly.heads import HeadForm, HeadLine, read_head
from newsclean.assembly.vocabulary import Bigrams, Vocabulary, bigrams
from newsclean.model import Role
from newsclean.options import DEFAULT, Options

WINDOW = 5
"""Articles to either side that a head may belong to; on real pages a head stands at most three articles away."""
BEAM = 24
MOST_HEADS = 3
MOST_OPTIONS = 16
MOST_LINES = 14
"""Display lines beyond which a group is a table or advertisement rather than heads."""

PLACE_NEXT, PLACE_PREVIOUS = -0.75, -0.75
PLACE_LATE, PLACE_LATE_STEP = -2.4, 0.5
PLACE_EARLY, PLACE_EARLY_STEP = -4.5, 1.0
NO_HEAD = -3.0
"""What an article without a head costs."""
NO_ARTICLE = -5.0
"""What a head without an article costs."""
OVER_ITS_ARTICLE = 1.0
"""For a banner alone: it stands over what it heads."""
SUBHEAD = -1.6
SERIES = 3.0
"""For a subhead, and against a headline, where a line is one of a series in its column."""
SUBHEAD_LONGEST = 16
SECOND_HEAD = -8.0
SPEAKING = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})
EVIDENCE_LIMIT = 14.0


@dataclass(frozen=True, slots=True)
class Group:
    """Display lines that stand together: between the bodies of articles `before` and `after` (equal: inside one)."""

    lines: tuple[HeadLine, ...]
    before: int
    after: int
    cuts: frozenset[int] = frozenset()  # positions at which one head surely ends


@dataclass(frozen=True, slots=True)
class Placed:
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


@dataclass(frozen=True, slots=True)
class _Option:
    score: float
    heads: tuple[Placed, ...]

    @property
    def headed(self) -> frozenset[int]:
        """The articles that it gives a headline."""
        return frozenset(head.article for head in self.heads if head.article is not None and head.counts)


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    taken: frozenset[int]
    chosen: tuple[_Option, _State] | None = None

    @property
    def options(self) -> list[_Option]:
        found, state = [], self
        while state.chosen is not None:
            found.append(state.chosen[0])
            state = state.chosen[1]
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Matching:
    """The best combination and its score, nats."""

    heads: tuple[Placed, ...]
    score: float


def match(
    groups: Sequence[Group],
    bodies: Sequence[Bigrams],
    weights: Sequence[float],
    options: Options = DEFAULT,
) -> Matching:
    """Give the heads in `groups` to the articles whose bodies have these bigrams.

    `weights[i]` scales what article i costs without a head (a brief may lack one).
    """
    vocabulary = Vocabulary(bodies)
    states = [_State(0.0, frozenset())]
    for number, group in enumerate(groups):
        choices = [
            (
                option,
                option.headed,
                option.score - sum(NO_HEAD * weights[article] for article in option.headed),
            )
            for option in _options(number, group, vocabulary, options)
        ]
        low = group.after - WINDOW - 2
        grown: dict[frozenset[int], _State] = {}
        for state in states:
            recent = frozenset(article for article in state.taken if article >= low)
            for option, headed, gain in choices:
                score = state.score + gain
                if not headed.isdisjoint(state.taken):
                    score += sum(SECOND_HEAD + NO_HEAD * weights[article] for article in headed & state.taken)
                taken = recent | headed
                if taken not in grown or grown[taken].score < score:
                    grown[taken] = _State(score, taken, (option, state))
        states = nlargest(BEAM, grown.values(), key=lambda state: state.score)
    best = states[0]
    heads = tuple(head for option in best.options for head in option.heads)
    base = sum(NO_HEAD * weight for weight in weights)
    return Matching(tuple(_sure(head, groups, vocabulary) for head in heads), best.score + base)


def _options(number: int, group: Group, vocabulary: Vocabulary, options: Options) -> list[_Option]:
    """The best ways to cut one group into heads and to give these to articles."""
    count = len(group.lines)
    if count > MOST_LINES:
        return [_Option(NO_ARTICLE, (Placed(number, 0, count, read_head(group.lines[:1], options), None),))]
    pieces: dict[tuple[int, int], list[_Option]] = {}
    for start in range(count):
        for stop in range(start + 1, min(count, start + 7) + 1):
            if not any(start < cut < stop for cut in group.cuts):
                pieces[start, stop] = _piece(number, group, start, stop, vocabulary, options)
    # ways[stop]: the best ways to read the lines before `stop`
    ways: list[list[_Option]] = [[_Option(0.0, ())]]
    for stop in range(1, count + 1):
        found: list[_Option] = []
        for start in range(stop):
            seam = _seam(group, start) if start else 0.0
            for head in pieces.get((start, stop), ()):
                for way in ways[start]:
                    if len(way.heads) < MOST_HEADS and not _repeats(way, head):
                        found.append(_Option(way.score + head.score + seam, way.heads + head.heads))
        ways.append(nlargest(MOST_OPTIONS, found, key=lambda option: option.score))
    return ways[count] or [
        _Option(NO_ARTICLE, (Placed(number, 0, count, read_head(group.lines, options), None),))
    ]


def _repeats(way: _Option, head: _Option) -> bool:
    given = {placed.article for placed in way.heads if placed.counts}
    return any(
        placed.article in given and placed.counts and placed.article is not None for placed in head.heads
    )


def _seam(group: Group, at: int) -> float:
    """Log-odds that one head ends before line `at`, from blank lines and from how the lines are set."""
    line, before = group.lines[at], group.lines[at - 1]
    score = -1.2
    if line.gap is not None:
        score += 1.0 if line.gap else -0.8
    if line.vertical != before.vertical:
        score += 1.5
    return score + (1.5 if line.banner else 0.0)


def _piece(
    number: int, group: Group, start: int, stop: int, vocabulary: Vocabulary, options: Options
) -> list[_Option]:
    """One head made of the lines from start to stop, with the articles that it may belong to."""
    lines = group.lines[start:stop]
    form = read_head(lines, options)
    words = _words(lines, form)
    has_headline = Role.HEADLINE in form.roles  # a banner alone shares words with any article under it
    total = len(vocabulary.bodies)
    low = max(0, min(group.before, group.after) - WINDOW)
    high = min(total, max(group.before, group.after) + WINDOW + 1)
    found = []
    for article in range(low, high):
        place = _place(group, article)
        evidence = min(vocabulary.affinity(words, article), EVIDENCE_LIMIT) if has_headline else 0.0
        place -= SERIES if lines[0].inner else 0.0
        place += 0.0 if has_headline or article != group.after else OVER_ITS_ARTICLE
        found.append(_Option(form.score + place + evidence, (Placed(number, start, stop, form, article),)))
    best = nlargest(4, found, key=lambda option: option.score)
    best.append(_Option(NO_ARTICLE + min(0.0, form.score), (Placed(number, start, stop, form, None),)))
    inside = group.before == group.after and 0 <= group.before < total
    if inside and (stop - start == 1 or all(line.inner for line in lines)):
        score = _subhead(lines[0], words, vocabulary, group)
        best.append(_Option(score, (Placed(number, start, stop, form, group.before, True),)))
    return best


def _words(lines: Sequence[HeadLine], form: HeadForm) -> Bigrams:
    """The wording of a head that its body may share: not the banner over it, nor its author."""
    return bigrams(
        "\n".join(line.text for line, role in zip(lines, form.roles, strict=False) if role in SPEAKING)
    )


def _subhead(line: HeadLine, words: Bigrams, vocabulary: Vocabulary, group: Group) -> float:
    score = SUBHEAD + 0.5 * vocabulary.affinity(words, group.before)
    if line.inner:
        return score + SERIES
    if len(line.text) > SUBHEAD_LONGEST or line.vertical or line.banner:
        score -= 3.0
    return score + (1.2 if len(group.lines) == 1 else -1.5)


def _place(group: Group, article: int) -> float:
    """Log-probability that a head stands here, given its article."""
    if article == group.after:
        return PLACE_NEXT - (3.0 if group.before == group.after else 0.0)
    if article == group.before:
        return PLACE_PREVIOUS
    if article < group.before:
        return PLACE_LATE - PLACE_LATE_STEP * (group.before - article)
    return PLACE_EARLY - PLACE_EARLY_STEP * (article - group.after)


def _sure(head: Placed, groups: Sequence[Group], vocabulary: Vocabulary) -> Placed:
    """The head with its certainty: the chosen article's share of the weight of all articles near by."""
    if head.article is None or head.subhead:
        return head
    group = groups[head.group]
    words = _words(group.lines[head.start : head.stop], head.form)
    low = max(0, min(group.before, group.after) - WINDOW)
    high = min(len(vocabulary.bodies), max(group.before, group.after) + WINDOW + 1)
    scores = {
        a: min(vocabulary.affinity(words, a), EVIDENCE_LIMIT) + _place(group, a) for a in range(low, high)
    }
    own = scores.get(head.article, -20.0)
    odds = sum(exp(min(30.0, score - own)) for article, score in scores.items() if article != head.article)
    form = 1.0 / (1.0 + exp(-2.0 - head.form.score)) if head.form.score < 0 else 0.98
    certainty = form / (1.0 + odds)
    return Placed(
        head.group, head.start, head.stop, head.form, head.article, head.subhead, round(certainty, 3)
    )


def certainty_of(odds: float) -> float:
    """A probability from log-odds in nats.

    >>> certainty_of(0.0), round(certainty_of(2.2), 2)
    (0.5, 0.9)
    """
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))

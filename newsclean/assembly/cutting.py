"""One group of display lines: every way to cut it into heads and to give these to articles near by, scored.

Articles are counted from the first one of the group's window, so that the result holds wherever on the page the group
stands, as long as its surroundings are the same.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from heapq import heappush, heapreplace
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from newsclean.assembly.heads import HeadForm, HeadLine, read_head
from newsclean.assembly.vocabulary import Bigrams, bigrams, hit, weighed
from newsclean.model import Role
from newsclean.options import Options

WINDOW = 5
"""Articles to either side that a head may belong to; on real pages a head stands at most three articles away."""
MOST_HEADS = 3
MOST_OPTIONS = 16
MOST_LINES = 14
"""Display lines beyond which a group is a table or advertisement rather than heads."""
LONGEST_HEAD = 7

PLACE_NEXT, PLACE_PREVIOUS = -0.75, -0.75
PLACE_LATE, PLACE_LATE_STEP = -2.4, 0.5
PLACE_EARLY, PLACE_EARLY_STEP = -4.5, 1.0
NO_ARTICLE = -5.0
"""What a head without an article costs."""
OVER_ITS_ARTICLE = 1.0
"""For a banner alone: it stands over what it heads."""
SUBHEAD = -1.6
SERIES = 3.0
"""For a subhead, and against a headline, where a line is one of a series in its column."""
SUBHEAD_LONGEST = 16
SPEAKING = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})
EVIDENCE_LIMIT = 14.0


class Group(Struct, frozen=True):
    """Display lines that stand together, before paragraph `gap` of the page."""

    lines: tuple[HeadLine, ...]
    gap: int
    cuts: frozenset[int] = frozenset()  # positions at which one head surely ends


class Around(Struct, frozen=True):
    """What a group sees: articles `low` to `high` of `total`; the rest counts articles from `low`.

    `seen` has, for every pair of characters of the group's, the articles that have it (bits), and how many of the page do.
    """

    low: int
    high: int
    before: int  # the article before the group
    after: int  # and the one after it; the same where it stands inside one
    inside: bool
    total: int
    seen: tuple[tuple[int, int], ...]

    @property
    def key(self) -> tuple[object, ...]:
        """The same for groups whose options are the same."""
        return self.high - self.low, self.before, self.after, self.inside, self.total, self.seen


Head = tuple[int, int, HeadForm, int | None, bool]
"""Lines from and to, their form, the article (None: none), whether it is a subhead."""


class Option(NamedTuple):
    """One way to read some lines: the heads in it, and the articles that these give a headline (bits)."""

    score: float
    heads: tuple[Head, ...]
    headed: int


class _Piece(Struct):
    """Lines from `start` to `stop` read as one head."""

    start: int
    stop: int
    form: HeadForm
    words: Bigrams
    has_headline: bool
    pairs: tuple[int, ...] = ()  # those of its words that some paragraph has, by their place in `Cuts.pairs`


class Cuts:
    """A group with all that its lines alone say."""

    def __init__(self, group: Group, options: Options) -> None:
        self.group = group
        self.pairs: tuple[str, ...] = ()
        lines = group.lines
        count = len(lines)
        self._whole = None if count <= MOST_LINES else read_head(lines[:1], options)
        self._options = options
        self._pieces: dict[tuple[int, int], _Piece] = {}
        if self._whole is None:
            for start in range(count):
                for stop in range(start + 1, min(count, start + LONGEST_HEAD) + 1):
                    if not any(start < cut < stop for cut in group.cuts):
                        self._pieces[start, stop] = _piece(lines, start, stop, options)
        self._seams = [0.0, *(_seam(group, at) for at in range(1, count))]

    @property
    def wording(self) -> Bigrams:
        """The pairs of characters of all its heads."""
        return frozenset().union(*(piece.words for piece in self._pieces.values()))

    def know(self, places: Container[str]) -> None:
        """Keep those pairs of characters that some paragraph has."""
        self.pairs = tuple(sorted(pair for pair in self.wording if pair in places))
        number = {pair: at for at, pair in enumerate(self.pairs)}
        for piece in self._pieces.values():
            piece.pairs = tuple(sorted(number[pair] for pair in piece.words if pair in number))

    def evidence(self, start: int, stop: int, around: Around) -> list[float]:
        """Log-odds, in nats, from the words of these lines, for every article of the window to be theirs."""
        return _evidence(self._pieces[start, stop], around, _gains(around))

    def options(self, around: Around) -> list[Option]:
        """The best ways to cut the group into heads and to give these to articles, the best first."""
        count = len(self.group.lines)
        if self._whole is not None:
            return [Option(NO_ARTICLE, ((0, count, self._whole, None, False),), 0)]
        gains = _gains(around)
        places = [place(around, article) for article in range(around.high - around.low)]
        readings = {
            ends: self._readings(piece, around, gains, places) for ends, piece in self._pieces.items()
        }
        # ways[stop]: the best ways to read the lines before `stop`
        ways: list[list[Option]] = [[Option(0.0, (), 0)]]
        for stop in range(1, count + 1):
            ways.append(self._ways(ways, readings, stop))
        if ways[count]:
            return ways[count]
        return [Option(NO_ARTICLE, ((0, count, read_head(self.group.lines, self._options), None, False),), 0)]

    def _ways(
        self, ways: Sequence[Sequence[Option]], readings: dict[tuple[int, int], list[Option]], stop: int
    ) -> list[Option]:
        """The best ways to read the lines before `stop`: a way to read those before `start`, and one head more."""
        found: list[tuple[float, Option, Option]] = []
        worst: list[float] = []  # a heap of the best scores so far
        for start in range(max(0, stop - LONGEST_HEAD), stop):
            seam = self._seams[start]
            free = [way for way in ways[start] if len(way.heads) < MOST_HEADS]
            for head in readings.get((start, stop), ()) if free else ():
                own, headed = head.score, head.headed
                for way in free:
                    if way.headed & headed:
                        continue
                    score = way.score + own + seam
                    if len(worst) < MOST_OPTIONS:
                        heappush(worst, score)
                    elif score > worst[0]:
                        heapreplace(worst, score)
                    else:
                        break  # the ways after this one are no better
                    found.append((score, way, head))
        found.sort(key=itemgetter(0), reverse=True)  # stable: of equals the first
        return [
            Option(score, way.heads + head.heads, way.headed | head.headed)
            for score, way, head in found[:MOST_OPTIONS]
        ]

    def _readings(
        self, piece: _Piece, around: Around, gains: Sequence[float], places: Sequence[float]
    ) -> list[Option]:
        """One head made of the piece's lines, with the articles that it may belong to."""
        lines = self.group.lines[piece.start : piece.stop]
        start, stop, form = piece.start, piece.stop, piece.form
        headline = piece.has_headline
        odds = _evidence(piece, around, gains)
        series = SERIES if lines[0].inner else 0.0
        found = []
        for article, (evidence, here) in enumerate(zip(odds, places, strict=True)):
            score = here - series
            if headline:
                score = form.score + score + min(evidence, EVIDENCE_LIMIT)
            else:  # a banner alone shares words with any article under it
                score = form.score + (score + (OVER_ITS_ARTICLE if article == around.after else 0.0))
            found.append((score, article))
        best = [
            Option(score, ((start, stop, form, article, False),), 1 << article if headline else 0)
            for score, article in sorted(found, key=itemgetter(0), reverse=True)[:4]
        ]
        best.append(Option(NO_ARTICLE + min(0.0, form.score), ((start, stop, form, None, False),), 0))
        if around.inside and (stop - start == 1 or all(line.inner for line in lines)):
            score = _subhead(lines[0], odds[around.before], len(self.group.lines) == 1)
            best.append(Option(score, ((start, stop, form, around.before, True),), 0))
        return best


def _piece(lines: Sequence[HeadLine], start: int, stop: int, options: Options) -> _Piece:
    own = tuple(lines[start:stop])
    form = read_head(own, options)
    return _Piece(start, stop, form, _words(own, form), Role.HEADLINE in form.roles)


def _words(lines: Sequence[HeadLine], form: HeadForm) -> Bigrams:
    """The wording of a head that its body may share: not the banner over it, nor its author."""
    return bigrams(
        "\n".join(line.text for line, role in zip(lines, form.roles, strict=False) if role in SPEAKING)
    )


def _gains(around: Around) -> list[float]:
    """What every pair says where an article has it."""
    by_count = {count: hit(count - 1, around.total) for count in {count for _, count in around.seen}}
    return [by_count[count] for _, count in around.seen]


def _evidence(piece: _Piece, around: Around, gains: Sequence[float]) -> list[float]:
    size = around.high - around.low
    hits, shared = [0.0] * size, [0] * size
    for pair in piece.pairs:
        bits, gain = around.seen[pair][0], gains[pair]
        while bits:
            article = (bits & -bits).bit_length() - 1
            bits &= bits - 1
            hits[article] += gain
            shared[article] += 1
    number = len(piece.words)
    return [weighed(sum_, number - common) for sum_, common in zip(hits, shared, strict=True)]


def _seam(group: Group, at: int) -> float:
    """Log-odds that one head ends before line `at`, from blank lines and from how the lines are set."""
    line, before = group.lines[at], group.lines[at - 1]
    score = -1.2
    if line.gap is not None:
        score += 1.0 if line.gap else -0.8
    if line.vertical != before.vertical:
        score += 1.5
    return score + (1.5 if line.banner else 0.0)


def _subhead(line: HeadLine, evidence: float, alone: bool) -> float:
    score = SUBHEAD + 0.5 * evidence
    if line.inner:
        return score + SERIES
    if len(line.text) > SUBHEAD_LONGEST or line.vertical or line.banner:
        score -= 3.0
    return score + (1.2 if alone else -1.5)


def place(around: Around, article: int) -> float:
    """Log-probability that a head stands here, given its article."""
    if article == around.after:
        return PLACE_NEXT - (3.0 if around.before == around.after else 0.0)
    if article == around.before:
        return PLACE_PREVIOUS
    if article < around.before:
        return PLACE_LATE - PLACE_LATE_STEP * (around.before - article)
    return PLACE_EARLY - PLACE_EARLY_STEP * (article - around.after)

"""One group of display lines: every way to cut it into heads and to give these to articles near by, scored.

Articles are counted from the first one of the group's window, so that the result holds wherever on the page the group
stands, as long as its surroundings are the same.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from heapq import heappush, heapreplace
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from newsclean.assembly.head_scores import apart
from newsclean.assembly.heads import HeadForm, is_named_rubric, read_head
from newsclean.assembly.roles import HeadLine
from newsclean.assembly.senders import ends_notice, is_notice_title, is_sender, is_title_alone
from newsclean.assembly.signatures import heads_quotations
from newsclean.assembly.vocabulary import Bigrams, bigrams, hit, weighed
from newsclean.layout.pieces import RUNNING
from newsclean.model import Role
from newsclean.options import Options
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.names import is_person
from newsclean.reading.scripts import script_balance, script_of

WINDOW = 5
"""Articles to either side that a head may belong to; on real pages a head stands at most three articles away."""
MOST_HEADS = 3
MOST_OPTIONS = 16
LONGEST_HEAD = 7
MOST_LINES = 2 * LONGEST_HEAD
"""Display lines beyond which a group holds a table, an advertisement or verse: heads stand before it and after it."""

PLACE_NEXT, PLACE_PREVIOUS = -0.75, -0.75
PLACE_LATE, PLACE_LATE_STEP = -2.4, 0.5
PLACE_EARLY, PLACE_EARLY_STEP = -4.5, 1.0
NO_ARTICLE, SCRAPS = -5.0, -2.0
"""What a head without an article costs; and one of stray lines, or on a misread page, where scraps of text stand among the heads: of 67 pages that Tesseract
read 0.315 of the headlines are right, 0.309 at -3; 0.317 at -1, but fewer of those that were not looked at."""
ASTRAY = 4.0
"""What a head costs that is not over its article, where the page's heads are."""
OVER_ITS_ARTICLE = 1.0
"""For a banner alone: it stands over what it heads."""
BANNER_ONLY, BANNER_BELOW = 1.5, 2.0
"""What it costs that a banner right over its article is all the head of it, as over a column of briefs; and one that the
dump has after it."""
SUBHEAD = -1.6
BANNER_INSIDE = 2.0
"""Against a subhead that the word lists know for a banner."""
SERIES = 3.0
"""For a subhead, and against a headline, where a line is one of a series in its column."""
SUBHEAD_OF_TWO = 1.5
"""Against a subhead of two lines."""
SUBHEAD_LONGEST = 16
"""Characters of the longest line that may well be a subhead."""
SUBHEAD_EVIDENCE, SUBHEAD_ALONE, SUBHEAD_BESIDE, NO_SUBHEAD = 0.5, 1.2, -1.5, 3.0
"""What the words that a subhead shares with its article count for, as a share of what they do for a head; for a line that stands alone between
paragraphs, and for one beside other display lines; and against one that is longer, vertical or a banner."""
PLACE_INSIDE = 3.0
"""What a head of the article that it stands inside of costs."""
OTHERWISE_SET, BEFORE_BANNER = 1.5, 1.5
"""For an end of a head before a line set otherwise (down, along) than the one before, and before a banner that the page repeats."""
AUTHOR_FIRST = 4.0
"""What a head costs that opens with its author, under another's lines."""
OTHER_COLUMNS = 2.0
"""For an end of a head before a line that `reading_order` gave to other columns, or that stood on the same printed line in another frame."""
QUOTATIONS_APART = 4.0
"""For a head that ends with the line that heads sayings set apart: no other article's head goes on with it."""
TITLES_ALONE, AFTER_NOTICE, OVER_NOTICE = 5.0, 2.5, 5.0
"""For an end of a head before and after the title of a small notice, after the last word of a longer one, and before whose it is."""
OTHER_SCRIPT = 6.0
"""Against a head of simplified characters over traditional text, or the reverse."""
SPEAKING = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})
EVIDENCE_LIMIT, LINE_EVIDENCE = 14.0, 3.0
"""The most that words say for a head of one line, and for every further line."""


class Group(Struct, frozen=True):
    """Display lines that stand together, before paragraph `gap` of the page."""

    lines: tuple[HeadLine, ...]
    gap: int
    cuts: frozenset[int] = frozenset()  # positions at which one head surely ends
    parted: frozenset[int] = frozenset()  # positions at which other columns begin, or another frame
    misread: bool = False  # a recognizer of characters read the page


class Around(Struct, frozen=True):
    """What a group sees: articles `low` to `high` of `total`; the rest counts articles from `low`.

    `seen` has, for every pair of characters of the group's, the articles that have it (bits), and how many of the page do;
    `scripts`, for every article of the window, 1 for traditional text, -1 for simplified, 0 for what may be either.
    """

    low: int
    high: int
    before: int  # the article before the group
    after: int  # and the one after it; the same where it stands inside one
    inside: bool
    total: int
    seen: tuple[tuple[int, int], ...]
    scripts: tuple[int, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """The same for groups whose options are the same."""
        return self.high - self.low, self.before, self.after, self.inside, self.total, self.seen, self.scripts


Head = tuple[int, int, HeadForm, int | None, bool]
"""Lines from and to, their form, the article (None: none), whether it is a subhead."""
_Reading = tuple[float, int, Head]
"""One head: its score, the article that it gives a headline (a bit), and the head."""
Heads = tuple["Heads", Head] | None
"""Heads one after the other, the last one outermost: what two ways have in common is kept once."""
Option = tuple[float, int, int, Heads]
"""One way to read some lines: its score, the articles that it gives a headline (bits), how many heads, the heads."""


def listed(heads: Heads) -> list[Head]:
    """Heads as a list, the first one first."""
    found: list[Head] = []
    while heads is not None:
        heads, head = heads
        found.append(head)
    return found[::-1]


class _Piece(Struct):
    """Lines from `start` to `stop` read as one head."""

    start: int
    stop: int
    form: HeadForm
    words: Bigrams
    has_headline: bool
    inner: bool  # its first line is one of a series
    all_inner: bool
    stray: bool  # all its lines are: perhaps it is a piece of text
    script: int  # as `Around.scripts`
    pairs: tuple[int, ...] = ()  # those of its words that some paragraph has, by their place in `Cuts.pairs`


class Cuts:
    """A group with all that its lines alone say."""

    def __init__(self, group: Group, options: Options, in_place: bool = False) -> None:
        """`in_place` says that the page's heads stand over their articles."""
        self.group = group
        self._astray = ASTRAY if in_place else 0.0
        self._no_article = SCRAPS if group.misread else NO_ARTICLE
        self.pairs: tuple[str, ...] = ()
        lines = group.lines
        count = len(lines)
        self._edges = [range(count)]
        """Lines that heads may have; what stands between two edges is a table, an advertisement or verse."""
        if count > MOST_LINES:
            self._edges = [range(LONGEST_HEAD), range(count - LONGEST_HEAD, count)]
        self._options = options
        self._pieces: dict[tuple[int, int], _Piece] = {}
        self._seams = {0: 0.0}
        for edge in self._edges:
            for start in edge:
                for stop in range(start + 1, min(edge.stop, start + LONGEST_HEAD) + 1):
                    if not any(start < cut < stop for cut in group.cuts):
                        self._pieces[start, stop] = _piece(lines, start, stop, options)
            starts = range(max(1, edge.start), min(edge.stop + 1, count))
            self._seams.update((at, _seam(group, at, options)) for at in starts)

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
        return _evidence(self._pieces[start, stop], around.high - around.low, _shares(around))

    def place(self, around: Around, article: int) -> float:
        """Log-probability that a head of the group's stands here, given its article."""
        return place(around, article) - self._astray * (article != around.after)

    def options(self, around: Around) -> list[Option]:
        """The best ways to cut the group into heads and to give these to articles, the best first."""
        shares = _shares(around)
        places = [self.place(around, article) for article in range(around.high - around.low)]
        # ways[stop]: the best ways to read the lines before `stop`
        ways: dict[int, list[Option]] = {0: [(0.0, 0, 0, None)]}
        first, last = self._edges[0], self._edges[-1]
        apart = range(first.stop + 1) if last is not first else range(0)
        for edge in self._edges:
            for stop in range(max(1, edge.start), edge.stop + 1):
                readings = [
                    (start, self._readings(piece, around, shares, places))
                    for start in range(max(0, stop - LONGEST_HEAD), stop)
                    if (piece := self._pieces.get((start, stop))) is not None
                ]
                if edge is last:
                    readings += [
                        (start, [(self._no_article, 0, self._unread(start, stop))]) for start in apart
                    ]
                ways[stop] = self._ways(ways, readings)
        return ways[last.stop] or [(self._no_article, 0, 1, (None, self._unread(0, last.stop)))]

    def _unread(self, start: int, stop: int) -> Head:
        """Lines of no article, that nobody reads as a head."""
        return start, stop, read_head(self.group.lines[:1], self._options), None, False

    def _ways(
        self, ways: Mapping[int, Sequence[Option]], readings: Sequence[tuple[int, list[_Reading]]]
    ) -> list[Option]:
        """The best ways to read the lines up to an end: a way to read those before a start, and one head more."""
        found: list[tuple[float, Option, _Reading]] = []
        worst: list[float] = []  # a heap of the best scores so far
        for start, heads in readings:
            seam = self._seams[start]
            free = [way for way in ways[start] if way[2] < MOST_HEADS]
            for head in heads if free else ():
                own, headed, _ = head
                for way in free:
                    if way[1] & headed:
                        continue
                    score = way[0] + own + seam
                    if len(worst) < MOST_OPTIONS:
                        heappush(worst, score)
                    elif score > worst[0]:
                        heapreplace(worst, score)
                    else:
                        break  # the ways after this one are no better
                    found.append((score, way, head))
        found.sort(key=itemgetter(0), reverse=True)  # stable: of equals the first
        return [
            (score, way[1] | head[1], way[2] + 1, (way[3], head[2]))
            for score, way, head in found[:MOST_OPTIONS]
        ]

    def _readings(
        self, piece: _Piece, around: Around, shares: Sequence[_Share], places: Sequence[float]
    ) -> list[_Reading]:
        """One head made of the piece's lines, with the articles that it may belong to."""
        start, stop, form, headline = piece.start, piece.stop, piece.form, piece.has_headline
        speaks = headline or Role.DECK in form.roles
        fit = form.score
        series = SERIES if piece.inner else 0.0
        pair = stop - start == 2 == len(self.group.lines) and self._may_be_subhead(form)
        subhead = around.inside and (stop - start == 1 or piece.all_inner or pair)
        odds = _evidence(piece, len(places), shares) if speaks or subhead else []
        if speaks:
            # or two heads could say more than one of the same lines
            limit = EVIDENCE_LIMIT + LINE_EVIDENCE * (stop - start - 1)
            scores = [
                fit + (here - series) + (evidence if evidence < limit else limit)
                for evidence, here in zip(odds, places, strict=True)
            ]
        else:  # a banner alone shares words with any article under it
            scores = [fit + (here - series) for here in places]
            if 0 <= around.after < len(places):
                scores[around.after] = fit + (places[around.after] - series + OVER_ITS_ARTICLE)
        if piece.script:
            scores = [
                score - OTHER_SCRIPT * (piece.script * script < 0)
                for score, script in zip(scores, around.scripts, strict=True)
            ]
        best: list[_Reading] = [
            (scores[article], 1 << article if headline else 0, (start, stop, form, article, False))
            for article in sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:4]
        ]
        if not speaks:  # it may be all the head that an article has
            best += self._alone(piece, around, scores)
        best.append(
            (
                (SCRAPS if piece.stray else self._no_article) - self._astray + min(0.0, fit - form.foreign),
                0,
                (start, stop, form, None, False),
            )
        )
        if subhead:
            lines = self.group.lines
            score = _subhead(lines[start], odds[around.before], pair or len(lines) == 1)
            score -= BANNER_INSIDE * (not headline) + SUBHEAD_OF_TWO * pair
            best.append((score, 0, (start, stop, form, around.before, True)))
        return best

    def _may_be_subhead(self, form: HeadForm) -> bool:
        """Whether all lines of the group together may be a subhead: phrases without an author or the marks of running text."""
        if Role.AUTHOR in form.roles:
            return False
        return not any(RUNNING.search(line.text) for line in self.group.lines)

    def _alone(self, piece: _Piece, around: Around, scores: Sequence[float]) -> list[_Reading]:
        """A banner as all the head of the article that it stands over, or alone below; one that only its form makes a
        banner (柿子红了 日子甜了) is the headline then."""
        lines = self.group.lines
        if piece.stop < len(lines) or Role.RUBRIC not in piece.form.roles:
            return []
        named = any(
            line.banner or is_named_rubric(line.text, self._options.rubrics) for line in lines[piece.start :]
        )
        form = piece.form
        if not named:
            told = tuple(Role.HEADLINE if role is Role.RUBRIC else role for role in form.roles)
            form = replace(form, roles=told)
        places = ((around.after, BANNER_ONLY), (around.before, BANNER_BELOW))[: 1 if piece.start else 2]
        return [
            (
                scores[article] - (cost if named else 0.0),
                1 << article,
                (piece.start, piece.stop, form, article, False),
            )
            for article, cost in places
            if 0 <= article < len(scores)
        ]


def _piece(lines: Sequence[HeadLine], start: int, stop: int, options: Options) -> _Piece:
    own = tuple(lines[start:stop])
    form = read_head(own, options)
    inner = own[0].inner, all(line.inner for line in own)
    stray = all(line.stray for line in own)
    script = script_of(script_balance("".join(line.text for line in own)))
    return _Piece(start, stop, form, _words(own, form), Role.HEADLINE in form.roles, *inner, stray, script)


def _words(lines: Sequence[HeadLine], form: HeadForm) -> Bigrams:
    """The wording of a head that its body may share: not the banner over it, nor its author."""
    return bigrams(
        "\n".join(line.text for line, role in zip(lines, form.roles, strict=False) if role in SPEAKING)
    )


_Share = tuple[tuple[int, ...], float]
"""The articles of a window that have a pair of characters, and what that says for each."""


def _shares(around: Around) -> list[_Share]:
    """What every pair says, and for which articles."""
    total = around.total
    gains = {count: hit(count - 1, total) for count in {count for _, count in around.seen}}
    return [(places_of(bits), gains[count]) for bits, count in around.seen]


def _evidence(piece: _Piece, size: int, shares: Sequence[_Share]) -> list[float]:
    hits, shared = [0.0] * size, [0] * size
    for pair in piece.pairs:
        articles, gain = shares[pair]
        for article in articles:
            hits[article] += gain
            shared[article] += 1
    number = len(piece.words)
    none = weighed(0.0, number)
    return [
        weighed(sum_, number - common) if common else none for sum_, common in zip(hits, shared, strict=True)
    ]


@lru_cache(maxsize=1 << 2 * WINDOW + 2)
def places_of(bits: int) -> tuple[int, ...]:
    """The places of the bits that are set.

    >>> places_of(0b1001)
    (0, 3)
    """
    return tuple(at for at in range(bits.bit_length()) if bits >> at & 1)


def _seam(group: Group, at: int, options: Options) -> float:
    """Log-odds that one head ends before line `at`: from the lines, from blank lines and from how they are set."""
    line, before = group.lines[at], group.lines[at - 1]
    score = apart(before, line)
    if line.vertical != before.vertical:
        score += OTHERWISE_SET
    if is_author_line(line.text, options) or (is_person(line.text) and not is_title_alone(line.text)):
        score -= AUTHOR_FIRST
    if at in group.parted:
        score += OTHER_COLUMNS
    if heads_quotations(before.text):
        score += QUOTATIONS_APART
    if is_title_alone(line.text) or is_title_alone(before.text):
        score += TITLES_ALONE
    elif ends_notice(before.text):
        score += AFTER_NOTICE
    elif is_sender(line.text) and any(_titles_notice(below.text) for below in group.lines[at + 1 : at + 2]):
        score += OVER_NOTICE
    return score + (BEFORE_BANNER if line.banner else 0.0)


def _titles_notice(text: str) -> bool:
    return is_notice_title(text) or ends_notice(text)


def _subhead(line: HeadLine, evidence: float, alone: bool) -> float:
    score = SUBHEAD + SUBHEAD_EVIDENCE * evidence
    if line.inner:
        return score + SERIES
    if len(line.text) > SUBHEAD_LONGEST or line.vertical or line.banner:
        score -= NO_SUBHEAD
    return score + (SUBHEAD_ALONE if alone else SUBHEAD_BESIDE)


def place(around: Around, article: int) -> float:
    """Log-probability that a head stands here, given its article."""
    if article == around.after:
        return PLACE_NEXT - (PLACE_INSIDE if around.before == around.after else 0.0)
    if article == around.before:
        return PLACE_PREVIOUS
    if article < around.before:
        return PLACE_LATE - PLACE_LATE_STEP * (around.before - article)
    return PLACE_EARLY - PLACE_EARLY_STEP * (article - around.after)

"""What strings of characters are worth as texts: the words, names, marks and repeated phrases in them, and their order.

A string set from top to bottom is told from one that was dealt out wrongly by how its characters go on
(`newsclean.wording`), by quotation marks that pair, by its form where it is a rubric or an author's line, and by what the page says
elsewhere: a headline often repeats its text. All figures are nats.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache, lru_cache
from operator import add

from newsclean.lexicon import alternatives, entries
from newsclean.patterns import expression
from newsclean.reading.names import is_person, surnames
from newsclean.wording import junction

BEGIN, TOGETHER = -3.0, -2.0
"""A string: what stands side by side are few; one that begins in the same row as another."""
SHORT = -2.0
"""A string of one character, for each that it lacks to two: rubrics and names have more."""
KNOWN = 4.0
"""A string that is a rubric or an author's line by its form, and one more that it loses if it goes on."""
LACKING, NAMES = -2.5, -0.5
"""A last name of one character; and the least that a character of a name counts, which no wording knows."""
CLOSED, UNPAIRED = 1.5, -4.0
"""A quotation that is closed in its own string; and half a quotation."""
AFTER_QUOTE = -1.0
"""A character after a quotation."""

OPENING, CLOSING = "﹃﹁︽︿︵「『“‘《〈（", "﹄﹂︾﹀︶」』”’》〉）"
UNQUOTED = dict.fromkeys(map(ord, OPENING + CLOSING))
DOTS = "·・‧•"
"""Middle dots, by the codes that dumps have."""
MARKS = frozenset(OPENING + CLOSING + DOTS + "：，！？—︰")
AUTHOR_MARKS = "□○■●◎◇◆▲△★☆"
"""What stands before an author, for expressions."""
SIGNING_MARKS = frozenset(AUTHOR_MARKS)


EVEN = r"(?:\p{Han}{2}·\p{Han}{2}|\p{Han}{3}·\p{Han}{3}|\p{Han}{4}·\p{Han}{4})"
"""A rubric of two halves that are alike: 走基层·看变化."""


def banners(extra: tuple[str, ...] = ()) -> str:
    """A regular expression for rubrics that the word lists know, or the user: whole ones, and by their last or first words."""
    return rf"\p{{Han}}{{2,6}}?·{alternatives('rubric_endings')}|\p{{Han}}{{2,4}}?{alternatives('rubric_endings')}|{alternatives('rubric_openings')}\p{{Han}}{{4}}|{alternatives('rubrics', extra)}"


@cache
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[int, ...]]:
    """The rubrics that the lists know whole, by their first words, by their last words; and how long the last words are."""
    whole, openings, endings = map(entries, ("rubrics", "rubric_openings", "rubric_endings"))
    sizes = sorted({len(ending) for ending in endings})
    return frozenset(whole), frozenset(openings), frozenset(endings), tuple(sizes)


HAN = expression(r"\p{Han}+")


def is_banner(text: str) -> bool:
    """Whether a text is a rubric as `banners` has it: asked of every string in the making, of which a search by the
    expression would be half the work.

    >>> [is_banner(text) for text in ("市井·副刊", "走基层", "春茶满山", "副刊")]
    [True, True, False, True]
    """
    whole, openings, endings, sizes = _listed()
    if text in whole:
        return True
    if text[:-4] in openings and HAN.fullmatch(text[-4:]):
        return True
    for size in sizes:
        if text[-size:] in endings:
            name = text[:-size]
            most = 4
            if name.endswith("·"):
                name, most = name[:-1], 6
            if 2 <= len(name) <= most and HAN.fullmatch(name):
                return True
    return False


SIGNING = "本新特"
SIGNED = expression(
    rf"(?:[{AUTHOR_MARKS}]|(?=[本新]))(?:(?:本[报報刊]|新[华華]社)\p{{Han}}{{0,2}}?(?:[评評][论論][员員]|(?:[记記]者|通[讯訊][员員])(?P<people>\p{{Han}}{{0,6}}))|(?<=\W)(?P<people>\p{{Han}}{{1,3}}))"
)
SIGNS = SIGNING_MARKS | {"本", "新"}
"""What a SIGNED begins with."""
AUTHOR = expression(rf"[{AUTHOR_MARKS}]|本[报報](?:记者|記者|评论员|評論員|特约|特約|通[讯訊])|记者|記者")
LEAST_SAID, MOST_SAID = 8, 60_000
"""Characters of a line that is taken for running text, and of the text of a page that is looked at."""
SIZE, FEW = 3, 200
"""Characters of a phrase, and questions that are answered by a search (3 µs): a page asks a few dozen, and all its phrases take 2 ms."""
REPEATED = 2.0
"""A character that the page has elsewhere behind the two before it."""
CONFIRMED = 3.0
"""Two strings whose junction the page has elsewhere."""
REVERSED = 2.5
"""Nats by which strings must follow each other better from right to left, to be read so."""


def worth(strings: Iterable[str], phrases: Container[str] = ()) -> float:
    """What strings are worth that were dealt out in another way, in nats, as far as their texts tell."""
    links = Links(phrases)
    return sum(
        BEGIN + sum(links[text[:at]] for at in range(2, len(text) + 1)) + end_of(text) for text in strings
    )


class Links(dict[str, float]):
    """What its last character adds to a string, in nats; each is asked for once."""

    def __init__(self, phrases: Container[str]) -> None:
        self._forms: dict[str, float] = {}
        self._phrases = phrases

    def __missing__(self, whole: str) -> float:
        text, char = whole[:-1], whole[-1]
        fit, known, before = _fit(text, char), self._form(whole), self._form(text)
        fit += REPEATED * (_plain(text)[-2:] + char in self._phrases)
        found = self[whole] = max(fit, NAMES) if known and before else fit + known - before
        return found

    def _form(self, text: str) -> float:
        found = self._forms.get(text)
        if found is None:
            found = self._forms[text] = _form(text)
        return found


class Phrases:
    """What a page says in its lines of running text, three characters each; of a very long one its beginning.

    >>> said = Phrases(["春茶", "明前春茶本周上市了"])
    >>> [phrase in said for phrase in ("春茶本", "上市了", "市了明", "春茶")]
    [True, True, False, False]
    """

    def __init__(self, lines: Iterable[str]) -> None:
        left = MOST_SAID
        texts = []
        for line in lines:
            text = _plain("".join(line.split())) if len(line) >= LEAST_SAID else ""
            left -= len(text)
            if left < 0:
                break
            texts.append(text)
        self._text = "\n".join(texts)
        self._asked = 0
        self._all: frozenset[str] | None = None

    def __contains__(self, phrase: object) -> bool:
        if self._all is not None:
            return phrase in self._all
        self._asked += 1
        if self._asked > FEW:
            text = self._text
            self._all = frozenset(map(add, map(add, text, text[1:]), text[2:]))
        return isinstance(phrase, str) and len(phrase) == SIZE and phrase in self._text


def _plain(text: str) -> str:
    return text.translate(UNQUOTED)


def _form(text: str, least: int = 1) -> float:
    """What counts for a string that reads as a rubric or an author's line as a whole."""
    if len(text) < 2:
        return 0.0
    if is_banner(text):
        return KNOWN
    if text[0] not in SIGNS:
        return 0.0
    signed = SIGNED.fullmatch(text)
    return KNOWN * (signed is not None and _are_people(signed["people"] or "", least))


def _are_people(text: str, least: int) -> bool:
    """Whether a text is names, of which the last may lack characters where the least is 1."""
    if len(text) < 2:
        return not text or (least == 1 and text in surnames())
    return any(is_person(text[:size]) and _are_people(text[size:], least) for size in (2, 3))


def _fit(text: str, char: str) -> float:
    """How well a character goes on with a string by its marks and its words, in nats."""
    if char in CLOSING:
        return CLOSED if _is_open(text) else UNPAIRED
    if char in OPENING:
        return UNPAIRED if _is_open(text) else 0.0
    if char in SIGNING_MARKS:
        return UNPAIRED
    if text in SIGNING_MARKS and char not in SIGNING:
        return AFTER_QUOTE
    if char in MARKS or text[-1] in MARKS or text in SIGNING_MARKS:
        return AFTER_QUOTE * (text[-1] in CLOSING)
    return _junction(text[-2:], char)


_junction = lru_cache(maxsize=4096)(junction)
"""Strings dealt out in many ways have the same characters side by side."""


def _is_open(text: str) -> bool:
    return sum(map(text.count, OPENING)) > sum(map(text.count, CLOSING))


def end_of(text: str) -> float:
    """What counts against a whole string."""
    return SHORT * (len(text) < 2) + UNPAIRED * _is_open(text) + LACKING * (_form(text, 2) < _form(text))


def ordered(strings: list[str], phrases: Container[str] = ()) -> list[str]:
    """Strings that stand side by side, from left to right or from right to left, by which reads better.

    >>> ordered(["工程如期完工", "古桥修缮"], Phrases(["古桥修缮工程本月完工"]))
    ['古桥修缮', '工程如期完工']
    """
    if len(strings) < 2:
        return strings
    first, last = (AUTHOR.match(strings[at]) is not None for at in (0, -1))
    if first != last:
        return strings[::-1] if first else strings
    texts = list(map(_plain, strings))
    gain = sum(
        junction(b, a) - junction(a, b) + CONFIRMED * (says(phrases, b, a) - says(phrases, a, b))
        for a, b in zip(texts, texts[1:], strict=False)
    )
    return strings[::-1] if gain > REVERSED else strings


def says(phrases: Container[str], left: str, right: str) -> bool:
    """Whether phrases have what stands across the junction of two strings.

    >>> says(Phrases(["古桥修缮工程如期完工"]), "古桥修缮", "工程完工")
    True
    """
    left, right = _plain(left), _plain(right)
    return left[-2:] + right[:1] in phrases or left[-1:] + right[:2] in phrases

"""Vertical strings that stand side by side, dealt out of rows in which their characters were written by height.

A headline set from top to bottom in two columns, beside a rubric and its author, begins and ends elsewhere than these and has
larger letters: an extractor that goes by height writes rows that hold a character of all, of some or of one of them
(茶 春 □ / 山 / 本 / 到 报 / …). A beam search over the rows gives each character to a string: one that stands to the right
of the one before it in the row, or a new one. What counts is how well a character goes on with its string
(`newsclean.wording`), that quotation marks pair, and that strings are few, long, and do not pause.

Linear in the characters: each is weighed against BEAM ways to deal out those before it, of at most MOST_STRANDS strings.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple

from newsclean.lexicon import alternatives
from newsclean.patterns import expression
from newsclean.reading.bylines import is_person, surnames
from newsclean.wording import junction

MOST_STRANDS = 4
"""Strings that stand side by side: a rubric, a headline of two columns, an author."""
BEAM = 24
"""Ways to deal out the characters so far that are followed on; twice as many find nothing else."""
LONGEST_PAUSE = 9
"""Rows without a character of a string, after which it has ended."""

# What counts for and against a dealing, in nats.
BEGIN, TOGETHER = -3.0, -2.0
"""A string: what stands side by side are few; one that begins in the same row as another."""
RESUMED = -1.0
"""A string that goes on after blank lines."""
LATE = -0.5
"""Each row, up to six, by which it begins later than another: they hang from one line."""
SHORT = -2.0
"""A string of one character, for each that it lacks to two: rubrics and names have more."""
AGAIN, FAR_AGAIN = -1.0, -2.0
"""A second character for a string in a row: a narrow box has two in each; and one behind a space."""
PAUSES = (0.0, 0.0, -0.3, -1.5, -3.0, -5.0)
"""A character of a string after none, one, two … of the same string beside it: letters are up to twice as large as others."""
UNEVEN = -3.0
"""A row of two characters in a string that had rows of one, and the other way round, but at its end."""
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
MARKS = frozenset(OPENING + CLOSING + "·：，！？—︰")
AUTHOR_MARKS = frozenset("□○■●◎◇◆▲△★☆")
BANNER = expression(
    lambda: (
        rf"\p{{Han}}{{2,4}}{alternatives('rubric_endings')}|{alternatives('rubric_openings')}\p{{Han}}{{4}}|{alternatives('rubrics')}"
    )
)
SIGNING = "本新特"
SIGNED = expression(
    r"(?:[□○■●◎◇◆▲△★☆]|(?=[本新]))(?:(?:本[报報刊]|新[华華]社)\p{Han}{0,2}?(?:[评評][论論][员員]|(?:[记記]者|通[讯訊][员員])(?P<people>\p{Han}{0,6}))|(?<=\W)(?P<people>\p{Han}{1,3}))"
)
AUTHOR = expression(r"[□○■●◎◇◆▲△★☆]|本[报報](?:记者|記者|评论员|評論員|特约|特約|通[讯訊])|记者|記者")
LEAST_SAID, MOST_SAID = 8, 60_000
"""Characters of a line that is taken for running text, and of the text of a page that is looked at."""
REPEATED = 2.0
"""A character that the page has elsewhere behind the two before it."""
CONFIRMED = 3.0
"""Two strings whose junction the page has elsewhere."""
REVERSED = 2.5
"""Nats by which strings must follow each other better from right to left, to be read so."""


class _Strand(NamedTuple):
    """A string so far, the rows in which it has characters, and what it is worth."""

    text: str
    rows: tuple[int, ...]
    score: float


class _Way(NamedTuple):
    """A dealing of the characters so far; `at` is the string of the last one."""

    score: float
    strands: tuple[_Strand, ...] = ()
    at: int = -1


class Group(NamedTuple):
    """Strings that stand side by side, in the order in which they are read, the first and last row of theirs, and their worth in nats."""

    first: int
    last: int
    worth: float
    strings: list[str]


def deal(rows: Sequence[str], phrases: Container[str] = ()) -> list[Group]:
    """The strings whose characters stand in rows; an empty row is a gap. Strings one below the other are groups apart.

    `phrases` are what else the page says, three characters each: a headline often repeats its text.

    >>> [group] = deal(["文 春 □", "本", "化", "茶 报", "周", "记", "满 者", "山", "刊 方", "舟"])
    >>> group.strings, group.worth > 0
    (['文化周刊', '春茶满山', '□本报记者方舟'], True)
    """
    links = _Links(phrases)
    ways = [_Way(0.0)]
    gap = 0
    for row, text in enumerate(rows):
        ways = [way._replace(at=-1) for way in ways]
        gap = gap if text else row
        first, spaced = True, False
        for char in text.strip():
            if char.isspace():
                spaced = True
                continue
            again = None if first else FAR_AGAIN if spaced else AGAIN
            ways = _best(new for way in ways for new in _grown(way, char, row, gap, again, links))
            first = spaced = False
    best = max(ways, key=_final).strands
    groups: list[list[_Strand]] = []
    for strand in sorted(best, key=_first_row):
        if not groups or strand.rows[0] > max(other.rows[-1] for other in groups[-1]):
            groups.append([])
        groups[-1].append(strand)
    return [
        Group(
            group[0].rows[0],
            max(strand.rows[-1] for strand in group),
            sum(strand.score + _end(strand.text) for strand in group),
            ordered([strand.text for strand in best if strand in group], phrases),
        )
        for group in groups
    ]


def worth(strings: Iterable[str], phrases: Container[str] = ()) -> float:
    """What strings are worth that were dealt out in another way, in nats, as far as their texts tell."""
    links = _Links(phrases)
    return sum(
        BEGIN + sum(links(text[:at], text[at]) for at in range(1, len(text))) + _end(text) for text in strings
    )


def _best(ways: Iterable[_Way]) -> list[_Way]:
    """The best ways, one of each that deal out the same texts."""
    best: dict[tuple[object, ...], _Way] = {}
    for way in ways:
        key = way.at, *[strand.text for strand in way.strands]
        if key not in best or best[key].score < way.score:
            best[key] = way
    return nlargest(BEAM, best.values(), key=_score)


def _first_row(strand: _Strand) -> int:
    return strand.rows[0]


def _score(way: _Way) -> float:
    return way.score


def _final(way: _Way) -> float:
    return way.score + sum(_end(strand.text) for strand in way.strands)


def _grown(way: _Way, char: str, row: int, gap: int, again: float | None, links: _Links) -> Iterable[_Way]:
    """The ways in which a character can be dealt out after those before it."""
    score, strands, last = way
    live = [row - strand.rows[-1] <= LONGEST_PAUSE for strand in strands]
    for at in range(last if again is not None else 0, len(strands)):
        if not live[at]:
            continue
        text, rows, value = strands[at]
        if at == last and again is not None:
            cost = again
        else:
            cost = _pause(strands, at, row, gap) + RESUMED * (0 < gap > rows[-1])
        cost += UNEVEN * _uneven(rows, row)
        cost += links(text, char)
        grown = (*strands[:at], _Strand(text + char, (*rows, row), value + cost), *strands[at + 1 :])
        yield _Way(score + cost, grown, at)
    if sum(live) < MOST_STRANDS:
        together = any(strand.rows[0] == row for strand in strands)
        cost = TOGETHER if together else BEGIN + LATE * min(row - gap, 6)
        cost += UNPAIRED * (char in CLOSING)
        for at in range(last + 1, len(strands) + 1):
            if at and not live[at - 1]:
                continue  # which side of a string that has ended it stands on is all one
            yield _Way(score + cost, (*strands[:at], _Strand(char, (row,), cost), *strands[at:]), at)


def _pause(strands: tuple[_Strand, ...], at: int, row: int, gap: int) -> float:
    """What counts against a string that goes on after others have had characters that it had not, since the last gap."""
    seen, longest = max(strands[at].rows[-1], gap), 0
    if seen + 1 >= row:
        return 0.0
    for _, rows, _ in strands:
        had = 0
        for other in reversed(rows):
            if other <= seen:
                break
            had += other < row
        longest = max(had, longest)
    return PAUSES[min(longest, len(PAUSES) - 1)]


class _Links:
    """What another character adds to a string, in nats; each is asked for once."""

    def __init__(self, phrases: Container[str]) -> None:
        self._found: dict[tuple[str, str], float] = {}
        self._phrases = phrases

    def __call__(self, text: str, char: str) -> float:
        key = text, char
        found = self._found.get(key)
        if found is None:
            fit, known, before = _fit(text, char), _form(text + char), _form(text)
            fit += REPEATED * (_plain(text)[-2:] + char in self._phrases)
            found = self._found[key] = max(fit, NAMES) if known and before else fit + known - before
        return found


def phrases(lines: Iterable[str]) -> frozenset[str]:
    """What a page says in its lines of running text, three characters each; of a very long one its beginning.

    >>> sorted(phrases(["春茶", "明前春茶本周上市了"]))
    ['上市了', '前春茶', '周上市', '明前春', '春茶本', '本周上', '茶本周']
    """
    found: set[str] = set()
    left = MOST_SAID
    for line in lines:
        text = _plain("".join(line.split())) if len(line) >= LEAST_SAID else ""
        left -= len(text)
        if left < 0:
            break
        found.update(text[at : at + 3] for at in range(len(text) - 2))
    return frozenset(found)


def _plain(text: str) -> str:
    return text.translate(UNQUOTED)


def _form(text: str, least: int = 1) -> float:
    """What counts for a string that reads as a rubric or an author's line as a whole."""
    if len(text) < 2:
        return 0.0
    if BANNER.fullmatch(text):
        return KNOWN
    signed = SIGNED.fullmatch(text)
    return KNOWN * (signed is not None and _are_people(signed["people"] or "", least))


def _are_people(text: str, least: int) -> bool:
    """Whether a text is names, of which the last may lack characters where the least is 1."""
    if len(text) < 2:
        return not text or (least == 1 and text in surnames())
    return any(is_person(text[:size]) and _are_people(text[size:], least) for size in (2, 3))


def _uneven(rows: tuple[int, ...], row: int) -> bool:
    """Whether a string with another character in a row has rows of one character and then one of two, or the reverse."""
    if rows[-1] == row:
        return len(rows) > 1 and rows[-2] != (rows[-3] if len(rows) > 2 else -1)
    return len(rows) > 2 and rows[-1] != rows[-2] == rows[-3]


def _fit(text: str, char: str) -> float:
    """How well a character goes on with a string by its marks and its words, in nats."""
    if char in CLOSING:
        return CLOSED if _is_open(text) else UNPAIRED
    if char in OPENING:
        return UNPAIRED if _is_open(text) else 0.0
    if char in AUTHOR_MARKS:
        return UNPAIRED
    if text in AUTHOR_MARKS and char not in SIGNING:
        return AFTER_QUOTE
    if char in MARKS or text[-1] in MARKS or text in AUTHOR_MARKS:
        return AFTER_QUOTE * (text[-1] in CLOSING)
    return junction(text[-2:], char)


def _is_open(text: str) -> bool:
    return sum(map(text.count, OPENING)) > sum(map(text.count, CLOSING))


def _end(text: str) -> float:
    """What counts against a whole string."""
    return SHORT * (len(text) < 2) + UNPAIRED * _is_open(text) + LACKING * (_form(text, 2) < _form(text))


def ordered(strings: list[str], phrases: Container[str] = ()) -> list[str]:
    """Strings that stand side by side, from left to right or from right to left, by which reads better.

    >>> ordered(["保障春耕物资供应", "有关部门多措并举"])
    ['有关部门多措并举', '保障春耕物资供应']
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

    >>> says(phrases(["全市春季农业生产现场会召开"]), "全市春季农业", "生产现场会")
    True
    """
    left, right = _plain(left), _plain(right)
    return left[-2:] + right[:1] in phrases or left[-1:] + right[:2] in phrases

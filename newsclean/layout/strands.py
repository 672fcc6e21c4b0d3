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

from newsclean.layout.strings import BEGIN, CLOSING, TOGETHER, UNPAIRED, Links, end_of, ordered

MOST_STRANDS = 4
"""Strings that stand side by side: a rubric, a headline of two columns, an author."""
BEAM = 24
"""Ways to deal out the characters so far that are followed on; twice as many find nothing else."""
LONGEST_PAUSE = 9
"""Rows without a character of a string, after which it has ended."""

# What counts for and against a dealing, in nats.
RESUMED = -1.0
"""A string that goes on after blank lines."""
LATE = -0.5
"""Each row, up to six, by which it begins later than another: they hang from one line."""
AGAIN, FAR_AGAIN = -1.0, -2.0
"""A second character for a string in a row: a narrow box has two in each; and one behind a space."""
PAUSES = (0.0, 0.0, -0.3, -1.5, -3.0, -5.0)
"""A character of a string after none, one, two … of the same string beside it: letters are up to twice as large as others."""
UNEVEN = -3.0
"""A row of two characters in a string that had rows of one, and the other way round, but at its end."""


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
    links = Links(phrases)
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
            sum(strand.score + end_of(strand.text) for strand in group),
            ordered([strand.text for strand in best if strand in group], phrases),
        )
        for group in groups
    ]


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
    return way.score + sum(end_of(strand.text) for strand in way.strands)


def _grown(way: _Way, char: str, row: int, gap: int, again: float | None, links: Links) -> Iterable[_Way]:
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


def _uneven(rows: tuple[int, ...], row: int) -> bool:
    """Whether a string with another character in a row has rows of one character and then one of two, or the reverse."""
    if rows[-1] == row:
        return len(rows) > 1 and rows[-2] != (rows[-3] if len(rows) > 2 else -1)
    return len(rows) > 2 and rows[-1] != rows[-2] == rows[-3]

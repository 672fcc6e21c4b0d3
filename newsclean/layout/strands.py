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


_Strand = tuple[str, tuple[int, ...], float]
"""A string so far, the rows in which it has characters, and what it is worth."""
_Way = tuple[float, tuple[_Strand, ...], tuple[str, ...], int]
"""A dealing of the characters so far: what it is worth, its strings, their texts, and which of them has the last one."""
_Step = tuple[float, float, _Way]
"""A way with one character more: what it is worth, what the character adds to that, and the way before."""


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
    ways: list[_Way] = [(0.0, (), (), -1)]
    gap = 0
    for row, text in enumerate(rows):
        ways = [(score, strands, texts, -1) for score, strands, texts, _ in ways]
        gap = gap if text else row
        first, spaced = True, False
        for char in text.strip():
            if char.isspace():
                spaced = True
                continue
            again = None if first else FAR_AGAIN if spaced else AGAIN
            ways = _grown(ways, char, row, gap, again, links)
            first = spaced = False
    best = max(ways, key=_final)[1]
    groups: list[list[_Strand]] = []
    for strand in sorted(best, key=_first_row):
        if not groups or strand[1][0] > max(rows[-1] for _, rows, _ in groups[-1]):
            groups.append([])
        groups[-1].append(strand)
    return [
        Group(
            group[0][1][0],
            max(rows[-1] for _, rows, _ in group),
            sum(value + end_of(text) for text, _, value in group),
            ordered([strand[0] for strand in best if strand in group], phrases),
        )
        for group in groups
    ]


def _first_row(strand: _Strand) -> int:
    return strand[1][0]


def _final(way: _Way) -> float:
    return way[0] + sum(end_of(text) for text in way[2])


def _grown(
    ways: Iterable[_Way], char: str, row: int, gap: int, again: float | None, links: Links
) -> list[_Way]:
    """The best ways in which a character can be dealt out after those before it, one of each that make the same texts."""
    best: dict[tuple[int, tuple[str, ...]], _Step] = {}
    get = best.get
    unpaired = UNPAIRED * (char in CLOSING)
    for way in ways:
        score, strands, texts, last = way
        live = [row - rows[-1] <= LONGEST_PAUSE for _, rows, _ in strands]
        for at in range(last if again is not None else 0, len(strands)):
            if not live[at]:
                continue
            text, rows, _ = strands[at]
            before = rows[-1]
            if at == last and again is not None:
                cost = again
            else:
                cost = 0.0 if before + 1 >= row or gap + 1 >= row else _pause(strands, at, row, gap)
                cost += RESUMED * (0 < gap > before)
            cost += UNEVEN * _uneven(rows, row)
            whole = text + char
            cost += links[whole]
            key = at, (*texts[:at], whole, *texts[at + 1 :])
            known = get(key)
            if known is None or known[0] < score + cost:
                best[key] = score + cost, cost, way
        if sum(live) < MOST_STRANDS:
            together = again is not None and any(rows[0] == row for _, rows, _ in strands)
            cost = (TOGETHER if together else BEGIN + LATE * min(row - gap, 6)) + unpaired
            for at in range(last + 1, len(strands) + 1):
                if at and not live[at - 1]:
                    continue  # which side of a string that has ended it stands on is all one
                key = at, (*texts[:at], char, *texts[at:])
                known = get(key)
                if known is None or known[0] < score + cost:
                    best[key] = score + cost, cost, way
    # stable: of equals the first
    steps = sorted(best.items(), key=_worth, reverse=True)[:BEAM]
    return [_taken(step, at, texts, row) for (at, texts), step in steps]


def _worth(found: tuple[object, _Step]) -> float:
    return found[1][0]


def _taken(step: _Step, at: int, texts: tuple[str, ...], row: int) -> _Way:
    """The way that a step leads to: the string at `at` has a character more, or is new there."""
    score, cost, (_, strands, before, _) = step
    if len(texts) > len(before):
        return score, (*strands[:at], (texts[at], (row,), cost), *strands[at:]), texts, at
    _, rows, value = strands[at]
    grown = texts[at], (*rows, row), value + cost
    return score, (*strands[:at], grown, *strands[at + 1 :]), texts, at


def _pause(strands: tuple[_Strand, ...], at: int, row: int, gap: int) -> float:
    """What counts against a string that goes on after others have had characters that it had not, since the last gap."""
    seen, longest = max(strands[at][1][-1], gap), 0
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

"""Whether a line holds the headlines of two articles that stand side by side: each says what another part of the page says."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from newsclean.layout.measure import width
from newsclean.patterns import expression

PHRASES, STOPS = expression(r"(?<=[\p{Han}”』》！？!?\d%]) (?=[\p{Han}“《\d])"), expression(r"[，。；、：]")
LEAST_LINE, LEAST_HEAD, LONGEST_LINE = 20.0, 8.0, 60
"""Em of the shortest line of two headlines, and of the shorter of them: two phrases of one headline have 12 to 20 together;
and characters of the longest."""
WINDOW = 75
"""Characters, in whole lines, that say the most of what their article's headline says."""
BLANK = 4
"""What a blank line counts for among them."""
SAYS, MORE = 0.45, 0.4
"""The least share of a headline's pairs of characters that its own article says, and by how much more it says of this headline than of
the other: of 14 lines of two headlines on some 330 pages (140 of them of real papers) 11 are told so, and of the other lines with a space 11 in 600
dumps, each of them a headline, or a byline, and the first line of a text."""
MOST = 24
"""Lines of two phrases on a page: of more, which are a list, none is looked at, since each is held to the whole page."""


def seams(lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """The lines of a page that hold two headlines, by their places: where what stands between the two begins and ends.

    >>> seams(["两千亩茶园本周开采 少年足球队夺得联赛冠军", "本周，松岭两千亩茶园开采。", *[""] * 30, "少年足球队昨日夺得了全省联赛冠军。"])
    {0: (9, 10)}
    >>> seams(["两千亩茶园本周开采 新茶产量比去年增加两成", "本周，松岭两千亩茶园开采，新茶产量比去年增加两成。", *[""] * 30])
    {}
    """
    spaces = {at: found for at, text in enumerate(lines) if " " in text and (found := _space(text))}
    if not 0 < len(spaces) <= MOST:
        return {}
    others = ["" if at in spaces else text for at, text in enumerate(lines)]
    windows = _windows(["".join(text.split()) for text in others])
    return {at: space for at, space in spaces.items() if _are_two(lines[at], space, windows)}


def _windows(lines: Sequence[str]) -> list[str]:
    """The page's text in pieces of whole lines, each of which overlaps the one before by half."""
    halves: list[list[str]] = [[]]
    size = 0
    for text in lines:
        if size >= WINDOW // 2:
            halves.append([])
            size = 0
        halves[-1].append(text)
        size += len(text) or BLANK
    texts = ["".join(half) for half in halves]
    return list(map(add, texts, texts[1:])) or texts


def _space(text: str) -> tuple[int, int] | None:
    """The space between the two phrases of a line that is long enough for two headlines."""
    if len(text) > LONGEST_LINE or STOPS.search(text) or width(text) < LEAST_LINE:
        return None
    found = list(PHRASES.finditer(text))
    if len(found) != 1:
        return None
    start, stop = found[0].span()
    short = min(width(text[:start].strip()), width(text[stop:].strip())) < LEAST_HEAD
    return None if short else (start, stop)


def _are_two(text: str, space: tuple[int, int], windows: Sequence[str]) -> bool:
    """Whether one window of the page says what stands before the space, and another what stands behind it."""
    first, second = _pairs(text[: space[0]].strip()), _pairs(text[space[1] :].strip())
    said = [(_share(first, window), _share(second, window)) for window in windows]
    by_first, by_second = (max(said, key=lambda pair: sign * (pair[0] - pair[1])) for sign in (1, -1))
    says = min(by_first[0], by_second[1]) >= SAYS
    return says and min(by_first[0] - by_first[1], by_second[1] - by_second[0]) >= MORE


def _pairs(head: str) -> frozenset[str]:
    return frozenset(map(add, head, head[1:]))


def _share(pairs: frozenset[str], text: str) -> float:
    """The share of a headline's pairs of characters that a text has."""
    return sum(pair in text for pair in pairs) / len(pairs)

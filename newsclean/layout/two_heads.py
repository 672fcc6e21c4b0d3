"""Whether a line holds the headlines of two articles that stand side by side: each says what another part of the page says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.layout.measure import width
from newsclean.patterns import expression

PHRASES, STOPS = expression(r"(?<=[\p{Han}”』》！？!?\d%]) (?=[\p{Han}“《\d])"), expression(r"[，。；、：]")
LEAST_LINE, LEAST_HEAD = 20.0, 8.0
"""Em of the shortest line of two headlines, and of the shorter of them: two phrases of one headline have 12 to 20 together."""
WINDOW = 4
"""Lines in which an article says what its headline says: its first paragraph or two."""
SAYS, MORE = 0.45, 0.4
"""The least share of a headline's pairs of characters that its own article says, and by how much more it says of this headline than of
the other."""


def seam(text: str, others: Iterable[str]) -> tuple[int, int] | None:
    """Where the space stands between two headlines on one line, given the page's other lines; None where it is one headline.

    >>> seam("两千亩茶园本周开采 少年足球队夺得联赛冠军", ["本周，松岭两千亩茶园开采。", *[""] * 30, "少年足球队昨日夺得了全省联赛冠军。"])
    (9, 10)
    >>> seam("两千亩茶园本周开采 新茶产量比去年增加两成", ["本周，松岭两千亩茶园开采，新茶产量比去年增加两成。", *[""] * 30])
    """
    spaces = list(PHRASES.finditer(text))
    if len(spaces) != 1 or width(text) < LEAST_LINE or STOPS.search(text):
        return None
    first, second = text[: spaces[0].start()].strip(), text[spaces[0].end() :].strip()
    if min(width(first), width(second)) < LEAST_HEAD:
        return None
    said = [(_said(first, window), _said(second, window)) for window in _windows(list(others))]
    if not said:
        return None
    by_first, by_second = (max(said, key=lambda shares: sign * (shares[0] - shares[1])) for sign in (1, -1))
    says = min(by_first[0], by_second[1]) >= SAYS
    apart = min(by_first[0] - by_first[1], by_second[1] - by_second[0]) >= MORE
    return spaces[0].span() if says and apart else None


def _windows(lines: Sequence[str]) -> list[str]:
    return ["".join("".join(lines[at : at + WINDOW]).split()) for at in range(0, len(lines), WINDOW // 2)]


def _said(head: str, text: str) -> float:
    """The share of a headline's pairs of characters that a text has."""
    pairs = {head[at : at + 2] for at in range(len(head) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs)

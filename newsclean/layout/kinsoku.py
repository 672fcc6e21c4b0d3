"""Whether a full line would have held more: what may not part from the next line's beginning is carried over whole (避头尾).

A line is as wide as its column but for what came next and did not fit: a figure or word, a character with the marks that may not
begin a line (CLREQ 3.1.5). A line with room for it ends its paragraph, or was set apart. How far that holds is told by the page:
papers that squeeze marks to fill a line (CLREQ 3.1.6) keep lines of other widths.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout.measure import NO_END, NO_START, width
from newsclean.patterns import expression

HAD_ROOM = 1.5
"""Nats by which a full line is less likely where what the next one begins with would have fitted on it (避头尾, CLREQ 3.1.5): of 328
full lines of 36 typeset pages that are narrower by one to three em it would on five, of 139 last lines so narrow on 93."""
NARROWER_BY, FILLED, HELD = (0.75, 1.25), (0.3, 0.8, 0.6), 4
"""By how much less depends on the page (`cost_of_room`): by the share of its lines NARROWER_BY (em) that had no room, not at all below the first
of FILLED, by all of HAD_ROOM from the second on; the third is taken to be the share of HELD lines more. The seed page, whose paper squeezes marks to fill a line (CLREQ 3.1.6), has 0.26."""
UNKNOWN = float("inf")
"""Em of what comes after a page's last line."""
UNBREAKABLE = expression(r"[0-9A-Za-z.%+/&·³²μ℃-]+")
"""What the line breaker keeps in one piece: a number with its unit, a Latin word."""
_UNBROKEN = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.%+/&·³²μ℃-"
)  # what it is made of


def first_token(text: str) -> str:
    """What must stand together at a line's beginning: a word or character, and the marks that may not part from it.

    >>> first_token("“2020年"), first_token("人。”他说")
    ('“2020', '人。”')
    """
    at = 0
    while at < len(text) - 1 and text[at] in NO_END:
        at += 1
    run = UNBREAKABLE.match(text, at) if text[at : at + 1] in _UNBROKEN else None
    at = run.end() if run else at + 1
    while at < len(text) and text[at] in NO_START:
        at += 1
    return text[:at]


def following(texts: Sequence[str]) -> list[float]:
    """For every line the width, em, of what must stand together at the next line's beginning."""
    return [*(width(first_token(text)) for text in texts[1:]), UNKNOWN]


def cost_of_room(
    widths: Sequence[float], carried: Sequence[float], candidates: Sequence[Sequence[float]]
) -> float:
    """What it costs a full line that what the next one begins with would have fitted on it: by how the page's other lines that are
    narrower than their columns by an em look."""
    filled = short = 0
    for at in range(1, len(widths) - 1):
        measure = candidates[at][0]
        inside = min(widths[at - 1], widths[at + 1]) >= measure - NARROWER_BY[1]
        if inside and NARROWER_BY[0] <= measure - widths[at] <= NARROWER_BY[1]:
            short += 1
            filled += carried[at] > NARROWER_BY[1]
    share = (filled + HELD * FILLED[2]) / (short + HELD)
    return HAD_ROOM * max(0.0, min(1.0, (share - FILLED[0]) / (FILLED[1] - FILLED[0])))

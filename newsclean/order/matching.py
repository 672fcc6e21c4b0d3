"""The best set of links: every piece followed by one at the most and following one at the most, no circles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PASSES: Final = 6  # rounds of exchanges; each is linear in the links


@dataclass(frozen=True, slots=True)
class Link:
    """Piece ``left`` is continued by piece ``right``; score in nats."""

    score: float
    left: int
    right: int


def best_links(links: Sequence[Link], count: int) -> dict[int, Link]:
    """The link from every piece that has one: the best first, then exchanges while the sum grows."""
    ranked = sorted(links, key=lambda c: (-c.score, c.left, c.right))
    after: dict[int, Link] = {}
    before: dict[int, Link] = {}
    for link in ranked:
        if link.left not in after and link.right not in before and not _reaches(link.right, link.left, after):
            after[link.left] = before[link.right] = link
    table = {(c.left, c.right): c for c in links}
    for _ in range(PASSES):
        if not any([_exchange(link, after, before, table) for link in ranked]):
            break
    return after


def _reaches(start: int, goal: int, after: dict[int, Link]) -> bool:
    while start != goal and start in after:
        start = after[start].right
    return start == goal


def _exchange(
    link: Link, after: dict[int, Link], before: dict[int, Link], table: dict[tuple[int, int], Link]
) -> bool:
    """Take a link in, give up the two in its way and join what they leave, if that makes the sum greater."""
    out, into = after.get(link.left), before.get(link.right)
    if out is link:
        return False
    other = table.get((into.left, out.right)) if out and into else None
    gain = (
        link.score
        + (other.score if other else 0.0)
        - (out.score if out else 0.0)
        - (into.score if into else 0.0)
    )
    if gain <= 1e-9:
        return False
    for old in (out, into):
        if old:
            del after[old.left], before[old.right]
    new = [link, other] if other else [link]
    done: list[Link] = []
    for one in new:
        if _reaches(one.right, one.left, after):
            break
        after[one.left] = before[one.right] = one
        done.append(one)
    else:
        return True
    for one in done:
        del after[one.left], before[one.right]
    for old in (out, into):
        if old:
            after[old.left] = before[old.right] = old
    return False

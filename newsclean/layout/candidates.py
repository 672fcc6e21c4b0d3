"""The measures that a line's column may have, by the widths of the lines around it.

Every line speaks for its own width, and less for what it would be without a figure's half em, a mark carried over, a paragraph's
indent. Time is linear in the lines: what a line says is added where it comes within reach and taken off where it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_MEASURES = 5
"""Measures that a line may have at the most, its own among them, but for one that an indent tells."""
REACH = 4
"""Lines to either side from which candidate measures are taken."""
INDENTED = 2.0
"""Em by which a paragraph's first line is narrower than its column."""
VOTES = ((0.0, 20), (0.5, 9), (1.0, 8), (INDENTED, 6))
"""How much a line speaks for a measure so many em wider than itself,"""
LEAST_VOTES = 0.2
"""and the share of the likeliest measure's votes that another needs."""

NARROW, NARROW_VOTES = 5.5, 40
"""Em of a measure that needs the votes of two full lines, and none at a page's beginning: a head's lines are short too."""
SAME, SHOWN = 1.0, 81
"""Em by which a paragraph's second line may differ from what its first one's indent tells of the column, which then is a measure of both;
and the votes of four lines near by for another, which tell more."""


def candidates(widths: Sequence[float]) -> list[list[float]]:
    """For every line the measures that its neighbours speak for, the likeliest first."""
    found: list[list[float]] = []
    votes: dict[float, int] = {}
    get = votes.get
    likely: list[float] = []
    most = 0
    for at in range(-REACH, len(widths)):
        comes = widths[at + REACH] if at + REACH < len(widths) else None
        goes = widths[at - REACH - 1] if at - REACH > 0 else None
        changed = comes != goes or at == REACH
        if changed and comes is not None:
            for wider, vote in VOTES:
                votes[comes + wider] = get(comes + wider, 0) + vote
        if changed and goes is not None:
            for wider, vote in VOTES:
                left = votes[goes + wider] - vote
                if left:
                    votes[goes + wider] = left
                else:
                    del votes[goes + wider]
        if at < 0:
            continue
        if changed or not likely:
            most = max(votes.values())
            least = LEAST_VOTES * most
            likeliest = sorted([(-vote, measure) for measure, vote in votes.items() if vote >= least])
            wide = [
                measure
                for vote, measure in likeliest
                if measure > NARROW or (-vote >= NARROW_VOTES and at >= REACH)
            ]
            likely = (wide or [measure for _, measure in likeliest])[: MOST_MEASURES - 1]
        measures = likely.copy()
        own = widths[at]
        if own not in measures and own + INDENTED not in measures:
            measures.append(own)
        if most < SHOWN and at + 1 < len(widths) and abs(widths[at + 1] - own - INDENTED) <= SAME:
            measures.append(own + INDENTED)
        found.append(measures)
    return found

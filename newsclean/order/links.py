"""Which piece goes on where another ends: torn columns, and the columns of an article side by side.

The score of a link is a log-odds that the one piece follows the other at once, a weighted sum of what is known about the two.
The weights were fitted by logistic regression on 148,021 candidate links of 84 typeset pages (1,975 of them true).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import log1p, sqrt
from typing import Final

from .evidence import Evidence
from .fit import carry, cell, layout, opens_paragraph, pairs
from .lines import UNKNOWN
from .matching import Link, best_links
from .pieces import KNOWN, Piece, joined
from .streams import Dealing

BASE: Final = -0.6
# Where the right piece begins. The first three: both searches, the forward one, the backward one have the link.
BOTH: Final = 3.8
FORWARD: Final = 1.7
BACKWARD: Final = 1.4
SAME_BOX: Final = 1.2  # no blank line between
IN_TURN: Final = 0.8  # in the dump where the ended piece's next line was due
NEXT_LINE: Final = 0.6
BELOW: Final = 0.1  # within NEAR lines
FARTHER: Final = 0.0
FAR: Final = -1.3
NEXT_TOP: Final = 1.4  # beside: its first line stands right after the left piece's first
BESIDE: Final = (-1.0, -1.3, -1.4, -1.0)  # so many tops of columns of its measure between
BEFORE: Final = -0.7  # its first line comes first
FAR_BEFORE: Final = -0.6

RIVAL_AFTER: Final = (-0.8, -0.6)  # the forward, the backward search has another line after the left piece
RIVAL_BEFORE: Final = (-0.8, -0.55)  # and before the right one
LAYOUT: Final = 0.65  # a nat of layout, see fit.py
WORDING: Final = 0.67  # a nat of wording
OPENS: Final = -0.6  # a paragraph would begin: the wording says nothing
PAIRS: Final = 3.5  # a nat of quotes and brackets, see fit.py
SHARED: Final = 1.1  # a unit of shared wording, see _shared
DISTANCE: Final = -0.54  # an e-fold of lines
SAME_MEASURE: Final = 0.4
OTHER_MEASURE: Final = -0.4
DATELINE: Final = -3.1
LONE: Final = (-0.1, -0.25)  # the left, the right piece is a single line

LEAST: Final = (
    -3.0
)  # log-odds; weaker links are not made. Unsure ones are, but not claimed: some order there must be

TOLERANCE: Final = 1.3  # em by which one measure may seem to vary
HIDDEN: Final = 3.3  # em; with few lines, an indentation and a mark may hide so much of the measure
NEAR, MIDDLE = 8, 20  # lines
REACH: Final = 150  # lines between a piece's end and its continuation
RARE: Final = 6  # pieces that may have a pair of characters that still tells something
MOST_SHARED: Final = 2.0


def articles(parts: Sequence[Piece], dealing: Dealing, behind: Sequence[int], page: Evidence) -> list[Piece]:
    """Pieces joined to columns and articles, in the order of their first lines."""
    after = best_links(_Candidates(parts, dealing, behind, page).links(), len(parts))
    followed = {link.right for link in after.values()}
    out: list[Piece] = []
    for start in range(len(parts)):
        if start in followed:
            continue
        row, at = parts[start], start
        while at in after:
            link = after[at]
            at = link.right
            row = joined(row, parts[at], link.score + LEAST)
        out.append(row)
    return sorted(out, key=lambda p: min(p.lines))


class _Candidates:
    """The links that may be, with their scores."""

    def __init__(
        self, parts: Sequence[Piece], dealing: Dealing, behind: Sequence[int], page: Evidence
    ) -> None:
        self.parts, self.page = parts, page
        self.forward, self.backward = dealing.before, behind
        self.forward_after = {i: j for j, i in enumerate(self.forward) if i >= 0}
        self.backward_after = {i: j for j, i in enumerate(behind) if i >= 0}
        self.grams = [{text[i : i + 2] for i in range(len(text) - 1)} for text in map(self._text, parts)]
        self.spread = Counter(gram for grams in self.grams for gram in grams)
        self.marks = []
        for part in parts:
            state = UNKNOWN
            for i in part.lines:
                state = carry(state, page.lines[i].leaves)
            self.marks.append(state)

    def _text(self, part: Piece) -> str:
        return "".join(self.page.texts[i] for i in part.lines)

    def links(self) -> list[Link]:
        """Every link above ``LEAST``, its score counted from there."""
        firsts = [part.lines[0] for part in self.parts]
        out: list[Link] = []
        for x, left in enumerate(self.parts):
            end = left.lines[-1]
            for y in range(bisect_left(firsts, end - REACH), bisect_right(firsts, end + REACH)):
                if x != y and (score := self._score(x, y)) > LEAST:
                    out.append(Link(score - LEAST, x, y))
        return out

    def _score(self, x: int, y: int) -> float:
        left, right = self.parts[x], self.parts[y]
        end, start = left.lines[-1], right.lines[0]
        a, b = self.page.lines[end], self.page.lines[start]
        apart = abs(left.measure - right.measure)
        known = len(left.lines) >= KNOWN and len(right.lines) >= KNOWN
        at = cell(a, b, left.measure if known else max(left.measure, right.measure), left.indented, known)
        score = BASE + self._place(x, y) + LAYOUT * layout(at) + DISTANCE * log1p(abs(start - end))
        score += OPENS if opens_paragraph(at) else WORDING * self.page.wording(end, start)
        if apart <= TOLERANCE:
            score += SAME_MEASURE
        elif known or apart > HIDDEN:
            score += OTHER_MEASURE
        score += PAIRS * pairs(self.marks[x], b.wants) + SHARED * self._shared(x, y)
        score += DATELINE * b.dateline + LONE[0] * (len(left.lines) == 1) + LONE[1] * (len(right.lines) == 1)
        score += RIVAL_AFTER[0] * (self.forward_after.get(end, start) != start)
        score += RIVAL_AFTER[1] * (self.backward_after.get(end, start) != start)
        score += RIVAL_BEFORE[0] * (self.forward[start] not in (-1, end))
        return score + RIVAL_BEFORE[1] * (self.backward[start] not in (-1, end))

    def _place(self, x: int, y: int) -> float:
        left, right = self.parts[x], self.parts[y]
        top, end, start = left.lines[0], left.lines[-1], right.lines[0]
        one, other = self.forward[start] == end, self.backward[start] == end
        if one or other:
            return BOTH if one and other else FORWARD if one else BACKWARD
        if start > end:
            if start == end + 1:
                return SAME_BOX if self.page.gaps[start] == 0 else NEXT_LINE
            if right.due == left.stream and self.forward[start] < 0 and left.last_of_stream:
                return IN_TURN
            return BELOW if start - end <= NEAR else FARTHER if start - end <= MIDDLE else FAR
        if start < top:
            return BEFORE if top - start <= NEAR else FAR_BEFORE
        if start == top + 1:
            return NEXT_TOP
        between = 0
        for z in range(x + 1, y):
            part = self.parts[z]
            between += len(part.lines) > 1 and abs(part.measure - right.measure) <= TOLERANCE
            if between == len(BESIDE) - 1:
                break
        return BESIDE[between]

    def _shared(self, x: int, y: int) -> float:
        """How much the pieces share of what few pieces of the page have: names and terms of one story."""
        one, other = self.grams[x], self.grams[y]
        found = sum(1.0 / (self.spread[g] - 1) for g in sorted(one & other) if self.spread[g] <= RARE)
        return min(MOST_SHARED, found / sqrt(min(len(one), len(other)) + 5))

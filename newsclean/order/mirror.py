"""The page read backward, so that the search that deals lines to streams can also run from the end.

Errors of the search gather where columns begin; backward these are the ends. What both ways find is nearly always right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .evidence import Evidence
from .lines import Line

MAY_BE_INDENTED: Final = -0.7  # log-odds: whether the left line is a paragraph's first is not known yet


class Mirror:
    """Evidence with the lines in reverse: line 0 is the last."""

    def __init__(self, page: Evidence) -> None:
        self._page = page
        self._last = len(page.lines) - 1
        self.lines: list[Line] = [
            replace(line, wants=line.leaves, leaves=line.wants) for line in reversed(page.lines)
        ]
        self.gaps: list[int] = [0, *reversed(page.gaps[1:])]

    def succession(
        self, i: int, j: int, measure: float, indented: bool, known: bool = True
    ) -> tuple[float, bool]:
        """Log-odds that line j precedes line i on the page; the second value is always False."""
        left, right = self._last - j, self._last - i
        plain = self._page.succession(left, right, measure, False, known)[0]
        inset = self._page.succession(left, right, measure, True, known)[0]
        return max(plain, inset + MAY_BE_INDENTED), False

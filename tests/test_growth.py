"""The work on a page grows with its length, not faster: function calls are counted, so that no clock is needed.

What a call costs in C (slices of a long text) is not counted: for that a longer text must come back at all (`timeout` in pyproject.toml).
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from pathlib import Path

import pytest

from newsclean.api import clean, clean_pages

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from pages import HOSTILE

SMALL, TIMES, LONG = 3000, 4, 100_000
DEAR = "headlines"
"""Read as a torn page: 0.15 ms a byte."""
MIXED = "one line"
"""Pages of many kinds run together: a longer one has others."""
MOST = 1.4
"""How many times as much work as the length tells: the first lines of a page cost what the others do not, and caches fill."""


def calls(text: str) -> int:
    """How many functions are called to clean a page."""
    profile = cProfile.Profile()
    profile.runcall(clean, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted({*HOSTILE} - {MIXED}))
def test_work_grows_with_the_page(name: str) -> None:
    make = HOSTILE[name]
    clean(make(SMALL))  # patterns and tables are made once
    assert calls(make(TIMES * SMALL)) < MOST * TIMES * calls(make(SMALL))


@pytest.mark.parametrize("name", sorted({*HOSTILE} - {DEAR}))
def test_a_long_hostile_page_comes_back(name: str) -> None:
    [*documents] = clean_pages(HOSTILE[name](LONG), check=True)  # nothing is lost, nothing invented
    assert documents

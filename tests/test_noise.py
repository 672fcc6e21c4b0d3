"""Noise with a known answer leaves articles as they were: a floor for a few pages; `tools/robustness.py` measures them all."""

from __future__ import annotations

import random

import pytest
from made_pages import PAGES
from noise import KINDS, outcome, read

SOME = [PAGES / "seed" / "01.pdfbox.txt", PAGES / "dev" / "01.raw.txt", PAGES / "dev" / "02.pdfbox.txt"]
FLOORS = {"spaced": 0.95, "other_side": 0.85, "upright": 0.6, "rewidth": 0.4}
"""Least share of articles kept at a quarter's strength, well below what docs/robustness.md has for all pages."""


@pytest.mark.parametrize("kind", FLOORS)
def test_articles_stay_as_they_were(kind: str) -> None:
    found = [one for page in SOME if (one := outcome(page.read_text(encoding="utf-8"), kind, 0.25, 0))]
    assert len(found) >= 2
    assert sum(one.kept for one in found) / sum(one.articles for one in found) >= FLOORS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_noise_keeps_the_characters(kind: str) -> None:
    from noise import UPRIGHT

    text = SOME[1].read_text(encoding="utf-8")
    noisy = "\n".join(KINDS[kind](text.split("\n"), read(text)[0], 0.5, random.Random(0)))
    assert noisy != text
    assert sorted("".join(noisy.split()).translate(UPRIGHT)) == sorted(
        "".join(text.split()).translate(UPRIGHT)
    )

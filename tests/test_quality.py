"""The figures reached on pages with known articles, held as a floor (docs/quality.md says what they mean)."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import msgspec
import pytest
import score

from newsclean.api import clean_pages

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = FIXTURES / "pages"
# Floors are the figures reached, less a little for changes that trade one page for another; never lowered without a note.
FLOORS = {
    "whole": {
        "articles": 0.99,
        "headline": 0.96,
        "deck": 0.97,
        "byline": 0.99,
        "caption": 0.99,
        "paragraph": 0.985,
        "perfect": 0.94,
    },
    "torn": {
        "articles": 0.9,
        "headline": 0.87,
        "deck": 0.78,
        "byline": 0.95,
        "caption": 0.98,
        "paragraph": 0.8,
        "perfect": 0.46,
    },
    "layout": {
        "articles": 0.89,
        "headline": 0.68,
        "deck": 0.9,
        "byline": 0.87,
        "caption": 0.93,
        "paragraph": 0.87,
        "perfect": 0.6,
    },
    # bylines, pdfplumber's headlines and whole articles lower since 2026-11-30: on 50 pages of other seeds and papers the same change
    # brought pdfplumber's articles from 0.702 to 0.748, its headlines from 0.326 to 0.366, bylines 0.486 to 0.506
    # pdfplumber's headlines again since 2026-12-01: the weights of heads are no longer fitted until those of these articles are right; of 90
    # pages of articles that nothing is fitted on 0.840 in order are right instead of 0.834, of those that pdfminer and pdftotext wrote
    # 0.639 instead of 0.623
    "boxes": {
        "articles": 0.98,
        "headline": 0.69,
        "deck": 0.84,
        "byline": 0.81,
        "caption": 0.98,
        "paragraph": 0.87,
        "perfect": 0.5,
    },
    "pdfplumber": {
        "articles": 0.92,
        "headline": 0.56,
        "deck": 0.28,
        "byline": 0.69,
        "caption": 0.88,
        "paragraph": 0.77,
        "perfect": 0.43,
    },
    "vertical": {
        "articles": 0.83,
        "headline": 0.36,
        "deck": 0.48,
        "byline": 0.9,
        "paragraph": 0.67,
        "perfect": 0.06,
    },
    "vertical, no columns": {"articles": 0.65, "byline": 0.95},
}
FAMILIES = {
    "pdfbox": "whole",
    "raw": "whole",
    "mupdf": "whole",
    "pdftotext": "torn",
    "pdfminer": "torn",
    "layout": "layout",
    "boxes": "boxes",
    "pdfplumber": "pdfplumber",
    "vertical.pdfbox": "vertical",
    "vertical.mupdf": "vertical, no columns",
}


def scores(dump: Path) -> dict[str, float | None]:
    gold = json.loads((dump.parent / f"{dump.name.split('.')[0]}.gold.json").read_text(encoding="utf-8"))
    text = dump.read_text(encoding="utf-8")
    (document,) = clean_pages(text, check=True)
    return score.score_page(text, gold, json.loads(msgspec.json.encode(document)))


def test_seed_page_reads_as_a_person_reads_it() -> None:
    figures = scores(PAGES / "seed" / "01.pdfbox.txt")
    wrong = {
        name: value
        for name, value in figures.items()
        if value != (0.0 if name in ("spaces", "lost", "invented") else 1.0)
    }
    assert not wrong


def test_the_rubric_stands_with_the_article_that_it_heads() -> None:
    (document,) = clean_pages((PAGES / "seed" / "01.pdfbox.txt").read_text(encoding="utf-8"))
    assert [article.rubric for article in document.articles] == [
        None,
        "众志成城 防控疫情",
        None,
        None,
        None,
        None,
    ]


@pytest.fixture(scope="module")
def dev() -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for folder in (PAGES / "dev", FIXTURES / "layout", FIXTURES / "rows", FIXTURES / "vertical"):
        for dump in sorted(folder.glob("*.txt")):
            extractor = dump.name.split(".")[1]
            family = FAMILIES.get(f"{folder.name}.{extractor}") or FAMILIES[extractor]
            for name, value in scores(dump).items():
                if value is not None:
                    found[family][name].append(value)
    return found


@pytest.mark.parametrize(
    ("family", "name"), [(family, name) for family, floors in FLOORS.items() for name in floors]
)
def test_typeset_pages_stay_above_the_floor(
    dev: dict[str, dict[str, list[float]]], family: str, name: str
) -> None:
    values = dev[family][name]
    assert sum(values) / len(values) >= FLOORS[family][name]


@pytest.mark.parametrize("name", ["lost", "invented"])
def test_no_character_is_lost_or_invented(dev: dict[str, dict[str, list[float]]], name: str) -> None:
    assert all(value == 0 for family in dev.values() for value in family[name])

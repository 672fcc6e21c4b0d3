"""The same page gives the same output in every process, whatever order Python's sets happen to have in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import newsclean

from newsclean.api import clean
from newsclean.assembly import matching

DEV = Path(__file__).parent.parent / "fixtures" / "pages" / "dev"


@pytest.mark.parametrize("page", ["02.pdftotext.txt", "03.pdfminer.txt"])
def test_output_does_not_depend_on_the_hash_seed(page: str) -> None:
    """Torn pages: many readings are nearly as good as the best one there, and sums in another order used to change it."""
    runs = [newsclean("clean", DEV / page, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2", "3")]
    assert {run.returncode for run in runs} == {0}
    assert len({run.stdout for run in runs}) == 1


@pytest.mark.parametrize("page", ["02.raw.txt", "05.mupdf.txt"])
def test_many_articles_are_weighed_as_few_are(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages of megabytes the articles that have a pair of characters are kept in another form."""
    text = (DEV / page).read_text("utf-8")
    few = clean(text)
    monkeypatch.setattr(matching, "MANY", 0)
    assert clean(text) == few

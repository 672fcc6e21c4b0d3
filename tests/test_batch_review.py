"""`newsclean batch --format review`: a review page for every input, and an index with the most doubtful first."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from archives import plain, tree
from running import ROOT, SEED, newsclean, said

pytest.importorskip("jinja2", reason="pip install 'newsclean[review]'")


def archive(folder: Path) -> Path:
    """Sure pages, one page that is doubtful, and one input of two pages."""
    plain(folder, "a/sure.txt", "b/版 1#.txt")
    (folder / "b" / "doubt.txt").write_bytes(SEED.read_bytes())
    (folder / "two.txt").write_bytes(SEED.read_bytes() + b"\f" + (folder / "a" / "sure.txt").read_bytes())
    return folder


def links(index: Path) -> list[str]:
    html = index.read_text("utf-8")
    return [unquote(unescape(href)) for href in re.findall(r'href="\./([^"]+)"', html)]


def test_every_input_has_a_page_and_the_index_the_doubtful_first(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in"), tmp_path / "out"
    run = newsclean("batch", source, "-f", "review", "-o", out, "--jobs", "2")
    assert run.returncode == 0, run.stderr
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_bytes().splitlines()]
    doubtful = sorted(rows, key=lambda row: (row["certainty"], -row["doubtful"], row["outputs"][0]["path"]))
    listed = links(out / "review-index.html")
    assert listed == [row["outputs"][0]["path"] for row in doubtful]
    assert set(listed) == {"a/sure.html", "b/版 1#.html", "b/doubt.html", "two.html"}
    assert set(listed[:2]) == {"b/doubt.html", "two.html"}
    assert all((out / name).is_file() for name in listed)
    assert (out / "two.html").read_text("utf-8").count('class="page"') == 2


def test_the_same_page_as_that_of_review(tmp_path: Path) -> None:
    page = SEED.relative_to(ROOT)
    newsclean("batch", page, "-f", "review", "-o", tmp_path, cwd=ROOT)
    newsclean("review", page, "-o", tmp_path / "one.html", "--lang", "en", cwd=ROOT)
    assert (tmp_path / page.with_suffix(".html")).read_bytes() == (tmp_path / "one.html").read_bytes()


def test_a_run_that_is_gone_on_with_makes_the_same_index(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in"), tmp_path / "out"
    newsclean("batch", source, "-f", "review", "-o", out)
    first = tree(out)
    (out / "two.html").unlink()
    (out / "review-index.html").unlink()
    assert newsclean("batch", source, "-f", "review", "-o", out, "--resume").returncode == 0
    assert tree(out) == first


def test_an_input_that_fails_is_not_in_the_index(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in"), tmp_path / "out"
    (source / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    assert newsclean("batch", source, "-f", "review", "-o", out).returncode == 3
    assert "bad.html" not in links(out / "review-index.html")
    assert len(links(out / "review-index.html")) == 4


def test_a_name_of_the_index_is_refused(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "review-index.txt")
    message = said(newsclean("batch", source, "-f", "review", "-o", tmp_path / "out"), 2)
    assert "would take a name of newsclean's own" in message

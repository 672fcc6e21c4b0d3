"""The review page in a real browser, as an archivist uses it: by keyboard alone, in two sittings, on a phone, on paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import ROOT, SEED, newsclean
from test_review import picture


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("jinja2", reason="pip install 'newsclean[review]'")
    out = tmp_path_factory.mktemp("review") / "review.html"
    run = newsclean("review", SEED.relative_to(ROOT), "-o", out, "--lang", "en", cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return out


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Any, name: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"no way to {name} by Tab")


def saved(page: Any, file: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.evaluate("document.getElementById('save').focus()")
        page.keyboard.press("Enter")
    download.value.save_as(file)
    corrections: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return corrections


def shown(page: Any) -> str:
    return str(page.locator("article").evaluate_all("all => all.map((one) => one.textContent).join('\\n')"))


def test_every_correction_by_keyboard_alone(review: Path, opened: Any, tmp_path: Path) -> None:
    page = opened(review)
    press(page, "n", "n", "ArrowDown", "ArrowDown", "ArrowDown", "j")
    line = page.locator(".l.current")
    assert line.get_attribute("data-role") == "paragraph"
    text = line.inner_text()
    press(page, "Shift+ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "s")
    parts = [line.inner_text(), line.locator("xpath=following-sibling::*[1]").inner_text()]
    assert ("".join(parts), len(parts[0])) == (text, 11)
    tab_to(page, "join")
    press(page, "Enter")
    assert line.inner_text() == text
    tab_to(page, "to")
    press(page, "ArrowDown")  # opens, and corrects nothing yet
    assert page.locator("#count").inner_text() == "2"
    press(page, "ArrowDown", "Enter")
    assert line.evaluate("line => line.closest('article').dataset.a") == "3"
    tab_to(page, "furniture")
    press(page, "Enter")
    press(page, "n")
    tab_to(page, "role")
    press(page, "ArrowUp", "ArrowUp", "Enter")
    operations = saved(page, tmp_path / "c.json")["pages"][0]["operations"]
    assert [one["op"] for one in operations] == ["split", "join", "set", "set", "set"]
    run = newsclean("clean", SEED, "--corrections", tmp_path / "c.json", "--verify", "-o", tmp_path / "x.md")
    assert run.returncode == 0, run.stderr


def test_a_second_sitting_goes_on_with_the_first(review: Path, opened: Any, tmp_path: Path) -> None:
    page = opened(review)
    page.locator("article .l", has_text="面对问题，只有迎难而上").click()
    page.click("#split-article")
    page.locator("article .l", has_text="会上，13县").click()
    page.click("#furniture")
    first = saved(page, tmp_path / "one.json")
    again = opened(review)
    again.set_input_files("#file", tmp_path / "one.json")
    again.wait_for_function("document.getElementById('count').textContent === '2'")
    assert shown(again) == shown(page)
    again.locator("article .l", has_text="两家企业表示").click()
    again.click("#join-articles")
    both = saved(again, tmp_path / "two.json")["pages"][0]["operations"]
    assert both[:2] == first["pages"][0]["operations"]
    assert len(both) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "Not a corrections file."),
        ("<html>", "Not a corrections file."),
        (
            '{"schema": "newsclean-corrections/1", "pages": [{"sha256": "0", "page": 1, "operations": [{"op": "set"}]}]}',
            "0 corrections carried out, 1 do not fit this page",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_told(
    review: Path,
    opened: Any,
    tmp_path: Path,
    content: str,
    says: str,
) -> None:
    page = opened(review)
    (tmp_path / "odd.json").write_text(content, "utf-8")
    page.set_input_files("#file", tmp_path / "odd.json")
    page.wait_for_function(f"document.getElementById('about').textContent === {says!r}")


def test_corrections_are_not_lost_by_closing_the_page(review: Path, opened: Any, tmp_path: Path) -> None:
    page = opened(review)
    leaves = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert not page.evaluate(leaves)
    page.locator("article .l", has_text="会上，13县").click()
    page.click("#furniture")
    assert page.evaluate(leaves)
    saved(page, tmp_path / "c.json")
    assert not page.evaluate(leaves)


def test_on_a_phone_line_and_source_are_in_sight_together(review: Path, opened: Any) -> None:
    page = opened(review, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for wanted in ("今天出院的两名患者", "会上，13县"):
        line = page.locator("article .l", has_text=wanted)
        line.tap()
        for one in (line, page.locator(".r.lit").first):
            box = one.bounding_box()
            assert 0 <= box["y"] <= 844, wanted
        assert line.bounding_box()["y"] >= page.locator(".dump:visible").bounding_box()["height"] - 1
    picture(page, "phone")


def test_on_paper_articles_come_first_and_light(review: Path, opened: Any) -> None:
    page = opened(review, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    top = {name: page.locator(f".{name}").first.bounding_box()["y"] for name in ("articles", "dump")}
    assert top["articles"] < top["dump"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"

"""The review page: what it holds, and in a real browser what it does. Screenshots go to $SCREENSHOTS if that is set."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from made_documents import HOSTILE
from typer.testing import CliRunner

from newsclean.api import run_pages
from newsclean.cli.app import app
from newsclean.document import to_document
from newsclean.model import Page
from newsclean.printed_lines import source_lines
from newsclean.review.render import render
from newsclean.review.view import view
from newsclean.schema import Source

SEED = Path(__file__).parent.parent / "seeds" / "lvliang-daily-2020-02-07-p1.txt"
SCREENSHOTS = os.environ.get("SCREENSHOTS")


def made(tmp_path: Path, *arguments: str) -> Path:
    out = tmp_path / "review.html"
    result = CliRunner().invoke(app, ["review", *arguments, "-o", str(out), "--lang", "en"])
    assert result.exit_code == 0, result.stderr
    return out


def hostile_dump(tmp_path: Path) -> Path:
    """A page whose every piece of text tries to be something else."""
    lines = []
    for number, text in enumerate(HOSTILE):
        lines += [
            f"某某会议召开{text}",
            f"　　本报讯（记者 王 涛）3月{number % 28 + 1}日，{text}在这里召开。",
        ]
        lines += ["　　会议认真学习了有关精神，" + text + "，并作出安排部署。", ""]
    path = tmp_path / "</script><img src=x onerror=alert(1)>.txt".replace("/", "∕")
    path.write_text("\n".join(lines), "utf-8")
    return path


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_one_file_that_needs_no_network(tmp_path: Path) -> None:
    for tag, attributes in Tags(made(tmp_path, str(SEED)).read_text("utf-8")).found:
        assert tag not in {"link", "img", "iframe", "object", "base"}
        assert not {"src", "srcset", "action"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)


def test_hostile_text_adds_no_tag(tmp_path: Path) -> None:
    html = made(tmp_path, str(hostile_dump(tmp_path))).read_text("utf-8")
    assert [tag for tag, _ in Tags(html).found if tag == "script"] == ["script", "script"]
    known = {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "label", "select", "option",
        "span", "input", "output", "button", "main", "section", "div", "ol", "li", "b", "nav", "i", "article", "p", "details",
        "summary", "del", "ins", "dialog", "dl", "dt", "dd", "kbd", "form", "script",
    }  # fmt: skip
    assert {tag for tag, _ in Tags(html).found} <= known


def test_the_index_lists_the_doubtful_page_first(tmp_path: Path) -> None:
    sure = tmp_path / "sure.txt"
    sure.write_text("市图书馆恢复开放\n　　本报讯（记者 王 涛）3月20日，市图书馆恢复开放。\n", "utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["review", str(sure), str(SEED), "--index", "-o", str(out)])
    assert result.exit_code == 0, result.stderr
    links = [a["href"] for tag, a in Tags((out / "index.html").read_text("utf-8")).found if tag == "a"]
    assert links == ["./lvliang-daily-2020-02-07-p1-p1.html", "./sure-p1.html"]
    assert sorted(file.name for file in out.iterdir()) == sorted(
        ["index.html", *(str(link)[2:] for link in links)]
    )


def test_chinese_on_request(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["review", str(SEED), "--lang", "zh"])
    assert "存疑之处" in result.stdout
    assert "Doubtful decisions" not in result.stdout.partition("<script>")[0].partition('"words"')[0]


def test_wrong_calls_are_one_line(tmp_path: Path) -> None:
    for arguments in ([str(tmp_path / "none.txt"), "-o", str(tmp_path / "x.html")], [str(SEED), "--index"]):
        result = CliRunner().invoke(app, ["review", *arguments])
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1


# In a browser


def picture(page: Any, name: str) -> None:
    if SCREENSHOTS:
        page.screenshot(path=str(Path(SCREENSHOTS) / f"{name}.png"))


def bodies(page: Any) -> list[list[str]]:
    """The articles as the page shows them: headline, then the blocks of the body."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.page:not([hidden]) article')].map((article) => [
             [...article.querySelectorAll('[data-role="headline"]')].map((line) => line.textContent).join(''),
             ...[...article.querySelectorAll('.body .l:not([data-role="caption"])')].map((line) => line.textContent)])"""
    )


def cleaned(corrections: Path | None = None) -> list[list[str]]:
    arguments = ["clean", str(SEED), "--format", "json", "--verify"]
    result = CliRunner().invoke(app, arguments + (["--corrections", str(corrections)] if corrections else []))
    assert result.exit_code == 0, result.stderr
    found = []
    for article in json.loads(result.stdout)["articles"]:
        texts = [block["text"] for block in article["body"]]
        lead = article["byline"]["text"]
        if lead:
            first = next(at for at, block in enumerate(article["body"]) if block["type"] == "paragraph")
            texts[first] = lead + texts[first]
        found.append([article["headline"] or "", *texts])
    return found


def bare(articles: list[list[str]]) -> list[list[str]]:
    return [["".join(text.split()) for text in article] for article in articles]


def test_hovering_a_paragraph_lights_its_lines_and_the_reverse(tmp_path: Path, opened: Any) -> None:
    page = opened(made(tmp_path, str(SEED)))
    picture(page, "wide")
    paragraph = page.locator("article .l[data-role=paragraph]").nth(1)
    paragraph.hover()
    lit = page.locator(".r.lit").evaluate_all(
        "lines => lines.map((line) => line.textContent.trim()).join('')"
    )
    assert "".join(lit.split()) == "".join(paragraph.inner_text().split())
    page.locator(".r", has_text="人员：").first.hover()
    assert page.locator(".l.lit").first.inner_text().endswith("人员：")


def test_keys_and_search(tmp_path: Path, opened: Any) -> None:
    page = opened(made(tmp_path, str(SEED)))
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.locator(".l.current").evaluate("line => line.closest('article').dataset.a") == "2"
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("d")
    doubt = page.locator(".go").first.get_attribute("data-key")
    assert page.locator(".l.current").get_attribute("data-key") == doubt
    page.keyboard.press("/")
    page.keyboard.type("汾阳医院")
    page.wait_for_selector(".hit")
    assert all("汾阳医院" in "".join(text.split()) for text in page.locator(".hit").all_text_contents())
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()


def correct_by_hand(page: Any) -> None:
    """One correction of every kind, as an archivist makes them."""
    page.locator("article .l", has_text="近年来，我市坚持以脱贫攻坚统揽").click()
    page.click("#join")
    page.locator("article .l", has_text="面对问题，只有迎难而上").click()
    page.click("#split-article")
    page.locator("article .l", has_text="今天出院的两名患者").click()
    page.evaluate(
        """() => { const line = document.querySelector('.current'); getSelection().collapse(line.lastChild, 21); }"""
    )
    page.click("#split")
    page.locator("article .l", has_text="市政府视频调度招商引资").first.click()
    page.select_option("#to", index=0)
    page.locator("article .l", has_text="两家企业表示").click()
    page.click("#join-articles")
    page.locator("article .l", has_text="会上，13县").click()
    page.click("#furniture")


def test_corrections_made_in_the_browser_are_what_clean_applies(tmp_path: Path, opened: Any) -> None:
    page = opened(made(tmp_path, str(SEED)))
    assert bare(bodies(page)) == bare(cleaned())
    correct_by_hand(page)
    picture(page, "corrected")
    with page.expect_download() as download:
        page.click("#save")
    file = tmp_path / "corrections.json"
    download.value.save_as(file)
    assert bare(bodies(page)) == bare(cleaned(file))
    assert bare(cleaned(file)) != bare(cleaned())
    assert {operation["op"] for operation in json.loads(file.read_text("utf-8"))["pages"][0]["operations"]} == {
        "set", "join", "split", "join-articles", "split-article",
    }  # fmt: skip
    while page.locator("#undo").is_enabled():
        page.click("#undo")
    assert bare(bodies(page)) == bare(cleaned())
    assert page.locator("#save").is_disabled()


def test_hostile_text_stays_text(tmp_path: Path, opened: Any) -> None:
    dump = hostile_dump(tmp_path)
    page = opened(made(tmp_path, str(dump)))
    raw = page.locator(".r").evaluate_all("lines => lines.map((line) => line.textContent)")
    assert raw == dump.read_text("utf-8").split("\n")[: len(raw)]
    picture(page, "hostile")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_accessible(tmp_path: Path, opened: Any, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[browser]'")
    page = opened(made(tmp_path, str(SEED)), color_scheme=scheme, viewport={"width": width, "height": 844})
    for _ in range(2):
        found = axe.Axe().run(page).response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert told == []
        page.locator("article .l").nth(2).click()
    picture(page, f"{scheme}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_prints_all_articles(tmp_path: Path, opened: Any) -> None:
    page = opened(made(tmp_path, str(SEED)))
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator("article").last.is_visible()
    picture(page, "print")


def test_ten_megabytes_open(tmp_path: Path, opened: Any) -> None:
    """The seed's page 335 times over; its lines are shifted rather than cleaned anew, which is another test's matter."""
    text = SEED.read_text("utf-8")
    page = next(run_pages(text))[0]
    count, height, articles = 10_000_000 // len(text.encode()) + 1, len(source_lines(text)), 7
    lines = [
        replace(
            line,
            spans=tuple((first + at * height, last + at * height) for first, last in line.spans),
            articles=tuple(number + at * articles for number in line.articles),
        )
        for at in range(count)
        for line in page.lines
    ]
    large = Page(tuple(lines), blanks=frozenset(n + at * height for at in range(count) for n in page.blanks))
    shown = view(large, to_document(large, Source(sha256="0" * 64)), source_lines(text) * count)
    file = tmp_path / "large.html"
    file.write_bytes(b"".join(render([shown])))
    assert sum(len(line.text.encode()) + 1 for chunk in shown.chunks for line in chunk) > 9_900_000
    opened_page = opened(file)
    opened_page.locator("article .l").nth(5).click()
    assert opened_page.locator(".r.lit").count() > 0
    opened_page.keyboard.press("n")
    opened_page.fill("#find", "汾阳医院再传好消息")
    opened_page.wait_for_selector(".hit")

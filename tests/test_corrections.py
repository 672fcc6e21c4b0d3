"""Corrections: each operation on a page, what makes them stale, and `clean --corrections` from end to end."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from newsclean.api import run_pages
from newsclean.cli.app import app
from newsclean.corrections import StaleCorrections, correct, keys, read_corrections, witness
from newsclean.document import to_document, verify
from newsclean.model import Page
from newsclean.printed_lines import source_lines
from newsclean.schema import Document, Source
from newsclean.schemas import shipped

SEED = Path(__file__).parent.parent / "seeds" / "lvliang-daily-2020-02-07-p1.txt"
TEXT = SEED.read_text("utf-8")
LINES = source_lines(TEXT)
SCHEMA = Draft202012Validator(json.loads(shipped("corrections")))


@pytest.fixture(scope="module")
def page() -> Page:
    return next(run_pages(TEXT))[0]


def operation(page: Page, op: str, line: str, **rest: object) -> dict[str, object]:
    index = keys(page.lines).index(line)
    return {"op": op, "line": line, "text": witness(page.lines[index].text), **rest}


def file_of(*operations: dict[str, object], sha256: str = "", page: int = 1) -> dict[str, object]:
    digest = sha256 or hashlib.sha256(SEED.read_bytes()).hexdigest()
    return {
        "schema": "newsclean-corrections/1",
        "pages": [{"sha256": digest, "page": page, "operations": list(operations)}],
    }


def corrected(page: Page, *operations: dict[str, object]) -> Document:
    """The document after the operations; the schema holds for them, and no character is lost by them."""
    whole = file_of(*operations)
    SCHEMA.validate(whole)
    (part,) = read_corrections(json.dumps(whole).encode()).pages
    after = correct(page, part.operations, LINES)
    document = to_document(after, Source())
    verify(TEXT, after, document)
    return document


def key_of(page: Page, beginning: str) -> str:
    return next(
        key
        for key, line in zip(keys(page.lines), page.lines, strict=True)
        if line.text.strip().startswith(beginning)
    )


def article_of(document: Document, beginning: str) -> int:
    return next(
        article.id
        for article in document.articles
        if any(block.text.startswith(beginning) for block in article.body)
    )


def test_move_a_headline(page: Page) -> None:
    head, body = key_of(page, "市委脱贫攻坚"), key_of(page, "近年来，我市坚持以")
    document = corrected(page, operation(page, "set", head, to=body))
    article = document.articles[article_of(document, "近年来，我市坚持以") - 1]
    assert "市委脱贫攻坚工作暨农村工作会议召开" in (article.headline or "")


def test_mark_furniture_and_take_it_back(page: Page) -> None:
    caption = key_of(page, "图为汾阳医院")
    document = corrected(page, operation(page, "set", caption, role="furniture"))
    assert any(part.text.startswith("图为汾阳医院") for part in document.furniture)
    back = operation(page, "set", caption, role="caption", to=key_of(page, "上午10点"))
    document = corrected(page, operation(page, "set", caption, role="furniture"), back)
    assert not any(part.text.startswith("图为汾阳医院") for part in document.furniture)


def test_join_paragraphs(page: Page) -> None:
    first, second = key_of(page, "近年来，我市坚持以"), key_of(page, "在肯定成绩的同时")
    document = corrected(page, operation(page, "join", first, next=second))
    article = document.articles[article_of(document, "近年来，我市坚持以") - 1]
    whole = next(block for block in article.body if block.text.startswith("近年来，我市坚持以"))
    assert "显著提高。在肯定成绩的同时" in whole.text
    assert whole.lines[-1][1] > whole.lines[0][0]


def test_split_a_paragraph_at_a_character_and_its_source_lines_with_it(page: Page) -> None:
    key = key_of(page, "今天出院的两名患者")
    document = corrected(page, operation(page, "split", key, at=21))
    article = document.articles[article_of(document, "36岁的郑女士") - 1]
    first, second = (
        next(block for block in article.body if block.text.startswith(beginning))
        for beginning in ("今天出院的", "36岁的郑女士")
    )
    assert first.text == "今天出院的两名患者分别来自文水县和孝义市。3"[:21]
    for block in (first, second):
        printed = "".join(
            "".join(LINES[n - 1].split()) for low, high in block.lines for n in range(low, high + 1)
        )
        assert block.text.replace(" ", "") in printed.replace(" ", "")
    assert second.lines[0][0] == first.lines[-1][1]


def test_what_was_split_can_be_joined_again(page: Page) -> None:
    key = key_of(page, "今天出院的两名患者")
    before = to_document(page, Source())
    rejoined = {"op": "join", "line": key, "text": "今天出院的两名患者分别来", "next": f"{key}+21"}
    split = operation(page, "split", key, at=21)
    after = corrected(page, split, rejoined)
    assert [[b.text for b in a.body] for a in after.articles] == [
        [b.text for b in a.body] for a in before.articles
    ]


def test_join_and_split_articles(page: Page) -> None:
    before = to_document(page, Source())
    first, second = key_of(page, "近年来，我市坚持以"), key_of(page, "李正印在讲话中")
    joined = corrected(page, operation(page, "join-articles", first, **{"with": second}))
    assert len(joined.articles) == len(before.articles) - 1
    both = article_of(joined, "近年来，我市坚持以")
    assert article_of(joined, "李正印在讲话中") == both
    split = corrected(page, operation(page, "split-article", second))
    assert len(split.articles) == len(before.articles) + 1
    assert article_of(split, "李正印在讲话中") != article_of(split, "2月6日，市委召开")


@pytest.mark.parametrize(
    "spoiled",
    [
        {"line": "9999"},
        {"text": "另一篇文章"},
        {"op": "split", "at": 0},
        {"op": "split", "at": 100_000},
        {"op": "join", "next": "9999"},
        {"op": "set", "to": "6"},
    ],
)
def test_what_does_not_fit_is_stale(page: Page, spoiled: dict[str, object]) -> None:
    good = operation(page, "split-article", key_of(page, "近年来，我市坚持以"))
    with pytest.raises(StaleCorrections, match="correction 1"):
        corrected(page, good | spoiled)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"schema":"newsclean-corrections/2","pages":[]}']
)
def test_no_corrections_file(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a corrections file"):
        read_corrections(data)


# From the command line


def run(tmp_path: Path, corrections: object, *more: str) -> tuple[int, str, str]:
    file = tmp_path / "corrections.json"
    file.write_text(json.dumps(corrections), "utf-8")
    result = CliRunner().invoke(
        app, ["clean", str(SEED), "--format", "json", "--verify", "--corrections", str(file), *more]
    )
    return result.exit_code, result.stdout, result.stderr


def test_clean_applies_corrections(tmp_path: Path, page: Page) -> None:
    split = operation(page, "split-article", key_of(page, "近年来，我市坚持以"))
    code, out, err = run(tmp_path, file_of(split))
    assert (code, err) == (0, "")
    assert len(json.loads(out)["articles"]) == len(to_document(page, Source()).articles) + 1


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        (file_of(sha256="0" * 64), "no input has sha256 000000000000"),
        (file_of(page=2), "the file has no page 2"),
        (file_of({"op": "split-article", "line": "2", "text": "别的"}), "review the page again"),
        ({"pages": []}, "not a corrections file"),
    ],
)
def test_stale_corrections_are_an_error_and_nothing_is_written(
    tmp_path: Path, corrections: object, message: str
) -> None:
    target = tmp_path / "out.json"
    code, out, err = run(tmp_path, corrections, "--output", str(target))
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert not target.exists()


@pytest.mark.parametrize("each", ["page", "article"])
def test_one_file_per_page_or_article(tmp_path: Path, each: str) -> None:
    result = CliRunner().invoke(
        app,
        ["clean", str(SEED), "--format", "front-matter", "--each", each, "--output", str(tmp_path / "out")],
    )
    assert result.exit_code == 0, result.stderr
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    count = len(next(run_pages(TEXT))[1].articles)
    stem = "lvliang-daily-2020-02-07-p1-p1"
    assert names == (
        [f"{stem}.md"] if each == "page" else sorted(f"{stem}-a{n}.md" for n in range(1, count + 1))
    )


def test_each_without_a_directory_is_a_wrong_call() -> None:
    result = CliRunner().invoke(app, ["clean", str(SEED), "--each", "page"])
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_two_inputs_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text("会议召开\n", "utf-8")
    paths = [str(tmp_path / folder / "1.txt") for folder in ("a", "b")]
    result = CliRunner().invoke(app, ["clean", *paths, "--each", "page", "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "1-p1.md" in result.stderr


def test_what_stands_behind_the_last_page_break_is_no_page(tmp_path: Path) -> None:
    dump = tmp_path / "page.txt"
    dump.write_bytes(SEED.read_bytes() + b"\f\n")
    digest = hashlib.sha256(dump.read_bytes()).hexdigest()
    file = tmp_path / "corrections.json"
    file.write_text(json.dumps(file_of(page=2, sha256=digest)), "utf-8")
    result = CliRunner().invoke(app, ["clean", str(dump), "--corrections", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the file has no page 2" in result.stderr

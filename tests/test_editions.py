"""Articles joined across the pages of an edition: by page number, headline words and wording; nothing lost, once each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from archives import batch, made
from running import newsclean

from newsclean.api import clean_pages
from newsclean.document import printed, visible
from newsclean.editions.joining import JoinedArticle, JoinedPage, join_pages
from newsclean.editions.jumps import notes_in
from newsclean.editions.labels import edition_of, page_label
from newsclean.editions.matching import Part, match
from newsclean.schema import Document, Source

ARTICLES = json.loads(Path("fixtures/articles.json").read_text(encoding="utf-8"))

FIRST = """2020年2月7日 第1版

全市春耕生产现场推进会召开
　　本报讯（记者 王涛）3月12日，全市春耕生产现场推进会在
青芷县召开。会议要求，一手抓疫情防控，一手抓春季农业生
产，做到两头兼
（下转第三版）
"""
OTHER = """2020年2月7日 第2版

市图书馆恢复开放
　　本报讯（记者 王涛）3月20日，市图书馆恢复开放。馆内实行
预约入馆，每日限流三百人。
"""
THIRD = """2020年2月7日 第3版

春耕生产现场推进会召开
（上接第一版）顾、两不耽误，确保粮食播种面积稳定。
　　会议强调，要组织农技人员分片包村，推广集中育秧和
机械插秧，不误农时。

我市开展消防安全检查
　　本报讯（记者 李明）3月18日，市消防支队对商场、宾馆进行
消防安全检查，发现隐患三十余处。
"""


def pages(*texts: str, names: tuple[str, ...] = ()) -> list[Document]:
    return [
        document
        for at, text in enumerate(texts)
        for document in clean_pages(text, source=Source(path=names[at] if names else f"p{at + 1}.txt"))
    ]


def everything(found: list[JoinedPage]) -> Counter[str]:
    """The visible characters of joined pages, those printed over continuations too."""
    texts = [text for page in found for text in printed(page.document)]
    for page in found:
        for article in page.document.articles:
            if isinstance(article, JoinedArticle):
                texts += [part for piece in article.continued for part in piece.head]
    return visible("".join(texts))


def test_a_sentence_torn_by_a_jump_is_whole_again() -> None:
    found = join_pages(pages(FIRST, OTHER, THIRD))
    assert [page.joined for page in found] == [1, 0, 1]
    (article,) = found[0].document.articles
    assert isinstance(article, JoinedArticle)
    texts = [block.text for block in article.body]
    assert texts[0].endswith("做到两头兼顾、两不耽误，确保粮食播种面积稳定。")
    assert texts[1:3] == ["（下转第三版）", "（上接第一版）"]
    assert texts[3].startswith("会议强调")
    (piece,) = article.continued
    assert (piece.source.path, piece.blocks, piece.sentence_lines) == ("p3.txt", [(3, 4)], [(3, 4)])
    assert "春耕生产现场推进会召开" in piece.head
    assert [a.headline for a in found[2].document.articles] == ["我市开展消防安全检查"]
    assert [page.unmatched for page in found] == [(), (), ()]


def test_every_character_stays_once() -> None:
    before = pages(FIRST, OTHER, THIRD)
    assert everything(join_pages(before)) == visible(
        "".join(text for page in before for text in printed(page))
    )


def test_the_order_of_the_pages_does_not_matter() -> None:
    there = join_pages(pages(FIRST, OTHER, THIRD))[0].document.articles[0]
    back = join_pages(pages(THIRD, OTHER, FIRST, names=("p3.txt", "p2.txt", "p1.txt")))[2].document.articles[
        0
    ]
    assert there == back


def test_jumps_without_another_end_are_reported_and_left() -> None:
    before = pages(FIRST, OTHER)
    found = join_pages(before)
    assert [page.unmatched for page in found] == [("（下转第三版）",), ()]
    assert [page.document for page in found] == before
    alone = join_pages(pages(OTHER, THIRD, names=("p2.txt", "p3.txt")))
    assert alone[1].unmatched == ("（上接第一版）",)
    assert len(alone[1].document.articles) == 2


def test_a_jump_to_another_page_is_not_taken() -> None:
    assert (
        join_pages(
            pages(
                FIRST.replace("第三版", "第五版"),
                THIRD.replace("第一版", "第四版"),
                names=("p1.txt", "p3.txt"),
            )
        )[0].joined
        == 0
    )


def test_an_article_over_three_pages() -> None:
    third = THIRD.replace("不误农时。\n", "不误农时。\n（下转第四版）\n")
    fourth = (
        "2020年2月7日 第4版\n\n（上接第三版）\n　　会议还就农机调度和种子价格作了部署，要求各县抓好落实。\n"
    )
    before = pages(FIRST, third, fourth, names=("p1.txt", "p3.txt", "p4.txt"))
    found = join_pages(before)
    (article,) = found[0].document.articles
    assert isinstance(article, JoinedArticle)
    assert [piece.source.path for piece in article.continued] == ["p3.txt", "p4.txt"]
    assert article.body[-1].text.startswith("会议还就农机调度")
    assert everything(found) == visible("".join(text for page in before for text in printed(page)))
    assert found[2].document.articles == []


def test_two_pages_that_continue_each_other_are_left_alone() -> None:
    one = "2020年2月7日 第1版\n\n（上接第二版）\n　　甲村今年种了三百亩春茶，茶农忙着采摘。\n（下转第二版）\n"
    two = "2020年2月7日 第2版\n\n（上接第一版）\n　　甲村的春茶采摘之后，茶农忙着修剪。\n（下转第一版）\n"
    before = pages(one, two)
    found = join_pages(before)
    assert everything(found) == visible("".join(text for page in before for text in printed(page)))
    assert sum(page.joined for page in found) in (0, 2)


def halves(title: int, *, torn: bool = False) -> tuple[list[Part], list[Part]]:
    """Every known article that has two paragraphs, cut in two, all from page 1 to page 3: only words tell them apart.

    `title` characters of the headline are repeated over the continuation.
    """
    firsts, rests = [], []
    for article in ARTICLES:
        paragraphs = article["paragraphs"]
        if len(paragraphs) > 1:
            cut = len(paragraphs) // 2
            front, back = "\n".join(paragraphs[:cut]), "\n".join(paragraphs[cut:])
            middle = len(front) // 2 if torn else len(front)
            firsts.append(Part("1", "3", article["title"], front[:middle], front[:middle]))
            rests.append(
                Part("3", "1", article["title"][:title], front[middle:] + back, front[middle:] + back)
            )
    return firsts, rests


@pytest.mark.parametrize(("title", "torn", "least"), [(8, False, 23), (0, True, 20), (0, False, 17)])
def test_words_tell_many_jumps_between_the_same_pages_apart(title: int, torn: bool, least: int) -> None:
    firsts, rests = halves(title, torn=torn)
    pairs = match(firsts, list(reversed(rests)))
    assert len(firsts) == 25
    assert sum(a == 24 - b for a, b in pairs) >= least


@pytest.mark.parametrize(
    ("name", "always", "edition"),
    [
        ("paper/2020-02-07/p1", None, "paper/2020-02-07/"),
        ("paper/20200207/3", None, "paper/20200207/"),
        ("paper/p1", None, None),
        ("paper/p1", True, "paper/"),
        ("all/jb-20200207-p1", True, "all/jb-2020-02-07"),
        ("all/jb-20200207-p1", None, None),
    ],
)
def test_what_an_edition_is(name: str, always: bool | None, edition: str | None) -> None:
    assert edition_of(name, always=bool(always)) == edition


def test_batch_joins_folders_named_by_a_date(tmp_path: Path) -> None:
    archive = made(tmp_path / "in", 16, "--jumps")
    joined, _ = batch(archive, tmp_path / "out", jobs=2)
    apart, _ = batch(archive, tmp_path / "apart", editions=False)
    assert (joined["joined"], joined["unmatched_jumps"], apart["joined"]) == (4, 0, 0)
    page = json.loads((tmp_path / "out/2001/01/01/p01.json").read_bytes())
    (article,) = [article for article in page["articles"] if "continued" in article]
    assert article["continued"][0]["source"]["path"] == "2001/01/01/p03.txt"
    batch(archive, tmp_path / "records", format="corpus")
    lines = [json.loads(line) for line in (tmp_path / "records/part-00000.jsonl").open(encoding="utf-8")]
    assert sum(bool(line["metadata"]["continued"]) for line in lines) == 2
    assert lines[0]["metadata"]["continued"].startswith("2001/01/01/p03.txt:1:")


def test_a_folder_named_by_a_date_may_be_named_in_the_call(tmp_path: Path) -> None:
    """Its date is part of the names then: pages are joined, and two days do not clash."""
    for day in ("07", "08"):
        folder = tmp_path / f"2020-02-{day}"
        folder.mkdir()
        for name, text in (("p1.txt", FIRST), ("p3.txt", THIRD)):
            (folder / name).write_text(text, "utf-8")
    summary, complaints = batch([str(tmp_path / f"2020-02-{day}") for day in ("07", "08")], tmp_path / "out")
    assert (summary["joined"], complaints) == (4, [])
    assert sorted(path.parent.name for path in (tmp_path / "out").rglob("p?.json")) == [
        "2020-02-07",
        "2020-02-07",
        "2020-02-08",
        "2020-02-08",
    ]


def test_page_labels() -> None:
    assert [page_label(text) for text in ("三", "A03", "１2x")] == ["3", "A3", ""]


NOTES = [
    ("（下转第3版）", "（上接第1版）"),
    ("（下转三版）", "（紧接一版）"),
    ("（转第三版）", "（接第一版）"),
    ("（文转第三版）", "（续接第一版）"),
    ("【下转A03版】", "【上接A01版】"),
    ("（下转03、04版）", "（上接01版）"),
    ("▶下转第三版", "▲上接第一版"),
    ("（下轉第三版）", "（上接第一版《春耕》）"),
]
LONG_THIRD = THIRD.replace(
    "两不耽误，", "两不耽误，各地要把农资调运、农机检修摆上日程，\n组织干部下到田间地头，一户一户落实，"
)


def test_the_ways_to_say_it(tmp_path: Path) -> None:
    for number, (onward, back) in enumerate(NOTES, 1):
        folder = tmp_path / f"in/2020-02-{number:02}"
        folder.mkdir(parents=True)
        (folder / "p1.txt").write_text(FIRST.replace("（下转第三版）", onward), "utf-8")
        (folder / "p3.txt").write_text(LONG_THIRD.replace("（上接第一版）", back + "\n"), "utf-8")
    run = newsclean("batch", tmp_path / "in", "-o", tmp_path / "out", "--summary")
    assert run.returncode == 0, run.stderr
    joined = [line["joined"] for line in map(json.loads, (tmp_path / "out/manifest.jsonl").open("rb"))]
    assert dict(zip(NOTES, joined[::2], strict=True)) == dict.fromkeys(NOTES, 1)


@pytest.mark.parametrize("mark", ["▲", "▲ ", "■", ""])
@pytest.mark.parametrize(
    "going_on", ["顾、两不耽误，各地要把农资调运、农机检修摆上日程，", "顾各地要把农资调运农机检修摆上日程"]
)
def test_a_jump_without_brackets_that_the_text_goes_on_after(mark: str, going_on: str) -> None:
    third = LONG_THIRD.replace(
        "（上接第一版）顾、两不耽误，各地要把农资调运、农机检修摆上日程，", f"{mark}上接第一版{going_on}"
    )
    found = join_pages(pages(FIRST, OTHER, third))
    (article,) = found[0].document.articles
    assert isinstance(article, JoinedArticle)
    assert article.author_line is None
    assert article.captions == []


def test_what_moves_to_another_page_on_foot_is_no_jump(tmp_path: Path) -> None:
    assert [notes_in(text) for text in ("编辑部转三版排印", "他接第一版的稿件")] == [[], []]


def test_the_table_of_jumps() -> None:
    """tools/editions_table.py: the words of a headline tell two jumps apart, always."""
    call = [sys.executable, "tools/editions_table.py", "--tries", "5"]
    rows = subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(rows) == 10
    assert rows[2].split()[2:12] == ["100", "/", "0", "/", "0", "100", "/", "0", "/", "0"]

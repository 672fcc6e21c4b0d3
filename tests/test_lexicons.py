"""The word lists: simplified and traditional, and extended by one line of configuration; through the command."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from running import newsclean

from newsclean.layout.joining import join
from newsclean.layout.open_bylines import DATE_ENDS
from newsclean.layout.strings import banners, is_banner
from newsclean.lexicon import entries, two_scripts
from newsclean.patterns import expression
from newsclean.reading.names import titles

LISTS = (
    "addressees",
    "agencies",
    "author_labels",
    "byline_tags",
    "caption_openers",
    "credits",
    "expert_titles",
    "head_predicates",
    "head_subjects",
    "posts",
    "roles_correspondent",
    "roles_reporter",
    "rubric_endings",
    "rubric_openings",
    "rubrics",
    "senders",
    "workplaces",
)
PAIRS = [line.split("\t") for line in entries("trad_simp")]
ONE_SCRIPT = ("".join(DATE_ENDS),)
"""What is put behind a text to see whether it is a dateline then, whatever the script."""
ROOT = Path(__file__).parent.parent
SIMPLIFIED = {traditional: simplified for traditional, simplified in PAIRS if traditional != simplified}


def test_the_scripts_are_read_as_the_list_has_them() -> None:
    assert list(map(list, zip(*two_scripts(), strict=True))) == PAIRS


def simplified_only(char: str) -> bool:
    """Whether a character is the short form of another and no character of traditional texts itself."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return char in SIMPLIFIED.values()
    return False


@pytest.mark.parametrize("name", LISTS)
def test_every_word_is_there_in_traditional_characters_too(name: str) -> None:
    words = entries(name)
    assert len(set(words)) == len(words), "a word stands twice"
    spellings = Counter("".join(SIMPLIFIED.get(char, char) for char in word) for word in words)
    alone = [word for word in words if any(map(simplified_only, word)) and spellings[word] < 2]
    assert alone == []


def told_by(statement: ast.stmt) -> str:
    """All that the strings of a statement say, without docstrings."""
    docs = {id(part.value) for part in ast.walk(statement) if isinstance(part, ast.Expr)}
    return "".join(
        part.value
        for part in ast.walk(statement)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in docs
    )


def one_script(text: str) -> list[str]:
    """The simplified characters of a text whose traditional forms it has not."""
    both = {SIMPLIFIED[char] for char in text if char in SIMPLIFIED}
    return [char for char in dict.fromkeys(text) if simplified_only(char) and char not in both]


@pytest.mark.parametrize("room", ["reading", "layout", "assembly", "order", "stages"])
def test_words_in_the_code_are_there_in_traditional_characters_too(room: str) -> None:
    found = []
    for path in sorted((ROOT / "newsclean" / room).glob("*.py")):
        for statement in ast.parse(path.read_text("utf-8")).body:
            text = told_by(statement)
            classes = re.findall(
                r"\[[^\]]*\]", text
            )  # each by itself: [报報] says nothing of 报 in another word
            alone = [*one_script(re.sub(r"\[[^\]]*\]", "", text)), *chain(*map(one_script, classes))]
            if alone and text not in ONE_SCRIPT:
                found.append(f"{path.name}:{statement.lineno}: {' '.join(alone)}")
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "2021年3月5日 星期五 第3版",
        "农历辛丑年正月廿二",
        "農曆辛丑年正月廿二",
        "责任编辑：王涛 校对：李明",
        "責任編輯：王濤 校對：李明",
        "值班总编：王涛",
        "值班總編：王濤",
        "国内统一刊号：CN14-0000",
        "國內統一刊號：CN14-0000",
        "新闻热线：0000-1234567",
        "新聞熱線：0000-1234567",
        "清河日报社出版",
        "清河日報社出版",
        "今天白天 多云 15℃",
        "今天白天 多雲 15℃",
        "总第1234期",
        "總第1234期",
        "A3 时政",
        "A3 時政",
    ],
)
def test_furniture_in_both_scripts(line: str) -> None:
    body = "本报讯 市图书馆昨日恢复开放，读者排队入馆。\n"
    run = newsclean("filter", "furniture", stdin=f"{line}\n{body}".encode())
    assert run.stdout.decode() == f"{body}{line}\n"


def cleaned(page: str, folder: Path, *lines: str) -> dict[str, Any]:
    """The page as `clean` reads it beside a configuration of these lines."""
    (folder / "newsclean.toml").write_text("".join(line + "\n" for line in lines), "utf-8")
    (folder / "page.txt").write_text(page, "utf-8")
    run = newsclean("clean", "-f", "json", "--verify", folder / "page.txt")
    assert run.returncode == 0, run.stderr
    document: dict[str, Any] = json.loads(run.stdout)
    return document


def byline(document: dict[str, Any]) -> tuple[str | None, list[str], list[str]]:
    found = document["articles"][0]["byline"]
    return found["agency"], found["reporters"], found["correspondents"]


BODY = "3月20日，市图书馆恢复开放，读者排队入馆，馆内秩序井然。"


@pytest.mark.parametrize("brand", ["云岭融媒讯", "雲嶺融媒訊", "清河新闻网讯"])
def test_most_papers_need_no_configuration_for_their_own_opening(brand: str, tmp_path: Path) -> None:
    document = cleaned(f"市图书馆恢复开放\n{brand}（记者 王 涛）{BODY}\n", tmp_path)
    assert byline(document) == (brand, ["王涛"], [])


@pytest.mark.parametrize("brand", ["云岭融媒讯", "雲嶺融媒訊", "云岭快递"])
def test_an_opening_of_the_papers_own(brand: str, tmp_path: Path) -> None:
    page = f"市图书馆恢复开放\n{brand} {BODY}\n"
    assert byline(cleaned(page, tmp_path))[0] is None
    document = cleaned(page, tmp_path, f'byline-tags = ["{brand}"]')
    assert byline(document)[0] == brand
    assert document["articles"][0]["body"][0]["text"] == BODY


@pytest.mark.parametrize(
    ("line", "role", "names"),
    [
        ('reporter-roles = ["云岭采写员"]', "云岭采写员", (["王涛"], [])),
        ('reporter-roles = ["雲嶺採寫員"]', "雲嶺採寫員", (["王涛"], [])),
        ('correspondent-roles = ["网格员"]', "网格员", ([], ["王涛"])),
        ('correspondent-roles = ["網格員"]', "網格員", ([], ["王涛"])),
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        "市图书馆恢复开放\n本报讯（{role} 王 涛）" + BODY + "\n",
        "市图书馆恢复开放\n{role} 王 涛\n　　" + BODY + "\n",
    ],
    ids=["byline", "author line"],
)
def test_titles_before_names(
    line: str, role: str, names: tuple[list[str], list[str]], page: str, tmp_path: Path
) -> None:
    page = page.format(role=role)
    assert byline(cleaned(page, tmp_path))[1:] != names
    assert byline(cleaned(page, tmp_path, line))[1:] == names


def test_a_title_before_the_name_of_a_pictures_maker(tmp_path: Path) -> None:
    page = f"本报讯 {BODY}\n图为读者排队入馆。 云岭采写员 王涛 摄\n"
    (caption,) = cleaned(page, tmp_path, 'reporter-roles = ["云岭采写员"]')["articles"][0]["captions"]
    assert (caption["text"], caption["credit"]) == ("图为读者排队入馆。", "云岭采写员 王涛 摄")


def test_check_knows_the_configured_titles(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"本报讯（网格员 ）{BODY}\n", "utf-8")
    without = newsclean("check", "--select", "NC201", "page.txt", cwd=tmp_path)
    (tmp_path / "newsclean.toml").write_text('correspondent-roles = ["网格员"]\n', "utf-8")
    told = newsclean("check", "--select", "NC201", "page.txt", cwd=tmp_path)
    assert (without.returncode, told.returncode) == (0, 1)
    assert "byline names nobody" in told.stdout.decode()


@pytest.mark.parametrize(
    ("breaks", "names"),
    [
        (("网格员 江晓舟", "马文星"), ["江晓舟", "马文星"]),
        (("网格员 江晓舟 网格", "员 马文星"), ["江晓舟", "马文星"]),
        (("网格员 江晓舟", "网格员 马文星"), ["江晓舟", "马文星"]),
        (("网格员 江晓", "舟 马文星"), ["江晓舟", "马文星"]),
    ],
)
def test_bylines_broken_over_lines_at_configured_titles(
    breaks: tuple[str, str], names: list[str], tmp_path: Path
) -> None:
    before, after = breaks
    page = f"市图书馆恢复开放\n　　本报讯（{before}\n{after}）{BODY[:12]}\n{BODY[12:]}\n"
    document = cleaned(page, tmp_path, 'correspondent-roles = ["网格员"]')
    assert byline(document) == ("本报讯", [], names)


@pytest.mark.parametrize("title", titles())
def test_lines_broken_at_every_title(title: str) -> None:
    byline = f"本报讯（{title} 江晓舟 马文星 {title} 何兰 章禾）{BODY}"
    for at in (at for at, char in enumerate(byline) if char == " "):
        assert join([byline[:at], byline[at + 1 :]]) == byline
    for start in (byline.index(title), byline.rindex(title)):
        for at in range(start + 1, start + len(title)):
            assert join([byline[:at], byline[at:]]) == byline
    bare = f"本报讯 {title}江晓舟"
    assert join([bare, f"{title}何文清"]) == f"{bare} {title}何文清"
    assert join(["本报讯（记者 何 兰", f"{title} 章禾）"]) == f"本报讯（记者 何 兰 {title} 章禾）"


def test_configured_titles_in_json_ld(tmp_path: Path) -> None:
    lines = 'reporter-roles = ["云岭采写员"]\ncorrespondent-roles = ["网格员"]\n'
    (tmp_path / "newsclean.toml").write_text(lines, "utf-8")
    page = f"市图书馆恢复开放\n本报讯（网格员 张 三 云岭采写员 王 涛 李明）{BODY}\n"
    run = newsclean("clean", "-f", "jsonld", stdin=page.encode(), cwd=tmp_path)
    authors = json.loads(run.stdout)["@graph"][0]["author"]
    assert [(author["name"], author["jobTitle"]) for author in authors] == [
        ("王涛", "云岭采写员"),
        ("李明", "云岭采写员"),
        ("张三", "网格员"),
    ]


def test_brackets_of_configured_titles_are_a_bylines(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"市图书馆开放\n本报讯(网格员 王涛){BODY}\n", "utf-8")
    call = ("check", "--select", "NC201,NC301", "--quiet", "page.txt")
    assert newsclean(*call, cwd=tmp_path).stdout.decode().count("NC301") == 2
    (tmp_path / "newsclean.toml").write_text('correspondent-roles = ["网格员"]\n', "utf-8")
    told = newsclean(*call, cwd=tmp_path).stdout.decode()
    assert ("byline in half-width brackets" in told, told.count("NC301")) == (True, 0)


@pytest.mark.parametrize("opener", ["镜头中", "鏡頭中"])
def test_words_that_open_captions(opener: str, tmp_path: Path) -> None:
    page = f"本报讯 {BODY}\n{opener}，读者排队。\n"
    assert cleaned(page, tmp_path)["articles"][0]["captions"] == []
    (caption,) = cleaned(page, tmp_path, f'caption-openers = ["{opener}"]')["articles"][0]["captions"]
    assert caption["text"] == f"{opener}，读者排队。"


@pytest.mark.parametrize("rubric", ["一路走过云岭的村庄", "一路走過雲嶺的村莊"])
def test_banners(rubric: str, tmp_path: Path) -> None:
    page = f"{rubric}\n市图书馆恢复开放\n本报讯 {BODY}\n"
    assert cleaned(page, tmp_path)["articles"][0]["rubric"] is None
    assert cleaned(page, tmp_path, f'rubrics = ["{rubric}"]')["articles"][0]["rubric"] == rubric


def test_a_banner_on_the_line_of_a_headline(tmp_path: Path) -> None:
    rubric = "云岭新村"
    page = f"市图书馆昨日恢复开放 {rubric}\n本报讯 {BODY}\n"
    assert cleaned(page, tmp_path)["articles"][0]["headline"] != "市图书馆昨日恢复开放"
    told = cleaned(page, tmp_path, f'rubrics = ["{rubric}"]')["articles"]
    assert "市图书馆昨日恢复开放" in [article["headline"] for article in told]


@pytest.mark.parametrize("line", ["云岭发布出品", "雲嶺發布出品"])
def test_furniture_patterns(line: str, tmp_path: Path) -> None:
    page = f"市图书馆恢复开放\n本报讯 {BODY}\n{line}\n"
    pattern = line[:2] + ".*"
    told = cleaned(page, tmp_path, f'furniture = ["{pattern}"]')
    assert [part["text"] for part in told["furniture"]] == [line]
    filtered = newsclean("filter", "furniture", stdin=f"{line}\n{BODY}\n".encode(), cwd=tmp_path)
    assert filtered.stdout.decode() == f"{BODY}\n{line}\n"


@pytest.mark.parametrize(
    ("headline", "author", "kind"),
    [
        ("种好每一棵树", "本报编辑部", "editorial"),
        ("種好每一棵樹", "本報編輯部", "editorial"),
        ("短评\n种好每一棵树", "", "editorial"),
        ("短評\n種好每一棵樹", "", "editorial"),
        ("关于种树的公告", "", "notice"),
        ("關於種樹的公告", "", "notice"),
    ],
)
def test_kinds_in_both_scripts(headline: str, author: str, kind: str, tmp_path: Path) -> None:
    lines = [headline, *filter(None, [author]), "　　" + BODY, ""]
    assert cleaned("\n".join(lines), tmp_path)["articles"][0]["kind"] == kind


def test_lexicons_in_a_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\nbyline-tags = ["云岭快递"]\n', "utf-8")
    page = f"市图书馆恢复开放\n云岭快递 {BODY}\n".encode()
    run = newsclean("clean", "-f", "jsonl", stdin=page, cwd=tmp_path)
    assert json.loads(run.stdout)["articles"][0]["byline"]["agency"] == "云岭快递"


def test_banners_are_looked_up_as_the_expression_has_them() -> None:
    found = expression(banners).fullmatch
    words = [*entries("rubrics")[::40], *entries("rubric_openings"), *entries("rubric_endings")[::6]]
    parts = ["", "春", "茶山", "春茶满山", "茶·", "茶山·", "春茶满山茶山·", "A", "，"]
    texts = {left + word + right for word in words for left in parts for right in parts}
    told = {text for text in texts if is_banner(text)}
    assert told == {text for text in texts if found(text)}
    assert 0 < len(told) < len(texts)

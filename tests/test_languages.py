"""The interface in Chinese: complete, chosen by --lang or the locale, and for people only."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pytest
import regex
from running import ROOT, newsclean, said
from typer.main import get_command

from newsclean.check.codes import MODULES
from newsclean.check.engine import find_all
from newsclean.check.registry import rule
from newsclean.check.source import TextFile
from newsclean.cli.app import app
from newsclean.languages import table, told

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHINESE = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
MODULE = f"newsclean/check/rules/{MODULES['NC207']}.py"
SPREAD = "传 染 病 区 医 护 人 员\n".encode()


def test_all_of_the_help_is_in_chinese_and_nothing_else() -> None:
    words = table("zh")
    assert set(words["commands"]) == {"newsclean", *COMMANDS}
    top = get_command(app)
    spoken = {
        help
        for command in (top, *COMMANDS.values())
        for parameter in command.params
        if (help := getattr(parameter, "help", None))
    }
    assert set(words["help"]) == spoken | {"Show this message and exit."}


def test_every_rule_is_in_chinese() -> None:
    assert set(table("zh")["rules"]) == set(MODULES)
    for words in table("zh")["rules"].values():
        assert regex.search(r"\p{Han}", words["summary"])
        assert regex.search(r"\p{Han}", words["why"])


@pytest.mark.parametrize("code", MODULES)
def test_every_finding_of_a_rules_cases_is_told_in_chinese(code: str) -> None:
    cases = tomllib.loads((ROOT / "fixtures" / "check" / f"{code}.toml").read_text("utf-8"))["case"]
    messages = [
        finding.message
        for case in cases
        for finding in find_all(TextFile(case["text"], encoding=case.get("encoding", "utf-8")), (rule(code),))
    ]
    if code == "NC207":  # its cases say in what configuration; these are what it says
        questions = ("is this headline this article's?", "does an article begin and end here?")
        messages = [f"doubtful (0.42): {question}" for question in questions]
        assert all(question in (ROOT / MODULE).read_text("utf-8") for question in questions)
    assert messages
    for message in messages:
        assert told("zh", message) != message, message


def test_messages_have_the_same_places_in_both_languages() -> None:
    for english, chinese in table("zh")["findings"].items():
        places = [set(regex.findall(r"\{(\w+)\}", text)) for text in (english, chinese)]
        assert places[0] == places[1], english


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_in_chinese(name: str) -> None:
    run = newsclean(*name.split(), "--help", "--lang", "zh", env={"COLUMNS": "80"})
    text = run.stdout.decode()
    assert (run.returncode, run.stderr) == (0, b"")
    assert text.startswith("用法：newsclean")
    assert not regex.search(r"[A-Za-z]+ (?:the|is|of|and|to|a) |Usage|Options:", text)
    for line in text.splitlines():
        wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
        assert wide <= 80 or regex.match(r"\s*(?:-|用法)", line), line
        assert not regex.match(r"\s*[，。；：、！？）]", line), line
    if name:
        flags = regex.findall(r"--[a-z-]+", newsclean(name, "--help").stdout.decode())
        assert set(flags) <= set(regex.findall(r"--[a-z-]+", text)), "every option is there"


@pytest.mark.parametrize(
    ("args", "env", "chinese"),
    [
        (["check", "-q", "--lang", "zh"], {}, True),
        (["--lang", "zh", "check", "-q"], {}, True),
        (["check", "--lang=zh_TW", "-q"], {}, True),
        (["check", "-q"], CHINESE, True),
        (["check", "-q", "--lang", "en"], CHINESE, False),
        (["check", "-q"], {"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        (["check", "-q"], {}, False),
    ],
)
def test_the_language_is_chosen(args: list[str], env: dict[str, str], chinese: bool) -> None:
    run = newsclean(*args, stdin=SPREAD, env=env)
    assert run.returncode == 1
    assert ("拉开的字" in run.stdout.decode()) == chinese
    assert ("set apart" in run.stdout.decode()) == (not chinese)


def test_the_summary_is_in_chinese() -> None:
    run = newsclean("check", "--select", "NC101", "--lang", "zh", stdin=SPREAD)
    assert (
        run.stdout.decode().splitlines()[-1] == "发现 1 处，在 1 个文件中的 1 个；[*] 1 处可用 --fix 改正。"
    )


def test_a_language_that_there_is_not() -> None:
    message = said(newsclean("check", "--lang", "fr", stdin=SPREAD), 2)
    assert message == "newsclean: --lang fr: no such language; there are: en, zh\n"


def test_what_programs_read_is_the_same_in_every_language(tmp_path: Path) -> None:
    for form in ("json", "jsonl", "sarif", "github"):
        plain = newsclean("check", "--output-format", form, stdin=SPREAD)
        assert newsclean("check", "--output-format", form, stdin=SPREAD, env=CHINESE).stdout == plain.stdout
    assert (
        newsclean("clean", stdin=SPREAD, env=CHINESE).stdout == newsclean("clean", stdin=SPREAD).stdout != b""
    )
    rows = newsclean("stages", "--json", env=CHINESE).stdout.splitlines()
    assert json.loads(rows[0])["name"] == "typeset"


def test_after_two_dashes_lang_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "--lang").write_bytes(SPREAD)
    run = newsclean("check", "-q", "--select", "NC101", "--", "--lang", cwd=tmp_path)
    assert run.stdout.decode().startswith("--lang:1:1 NC101")


def test_rules_are_explained_in_chinese() -> None:
    text = newsclean("rule", "NC104", "--lang", "zh").stdout.decode()
    assert text.startswith("NC104 broken-paragraph: 段落断成多行\n")
    assert "误：" in text
    listing = newsclean("rule", "--all", env=CHINESE).stdout.decode().splitlines()
    assert all(regex.search(r"\p{Han}", line) for line in listing)
    assert len(listing) == len(MODULES)

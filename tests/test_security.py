"""What SECURITY.md promises, through the installed command; the formats' own tests hold the rest (test_formats, test_review)."""

from __future__ import annotations

import ast
import csv
import io
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from hypothesis import given
from lxml import etree, html
from made_documents import HOSTILE, documents
from markdown_it import MarkdownIt
from running import COMMAND, newsclean, said

from newsclean.formats.table import FORMATS
from newsclean.io.files import whole_file

ROOT = Path(__file__).parent.parent
LINK = "\x1b]8;;http://evil.example\x1b\\点我\x1b]8;;\x1b\\"
PAGE = (
    f"{LINK}恢复开放\n[bold red]本报讯[/bold red]（记者 王\x1b[31m 涛）3月20日，市图书\n馆\x9b31m恢复\u202e开放\r覆盖。\n"
    "<script>alert(1)</script>[x](javascript:alert(1))<img src=x onerror=alert(1)>，传 染 病 区 医 护 人 员。\n"
    "=cmd|' /C calc'!A0\n\n责任编辑：\x1b[2J王涛\n"
)
NAME = "[bold]\x1b]8;;x\x1b[31m\x9b2J\u202ename.txt"
LIVE = ("\x1b", "\x9b", "\u202e", "\x07")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_bytes(PAGE.encode())
    (tmp_path / NAME).write_bytes(PAGE.encode())
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / NAME).write_bytes(b"\xff\xfe\xfa")
    return tmp_path


def seen(args: list[str], folder: Path, *, stdin: bytes = b"", colour: bool = False) -> str:
    """What a command shows on a terminal, on both of its outputs; line ends as the terminal writes them."""
    leader, follower = pty.openpty()
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI", "FORCE_COLOR")
    }
    process = subprocess.Popen(
        [COMMAND, *args],
        stdin=subprocess.PIPE,
        stdout=follower,
        stderr=follower,
        cwd=folder,
        env={**kept, "TERM": "xterm", **({} if colour else {"NO_COLOR": "1"})},
    )
    os.close(follower)
    assert process.stdin
    process.stdin.write(stdin)
    process.stdin.close()
    written = b""
    try:
        while piece := os.read(leader, 65536):
            written += piece
    except OSError:  # the other end is closed
        pass
    assert process.wait(60) in (0, 1, 2, 3)
    os.close(leader)
    return written.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


SHOWING = [
    *(["clean", "-f", format, "--preset", "faithful"] for format in FORMATS),
    ["clean", "-v", "-f", "text"],
    ["check", "--select", "ALL"],
    ["check", "--select", "ALL", "--statistics"],
    ["check", "--diff"],
    *(["check", "--output-format", format] for format in ("json", "jsonl", "github", "sarif")),
    ["explain"],
    ["explain", "--labels"],
    ["explain", "--format", "json"],
    ["explain", "--format", "jsonl"],
    ["config"],
    ["review"],
]


@pytest.mark.parametrize("command", SHOWING, ids=" ".join)
@pytest.mark.parametrize("name", ["page.txt", NAME], ids=["text", "text and name"])
def test_nothing_of_a_dump_is_live_on_a_terminal(command: list[str], name: str, folder: Path) -> None:
    shown = seen([*command, name], folder)
    assert shown.strip()
    assert [mark for mark in (*LIVE, "\r") if mark in shown] == []


@pytest.mark.parametrize(
    "command", [["filter", "spacing"], ["clean", "-"], ["check", "--fix", "-"]], ids=" ".join
)
def test_nothing_of_a_stream_is_live_on_a_terminal(command: list[str], folder: Path) -> None:
    shown = seen(command, folder, stdin=PAGE.encode())
    assert "图书" in shown
    assert [mark for mark in (*LIVE, "\r") if mark in shown] == []


@pytest.mark.parametrize("command", [["clean"], ["check"], ["explain"], ["review"]], ids=" ".join)
def test_nothing_of_a_name_is_live_in_an_error(command: list[str], folder: Path) -> None:
    for name in (f"bad/{NAME}", f"none/{NAME}"):
        shown = seen([*command, name], folder)
        assert "[bold]\\x1b]8;;x" in shown
        assert [mark for mark in LIVE if mark in shown] == []
    message = said(newsclean(*command, "-e", NAME, "page.txt", cwd=folder), 2)
    assert [mark for mark in LIVE if mark in message] == []


def test_nothing_of_a_name_is_live_or_markup_in_the_progress_of_a_batch(folder: Path) -> None:
    """The progress line moves the cursor itself: what counts is that no sequence of the name is among what it sends."""
    shown = seen(["batch", "bad", "-o", "out"], folder, colour=True)
    assert "[bold]\\x1b]8;;x\\x1b[31m" in shown
    assert [live for live in ("\x1b]8", "\x1b[31m\x9b", "\x9b", "\u202e") if live in shown] == []


def test_colours_are_newsclean_s_own(folder: Path) -> None:
    """With colours on, every escape sequence is one that sets a colour, and none stands where the dump had one."""
    for command in (["check", "--select", "ALL", "--color"], ["explain", "--color"]):
        shown = seen([*command, NAME], folder, colour=True)
        assert "\x1b[" in shown
        rest = regex.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert [mark for mark in LIVE if mark in rest] == []
        assert "\\x1b]8;;" in rest


def test_a_pipe_gets_the_bytes_as_they_are(folder: Path) -> None:
    """What is done for a terminal is not done to data."""
    run = newsclean("filter", "spacing", stdin="传\x1b[31m染\u202e\n".encode())
    assert run.stdout == "传\x1b[31m染\u202e\n".encode()


def test_markup_of_rich_is_text(folder: Path) -> None:
    assert "[bold red]本报讯[/bold red]" in seen(["clean", "-f", "text", "page.txt"], folder)


# Formats


def test_html_holds_text_alone(folder: Path) -> None:
    """The review page is parsed: no element, attribute or link comes from the dump."""
    page = newsclean("review", "page.txt", cwd=folder).stdout.decode()
    clean = newsclean(
        "review", "-", stdin="市图书馆恢复开放\n本报讯 3月20日，市图书馆恢复开放。\n".encode()
    ).stdout.decode()
    found, plain = html.fromstring(page), html.fromstring(clean)
    assert len(found.findall(".//script")) == len(plain.findall(".//script"))
    assert not found.findall(".//img")
    assert not [a for a in found.iter("a") if "javascript" in (a.get("href") or "")]
    assert not [name for element in found.iter() for name in element.attrib if name.startswith("on")]
    assert "<script>alert(1)" in found.text_content()


def test_markdown_holds_text_alone(folder: Path) -> None:
    written = newsclean("clean", "-f", "markdown", "page.txt", cwd=folder).stdout.decode()
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(written)
    root = html.fromstring(f"<div>{rendered}</div>")
    allowed = {"div", "h2", "h3", "p", "em", "strong", "blockquote", "ul", "li", "hr"}
    assert {element.tag for element in root.iter()} <= allowed
    assert "<script>alert(1)</script>[x](javascript:alert(1))" in root.text_content()


def test_xml_holds_text_alone(folder: Path) -> None:
    for format in ("tei", "tei-lines"):
        written = newsclean("clean", "-f", format, "--preset", "faithful", "page.txt", cwd=folder).stdout
        root = etree.fromstring(written)
        assert {etree.QName(element).localname for element in root.iter()}.isdisjoint({"script", "img"})
        assert "<script>alert(1)</script>" in "".join(root.itertext())


@given(documents)
def test_no_cell_is_a_formula(document: object) -> None:
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        written = b"".join(FORMATS[format].write([document])).decode()  # type: ignore[list-item]
        for row in csv.reader(io.StringIO(written), delimiter=delimiter):
            assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_hostile_text_has_formulas_in_it() -> None:
    assert any(text.startswith("=") for text in HOSTILE)
    assert any(text.startswith("@") for text in HOSTILE)


# Files and code


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_temporary_files_are_private_and_not_to_be_guessed(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        with whole_file(tmp_path / "out.txt") as handle:
            handle.write(b"x")
            (made,) = (path for path in tmp_path.iterdir() if path.name != "out.txt")
            assert stat.S_IMODE(made.stat().st_mode) == 0o600
            names.append(made.name)
    assert names[0] != names[1]
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


FORBIDDEN = {"yaml", "pickle", "marshal", "shelve", "dill", "cloudpickle", "subprocess", "ctypes"}
CALLS = {"eval", "exec", "mktemp", "system", "popen"}


def test_no_code_is_made_of_data() -> None:
    """No YAML, no pickle, no shell: nothing that could run what stands in a dump, and no temporary name to be guessed."""
    for path in sorted((ROOT / "newsclean").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                used = {(node.module or "").partition(".")[0]}
            elif isinstance(node, ast.Call):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                used = {called} & CALLS
            else:
                continue
            assert used.isdisjoint(FORBIDDEN | CALLS), f"{path}:{node.lineno}"


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 100_000, '{"pages":[' * 50_000])
def test_corrections_of_great_depth_are_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text(text, "utf-8")
    (tmp_path / "page.txt").write_bytes(PAGE.encode())
    said(newsclean("clean", "--corrections", "deep.json", "page.txt", cwd=tmp_path), 2)


def test_settings_of_great_depth_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text("a = " + "[" * 100_000, "utf-8")
    (tmp_path / "page.txt").write_bytes(PAGE.encode())
    assert "nested too deeply" in said(newsclean("clean", "page.txt", cwd=tmp_path), 2)


def test_text_of_great_depth_is_text() -> None:
    for text in ("（" * 20_000, "“" * 20_000, "<div>" * 5_000, "[" * 20_000 + "]" * 20_000):
        run = newsclean("clean", "-f", "markdown", "--verify", stdin=text.encode())
        assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("command", [["clean"], ["explain"], ["check"], ["filter", "furniture"]])
def test_a_pattern_of_the_configuration_that_backtracks_is_given_up(
    command: list[str], tmp_path: Path
) -> None:
    """Two to the sixtieth ways to read the line: without a limit the command would not end."""
    (tmp_path / "newsclean.toml").write_text('furniture = ["某版", "(?:(a|aa)+)+c"]\n', "utf-8")
    page = ("会议召开\n" + "a" * 60 + "\n").encode()
    (tmp_path / "page.txt").write_bytes(page)
    inputs = [] if command[0] == "filter" else ["page.txt"]
    run = newsclean(*command, *inputs, stdin=page, cwd=tmp_path)
    line = run.stderr.decode()
    assert run.returncode == 3
    assert line.count("\n") == 1
    assert "furniture: '(?:(a|aa)+)+c' takes more than 1 s for a line of 60 characters" in line

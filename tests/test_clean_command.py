"""`newsclean clean` on bad input: a clear line, the contract's exit code, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent / "seeds" / "lvliang-daily-2020-02-07-p1.txt"


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "newsclean", "clean", *args], input=stdin, capture_output=True
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 0),
        ("中".encode(), 0),
        (b"\n" * 1000, 0),
        ("本报讯（记者".encode(), 0),
        (bytes(range(256)) * 8, 3),
        (b"\xff\xfe\xfa", 3),
    ],
    ids=["empty", "one character", "blank lines", "cut byline", "not text", "half a character"],
)
def test_odd_content(tmp_path: Path, content: bytes, code: int) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(content)
    done = run("--format", "json", "--verify", str(page))
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == (1 if code else 0)
    if code == 0:
        assert json.loads(done.stdout)["schema"] == "newsclean/1"


def test_wrong_calls(tmp_path: Path) -> None:
    for args in (["no-such-file.txt"], [str(tmp_path)], ["--format", "pdf", str(SEED)]):
        done = run(*args)
        assert done.returncode == 2, args
        assert b"Traceback" not in done.stderr


def test_a_failing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xfa")
    done = run("--format", "jsonl", str(bad), str(SEED))
    assert done.returncode == 3
    assert len(json.loads(done.stdout)["articles"]) == 6


def test_a_long_line_without_a_break() -> None:
    done = run("--format", "json", "--verify", stdin=("我市春季农业生产会议召开。" * 40_000).encode())
    assert done.returncode == 0, done.stderr


def test_several_pages_make_an_array() -> None:
    done = run("--format", "json", stdin="本报讯 第一页。\f本报讯 第二页。\f".encode())
    assert [page["source"]["page"] for page in json.loads(done.stdout)] == [1, 2]


def test_markdown_holds_headline_paragraphs_and_captions() -> None:
    text = run("--format", "markdown", str(SEED)).stdout.decode()
    headline, caption = (
        "## 汾阳医院再传好消息！\n",
        "> 图为汾阳医院医护人员欢送两名治愈患者出院。 朱俊琳 摄\n",
    )
    assert text.index("*众志成城 防控疫情*") < text.index(headline) < text.index(caption)


def test_a_call_that_typer_need_not_read_does_what_it_would(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00\xd8")
    seed, none = str(SEED), str(tmp_path / "none.txt")
    for call in (
        [seed], ["-f", "json", seed], [seed, "--format", "text", seed], ["-"], [seed, none], [none], [str(tmp_path)],
        [str(broken), seed], [""], ["-f", "tei-lines", seed],
    ):  # fmt: skip
        plain, read = (run(*more, *call, stdin="会议召开\n".encode()) for more in ([], ["--quiet"]))
        assert (plain.returncode, plain.stdout, plain.stderr) == (
            read.returncode,
            read.stdout,
            read.stderr,
        ), call
    for call in (
        ["--format", "pdf", seed],
        [seed, "--format"],
        ["--formt", "json", seed],
    ):
        done = run(*call)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr

"""What the commands say, and where: results on standard output, all else on standard error, progress on a terminal only."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from running import COMMAND, PLAIN, SEED, newsclean, said


def on_a_terminal(
    args: list[str | Path],
    *,
    shown: str = "stderr",
    stdin: Path | None = None,
    piped: bool = False,
    code: int = 0,
    **env: str,
) -> str:
    """What a command writes on a standard error (or `shown`: stdout) that is a terminal.

    Standard input is a file or empty; the other output goes nowhere, or with `piped` into a pipe.
    """
    leader, follower = pty.openpty()
    streams: dict[str, int] = {"stdout": subprocess.PIPE if piped else subprocess.DEVNULL}
    streams |= {"stderr": subprocess.DEVNULL, shown: follower}
    with (stdin or Path(os.devnull)).open("rb") as source:
        process = subprocess.Popen(
            [COMMAND, *args],
            stdin=source,
            env={**os.environ, **PLAIN, "TERM": "xterm", "CI": "", **env},
            **streams,  # type: ignore[call-overload]
        )
    os.close(follower)
    written = b""
    try:
        while piece := os.read(leader, 4096):
            written += piece
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    process.communicate(timeout=30)
    assert process.returncode == code
    return written.decode()


def test_verbose_tells_of_every_input(tmp_path: Path) -> None:
    (tmp_path / "gb.txt").write_bytes(SEED.read_text("utf-8").encode("gb18030"))
    run = newsclean("clean", "-v", "-f", "json", SEED, tmp_path / "gb.txt")
    first, second = run.stderr.decode().splitlines()
    assert first.startswith(f"newsclean: {SEED}: pages 1, articles ")
    assert first.endswith(", utf-8")
    assert ", gb18030" in second
    assert newsclean("clean", SEED).stderr == b""
    assert newsclean("clean", "-q", "-v", SEED).stderr == b""


def test_progress_on_a_terminal_only() -> None:
    assert "of 2" in on_a_terminal(["clean", SEED, SEED])
    assert on_a_terminal(["clean", "-q", SEED, SEED]) == ""
    assert on_a_terminal(["clean", SEED]) == ""
    assert on_a_terminal(["clean", SEED, SEED], TERM="dumb") == ""
    assert newsclean("clean", SEED, SEED).stderr == b""
    assert on_a_terminal(["clean", SEED, SEED], piped=True) == "", "less may be drawing there"


def test_progress_of_a_filter_on_a_terminal_only() -> None:
    assert "MB · 100%" in on_a_terminal(["filter", "spacing"], stdin=SEED)
    assert on_a_terminal(["filter", "spacing", "-q"], stdin=SEED) == ""
    assert on_a_terminal(["filter", "spacing"], stdin=SEED, piped=True) == ""
    assert on_a_terminal(["filter", "spacing"], stdin=SEED, TERM="dumb") == ""
    assert on_a_terminal(["filter", "spacing"], stdin=SEED, CI="true") == ""
    assert newsclean("filter", "spacing", stdin=SEED.read_bytes()).stderr == b""


def test_a_verbose_filter_tells_what_it_changed() -> None:
    page = "传 染 病 区\n补\n足\n短\n板\n".encode()
    told = newsclean("filter", "-v", "spacing", "vertical", stdin=page).stderr.decode()
    assert told == "newsclean: utf-8, lines 5, changes: spacing 1, vertical 1\n"
    assert newsclean("filter", "-v", "-q", "spacing", stdin=page).stderr == b""


def test_a_verbose_explanation_tells_what_was_changed() -> None:
    page = "传 染 病 区\n补\n足\n短\n板\n\f山 区 小 学\n\f".encode("gb18030")
    usual = newsclean("explain", "-e", "gb18030", stdin=page)
    verbose = newsclean("explain", "-e", "gb18030", "-v", stdin=page)
    assert verbose.stderr == b"newsclean: -: gb18030, pages 2, changes: vertical 1, spacing 2\n"
    assert verbose.stdout == usual.stdout
    assert usual.stderr == b""
    some = newsclean("explain", "-v", "--line", "1", "-f", "jsonl", stdin=page[:12])
    assert some.stderr == b"newsclean: -: gb18030, pages 1, changes: spacing 1\n", some
    assert newsclean("explain", "-q", "-v", stdin=page).stderr == b""


def test_check_tells_more_or_less(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("传 染 病 区 医 护 人 员\n", "utf-8")
    usual = newsclean("check", "page.txt", cwd=tmp_path)
    quiet = newsclean("check", "-q", "page.txt", cwd=tmp_path)
    verbose = newsclean("check", "-v", "page.txt", cwd=tmp_path)
    assert usual.stdout.startswith(quiet.stdout)
    assert usual.stdout.splitlines()[-1].startswith(b"2 found in 1 of 1 file")
    assert len(quiet.stdout.splitlines()) == 2
    assert verbose.stdout == usual.stdout
    assert verbose.stderr == b"newsclean: page.txt: findings 2\n"
    assert (usual.stderr, quiet.stderr) == (b"", b"")
    assert usual.returncode == quiet.returncode == verbose.returncode == 1


@pytest.mark.parametrize(
    ("env", "options", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, [], True),
        ({"NO_COLOR": "1"}, ["--color"], True),
        ({}, ["--no-color"], False),
    ],
)
@pytest.mark.parametrize(("command", "code"), [("explain", 0), ("check", 1)])
def test_colours_on_a_terminal(
    command: str, code: int, env: dict[str, str], options: list[str], coloured: bool, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("传 染 病 区 医 护 人 员\n", "utf-8")
    written = on_a_terminal([command, *options, page], shown="stdout", code=code, **env)
    assert "spac" in written or "NC101" in written
    assert ("\x1b[" in written) == coloured


def test_check_in_a_pipe_has_no_colours(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("传 染 病 区 医 护 人 员\n", "utf-8")
    assert b"\x1b" not in newsclean("check", page).stdout
    assert b"\x1b" in newsclean("check", page, env={"FORCE_COLOR": "1"}).stdout
    for form in ("json", "jsonl", "github", "sarif"):
        run = newsclean("check", "--output-format", form, page, env={"FORCE_COLOR": "1"})
        assert b"\x1b" not in run.stdout
    newsclean("check", "-o", tmp_path / "report.txt", page, env={"FORCE_COLOR": "1"})
    assert b"\x1b" not in (tmp_path / "report.txt").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        "filter spacing < many.txt",
        "filter spacing < many.txt | {newsclean} filter vertical dehyphenate",
        "clean -f jsonl many.txt",
        "explain many.txt",
        "check many.txt",
        "stages",
        "rule --all",
        "schema",
        "config",
        "--help",
    ],
)
def test_the_head_of_any_output_is_quiet(command: str, tmp_path: Path) -> None:
    page = "市图书馆开放\n\n本报讯 传 染 病 区 医 护 人 员，昨日读者排\n队入馆。\n\f"
    (tmp_path / "many.txt").write_text(page * 2000, "utf-8")
    line = f"{{newsclean}} {command} | head -1".format(newsclean=COMMAND)
    run = subprocess.run(
        ["bash", "-c", f"{line}; echo ${{PIPESTATUS[0]}} >&2"],
        cwd=tmp_path,
        env={**os.environ, **PLAIN},
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert len(run.stdout.splitlines()) == 1
    assert run.stderr.decode() in ("0\n", "1\n"), "nothing on standard error but the exit code"


def test_quiet_does_not_hide_errors() -> None:
    assert "nowhere.txt" in said(newsclean("clean", "-q", "nowhere.txt"), 2)


def test_an_interrupt_exits_with_130() -> None:
    process = subprocess.Popen(
        [COMMAND, "filter", "spacing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("传 染 病 区\f".encode())
    process.stdin.flush()
    process.stdout.read(5)  # it is at work
    for _ in range(20):  # one that comes just before a read is only seen when the read is over
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(3)
            break
    assert process.wait(1) == 130
    assert process.stderr
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("command", [["filter", "spacing"], ["explain"], ["clean"]])
def test_a_terminal_as_input_is_a_wrong_call(command: list[str]) -> None:
    leader, follower = pty.openpty()
    run = subprocess.run([COMMAND, *command], stdin=follower, capture_output=True, timeout=30, check=False)
    os.close(leader)
    os.close(follower)
    assert "no input" in said(run, 2)

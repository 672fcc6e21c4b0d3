"""What the commands say, and where: results on standard output, all else on standard error, progress on a terminal only."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from running import COMMAND, SEED, newsclean, said


def on_a_terminal(args: list[str | Path], **env: str) -> str:
    """What a command writes on a standard error that is a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *args],
        stdout=subprocess.DEVNULL,
        stderr=follower,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "CI": "", **env},
    )
    os.close(follower)
    written = b""
    try:
        while piece := os.read(leader, 4096):
            written += piece
    except OSError:  # the other end is closed
        pass
    assert process.wait(30) == 0
    os.close(leader)
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


def test_quiet_does_not_hide_errors() -> None:
    assert "nowhere.txt" in said(newsclean("clean", "-q", "nowhere.txt"), 2)


def test_an_interrupt_exits_with_130() -> None:
    process = subprocess.Popen(
        [COMMAND, "filter", "spacing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("传 染 病 区\f".encode())
    process.stdin.flush()
    process.stdout.read(5)  # it is at work
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("command", [["filter", "spacing"], ["explain"], ["clean"]])
def test_a_terminal_as_input_is_a_wrong_call(command: list[str]) -> None:
    leader, follower = pty.openpty()
    run = subprocess.run([COMMAND, *command], stdin=follower, capture_output=True, timeout=30, check=False)
    os.close(leader)
    os.close(follower)
    assert "no input" in said(run, 2)

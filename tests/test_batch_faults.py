"""What goes wrong costs as little as it can: a file, never the batch; and no file is ever half written."""

from __future__ import annotations

import errno
import multiprocessing
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import batch, command, made, plain, tree

from newsclean.batch import work, writers
from newsclean.batch.inputs import find
from newsclean.batch.plan import Plan
from newsclean.batch.pool import Pool
from newsclean.batch.start import WrongCall
from newsclean.batch.work import Job

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("archive"), 120)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    out = tmp_path_factory.mktemp("undisturbed")
    for format in ("json", "corpus.gz"):
        batch(archive, out / format, format=format, per_part=15)
    return {format: tree(out / format) for format in ("json", "corpus.gz")}


@pytest.mark.parametrize("editions", [False, True])
def test_a_worker_that_is_killed_costs_its_file(archive: Path, editions: bool) -> None:
    plan = Plan(find([str(archive)], "/nowhere"), suffix=".json", editions=editions)
    total = plan.files
    results = []
    run = Pool(2).run(plan.tasks(), Job(isolated=True), lambda: True)
    for result in run:
        results.append(result)
        if len(results) in (5, 12):
            multiprocessing.active_children()[0].kill()
    failed = [row for result in results for row in result.rows if row.outcome == "failed"]
    assert sorted(row.n for result in results for row in result.rows) == list(range(total))
    assert len(failed) <= 2
    assert all("SIGKILL" in str(row.error) for row in failed)
    assert multiprocessing.active_children() == []


def test_not_enough_memory_costs_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = work.run_pages

    def hungry(text, *rest, **more):  # type: ignore[no-untyped-def]
        if "2月" in text:
            raise MemoryError
        return whole(text, *rest, **more)

    monkeypatch.setattr(work, "run_pages", hungry)
    summary, complaints = batch(plain(tmp_path / "in", "a.txt", "b.txt", "c.txt"), tmp_path / "out")
    assert (summary["done"], complaints) == (2, ["b.txt: not enough memory"])


def test_a_fault_of_newsclean_costs_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "run_pages", lambda *_, **__: [][0])
    summary, complaints = batch(plain(tmp_path / "in", "a.txt"), tmp_path / "out")
    assert summary["failed"] == 1
    assert "please report this: IndexError" in complaints[0]


UNHURRIED = """
import time
from newsclean.batch.run import Run
from newsclean.cli.running import main
record = Run._record
def unhurried(self, *rest, **more):
    record(self, *rest, **more)
    time.sleep(0.03)
Run._record = unhurried
main()
"""
"""The command, but that it waits after each output: however fast the machine, a signal finds the run at work."""


def start_and(
    archive: Path, out: Path, number: int, *more: str
) -> tuple[float, subprocess.CompletedProcess[bytes]]:
    """Start a run, send its process group (or with SIGKILL it alone) a signal when some outputs are there; wait."""
    call = [sys.executable, "-c", UNHURRIED, "batch", str(archive), "-o", str(out), "-j", "2", *more]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    log = out / ".newsclean" / "run" / "done.jsonl"
    while process.poll() is None and not (log.exists() and log.read_bytes().count(b"\n") >= 16):
        time.sleep(0.002)
    assert process.poll() is None, "the archive is too small for this test"
    if number == signal.SIGKILL:
        process.kill()
    else:
        os.killpg(process.pid, number)
    began = time.monotonic()
    stdout, stderr = process.communicate(timeout=60)
    return time.monotonic() - began, subprocess.CompletedProcess(call, process.returncode, stdout, stderr)


@pytest.mark.parametrize(
    ("number", "format"),
    [
        (signal.SIGINT, "json"),
        (signal.SIGTERM, "corpus.gz"),
        (signal.SIGKILL, "json"),
        (signal.SIGKILL, "corpus.gz"),
    ],
)
def test_cut_short_and_gone_on_with(
    archive: Path, tmp_path: Path, undisturbed: dict[str, dict[str, str]], number: signal.Signals, format: str
) -> None:
    more = ["--format", format, "--per-part", "15", "--isolated"]
    seconds, ended = start_and(archive, tmp_path / "out", number, *more)
    left = {name: digest for name, digest in tree(tmp_path / "out").items() if ".newsclean" not in name}
    assert left.items() < undisturbed[format].items()  # some files, all of them whole
    if number != signal.SIGKILL:
        assert (ended.returncode, ended.stderr) == (130, b"")
        assert seconds < 5  # a second on a machine that is not shared
        assert [path.name for path in (tmp_path / "out" / ".newsclean" / "run").iterdir()] == ["done.jsonl"]
    with pytest.raises(WrongCall, match="was cut short: go on with --resume"):
        batch(archive, tmp_path / "out", format=format, per_part=15)
    summary, _ = batch(archive, tmp_path / "out", format=format, per_part=15, resume=True)
    assert 0 < summary["reused"] < summary["done"] == 120
    assert tree(tmp_path / "out") == undisturbed[format]
    assert not (tmp_path / "out" / ".newsclean").exists()


def test_resume_does_again_what_is_no_longer_right(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "b.txt", "c.txt", "d.txt")
    batch(source, tmp_path / "out")
    first = tree(tmp_path / "out")
    (tmp_path / "out" / "a.json").write_bytes(b"{")
    (tmp_path / "out" / "b.json").unlink()
    (source / "c.txt").write_text("另一页。", encoding="utf-8")
    summary, _ = batch(source, tmp_path / "out", resume=True)
    assert (summary["reused"], summary["done"]) == (1, 4)
    second = tree(tmp_path / "out")
    assert {name for name in first if first[name] != second[name]} == {"c.json"}
    summary, _ = batch(source, tmp_path / "out", resume=True, verify=True)
    assert summary["reused"] == 0  # other settings
    summary, _ = batch(source, tmp_path / "out", resume=True, verify=True)
    assert summary["reused"] == 4


def test_resume_tries_failed_files_again(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "b.txt")
    good = (source / "b.txt").read_bytes()
    (source / "b.txt").write_bytes(b"\xff\xfe\xff")
    assert batch(source, tmp_path / "out")[0]["failed"] == 1
    (source / "b.txt").write_bytes(good)
    summary, _ = batch(source, tmp_path / "out", resume=True)
    assert (summary["reused"], summary["done"], summary["failed"]) == (1, 2, 0)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("format", ["json", "corpus"])
def test_a_fault_of_the_disk_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, format: str
) -> None:
    source = plain(tmp_path / "in", *(f"{number}.txt" for number in range(5)))
    rename, done = os.replace, []

    def full(old: str, new: str) -> None:
        done.append(new)
        if len(done) > 2:
            raise OSError(fault, os.strerror(fault), new)
        rename(old, new)

    monkeypatch.setattr(writers.os, "replace", full)
    with pytest.raises(WrongCall, match=f"out: {os.strerror(fault)}; mend that, then go on with --resume"):
        batch(source, tmp_path / "out", format=format, per_part=1)
    monkeypatch.undo()
    summary, _ = batch(source, tmp_path / "out", format=format, per_part=1, resume=True)
    assert (summary["reused"], summary["done"]) == (2, 5)


def test_a_disk_that_is_really_full(archive: Path, tmp_path: Path) -> None:
    """The system itself refuses: files of this process may not grow beyond 20,000 bytes."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    call = [
        sys.executable,
        "-m",
        "newsclean",
        "batch",
        str(archive),
        "-o",
        str(tmp_path / "out"),
        "-f",
        "jsonl",
    ]
    ended = subprocess.run(call, capture_output=True, check=False, preexec_fn=limited, timeout=100)
    assert ended.returncode == 2
    assert ended.stderr.decode().splitlines() == [
        f"newsclean: {tmp_path / 'out'}: File too large; mend that, then go on with --resume"
    ]


def test_progress_is_for_a_terminal(tmp_path: Path) -> None:
    archive = made(tmp_path / "in", 30)
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "newsclean", "batch", str(archive), "-o", str(tmp_path / "out")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(call, stderr=theirs, stdout=subprocess.PIPE, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass  # Linux: the terminal's other end is closed
    os.close(ours)
    stdout, _ = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (0, b"")
    assert b"of 30 files" in shown
    assert b"MB/s" in shown
    assert command(archive, "-o", tmp_path / "quiet").stderr == b""

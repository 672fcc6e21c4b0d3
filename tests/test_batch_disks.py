"""Real disks and real limits: a disk that is full, one that is read-only, too little memory, Ctrl-C before the first page.

The disks are mounted in a name space of the test's own, so that nothing else sees them.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import made, plain, tree
from running import COMMAND, newsclean

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PRIVATE = ["unshare", "--user", "--map-root-user", "--mount"]


def mounted(disk: Path, options: str, commands: str) -> subprocess.CompletedProcess[str]:
    """Run shell commands where an empty disk is mounted at `disk`; "$0" is newsclean."""
    disk.mkdir()
    script = f"mount -t tmpfs -o {options} tmpfs {disk} || exit 99\n{commands}"
    run = subprocess.run(
        [*PRIVATE, "sh", "-c", script, COMMAND], capture_output=True, text=True, timeout=100, check=False
    )
    if run.returncode == 99:
        pytest.skip(f"nothing can be mounted here: {run.stderr.strip()}")
    return run


@pytest.fixture(autouse=True)
def private() -> None:
    if shutil.which("unshare") is None or subprocess.run([*PRIVATE, "true"], capture_output=True).returncode:
        pytest.skip("no private name space to be had here (unshare --user --map-root-user --mount)")


@pytest.mark.parametrize("format", ["json", "corpus"])
def test_a_disk_that_is_full_and_then_is_not(tmp_path: Path, format: str) -> None:
    archive, disk = made(tmp_path / "in", 40, "--jumps"), tmp_path / "disk"
    newsclean("batch", archive, "-o", tmp_path / "whole", "--format", format, "--per-part", "5")
    call = f'"$0" batch {archive} -o {disk}/out --format {format} --per-part 5 --resume'
    run = mounted(
        disk,
        "size=48k",
        f"{call}; echo $?; mount -o remount,size=9m {disk}; {call} --summary; cp -R {disk}/out {tmp_path}",
    )
    code, summary = run.stdout.splitlines()
    assert (code, run.stderr) == (
        "2",
        f"newsclean: {disk}/out: No space left on device; mend that, then go on with --resume\n",
    )
    assert 0 < json.loads(summary)["reused"] < 40
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


@pytest.mark.parametrize("format", ["json", "corpus", "review"])
def test_a_disk_that_is_read_only(tmp_path: Path, format: str) -> None:
    disk = tmp_path / "disk"
    run = mounted(disk, "ro", f'"$0" batch {plain(tmp_path / "in", "a.txt")} -o {disk}/out --format {format}')
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"newsclean: {disk}/out: Read-only file system\n"


def test_too_little_memory_costs_the_file_that_needs_more(tmp_path: Path) -> None:
    source = plain(tmp_path / "in", "a.txt", "c.txt")
    (source / "b.txt.zst").write_bytes(zstd.compress(b" " * 400_000_000))
    call = [COMMAND, "batch", str(source), "-o", str(tmp_path / "out"), "--jobs", "2"]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))

    run = subprocess.run(call, capture_output=True, text=True, preexec_fn=limited, timeout=100, check=False)
    assert run.stderr.splitlines() == [
        "newsclean: b.txt.zst: not enough memory",
        f"newsclean: 1 of 3 inputs failed; {tmp_path / 'out' / 'manifest.jsonl'} says why",
    ]
    assert run.returncode == 3
    assert sorted(tree(tmp_path / "out")) == ["a.json", "c.json"]


def _starting_workers(pid: int) -> bool:
    """Whether the process has started the one that its workers are forked from."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == pid and b"forkserver" in (entry / "cmdline").read_bytes():
                    return True
            except (OSError, IndexError):
                continue
    return False


def test_ctrl_c_while_the_workers_start_is_quiet(tmp_path: Path) -> None:
    archive = made(tmp_path / "in", 2000)  # seconds of work: none of the waits may reach its end
    for wait in (0.0, 0.1, 0.3):
        run = subprocess.Popen(
            [COMMAND, "batch", str(archive), "-o", str(tmp_path / f"out{wait}"), "--jobs", "2"],
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        while run.poll() is None and not _starting_workers(run.pid):
            time.sleep(0.002)
        time.sleep(wait)
        assert run.poll() is None, "the archive is too small for this test"
        os.killpg(run.pid, signal.SIGINT)
        _, stderr = run.communicate(timeout=60)
        assert (run.returncode, stderr) == (130, b"")

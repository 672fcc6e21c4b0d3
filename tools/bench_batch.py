"""What `newsclean batch` promises of a large archive, measured on a made one by one command.

    python tools/bench_batch.py [--pages 20000] [--timed 5000] [--size 150] [--rounds 2] [--no-dask]

Throughput at one and two jobs and peak memory on `--timed` pages; then, on `--pages` pages: memory again, a run that is killed
(kill -9) half way and gone on with, three shards, and Dask, each compared byte by byte with an undisturbed run. Prints a
line a step and keeps nothing. Exit code 1 if bytes differ or inputs fail; 0 of a number leaves its steps out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_archive


class Bench:
    """The steps, in a directory of their own."""

    def __init__(self, base: Path, options: argparse.Namespace) -> None:
        self.base, self.options = base, options
        self.kept = True

    def say(self, line: str, *, kept: bool = True) -> None:
        """Print what a step found; `kept` is whether a promise held."""
        self.kept = self.kept and kept
        print(f"{line}{'' if kept else '  <-- NOT KEPT'}; load {os.getloadavg()[0]:.1f}", flush=True)

    def archive(self, name: str, pages: int, *more: str) -> Path:
        """Make an archive."""
        place = self.base / name
        call = [str(place), "--pages", str(pages), "--size", str(self.options.size), *more]
        size = make_archive.make(make_archive.options_of(call))
        self.say(f"{name}: {pages:,} pages, {size / 1e6:.1f} MB")
        return place

    def run(self, *arguments: str | Path) -> dict[str, Any]:
        """The summary of a run."""
        done = subprocess.run(_call(*arguments), check=False, stdout=subprocess.PIPE)
        summary: dict[str, Any] = json.loads(done.stdout)
        if done.returncode:
            self.say(f"exit code {done.returncode}, {summary['failed']} failed", kept=False)
        return summary

    def same(self, one: str, other: str) -> bool:
        """Whether two outputs have the same files with the same bytes."""
        return _tree(self.base / one) == _tree(self.base / other)

    def throughput(self) -> None:
        """One job and two, in turn, so that other work disturbs both alike."""
        pages = self.options.timed
        archive = self.archive("timed archive", pages)
        seconds: dict[int, list[float]] = {1: [], 2: []}
        for nth in range(self.options.rounds):
            for jobs in (1, 2):
                found = self.run(archive, "-o", self.base / f"jobs{jobs}-{nth}", "-j", str(jobs))
                seconds[jobs].append(found["seconds"])
                self.say(
                    f"{jobs} jobs: {found['seconds']:.1f} s, {pages / found['seconds']:.1f} pages/s, "
                    f"{found['mb_per_second']} MB/s, {_memory(found, jobs)}"
                )
        ratio = min(seconds[1]) / min(seconds[2])
        self.say(f"2 jobs / 1 job, the best of {self.options.rounds} each: {ratio:.2f}")
        same = self.same("jobs1-0", "jobs2-0")
        self.say(f"same bytes at 1 and 2 jobs: {same}", kept=same)

    def whole(self) -> None:
        """The large archive: undisturbed, killed and resumed, in shards, with Dask."""
        archive = self.archive("large archive", self.options.pages, "--jumps")
        found = self.run(archive, "-o", self.base / "whole", "-j", "2")
        self.say(
            f"undisturbed: {found['seconds']:.1f} s, {found['done']:,} done, {found['articles']:,} articles, "
            f"joined {found['joined']:,}, unmatched jumps {found['unmatched_jumps']}, {_memory(found, 2)}"
        )
        self.kill_and_resume(archive, found["done"] // 2)
        for number in (1, 2, 3):
            self.run(archive, "-o", self.base / "shards", "-j", "2", "--shard", f"{number}/3")
        same = self.same("shards", "whole")
        self.say(f"union of 3 shards, same bytes: {same}", kept=same)
        if self.options.dask:
            found = self.run(archive, "-o", self.base / "dask", "-j", "2", "--engine", "dask")
            same = self.same("dask", "whole")
            self.say(f"dask, 2 workers: {found['seconds']:.1f} s, same bytes: {same}", kept=same)

    def kill_and_resume(self, archive: Path, pages: int) -> None:
        """`kill -9` when so many pages are done, then `--resume`."""
        out = self.base / "killed"
        process = subprocess.Popen(_call(archive, "-o", out, "-j", "2"), stdout=subprocess.DEVNULL)
        log = out / ".newsclean" / "run" / "done.jsonl"
        while process.poll() is None and not (log.exists() and log.read_bytes().count(b"\n") >= pages):
            time.sleep(0.1)
        process.kill()
        process.wait()
        there = sum(1 for _ in out.rglob("*.json"))
        again = self.run(archive, "-o", out, "-j", "2", "--resume")
        same = self.same("killed", "whole")
        kept = same and 0 < again["reused"] < again["done"]
        self.say(
            f"kill -9 after {there:,} pages, --resume reused {again['reused']:,}, same bytes: {same}",
            kept=kept,
        )


def _call(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "newsclean", "batch", *map(str, arguments), "--summary", "--isolated"]


def _memory(found: dict[str, Any], jobs: int) -> str:
    return f"peak {found['peak_mib']} MiB + {jobs} × {found['worker_peak_mib']} MiB"


def _tree(out: Path) -> str:
    """One hash of all files below a directory but the manifests, whose rows have times."""
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and not path.name.startswith("manifest"):
            digest.update(str(path.relative_to(out)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--timed", type=int, default=5_000)
    parser.add_argument("--size", type=int, default=150, help="characters a page, about")
    parser.add_argument("--rounds", type=int, default=2, help="runs at 1 and at 2 jobs, in turn")
    parser.add_argument(
        "--dask", action=argparse.BooleanOptionalAction, default=find_spec("distributed") is not None
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options)
        if options.timed:
            bench.throughput()
        if options.pages:
            bench.whole()
    sys.exit(not bench.kept)


if __name__ == "__main__":
    main()

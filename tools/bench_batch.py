"""Throughput of `newsclean batch` at one and two jobs, peak memory, kill and resume, shards, Dask: on a made archive.

    python tools/bench_batch.py [--pages 20000] [--timed 5000] [--size 150] [--dask]

Prints one line a step. Nothing is kept.
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
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_archive


def call(*arguments: str | Path) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "newsclean", "batch", *map(str, arguments), "--summary", "--isolated"]


def run(*arguments: str | Path) -> dict[str, Any]:
    """The summary of a run."""
    done = subprocess.run(call(*arguments), check=True, stdout=subprocess.PIPE)
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def tree(out: Path) -> str:
    """One hash of all files below a directory but the manifests, whose rows have times."""
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and not path.name.startswith("manifest"):
            digest.update(str(path.relative_to(out)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--timed", type=int, default=5_000)
    parser.add_argument("--size", type=int, default=150)
    parser.add_argument(
        "--rounds", type=int, default=3, help="runs of each, in turn: other work disturbs them less"
    )
    parser.add_argument("--dask", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        size = str(options.size)
        if options.timed:
            timed = base / "timed"
            made = make_archive.make(
                make_archive.options_of([str(timed), "--pages", str(options.timed), "--size", size])
            )
            print(f"{options.timed} pages, {made:,} bytes; load {os.getloadavg()[0]:.1f}", flush=True)
            seconds: dict[int, list[float]] = {1: [], 2: []}
            for nth in range(options.rounds):
                for jobs in (1, 2):
                    found = run(timed, "-o", base / f"jobs{jobs}-{nth}", "-j", str(jobs))
                    seconds[jobs].append(found["seconds"])
                    print(
                        f"{jobs} jobs: {found['seconds']:.1f} s, {options.timed / found['seconds']:.1f} pages/s, "
                        f"{found['mb_per_second']} MB/s, peak {found['peak_mib']} MiB + {jobs} × {found['worker_peak_mib']} MiB; "
                        f"load {os.getloadavg()[0]:.1f}",
                        flush=True,
                    )
            (base / "jobs1-0").rename(base / "jobs1")
            (base / "jobs2-0").rename(base / "jobs2")
            print(
                f"2 jobs / 1 job, the best of {options.rounds} each: {min(seconds[1]) / min(seconds[2]):.2f}",
                flush=True,
            )
            print(f"same bytes: {tree(base / 'jobs1') == tree(base / 'jobs2')}", flush=True)
            if options.dask:
                found = run(timed, "-o", base / "dask", "--engine", "dask", "-j", "2")
                print(
                    f"dask, 2 workers: {found['seconds']:.1f} s; same bytes: {tree(base / 'dask') == tree(base / 'jobs1')}"
                )
        if options.pages:
            whole(base, options)


def whole(base: Path, options: argparse.Namespace) -> None:
    """The large archive: undisturbed, killed and resumed, in shards."""
    archive = base / "archive"
    made = make_archive.make(
        make_archive.options_of(
            [str(archive), "--pages", str(options.pages), "--size", str(options.size), "--jumps"]
        )
    )
    print(f"{options.pages} pages, {made:,} bytes", flush=True)
    found = run(archive, "-o", base / "whole", "-j", "2")
    print(
        f"undisturbed: {found['seconds']:.1f} s, {found['done']} done, {found['articles']} articles, joined {found['joined']}, "
        f"unmatched jumps {found['unmatched_jumps']}, peak {found['peak_mib']} MiB + 2 × {found['worker_peak_mib']} MiB",
        flush=True,
    )
    process = subprocess.Popen(call(archive, "-o", base / "killed", "-j", "2"), stdout=subprocess.DEVNULL)
    time.sleep(found["seconds"] / 2)
    process.kill()
    process.wait()
    there = sum(1 for path in (base / "killed").rglob("*.json"))
    again = run(archive, "-o", base / "killed", "-j", "2", "--resume")
    same = tree(base / "killed") == tree(base / "whole")
    print(f"kill -9 after {there} pages, --resume reused {again['reused']}; same bytes: {same}", flush=True)
    for number in (1, 2, 3):
        run(archive, "-o", base / "shards", "-j", "2", "--shard", f"{number}/3")
    print(f"union of 3 shards; same bytes: {tree(base / 'shards') == tree(base / 'whole')}", flush=True)


if __name__ == "__main__":
    main()

"""What a changed line costs `newsclean check`: a made archive is checked, then again with more and more of its files changed.

    python tools/bench_check.py [--pages 1000] [--size 6000] [--changed 1 10 100 1000]

Every run is one process that checks the whole archive: the first with an empty cache, the next with nothing changed, then
each after one line was put into so many of the files. The last is without the cache, and must find what the one before it
found. Prints a Markdown table: processor time, start included, and memory. Keeps nothing. Exit code 1 if findings differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_archive

PARAGRAPH = "\u3000\u3000第{}次修改：县里的茶园开采了。"
"""A line that is put in; it stands in no page, and is another each time."""


@dataclass(frozen=True)
class Run:
    """One run: its findings, and what it took."""

    findings: bytes
    seconds: float
    mib: float


def run(archive: Path, *options: str | Path) -> Run:
    """Check the archive in a process of its own."""
    call = [
        sys.executable,
        "-m",
        "newsclean",
        "check",
        "--isolated",
        "--output-format",
        "jsonl",
        *options,
        ".",
    ]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(call, cwd=archive, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        findings = out.read()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, call))}: exit code {process.returncode}")
    return Run(findings, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def change(path: Path, number: int) -> None:
    """Put a line into the middle of a file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    lines.insert(len(lines) // 2, PARAGRAPH.format(number))
    path.write_text("\n".join(lines), encoding="utf-8")


def measure(archive: Path, cache: Path, changed: list[int]) -> bool:
    """Print the table. Whether the cache changed no finding."""
    files = sorted(archive.rglob("*.txt"))
    print(
        f"| {len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB | seconds | MiB |"
    )
    print("| --- | --- | --- |")

    def say(what: str, done: Run) -> Run:
        print(f"| {what} | {done.seconds:.2f} | {done.mib:.0f} |", flush=True)
        return done

    say("first run", run(archive, "--cache", cache))
    last = say("nothing changed", run(archive, "--cache", cache))
    for nth, count in enumerate(changed):
        step = max(1, len(files) // count)
        some = files[::step][:count]  # spread over the archive
        for path in some:
            change(path, nth)
        last = say(f"a line in {len(some):,} changed", run(archive, "--cache", cache))
    plain = say("`--no-cache`", run(archive, "--no-cache"))
    print(f"\nsame findings with and without: {plain.findings == last.findings}", end="; ")
    kept = [path.stat().st_size for path in cache.rglob("*") if path.is_file()]
    print(f"kept: {len(kept):,} files, {sum(kept) / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}")
    return plain.findings == last.findings


def main() -> None:
    """Make the archive, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--size", type=int, default=6000, help="characters a page, about")
    parser.add_argument("--changed", type=int, nargs="*", default=[1, 10, 100, 1000], help="how many files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as base:
        archive = Path(base) / "archive"
        call = [str(archive), "--pages", str(options.pages), "--size", str(options.size), "--most", "28"]
        make_archive.make(make_archive.options_of(call))
        if not measure(archive, Path(base) / "cache", options.changed):
            raise SystemExit(1)


if __name__ == "__main__":
    main()

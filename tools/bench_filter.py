"""Time and peak memory of `newsclean filter` for every stage that changes text, on a stream that is made as it is read.

    python tools/bench_filter.py [--mb 1000] [--small 20] [--stages spacing,vertical] [--whole]

The stream is of pages put together from pieces of the dumps in fixtures/pages, no two alike; with --whole of the dumps whose
columns are in order, whole, each with other figures. Prints a Markdown table:
peak memory after the small stream and after the large one, which is flat where the two are about the same. A stage
whose small run says that the large one would take more than --most minutes gets as long a stream as that allows.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from newsclean.pipeline import STAGES

PATHS = sorted((Path(__file__).parent.parent / "fixtures" / "pages").rglob("*.txt"))
POOL = [path.read_text("utf-8").splitlines(keepends=True) for path in PATHS]
IN_ORDER = [
    dump
    for dump, path in zip(POOL, PATHS, strict=True)
    if path.name.split(".")[1] in ("raw", "mupdf", "pdfbox")
]
FILTERS = [stage.name for stage in STAGES if stage.changes != "labels" or stage.name == "furniture"]


def pages(size: int, whole: bool) -> Iterator[bytes]:
    """Pages of several pieces of dumps each, or whole ones, every page with other figures, until `size` bytes are made."""
    chance = random.Random(7)
    while size > 0:
        lines: list[str] = list(chance.choice(IN_ORDER)) if whole else []
        while not whole and len(lines) < 400:
            dump = chance.choice(POOL)
            start = chance.randrange(len(dump))
            lines += dump[start : start + chance.randrange(20, 120)]
        digits = str.maketrans("0123456789", "".join(chance.choices("0123456789", k=10)))
        page = ("".join(lines).replace("\f", "").translate(digits) + "\f").encode()
        size -= len(page)
        yield page


def run(stage: str, size: int, whole: bool = False) -> tuple[float, float]:
    """Seconds and peak megabytes of one run over that many bytes."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", "filter", stage],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert process.stdin
    for page in pages(size, whole):
        process.stdin.write(page)
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    per_megabyte = (
        1 << 20 if sys.platform == "darwin" else 1 << 10
    )  # ru_maxrss is in bytes there, else in kilobytes
    return time.monotonic() - began, used.ru_maxrss / per_megabyte


def main() -> None:
    """One row a stage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mb", type=float, default=1000, help="megabytes of the large stream")
    parser.add_argument("--small", type=float, default=20, help="megabytes of the small stream")
    parser.add_argument("--most", type=float, default=60, help="minutes that a run may take")
    parser.add_argument("--stages", default=",".join(FILTERS), help="stages, commas between")
    parser.add_argument("--whole", action="store_true", help="whole dumps whose columns are in order")
    options = parser.parse_args()
    print("| stage | MB | seconds | MB/s | peak MB | peak MB after the first", f"{options.small:g} MB |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for stage in options.stages.split(","):
        seconds, small = run(stage, int(options.small * 1e6), options.whole)
        size = min(options.mb, options.small * options.most * 60 / seconds)
        seconds, large = run(stage, int(size * 1e6), options.whole)
        row = (
            stage,
            f"{size:.0f}",
            f"{seconds:.0f}",
            f"{size / seconds:.1f}",
            f"{large:.0f}",
            f"{small:.0f}",
        )
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()

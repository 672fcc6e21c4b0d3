"""Print how time and memory grow with the page, for real text and for text made to hurt.

    python benchmarks/growth.py [--sizes 10K,100K,1M,10M] [--command clean] [--text real --text quotes] [--limit 600]

Each size is run in a process of its own, whose peak is counted over that of a process that cleaned a page of one line.
Seconds are processor time. A run that takes longer than `--limit` seconds by the clock is stopped and said so. The slope is that of the logarithms: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring import machine, number, shown, size, slope, table
from pages import TEXTS

CHILD = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from pages import TEXTS
from worker import OWN
text = TEXTS[sys.argv[3]](int(sys.argv[4])) if sys.argv[3] else "会议召开"
work = OWN[sys.argv[2]]()
work(["会议召开"])
seconds = sum(work([text]).values())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([len(text.encode()), seconds, peak]))
"""
LEAST_MEMORY = 4_000_000
"""Bytes over the bare process below which growth of memory says nothing."""


def run(command: str, text: str, length: int, limit: float | None) -> tuple[int, float, int] | None:
    """Bytes, seconds and peak memory of one run; None where it takes too long or fails."""
    folder = str(Path(__file__).resolve().parent)
    call = [sys.executable, "-c", CHILD, folder, command, text, str(length)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return None
    count, seconds, peak = json.loads(done.stdout)
    return count, seconds, peak


def row(command: str, text: str, sizes: Sequence[int], limit: float, bare: int) -> list[str]:
    """One text at all sizes: `seconds, MB` for each, then the slopes of both."""
    cells: list[str] = []
    times: list[tuple[float, float]] = []
    peaks: list[tuple[float, float]] = []
    for length in sizes:
        found = None if "over" in "".join(cells) else run(command, text, length, limit)
        if found is None:
            cells.append(f"over {limit:g} s")
            continue
        count, seconds, peak = found
        over = max(peak - bare, 0)
        times.append((count, seconds))
        if over >= LEAST_MEMORY:
            peaks.append((count, over))
        cells.append(f"{number(seconds)} s, {number(over / 1e6)} MB")
        print(f"{text} {shown(count)}: {cells[-1]}", file=sys.stderr, flush=True)
    slopes = [f"{slope(points):.2f}" if len(points) > 1 else "–" for points in (times, peaks)]
    return [text, *cells, *slopes]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10K,100K,1M,10M")
    parser.add_argument("--command", default="clean", choices=["clean", "filter dehyphenate", "check"])
    parser.add_argument("--text", action="append", choices=list(TEXTS))
    parser.add_argument("--limit", type=float, default=600)
    options = parser.parse_args(arguments)
    sizes = [size(item) for item in options.sizes.split(",")]
    print(machine(), flush=True)
    bare = run(options.command, "", 0, None)
    assert bare is not None
    head = [options.command, *(shown(length) for length in sizes), "slope of time", "slope of memory"]
    chosen = options.text or list(TEXTS)
    rows = [row(options.command, text, sizes, options.limit, bare[2]) for text in chosen]
    print("\n" + table(head, rows))


if __name__ == "__main__":
    main()

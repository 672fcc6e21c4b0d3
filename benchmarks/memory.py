"""Print peak memory over the bare interpreter: one page, a long stream through a filter, a batch of pages.

    python benchmarks/memory.py [--stream 1G] [--filter characters] [--batch 20000]

The stream is made while it is read, so it takes no room on the disk. For a batch the peaks are of the parent and of the
largest of its workers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from measuring import ROOT, machine, number, shown, size, table
from pages import BREAK, dumps

PAGE = ROOT / "fixtures" / "pages" / "seed" / "01.pdfbox.txt"
PEAK = """
import resource, sys
try:
    {work}
finally:
    sys.stdout.flush()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, file=sys.stderr)
"""
CALL = "sys.argv[0] = 'newsclean'; from newsclean.cli.running import main; main()"


def peak(work: str, *arguments: str, stream: int = 0) -> int:
    """The peak, in bytes, of an interpreter that does this, with so many bytes of pages on its standard input."""
    process = subprocess.Popen(
        [sys.executable, "-c", PEAK.format(work=work), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    for text in cycle(dumps()):
        if stream <= 0:
            break
        stream -= process.stdin.write((text + BREAK).encode())
    process.stdin.close()
    said = process.stderr.read().decode()
    if process.wait():
        raise SystemExit(said)
    return int(said.splitlines()[-1])


def batch(pages: int) -> dict[str, float]:
    """The summary of a batch over a made archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        make = [sys.executable, str(ROOT / "tools" / "make_archive.py"), str(archive), "--pages", str(pages)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        call = [sys.executable, "-m", "newsclean", "batch", str(archive), "-o", str(Path(folder) / "out")]
        done = subprocess.run([*call, "--summary", "--isolated"], check=True, stdout=subprocess.PIPE)
    summary: dict[str, float] = json.loads(done.stdout)
    return summary


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stream", type=size, default=size("1G"))
    parser.add_argument("--filter", default="characters", help="the stage that the stream goes through")
    parser.add_argument("--batch", type=int, default=20_000, help="pages; 0: none")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    bare = peak("pass")
    rows = [["bare interpreter", number(bare / 1e6), "0"]]

    def add(name: str, found: float) -> None:
        rows.append([name, number(found / 1e6), number((found - bare) / 1e6)])

    add("import typer", peak("import typer"))
    add("clean, the seed page", peak(CALL, "clean", str(PAGE)))
    through = f"filter {options.filter}, a stream of {shown(options.stream)}"
    add(through, peak(CALL, "filter", options.filter, stream=options.stream))
    if options.batch:
        summary = batch(options.batch)
        add(f"batch of {options.batch} pages, the parent", summary["peak_mib"] * 2**20)
        add("batch, the largest worker", summary["worker_peak_mib"] * 2**20)
    print("\n" + table(["what", "peak MB", "over the bare interpreter"], rows))


if __name__ == "__main__":
    main()

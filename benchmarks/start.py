"""Print what a start of newsclean costs in processor time against `python -c "import typer"`: medians, in turns, their ratios.

python benchmarks/start.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from measuring import ROOT, machine, spread, table

PAGE = ROOT / "fixtures" / "pages" / "seed" / "01.pdfbox.txt"
COMMANDS: dict[str, list[str]] = {
    "python -c 'import typer'": ["-c", "import typer"],
    "python -c pass": ["-c", "pass"],
    "newsclean --version": ["-m", "newsclean", "--version"],
    "newsclean filter dehyphenate, an empty input": [
        "-m",
        "newsclean",
        "filter",
        "dehyphenate",
    ],
    "newsclean clean, a page of one line": ["-m", "newsclean", "clean", "-"],
    "newsclean clean, the seed page (21 KB)": ["-m", "newsclean", "clean", str(PAGE)],
}
GIVEN = {"newsclean clean, a page of one line": "会议召开\n".encode()}


def seconds(name: str, cache: str) -> float:
    """The processor time of one start, to its exit, with byte code in the `cache` as an installed package has it."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *COMMANDS[name]],
        input=GIVEN.get(name, b""),
        stdout=subprocess.DEVNULL,
        check=True,
        env={**env, "PYTHONPYCACHEPREFIX": cache},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as cache:
        for name in COMMANDS:
            seconds(name, cache)  # compiles what is not compiled yet
        for _ in range(options.rounds):
            for name in COMMANDS:
                times[name].append(seconds(name, cache))
    base = statistics.median(times[next(iter(COMMANDS))])
    rows = [
        [
            name,
            f"{statistics.median(found) * 1000:.0f}",
            spread(found),
            f"{statistics.median(found) / base:.2f}",
        ]
        for name, found in times.items()
    ]
    print(f"medians of {options.rounds}\n")
    print(table(["command", "ms", "spread", "× import typer"], rows))


if __name__ == "__main__":
    main()

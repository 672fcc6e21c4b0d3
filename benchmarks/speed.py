"""Print one table: newsclean's whole way, its stages and its checker against public tools that do a part of the job.

    python benchmarks/speed.py [--pages 20M] [--page 10M] [--rounds 5] [--tools benchmarks/.tools] [--no-tools]

Everything runs in one go, on the same pages, a process to a subject, in turns: round by round, so that other work on
the machine falls on all alike. Rates are megabytes of UTF-8 a second of
processor time, medians of the rounds; the ratios are the ones to go by.
The tools are installed from the package index into an environment of their own, which is kept in `--tools`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import machine, number, shown, size, spread, table
from pages import BREAK, one_page, pages
from worker import OWN, TOOLS

HERE = Path(__file__).resolve().parent


class Failed(Exception):
    """A subject that cannot be run; the message says why."""


def install(folder: Path) -> Path:
    """The interpreter of the tools' environment, which is made if need be."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return python


def have(python: Path, package: str) -> str:
    """The version of a tool, which is installed if need be. Raises Failed."""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    for attempt in range(2):
        asked = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.strip()
        if attempt:
            break
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"not installed: {_last(done.stderr)}")
    raise Failed("not installed: pip reported no error, yet it is not there")


def _last(text: str) -> str:
    """The last line of what a program says, short."""
    lines = text.strip().splitlines()
    return lines[-1][:90].replace("|", "/") if lines else "no word why"


class Subject:
    """A worker process that waits for its turn."""

    def __init__(self, name: str, python: Path | str, file: Path, errors: Path) -> None:
        self.name, self.errors = name, errors
        self.rounds: dict[str, list[float]] = {}
        with errors.open("wb") as complaints:
            self.process = subprocess.Popen(
                [str(python), str(HERE / "worker.py"), name, str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        self._answer()

    def turn(self) -> None:
        """Let it run once."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        for part, seconds in json.loads(self._answer()).items():
            self.rounds.setdefault(part, []).append(seconds)

    def end(self) -> None:
        """Close its input, upon which it ends."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise Failed(f"fails: {_last(self.errors.read_text('utf-8', 'replace'))}")
        return line


def measure(
    texts: Sequence[str], rounds: int, python: Path | None, only: Sequence[str] = ()
) -> tuple[dict[str, list[float]], dict[str, str]]:
    """The seconds of every part in every round; and for the tools their version, or why there are none."""
    remarks: dict[str, str] = {}
    subjects: list[Subject] = []
    names = [name for name in (*OWN, *(TOOLS if python else ())) if not only or name in only]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.txt"
        file.write_bytes(BREAK.join(texts).encode())
        for name in names:
            try:
                if python and name in TOOLS:
                    remarks[name] = have(python, name)
                home = python if python and name in TOOLS else sys.executable
                subjects.append(Subject(name, home, file, Path(folder) / f"{name}.err"))
            except Failed as failure:
                remarks[name] = str(failure)
        for at in range(rounds):
            for subject in list(subjects):
                try:
                    subject.turn()
                except Failed as failure:
                    remarks[subject.name] = str(failure)
                    subjects.remove(subject)
            print(f"round {at + 1} of {rounds} done", file=sys.stderr, flush=True)
        for subject in subjects:
            subject.end()
    return {part: times for subject in subjects for part, times in subject.rounds.items()}, remarks


def rows(found: dict[str, list[float]], remarks: dict[str, str], length: int, rounds: int) -> list[list[str]]:
    """The table's rows: every part's rate, its spread, and how many times faster it is than `clean` and `filter dehyphenate`."""
    medians = {part: max(statistics.median(times[:rounds]), 1e-9) for part, times in found.items()}

    def against(part: str, base: str) -> str:
        return number(medians[base] / medians[part]) if base in medians else "–"

    listed = [
        [
            f"{part} {remarks.get(part, '')}".strip(),
            number(length / medians[part] / 1e6),
            spread(found[part]),
            against(part, "clean"),
            against(part, "filter dehyphenate"),
        ]
        for part in found
    ]
    return listed + [[name, said, "", "", ""] for name, said in remarks.items() if name not in found]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=size, default=size("20M"), help="bytes of the dumps as pages; 0: none"
    )
    parser.add_argument("--page", type=size, default=size("10M"), help="bytes of the one large page; 0: none")
    parser.add_argument("--in-order", action="store_true", help="leave out the dumps whose columns are torn")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=HERE / ".tools", help="where the tools' environment is")
    parser.add_argument("--no-tools", action="store_true", help="newsclean alone; needs no network")
    parser.add_argument("--only", action="append", default=[], help="these subjects alone")
    options = parser.parse_args(arguments)
    python = None if options.no_tools else install(options.tools)
    print(machine(), flush=True)
    torn = False if options.in_order else None
    for what, texts in (
        ("pages", pages(options.pages, torn) if options.pages else []),
        ("one page", [one_page(options.page, torn)] if options.page else []),
    ):
        if not texts:
            continue
        length = sum(len(text.encode()) for text in texts)
        found, remarks = measure(texts, options.rounds, python, options.only)
        print(
            f"\n{shown(length)} bytes as {len(texts)} pages"
            if what == "pages"
            else f"\n{what} of {shown(length)} bytes"
        )
        print(f"medians of {options.rounds}\n")
        head = ["what", "MB/s", "spread", "× clean", "× filter dehyphenate"]
        print(table(head, rows(found, remarks, length, options.rounds)), flush=True)


if __name__ == "__main__":
    main()

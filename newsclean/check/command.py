"""What `newsclean check` does with its findings: report, statistics, difference, or the fixed text itself."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from newsclean.check.model import Problem
from newsclean.check.run import Call, Checked, CheckRun, Outcome
from newsclean.config import ConfigError
from newsclean.io.encodings import DecodeError, decode
from newsclean.io.files import STDIN, is_input, output
from newsclean.io.terminal import guarded
from newsclean.languages import ENGLISH
from newsclean.plain import Style, dead, plain
from newsclean.report import reporter

COUNTED = ("text", "json", "jsonl")
"""Formats that counts can be written in."""


@dataclass(frozen=True, slots=True)
class Report:
    """How to report: a format of `newsclean.report`, a file or None for standard output, counts or every finding.

    `quiet` leaves the summary out; `style` paints the format `text`; `tell` gets a line for each file.
    `language` is that of the format `text`, which is for people.
    """

    format: str = "text"
    out: str | None = None
    statistics: bool = False
    quiet: bool = False
    style: Style = plain
    tell: Callable[[str], None] | None = None
    language: str = ENGLISH


def run(call: Call, report: Report, complain: Callable[[str], None]) -> Outcome:
    """Check, and write the report. A wrong configuration or call is said in one line; see the outcome."""
    checking = CheckRun(call, complain, own=report.out)
    try:
        os.getcwd()  # paths and patterns count from it
    except OSError as error:
        complain(f"working folder: {error.strerror or error}")
        checking.outcome.wrong_call = True
        return checking.outcome
    try:
        if call.encoding is not None:
            decode(
                b"", call.encoding
            )  # an encoding that there is not is a wrong call, not a fault of every file
        if report.statistics and report.format not in COUNTED:
            raise ConfigError(f"--statistics are written as {', '.join(COUNTED)}, not as {report.format}")
        if (same := is_input(report.out, call.paths)) is not None:
            raise ConfigError(f"{same}: is to be checked; write the report to another file")
        rewritten = call.fix and not call.diff and STDIN in call.paths
        own = report.format == "text" or call.diff
        with _handle(report, rewritten, own) as handle, output(None) as text:
            if call.diff:
                _write_diff(checking, report, handle)
            else:
                _write_report(checking, report, handle, text if rewritten else None)
    except BrokenPipeError:
        raise
    except (ConfigError, DecodeError) as error:
        complain(str(error))
        checking.outcome.wrong_call = True
    except OSError as error:
        complain(f"{report.out or 'standard output'}: {error.strerror or error}")
        checking.outcome.wrong_call = True
    return checking.outcome


@contextmanager
def _handle(report: Report, rewritten: bool, own: bool) -> Iterator[BinaryIO]:
    """Where the report goes: as told, else to standard output, or to standard error where that gets a fixed text."""
    if rewritten and report.out in (None, STDIN):
        yield guarded(sys.stderr.buffer)
        sys.stderr.buffer.flush()
    else:
        with output(report.out, own=own) as handle:
            yield handle


def _write_diff(checking: CheckRun, report: Report, handle: BinaryIO) -> None:
    from newsclean.check.difference import painted, unified

    for checked in _told(checking, report):
        for line in unified(checked.path, checked.before, checked.after):
            handle.write(_bytes(painted(dead(line) if handle.isatty() else line, report.style)))


def _told(checking: CheckRun, report: Report) -> Iterator[Checked]:
    for checked in checking.files():
        if report.tell:
            report.tell(f"{checked.path}: findings {len(checked.problems)}")
        yield checked


def _write_report(checking: CheckRun, report: Report, handle: BinaryIO, text: BinaryIO | None) -> None:
    """The findings, or their counts; standard input, fixed and in its own encoding, goes to `text`."""
    counts: Counter[tuple[str, str]] = Counter()

    def counted() -> Iterator[Problem]:
        for checked in _told(checking, report):
            if text is not None and checked.stdin:
                text.write(checked.content)
            counts.update((problem.code, problem.name) for problem in checked.problems)
            yield from checked.problems

    if report.statistics:
        for _ in counted():
            pass
        if report.format != "text":
            handle.write(_bytes(_as_json(counts, report.format)))
    else:
        for line in _lines(counted(), report):
            handle.write(_bytes(line))
    if report.format == "text":
        from newsclean.report.text import statistics, summary

        if report.statistics or not report.quiet:
            for line in statistics(counts):
                handle.write(_bytes(line))
        if not report.quiet:
            handle.write(_bytes(summary(checking.outcome, report.language) + "\n"))


def _lines(problems: Iterator[Problem], report: Report) -> Iterator[str]:
    if report.format == "text":
        from newsclean.report.text import report as as_text

        return as_text(problems, report.style, report.language)
    return reporter(report.format)(problems)


def _as_json(counts: Counter[tuple[str, str]], form: str) -> str:
    import msgspec

    rows = [{"code": code, "name": name, "count": count} for (code, name), count in sorted(counts.items())]
    if form == "jsonl":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")

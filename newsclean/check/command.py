"""What `newsclean check` does with its findings: report, statistics, difference, or the fixed text itself."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from newsclean.check.model import Problem
from newsclean.check.run import Call, CheckRun, Outcome
from newsclean.config import ConfigError
from newsclean.io.encodings import DecodeError, decode
from newsclean.io.files import STDIN, output
from newsclean.languages import ENGLISH
from newsclean.plain import Style, plain
from newsclean.report import reporter


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
    checking = CheckRun(call, complain)
    try:
        if call.encoding is not None:
            decode(
                b"", call.encoding
            )  # an encoding that there is not is a wrong call, not a fault of every file
        own = report.format == "text" and not call.diff and not (call.fix and STDIN in call.paths)
        with output(report.out, own=own) as handle:
            _write(checking, call, report, handle)
    except BrokenPipeError:
        raise
    except (ConfigError, DecodeError) as error:
        complain(str(error))
        checking.outcome.wrong_call = True
    except OSError as error:
        complain(f"{report.out or 'standard output'}: {error.strerror or error}")
        checking.outcome.wrong_call = True
    return checking.outcome


def _write(checking: CheckRun, call: Call, report: Report, handle: BinaryIO) -> None:
    text_to_stdout = call.fix and not call.diff and STDIN in call.paths
    if call.diff:
        _write_diff(checking, handle)
    elif text_to_stdout:
        _write_fixed(checking, handle)
    else:
        _write_report(checking, report, handle)


def _write_diff(checking: CheckRun, handle: BinaryIO) -> None:
    from newsclean.check.difference import unified

    for checked in checking.files():
        for line in unified(checked.path, checked.before, checked.after):
            handle.write(_bytes(line))


def _write_fixed(checking: CheckRun, handle: BinaryIO) -> None:
    """Standard input fixed: the text goes to standard output in its own encoding, what is left to standard error."""
    for checked in checking.files():
        handle.write(checked.content)
        for line in reporter("text")(checked.problems):
            sys.stderr.write(line)


def _write_report(checking: CheckRun, report: Report, handle: BinaryIO) -> None:
    counts: Counter[tuple[str, str]] = Counter()

    def counted() -> Iterator[Problem]:
        for checked in checking.files():
            if report.tell:
                report.tell(f"{checked.path}: findings {len(checked.problems)}")
            counts.update((problem.code, problem.name) for problem in checked.problems)
            yield from checked.problems

    if report.statistics:
        for _ in counted():
            pass
        if report.format != "text":
            handle.write(_bytes(_as_json(counts)))
    else:
        for line in _lines(counted(), report):
            handle.write(_bytes(line))
    if report.format == "text":
        from newsclean.report.text import statistics, summary

        for line in statistics(counts):
            handle.write(_bytes(line))
        if not report.quiet:
            handle.write(_bytes(summary(checking.outcome, report.language) + "\n"))


def _lines(problems: Iterator[Problem], report: Report) -> Iterator[str]:
    if report.format == "text":
        from newsclean.report.text import report as as_text

        return as_text(problems, report.style, report.language)
    return reporter(report.format)(problems)


def _as_json(counts: Counter[tuple[str, str]]) -> str:
    import msgspec

    rows = [{"code": code, "name": name, "count": count} for (code, name), count in sorted(counts.items())]
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")

"""JSON: an array of all problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.check.model import Problem
from newsclean.report.jsonl import report as report_lines


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """The array, a problem a line, written as the problems come."""
    opening = "[\n "
    for line in report_lines(problems):
        yield opening + line.rstrip("\n")
        opening = ",\n "
    yield "[]\n" if opening.startswith("[") else "\n]\n"

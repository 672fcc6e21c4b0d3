"""JSON Lines: one problem a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from newsclean.check.model import Problem


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each problem."""
    for problem in problems:
        yield msgspec.json.encode(as_record(problem)).decode() + "\n"


def as_record(problem: Problem) -> dict[str, Any]:
    """A problem with the keys of the JSON formats."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "end_column": problem.end_column,
        "code": problem.code,
        "name": problem.name,
        "message": problem.message,
        "fix": problem.fix,
        "more_lines": problem.more,
    }

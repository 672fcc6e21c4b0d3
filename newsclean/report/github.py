"""GitHub annotations: workflow commands that a run prints and GitHub shows at the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions

GitHub shows ten annotations of each level a step, and fifty a job; it drops the others without a word. So the first ten of
each level are annotations, one of the notices being kept for the count of the rest; the rest are plain lines of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from newsclean.check.model import Problem
from newsclean.plain import dead, harmless
from newsclean.report.levels import level

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
SHOWN = {"error": 10, "warning": 10, "note": 9}
"""Annotations of each level that GitHub is given."""
OLD_COMMAND = "##["
"""What begins a command, in an older form that runners still obey, anywhere in a line."""


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """A command, or from the eleventh of a level on a line of the log, for each problem; at last, how many have only a line."""
    given: Counter[str] = Counter()
    for problem in problems:
        kind = level(problem.code)
        given[kind] += 1
        yield _command(problem, COMMANDS[kind]) if given[kind] <= SHOWN[kind] else _line(problem)
    if over := sum(max(0, count - SHOWN[kind]) for kind, count in given.items()):
        yield (
            f"::notice title=newsclean check::{given.total()} findings, of which {given.total() - over} are annotations: "
            f"GitHub shows ten of each level a step. The rest, {over}, stands in the log of this step.\n"
        )


def _command(problem: Problem, command: str) -> str:
    """An annotation; columns only where the problem ends on the line that it begins on, as GitHub asks."""
    places = {"file": dead(_uri(problem.path)), "line": problem.line, "endLine": problem.end_line}
    if problem.line == problem.end_line:
        places |= {"col": problem.column, "endColumn": max(problem.column, problem.end_column - 1)}
    places["title"] = f"{problem.code} {problem.name}"
    properties = ",".join(f"{key}={escape_property(str(value))}" for key, value in places.items())
    return f"::{command} {properties}::{escape(dead(problem.message))}\n"


def _line(problem: Problem) -> str:
    """A line of the log. The code stands first, so that no path can make a command of it."""
    text = f"{problem.code} {problem.path}:{problem.line}:{problem.column} {problem.message}"
    return harmless(text).replace(OLD_COMMAND, "## [") + "\n"


def _uri(path: str) -> str:
    return path.replace("\\", "/")


def escape(text: str) -> str:
    r"""A message: what would end it or begin a command is escaped.

    >>> escape("50%\n::error::")
    '50%25%0A::error::'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property's value, in which colons and commas are marks of their own.

    >>> escape_property("a,b:c")
    'a%2Cb%3Ac'
    """
    return escape(text).replace(":", "%3A").replace(",", "%2C")

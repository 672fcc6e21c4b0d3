"""GitHub annotations: workflow commands that a run prints and GitHub shows at the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.check.model import Problem
from newsclean.plain import dead


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """A command for each problem; columns only where it ends on the line that it begins on, as GitHub asks."""
    for problem in problems:
        places = {"file": dead(_uri(problem.path)), "line": problem.line, "endLine": problem.end_line}
        if problem.line == problem.end_line:
            places |= {"col": problem.column, "endColumn": max(problem.column, problem.end_column - 1)}
        places["title"] = f"{problem.code} {problem.name}"
        properties = ",".join(f"{key}={escape_property(str(value))}" for key, value in places.items())
        yield f"::warning {properties}::{escape(dead(problem.message))}\n"


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

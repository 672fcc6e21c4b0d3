"""How findings are reported: one format a file, each a function from problems to lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from newsclean.check.model import Problem

FORMATS = {
    "text": "newsclean.report.text",
    "json": "newsclean.report.json_",
    "jsonl": "newsclean.report.jsonl",
    "github": "newsclean.report.github",
    "sarif": "newsclean.report.sarif",
}
"""Names of the formats and their modules, each imported when it is asked for."""


def reporter(name: str) -> Callable[[Iterable[Problem]], Iterator[str]]:
    """The function that writes a format. Raises KeyError for an unknown name."""
    report: Callable[[Iterable[Problem]], Iterator[str]] = import_module(FORMATS[name]).report
    return report

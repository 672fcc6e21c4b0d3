"""NC403: no newline at the end of the file."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """One finding, at the file's end. A form feed ends a page as well as a newline does."""
    end = len(file.text)
    if end and file.text[-1] not in "\n\r\f":
        yield Finding(
            end, end, "no newline at the end of the file", Fix((Replacement(end, end, file.newline),))
        )


RULE = Rule(
    code="NC403",
    name="no-final-newline",
    summary="no newline at the end of the file",
    why="`cat` runs the last line together with the next file's first, and line counts are one short.",
    wrong="市图书馆开放",
    right="市图书馆开放\n",
    fix="safe",
    find=find,
)

"""NC402: line endings mixed."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import BREAK, TextFile

NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def find(file: TextFile) -> Iterator[Finding]:
    """One finding, at the first line that ends otherwise than most; its fix sets all of them right."""
    if "\r" not in file.text:
        return
    usual = file.newline
    odd = [found for found in BREAK.finditer(file.text, file.front) if found.group() != usual]
    if odd:
        kinds = sorted({NAMES[found.group()] for found in odd})
        fix = Fix(tuple(Replacement(found.start(), found.end(), usual) for found in odd))
        message = (
            f"line endings mixed: most lines end with {NAMES[usual]}, {len(odd)} with {' and '.join(kinds)}"
        )
        yield Finding(odd[0].start(), odd[0].end(), message, fix)


RULE = Rule(
    code="NC402",
    name="mixed-line-endings",
    summary="line endings mixed",
    why="Half of the tools count other lines then, and every comparison shows lines changed that nobody touched.",
    wrong="市图书馆开放\r\n茶园开采\n公路通车\r\n",
    right="市图书馆开放\r\n茶园开采\r\n公路通车\r\n",
    fix="safe",
    find=find,
)

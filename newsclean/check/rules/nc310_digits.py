"""NC310: full-width and half-width digits mixed."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

FULL = expression("[０-９]+")
HALF = expression("[0-9]+")
TO_HALF = {0xFF10 + digit: str(digit) for digit in range(10)}
TO_FULL = {0x30 + digit: chr(0xFF10 + digit) for digit in range(10)}


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every figure in the form that the file uses less."""
    full = list(FULL.finditer(file.text))
    half = list(HALF.finditer(file.text)) if full else []
    if not full or not half:
        return
    rare, table, name = (full, TO_HALF, "full") if len(full) <= len(half) else (half, TO_FULL, "half")
    for found in rare:
        start, end = found.span()
        fix = Fix((Replacement(start, end, found.group().translate(table)),), False, frozenset({"variants"}))
        message = f"{name}-width figure {found.group()[:12]}; in this file {len(full)} are full-width, {len(half)} half-width"
        yield Finding(start, end, message, fix)


RULE = Rule(
    code="NC310",
    name="mixed-digits",
    summary="full-width and half-width digits mixed in one file",
    why="２０２０ and 2020 are two strings to a search and a sort.",
    wrong="2020年3月6日，茶园开采，５０名茶农上山。",
    right="2020年3月6日，茶园开采，50名茶农上山。",
    fix="unsafe",
    find=find,
)

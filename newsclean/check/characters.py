"""Rules that look for single characters share this: runs of a class of characters, with what to say about each."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.check.model import Finding, Fix, Replacement
from newsclean.check.source import TextFile


def runs(file: TextFile, pattern: regex.Pattern[str], what: str, *, drop: bool) -> Iterator[Finding]:
    """A finding for every match; with `drop` the fix takes it out."""
    for found in pattern.finditer(file.text):
        start, end = found.span()
        codes = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found.group()))
        count = f" ({end - start} of them)" if end - start > 1 else ""
        fix = Fix((Replacement(start, end, ""),)) if drop else None
        yield Finding(start, end, f"{what} {codes}{count}", fix)

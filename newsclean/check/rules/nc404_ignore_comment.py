"""NC404: a comment for newsclean that names no rule, or nothing that can be done."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.ignores import IGNORE, IGNORE_FILE, codes_of
from newsclean.check.model import Finding, Rule
from newsclean.check.registry import known, nearest_code
from newsclean.check.source import TextFile
from newsclean.config import ConfigError

WORDS = (IGNORE, IGNORE_FILE)


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every word of a comment that is neither what to do nor a code."""
    for directive in file.directives:
        what = directive["what"]
        if what not in WORDS:
            start, end = directive.span("what") if what else directive.span()
            yield Finding(
                start, end, f"comment that does nothing: {what or '?'}; there are ignore and ignore-file"
            )
            continue
        for code, start in codes_of(directive):
            try:
                known([code])
            except ConfigError:
                near = nearest_code(code)
                yield Finding(
                    start, start + len(code), f"no rule has this code: {code}; the nearest is {near}"
                )


RULE = Rule(
    code="NC404",
    name="ignore-comment",
    summary="comment that ignores a rule that there is not",
    why="A code mistyped, or of a later version, switches nothing off: the finding that it was meant for is reported, or, "
    "where there is none today, will be one day, and nobody sees why.",
    wrong="<!-- newsclean: ignore NC3O1 -->",
    right="<!-- newsclean: ignore NC301 as printed -->",
    fix="none",
    find=find,
)

"""NC103: a headline set from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.model import Edit, Line, Role


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every headline that the `vertical` stage restores."""
    for edit in file.reading.edits("vertical"):
        start, end = file.reading.reach(edit.before)
        columns = [line.text for line in edit.after if line.role is Role.DISPLAY]
        yield Finding(
            start,
            end,
            f"headline set from top to bottom: {' / '.join(columns)}",
            _fix(edit, start, end, file),
        )


def _fix(edit: Edit, start: int, end: int, file: TextFile) -> Fix:
    """One line a column. Safe for a single column with nothing beside it: there is but one way to read that."""
    lines = [line.text.strip() for line in edit.after]
    text = file.newline.join(lines)
    single = len(edit.after) == 1 and all(line.blank or _narrow(line) for line in edit.before)
    return Fix((Replacement(start, end, text),), single, frozenset({"forms"}))


def _narrow(line: Line) -> bool:
    return len(line.text.strip()) == 1


RULE = Rule(
    code="NC103",
    name="vertical-headline",
    summary="headline set from top to bottom, one character a line",
    why="A vertical headline reaches a dump as a run of lines of one character: nobody who searches for it finds it, "
    "and its article seems to have no headline.",
    wrong="补\n足\n短\n板\n办\n实\n事",
    right="补足短板办实事",
    fix="safe",
    find=find,
)

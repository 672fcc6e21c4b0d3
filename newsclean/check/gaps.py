"""The spaces that the `spacing` stage closes, as places in the file, gathered to runs.

A run is a stretch in which every character or two stands apart: justification set it so. A space that stands alone
came from elsewhere, and is another rule's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.check.model import Fix, Replacement
from newsclean.check.source import UNSEEN, TextFile
from newsclean.model import Edit
from newsclean.patterns import expression

LEAST_GAPS, LEAST_IN_FORMED = 2, 5
"""Closed spaces that make a run: three characters set apart. Where `clean` left a space it had its reasons: there, six."""
_BESIDE_FIGURE = expression(r"[\d.%％]\p{Han}|\p{Han}[\d.%％]")
_SHORT = expression(r".{1,2}|[\d.%A-Za-z]{1,8}.?")


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between two visible characters, `pair`, that the stage narrowed to `left`."""

    start: int
    end: int
    pair: str
    left: str

    @property
    def at_figure(self) -> bool:
        return _BESIDE_FIGURE.fullmatch(self.pair) is not None


def gap_groups(file: TextFile, *, formed: bool = False) -> Iterator[list[Gap]]:
    """The closed spaces of every line, in groups of neighbours; `formed`: in texts that have been cleaned."""
    for edit in file.reading.edits("spacing", formed=formed):
        group: list[Gap] = []
        for gap in _gaps(file, edit):
            if group and not _SHORT.fullmatch(file.text[group[-1].end : gap.start]):
                yield group
                group = []
            group.append(gap)
        if group:
            yield group


def is_run(group: list[Gap], least: int = LEAST_GAPS) -> bool:
    """Whether a group is a spread run; spaces around figures alone (2 月 6 日) are a paper's habit."""
    return len(group) >= least and not all(gap.at_figure for gap in group)


def closing(group: list[Gap]) -> Fix:
    return Fix(tuple(Replacement(gap.start, gap.end, gap.left) for gap in group))


def _gaps(file: TextFile, edit: Edit) -> Iterator[Gap]:
    before, after = edit.before[0], edit.after[0].text
    offsets = file.reading.offsets(before.spans, before.text)
    left = _spaces(after)
    for at, spaces in enumerate(_spaces(before.text)):
        if spaces == left[at] or at + 1 >= len(offsets):
            continue
        start, end = offsets[at] + 1, offsets[at + 1]
        if end - start > 0 and not file.text[start:end].strip(
            "\u200b\u200c\u200d\ufeff \t\u3000\u00a0\u2002\u2003\u2009"
        ):
            yield Gap(start, end, file.text[offsets[at]] + file.text[end], " " * left[at])


def _spaces(text: str) -> list[int]:
    """How many spaces follow each visible character, but for the last one's."""
    counts: list[int] = []
    for char in text.strip():
        if not UNSEEN.match(char):
            counts.append(0)
        elif counts and char.isspace():
            counts[-1] += 1
    return counts[:-1]

"""Whether a file sets a space between Han characters and figures: places of both kinds, in running text."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.check.source import TextFile
from newsclean.patterns import expression

NEXT = expression(
    r"(?<=\p{Han})(?P<a>[ \u2002-\u200a\u00a0]?)(?=\d)|(?<=[\d%％])(?P<b>[ \u2002-\u200a\u00a0]?)(?=\p{Han})"
)
PROSE = expression("[，。；]")
SEAM = expression(r"\p{Han}\d|[\d%％]\p{Han}")


def figure_places(file: TextFile) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The places where a Han character and a figure meet, as offsets: with a space between, and (empty ranges) without."""
    spaced: list[tuple[int, int]] = []
    tight: list[tuple[int, int]] = []
    for number in range(1, file.line_count + 1):
        line = file.line(number)
        if not PROSE.search(line):
            continue  # in heads and furniture a space parts two phrases
        start = file.extent(number)[0]
        for found in NEXT.finditer(line):
            (spaced if found.group() else tight).append((start + found.start(), start + found.end()))
    return spaced, tight


def with_seams(file: TextFile, lines: Sequence[str]) -> list[str]:
    """Lines that are to be joined, with a space at the end where the file sets one and a figure meets a Han character.

    >>> file = TextFile("学校 12 所，比去年增加 3\\n所，教师 9\\n人。\\n")
    >>> with_seams(file, ["比去年增加 3", "所，教师 9", "人。"])
    ['比去年增加 3 ', '所，教师 9 ', '人。']
    """
    meets = [
        SEAM.fullmatch(one[-1:] + two[:1]) is not None for one, two in zip(lines, lines[1:], strict=False)
    ]
    if not any(meets):
        return list(lines)
    spaced, tight = file.figures
    if len(spaced) <= len(tight):
        return list(lines)
    return [line + " " * seam for line, seam in zip(lines, [*meets, False], strict=True)]

"""What the blank lines of a dump part: frames, or sizes of type in a frame as well.

PDFBox and pdftotext write a blank line where the size of type changes, so that one stands between a kicker and its headline, and none
between a headline's lines; pdfminer writes one between frames only, so that none stands in a head, but under a banner and over
an author's line. The same blank line says different things, then. Which, is told by how the page's heads read without them, and by
the text: PDFBox writes a blank line after each of its lines, pdftotext after few, pdfminer often after some.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from newsclean.assembly.heads import read_head
from newsclean.assembly.roles import HeadLine
from newsclean.model import Line, Role
from newsclean.options import DEFAULT, Options

FRAMES: Final[dict[tuple[Role, Role], tuple[float, float]]] = {
    (Role.KICKER, Role.HEADLINE): (-1.03, 1.46),
    (Role.HEADLINE, Role.HEADLINE): (-0.4, 0.16),
    (Role.HEADLINE, Role.AUTHOR): (1.08, -1.77),
    (Role.DECK, Role.AUTHOR): (-0.8, 0.62),
    (Role.DECK, Role.DECK): (-0.8, 0.7),
    (Role.RUBRIC, Role.KICKER): (0.25, -2.0),
}
"""Log-odds (nats) that blank lines part frames only, for two lines of a head (as it reads without them): where a blank line stands
between, and where none does. Counted on 74 pages that pdfminer, pdftotext and PDFBox wrote."""
SHARES: Final = (0.12, 0.28)
IN_TEXT: Final = (-0.65, 0.88, 3.0)
"""The same for the share of a paragraph's lines that a blank line parts from the next: by how many of SHARES it is above. Above the
last lie 30 of pdfminer's 74 pages and none of pdftotext's."""
EVERY: Final = 0.96
"""The share above which one stands behind every line: in all of PDFBox's pages, which are in order, and in 9 of pdfminer's."""
SURE: Final = 1.0
"""Log-odds above which they are taken to do so: 52 of 84 pages of pdfminer's are, 5 of 84 of pdftotext's, none of 84 of PDFBox's."""
APART: Final = 3
"""Source lines from one line to the next, beyond which another thing than a blank line stands between."""
LONGEST: Final = 6
"""Lines of the longest group of display lines that is read: longer ones are tables and lists."""


def part_frames(
    groups: Iterable[tuple[HeadLine, ...]], paragraphs: Iterable[Line], options: Options = DEFAULT
) -> bool:
    """Whether blank lines part the frames of a page only, given its groups of display lines and its paragraphs.

    >>> text = [Line("", ((1, 8), (10, 12)))]
    >>> part_frames([(HeadLine("全市公路建设会议召开"), HeadLine("“断头路”年底全部打通", gap=False))] * 3, text)
    True
    >>> part_frames([(HeadLine("全市公路建设会议召开"), HeadLine("“断头路”年底全部打通", gap=True))] * 3, text)
    False
    """
    share = blank_share(paragraphs)
    if share > EVERY:
        return False
    odds = IN_TEXT[bisect_right(SHARES, share)]
    for lines in groups:
        if 1 < len(lines) <= LONGEST and any(line.gap is not None for line in lines):
            roles = read_head(tuple(replace(line, gap=None) for line in lines), options).roles
            odds += sum(
                FRAMES[pair][0 if line.gap else 1]
                for pair, line in zip(pairwise(roles), lines[1:], strict=True)
                if line.gap is not None and pair in FRAMES
            )
    return odds > SURE


def blank_share(paragraphs: Iterable[Line]) -> float:
    """The share of neighbours among the source lines of paragraphs that a blank line or two part."""
    touching = parted = 0
    for paragraph in paragraphs:
        touching += sum(last - first for first, last in paragraph.spans)
        parted += sum(1 < below[0] - above[1] <= APART for above, below in pairwise(paragraph.spans))
    return parted / (touching + parted or 1)

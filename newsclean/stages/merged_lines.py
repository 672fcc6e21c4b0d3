"""Part lines in which an extractor ran the text of two frames together.

`pdftotext -raw` and others end a line where the baseline changes; where the last line of one frame and the first of the
next stand at one height they come out as one, with a space between: a headline or author line and the byline of the
next article (`市图书馆恢复开放 本报讯（记者 …`). Such a line is parted before the byline, or before a letter's salutation. Left alone: a byline that opens its
line, and bylines spoken of inside a sentence. Costs one search per line that has both a space and a byline's mark.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from msgspec.structs import replace

from newsclean.lexicon import alternatives
from newsclean.model import Edit, Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.bylines import read_lead, roles

SALUTATION = expression(
    r"(?<=\S)\s+(?=(?:各位|广大|全市|全县|全省|全体|尊敬的|亲爱的|敬爱的)[^，。；！？\s]{1,24}[：:]\s*$)"
)
SPOKEN = expression(r"[，、：“（(]$")


@lru_cache(maxsize=16)
def _seam(options: Options) -> regex.Pattern[str]:
    """The space before a byline inside a line."""
    bylines = (
        alternatives("byline_tags", options.byline_tags),
        rf"据?{alternatives('agencies')}\S{{2,14}}[电電]",
        r"本[报報]\p{Han}{2,6}[讯訊]",
        rf"本[报報]{roles(options)}\s*\S+\s*\S*\s*(?:报道|報道)",
    )
    return regex.compile(rf"(?<=\S)(?<![（(【〔据])\s+(?=[【〔（(]?(?:{'|'.join(bylines)}))")


def merged_lines(page: Page, options: Options) -> Page:
    """Lines parted in which two frames ran together.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> merged_lines(parse("市图书馆恢复开放 本报讯（记者 刘启明）3月\\n"), DEFAULT).text
    '市图书馆恢复开放\\n本报讯（记者 刘启明）3月\\n'
    """
    edits = []
    for index, line in enumerate(page.lines):
        if line.role is not Role.TEXT or " " not in line.text:
            continue
        found = SALUTATION.search(line.text)
        salutes = found is not None
        found = found or _seam(options).search(line.text)
        if found is None or SPOKEN.search(line.text[: found.start()]):
            continue
        if not salutes and read_lead(line.text[found.end() :].rstrip() + "）", options) is None:
            continue
        parts = (
            replace(line, text=line.text[: found.start()], end=line.end or "\n"),
            replace(line, text=line.text[found.end() :]),
        )
        edits.append(
            Edit(
                "merged_lines", "part", index, (line,), parts, "a byline or salutation in the midst of a line"
            )
        )
    return page.apply(edits)

"""Make full-width digits and letters ASCII (optional: off unless asked for).

Papers set in older systems write ２０２０年 and ＧＤＰ; a corpus wants one form to count and to search. A full-width point
between two digits goes with them (３．５ → 3.5), since it is part of the number.

Left alone: all other full-width signs (％, ：, －), numerals in Chinese (二〇二〇), circled figures. Costs one search per line.
"""

from __future__ import annotations

from newsclean.model import Page
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.rewriting import rewrite_lines

WIDE = expression("[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])．(?=[0-9０-９])")
OFFSET = ord("Ａ") - ord("A")


def digit_width(page: Page, options: Options) -> Page:
    """Full-width digits and letters made ASCII.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> digit_width(parse("２０２０年ＧＤＰ增长３．５％"), DEFAULT).text
    '2020年GDP增长3.5％'
    """
    return rewrite_lines(
        page,
        lambda text: WIDE.sub(lambda found: chr(ord(found.group()) - OFFSET), text),
        stage="digit_width",
        rule="digit-width",
        evidence="full-width form of an ASCII character",
    )

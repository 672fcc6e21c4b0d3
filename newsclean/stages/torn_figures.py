"""Close up figures whose digits stand apart: 1 9 9 8年, 1月2 7日电.

Papers of the 1980s and 1990s set their figures in full-width digits; a recognizer of characters (OCR) reads these as narrow ones with the
room round them: `本报清河1 月2 7 日电`. No figure, date or byline of such a page can be read until they are closed up.

Left alone: pages where most figures stand as one, figures with nothing of text behind them (the cells of a table), and the space between
a figure and what is no unit behind it, which `spacing` judges. Costs one search per page, more only where digits stand apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.model import Edit, Page, Role
from newsclean.options import Options
from newsclean.patterns import expression

if TYPE_CHECKING:
    import regex

APART = expression(r"(?<!\d)\d \d|\d \d(?!\d)")
"""A digit by itself, and another one beside it: not the groups of a telephone number (8888 1234)."""
SPACED = expression(r"\d [\d.．\p{Han}%％℃]")
COUNTED = expression(r"(?<!\d)(?<!\d )\d(?: ?\d)++(?= ?\p{Han})")
FIGURE = expression(r"(?<![\d.．])(?<![\d.．] )\d(?:(?: ?[.．] ?| )?\d)++(?= ?[\p{Han}%％℃，。、；：）)”]|$)")
SPACE = expression(r"(?<=(?<!\d)\d) (?=\d)|(?<=\d) (?=\d(?!\d)|[.．])|(?<=[.．]) (?=\d)")
BEFORE_UNIT = expression(
    r"(?<=\d) (?=[年月日时時点點分万萬亿億千百个個名人元吨噸公斤米里亩畝号號岁歲次届屆%％℃])"
)
HABIT = 0.5
"""Share of a page's figures before an ideograph whose digits stand apart, from which on that is how the recognizer read its digits: 0.75
or more on ten pages set in full-width ones (the People's Daily of 1998), none of the figures on 350 other dumps."""


def torn_figures(page: Page, options: Options) -> Page:
    """Figures closed up whose digits stand apart.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> torn_figures(parse("本报清河1 月2 7 日电 1 9 9 7年产茶1 8 .2万斤\\n"), DEFAULT).text
    '本报清河1月27日电 1997年产茶18.2万斤\\n'
    >>> torn_figures(parse("3 1 4\\n1997年，两队以1 2\\n平手\\n"), DEFAULT).text
    '3 1 4\\n1997年，两队以1 2\\n平手\\n'
    """
    whole = page.text
    if not APART.search(whole) or _share_apart(whole) < HABIT:
        return page
    edits = []
    for index, line in enumerate(page.lines):
        if line.role is Role.TEXT and SPACED.search(line.text):
            text = BEFORE_UNIT.sub("", FIGURE.sub(_whole, line.text))
            if text != line.text:
                made = (replace(line, text=text),)
                edits.append(
                    Edit(
                        "torn_figures",
                        "figure",
                        index,
                        (line,),
                        made,
                        "the digits of the page's figures stand apart",
                    )
                )
    return page.apply(edits)


def _share_apart(text: str) -> float:
    """Share of the figures before an ideograph whose digits stand apart."""
    figures = COUNTED.findall(text)
    return sum(APART.search(figure) is not None for figure in figures) / len(figures) if figures else 0.0


def _whole(found: regex.Match[str]) -> str:
    return SPACE.sub("", found.group())

"""Make half-width punctuation between Han characters full-width (optional: off unless asked for).

Text typed or recognised with a Latin keyboard has 会议强调,要做好工作: where Chinese has ，. A mark that stands after a Han
character (or after Chinese punctuation) and before one, or at the end of a line, becomes the Chinese one, and a space
after it goes. A pair of brackets becomes full-width when all that it stands between and holds at its edges is Han.

Left alone: marks beside figures and Latin letters (10:30, 3,000, A,B); a full stop inside a line, which may be the dot
of a foreign name; quotation marks, which would have to be told open from closed. Costs a few searches per line.
"""

from __future__ import annotations

from newsclean.model import Page
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.rewriting import rewrite_lines

FULL = str.maketrans(",;:!?", "，；：！？")
BEFORE = r"(?<=[\p{Han}”’》）」』】〕％])"
AFTER = r"(?=[\p{Han}“‘《（「『【〔”’》）」』】〕]|\s*$)"
MARK = expression(rf"{BEFORE}([,;:!?]+)(?: +(?=[\p{{Han}}“‘《（「『【〔])|{AFTER})")
BRACKETS = expression(r"(?<=^|[\p{Han}”》」』，。；：！？])\((?=[\p{Han}“《])([^()]*)(?<=[\p{Han}”》])\)")
STOP = expression(r"(?<=\p{Han}{2}|\p{Han}[”’》）])\.(?=\s*$)")


def punctuation_width(page: Page, options: Options) -> Page:
    """Half-width punctuation between Han characters made full-width.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> print(punctuation_width(parse("会议强调,各县(市)要抓好春耕: 不误农时.\\n上午10:30,约翰.史密斯到会"), DEFAULT).text)
    会议强调，各县（市）要抓好春耕：不误农时。
    上午10:30,约翰.史密斯到会
    """
    return rewrite_lines(
        page,
        _full,
        stage="punctuation_width",
        rule="punctuation-width",
        evidence="stands between Han characters",
    )


def _full(text: str) -> str:
    if not any(mark in text for mark in ",;:!?(."):
        return text
    text = BRACKETS.sub(r"（\1）", text)
    text = MARK.sub(lambda found: found[1].translate(FULL), text)
    return STOP.sub("。", text)

"""Whether a text still has its printed lines, or one paragraph a line already.

A dump breaks off most of its lines in the midst of a sentence; in a typeset text nearly every line that holds a
sentence also ends one. There, and around a line wider than any column is
set, a new line is a new paragraph: joining would run paragraphs together. So are the lines of
classical verse that are a couplet each, verses of one length, and those of free verse.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from newsclean.layout.measure import end_class, width
from newsclean.patterns import expression

WIDEST_LINE = 52.0
"""Em of the widest printed line: a book's page has 30, a newspaper's leader across four columns some 48."""
LEAST_PROSE = 10.0
"""Em of the shortest line that says something about how the text is set."""
PROSE = frozenset("，。；")
VERSES = (5, 7)
"""Characters of a verse of classical poems (绝句, 律诗)."""
CLOSED_SHARE = 0.75
ENOUGH, WIDE = 6, 30.0
"""So many lines of prose, or one so wide, are needed to tell: a column may end two or three lines in 。 by chance."""


MEASURED, LEAST_MEASURED = expression(r"\p{Han}{4,9}[，。；！？：]"), 4
"""A verse by itself, and so many of one length that follow each other: 民歌, 顺口溜, 新诗. No column of text breaks so."""


FREE = expression(r"\p{Han}{2,7}[，、]\p{Han}{1,7}|\p{Han}{3,14}")
"""A line of free verse: no mark ends it."""
LEAST_FREE, SHORTER, LONGEST_MEAN = 8, 2, 12.0
"""So many follow each other; characters by which short ones are shorter than the longest; characters of a line on the mean."""
UNEVEN, SHORT = 0.6, 0.3
"""Shares of the lines that are not as long as the one before, and that are short: a column's lines are equal. On 420 dumps no run of
lines but poems has both."""


def couplet(size: int) -> str:
    """A regular expression for a couplet of classical verse, whose verses have so many characters."""
    return rf"\p{{Han}}{{{size}}}[，；！？]\p{{Han}}{{{size}}}[。！？；]"


COUPLET = expression("|".join(map(couplet, VERSES)))


class Form(Struct, frozen=True):
    """For every line: whether a paragraph is known to begin with it, and whether it is known to be set apart."""

    begins: tuple[bool, ...]
    display: tuple[bool, ...]


def read_form(texts: Sequence[str]) -> Form:
    """What the way that a text is set tells of its lines; nothing (all False) for a dump of printed lines.

    >>> read_form(["茶园开采", "春耕开始了，人们说，今年的雨水好，一直下到清明，茶叶也比往年收得多，价钱还不低。", "人都来了。"])
    Form(begins=(True, True, True), display=(True, False, False))
    >>> any(read_form(["秋天是瓜果飘香、粮食归", "仓的时节。但面对连绵不", "断的阴雨，人人着急。"]).begins)
    False
    """
    closed = [_is_closed(text) for text in texts]
    widths = [width(text) for text in texts]
    prose = [is_closed or not PROSE.isdisjoint(text) for text, is_closed in zip(texts, closed, strict=True)]
    told = [
        is_closed
        for is_closed, is_prose, wide in zip(closed, prose, widths, strict=True)
        if is_prose and wide >= LEAST_PROSE
    ]
    enough = len(told) >= ENOUGH or any(wide >= WIDE for wide in widths)
    typeset = enough and sum(told) >= CLOSED_SHARE * len(told) > 0
    too_wide = [wide > WIDEST_LINE for wide in widths]
    display = [typeset and not is_prose and not wide for is_prose, wide in zip(prose, too_wide, strict=True)]
    ends = [  # a wide line that stops in the midst of a sentence goes on: text in one column across the page
        (wide or typeset) and (is_closed or not is_prose)
        for wide, is_closed, is_prose in zip(too_wide, closed, prose, strict=True)
    ]
    verse = list(map(any, zip(_verses(texts), measured(texts), free(texts), strict=True)))
    begins = [
        any(signs) for signs in zip(too_wide, display, verse, [typeset, *ends], [False, *verse], strict=False)
    ]
    return Form(tuple(begins), tuple(display))


def _verses(texts: Sequence[str]) -> list[bool]:
    """For every line whether it is a couplet of classical verse beside others, so that each line is one of its own.

    >>> _verses(["春到溪头柳色新，轻烟细雨润芳尘。", "茶歌一曲山前路，惊起沙鸥不避人。", "茶园开采"])
    [True, True, False]
    """
    return _in_runs([len(text) if COUPLET.fullmatch(text) else 0 for text in texts], 2)


def measured(texts: Sequence[str]) -> list[bool]:
    """For every line whether it is one of several verses of one length, each on a line of its own.

    >>> measured(["月亮挂在竹梢上，", "露水打湿旧衣裳。", "一行脚印进村来，", "惊起麦垛小雀儿。", "茶园开采，"])
    [True, True, True, True, False]
    """
    return _in_runs([len(text) if MEASURED.fullmatch(text) else 0 for text in texts], LEAST_MEASURED)


def free(texts: Sequence[str]) -> list[bool]:
    """For every line whether it stands in a run that reads as free verse: uneven lines that no mark ends.

    >>> lines = ["船在雾里", "像一个没有说完的字", "摆渡的人", "把桨收起来，听岸", "慢慢走近", "水声在他身后", "合上了", "一扇没有上锁的门"]
    >>> all(free(lines)), any(free(["河水漫过了堤岸田里的", "秧苗全淹在水下面村里", "的男人都上了大堤女人", "烧水做饭送到堤上去"] * 2))
    (True, False)
    """
    found: list[bool] = []
    for is_line, run in groupby(texts, lambda text: FREE.fullmatch(text) is not None):
        sizes = list(map(len, run))
        count = len(sizes)
        found += [
            is_line
            and count >= LEAST_FREE
            and sum(sizes) <= LONGEST_MEAN * count
            and sum(size != before for before, size in pairwise(sizes)) >= UNEVEN * (count - 1)
            and sum(size <= max(sizes) - SHORTER for size in sizes) >= SHORT * count
        ] * count
    return found


def _in_runs(sizes: Sequence[int], least: int) -> list[bool]:
    """Whether each is one of so many equal sizes in a row at the least; 0 is none."""
    found: list[bool] = []
    for size, run in groupby(sizes):
        count = len(list(run))
        found += [size > 0 and count >= least] * count
    return found


def _is_closed(text: str) -> bool:
    bare = text.rstrip()
    return end_class(bare) in (".", ":") or bare.endswith(("；", ";"))

"""Whether a text still has its printed lines, or one paragraph a line already.

A dump breaks off most of its lines in the midst of a sentence; in a typeset text nearly every line that holds a
sentence also ends one. There, and around a line wider than any column is
set, a new line is a new paragraph: joining would run paragraphs together.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout.measure import end_class, width

WIDEST_LINE = 52.0
"""Em of the widest printed line: a book's page has 30, a newspaper's leader across four columns some 48."""
LEAST_PROSE = 10.0
"""Em of the shortest line that says something about how the text is set."""
CLOSED_SHARE = 0.75
ENOUGH, WIDE = 6, 30.0
"""So many lines of prose, or one so wide, are needed to tell: a column may end two or three lines in 。 by chance."""


def begins_paragraph(texts: Sequence[str]) -> list[bool]:
    """For every line whether the way that the text is set tells that a paragraph begins with it.

    >>> begins_paragraph(["春耕开始了，到处是人。", "人们说，今年的雨水好，一直下到清明，茶叶也比往年收得多，价钱还不低。", "会议召开"])
    [False, True, True]
    >>> begins_paragraph(["春节是辞旧迎新、阖家团", "圆的时刻。但面对突如其", "来的疫情，人人不退。"])
    [False, False, False]
    """
    closed = [_is_closed(text) for text in texts]
    wide = [width(text) > WIDEST_LINE for text in texts]
    prose = [
        is_closed
        for text, is_closed in zip(texts, closed, strict=True)
        if width(text) >= LEAST_PROSE and (is_closed or any(mark in text for mark in "，。；：？！"))
    ]
    enough = len(prose) >= ENOUGH or any(width(text) >= WIDE for text in texts)
    typeset = enough and sum(prose) >= CLOSED_SHARE * len(prose) > 0
    after = [is_wide or (typeset and is_closed) for is_wide, is_closed in zip(wide, closed, strict=True)]
    return [is_wide or before for is_wide, before in zip(wide, [False, *after], strict=False)]


def _is_closed(text: str) -> bool:
    bare = text.rstrip()
    return end_class(bare) in (".", ":") or bare.endswith(("；", ";"))

"""Poems: short lines that are set one by one, so that the column's layout takes them for display lines.

A poem's lines are a run of display lines without figures, names or signs, of which few say what the text around them says:
heads share words with their articles, names of institutions end as such, lists have figures or spaces. Its title and
author stand before the run or after it, and are told by their form; where none is, the first line is the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.assembly.heads import is_date, is_named_rubric
from newsclean.assembly.senders import is_sender
from newsclean.assembly.vocabulary import Bigrams, bigrams
from newsclean.layout.form import VERSES, couplet, measured
from newsclean.layout.measure import width
from newsclean.model import Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.names import is_person
from newsclean.reading.notes import is_note

LEAST_LINES = 6
"""Lines of the shortest poem that is told by its form."""
LONGEST_LINE, LEAST_MEAN, MOST_MEAN = 22.0, 4.0, 12.0
"""Em of its longest line, and of its lines on the mean."""
VERSE = expression(
    r"\p{Han}|[\p{Han}“”‘’「」『』《》·]{2,}+(?:[，、——…！？][\p{Han}“”‘’「」『』《》·]*+){0,4}"
)
"""A verse, or the title of a stanza: 二, 听雪."""
COUPLETS = tuple((expression(rf"(?:{couplet(size)})+"), 2 * size + 2) for size in VERSES)
"""Classical verse (绝句, 律诗), one couplet a line or several, and the characters of a couplet."""
LEAST_COUPLETS = 2
ECHO, MOST_ECHOES = 0.5, 0.34
"""Share of a line's wording that the text around has, from which on it echoes it; and share of lines that may."""
LEAST_WORDING = 3
"""Pairs of characters without which a line echoes nothing."""
INSTITUTIONS = 0.34
"""Share of lines that read as names of institutions, from which on a run is a list of them."""


def verse(page: Page, options: Options) -> Page:
    """The page with the lines of its poems marked as paragraphs.

    >>> from newsclean.model import Line
    >>> from newsclean.options import DEFAULT
    >>> texts = ["渡口", "船在雾里", "像一个没有说完的字", "摆渡的人", "把桨收起来", "听岸", "慢慢走近"]
    >>> page = Page(tuple(Line(text, ((at, at),), role=Role.DISPLAY) for at, text in enumerate(texts, 1)))
    >>> [line.role.value for line in verse(page, DEFAULT).lines]
    ['display', 'paragraph', 'paragraph', 'paragraph', 'paragraph', 'paragraph', 'paragraph']
    """
    filled = [index for index, line in enumerate(page.lines) if not line.blank]
    lines = list(page.lines)
    own = measured([page.lines[index].text.strip() for index in filled])
    found = [*_runs(page, filled, options), *_true(own)]
    for first, last in found:
        for index in filled[first:last]:
            lines[index] = lines[index].labelled(Role.PARAGRAPH, lines[index].measure)
    return page.with_lines(lines)


def _runs(page: Page, filled: Sequence[int], options: Options) -> list[tuple[int, int]]:
    """Positions in `filled` of the first line of every poem, and of the one after its last."""
    free = [_may_be(page, index, options) for index in filled]
    found = []
    for at, stop in _true(free):
        if stop - at >= LEAST_LINES:
            first, last = _without_heads(page, filled, at, stop, options)
            if last - first >= LEAST_LINES and _is_poem(page, filled, first, last):
                found.append((first, last))
    return found


def _may_be(page: Page, index: int, options: Options) -> bool:
    line = page.lines[index]
    text = line.text.strip()
    return (
        line.role is Role.DISPLAY
        and not line.vertical
        and width(text) <= LONGEST_LINE
        and VERSE.fullmatch(text) is not None
        and not is_named_rubric(text, options.rubrics)
        and not is_author_line(text, options)
        and not is_note(text)
        and not is_date(text)
    )


def _without_heads(
    page: Page, filled: Sequence[int], first: int, last: int, options: Options
) -> tuple[int, int]:
    """The run without the title before its author, above or below, the title before its first line, and heads that echo other
    text."""
    around = _around(page, filled, first, last)
    start = first
    while first < last and _echoes(page.lines[filled[first]].text.strip(), around):
        first += 1  # the end of another head
    names = [at for at in range(first, min(first + 3, last)) if is_person(page.lines[filled[at]].text)]
    below = [at for at in range(last, min(last + 3, len(filled))) if _signs(page, filled[at], options)]
    if names:
        first = names[0] + 1
    elif (
        not below and first == start and (not first or page.lines[filled[first - 1]].role is not Role.DISPLAY)
    ):
        first += 1
    if below[:1] == [last]:
        last -= 1  # its title, and who wrote it, below
    for at in range(last - 1, max(first, last - 6), -1):
        text = page.lines[filled[at]].text.strip()
        if _echoes(text, around) or (is_person(text) and at < last):
            last = at
    return first, last


def _signs(page: Page, index: int, options: Options) -> bool:
    line = page.lines[index]
    return line.role is Role.DISPLAY and (is_author_line(line.text, options) or is_person(line.text))


def _around(page: Page, filled: Sequence[int], first: int, last: int) -> Bigrams:
    near = [
        page.lines[index].text.strip()
        for index in [*filled[max(0, first - 60) : first], *filled[last : last + 60]]
        if page.lines[index].role is Role.PARAGRAPH
    ]
    return frozenset().union(*map(bigrams, near))


def _echoes(text: str, around: Bigrams) -> bool:
    own = bigrams(text)
    return len(own) >= LEAST_WORDING and len(own & around) >= ECHO * len(own)


def _is_poem(page: Page, filled: Sequence[int], first: int, last: int) -> bool:
    texts = [page.lines[index].text.strip() for index in filled[first:last]]
    around = _around(page, filled, first, last)
    count = len(texts)
    return (
        LEAST_MEAN * count <= sum(map(width, texts)) <= MOST_MEAN * count
        and sum(_echoes(text, around) for text in texts) <= MOST_ECHOES * count
        and sum(map(is_sender, texts)) <= INSTITUTIONS * count
        and sum(map(is_person, texts)) <= INSTITUTIONS * count
    )


def are_verses(texts: Sequence[str]) -> list[bool]:
    """For every paragraph whether it is one of a run of verses: short ones, or couplets of five or seven characters a verse.

    >>> are_verses(["本周诗选。", "春到溪头柳色新，轻烟细雨润芳尘。", "茶歌一曲山前路，惊起沙鸥不避人。"])
    [False, True, True]
    """
    short = [width(text) <= LONGEST_LINE and VERSE.fullmatch(text) is not None for text in texts]
    found = measured(texts)
    for first, last in _true(short):
        if last - first >= LEAST_LINES:
            found[first:last] = [True] * (last - first)
    for pattern, size in COUPLETS:
        for first, last in _true([pattern.fullmatch(text) is not None for text in texts]):
            if sum(map(len, texts[first:last])) >= LEAST_COUPLETS * size:
                found[first:last] = [True] * (last - first)
    return found


def _true(values: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of true values: the first, and the one after the last."""
    start = 0
    for at in range(len(values) + 1):
        if at == len(values) or not values[at]:
            if at > start:
                yield start, at
            start = at + 1

"""Put single characters back to the text that they came from: drop capitals (首字下沉) and the wrapped ends of headlines.

A drop capital is set in a larger size, so an extractor writes it as a line of its own, before its text, or with the headline
between (清 / 茶山不会忘记 / 晨的茶山上起了雾). A headline or deck that is too wide by a character wraps (…收费标准的通 / 告). Which line
a character belongs to is told by how well both go together (`newsclean.wording`). Left alone: characters of vertical
headlines (`vertical` has taken them), enumerations, credits, and whatever fits nothing well. Costs a few lookups for each
line of one character.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from newsclean.assembly.heads import is_date
from newsclean.layout.measure import end_class, width
from newsclean.layout.stack import gain_of_capital
from newsclean.model import Edit, Line, Page, Role, merge_spans
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.bylines import read_lead
from newsclean.reading.credits import is_credit, split_credit
from newsclean.wording import junction

STRAY = expression(r"\s*(\p{Han})\s*")
NUMBER = expression(r"[一二三四五六七八九十百〇零甲乙丙丁]")
REACH = 4
"""Lines after a drop capital among which its text begins."""
LEAST_BODY, LEAST_HEAD = 7.0, 8.0
"""Em of the shortest line that goes on with a drop capital, and of the shortest that wraps."""
NEXT, FARTHER = 0.5, 2.0
"""Nats by which a text must begin better with the character than without: the next line, and one farther on."""
WRAPS = 1.5
"""Log-odds (nats) that a line goes on with the character, from which on it does."""


def strays(page: Page, options: Options) -> Page:
    """Single characters put back: drop capitals, and the ends of headlines that wrapped.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> strays(parse("清\\n晨的茶山上起了雾，护林员陈阿水的小\\n"), DEFAULT).text
    '清晨的茶山上起了雾，护林员陈阿水的小\\n'
    >>> strays(parse("关于调整城区部分路段停车收费标准的通\\n告\\n"), DEFAULT).text
    '关于调整城区部分路段停车收费标准的通告\\n'
    """
    edits: list[Edit] = []
    filled = [index for index, line in enumerate(page.lines) if not line.blank]
    free = 0
    for at, index in enumerate(filled):
        if index < free or not _is_stray(page.lines, filled, at, options):
            continue
        target = _target(page.lines, filled, at, options)
        if target is not None:
            first, last = min(index, target), max(index, target)
            if first >= free:
                edits.append(_edit(page.lines[first : last + 1], first, index < target))
                free = last + 1
    return page.apply(edits)


def _is_stray(lines: Sequence[Line], filled: Sequence[int], at: int, options: Options) -> bool:
    """Whether a line is one character with no other such line beside it."""
    line = lines[filled[at]]
    if line.role is not Role.TEXT or len(line.text.strip()) != 1 or not STRAY.fullmatch(line.text):
        return False
    text = line.text.strip()
    beside = [lines[filled[near]].text for near in (at - 1, at + 1) if 0 <= near < len(filled)]
    return (
        not NUMBER.fullmatch(text)
        and not is_credit(text, options)
        and not any(STRAY.fullmatch(other) for other in beside)
    )


def _target(lines: Sequence[Line], filled: Sequence[int], at: int, options: Options) -> int | None:
    """The index of the line that the character belongs to; None where none fits."""
    char = lines[filled[at]].text.strip()
    found: list[tuple[float, int, bool]] = []  # how well it fits, where, whether well enough
    for near in range(at + 1, min(at + 1 + REACH, len(filled))):
        line = lines[filled[near]]
        text = line.text.strip()
        if line.role is Role.TEXT and width(text) >= LEAST_BODY and not _is_byline(text, options):
            gain = gain_of_capital(char, text)
            found.append((gain, filled[near], gain > (NEXT if near == at + 1 else FARTHER)))
    if at and (before := lines[filled[at - 1]]).role in (Role.TEXT, Role.DISPLAY):
        text = before.text.strip()
        if is_date(text + char) or _ends_credit(text, char, options):
            return filled[at - 1]
        if width(text) >= LEAST_HEAD and not end_class(text) and not _is_byline(text, options):
            fits = junction(text, char)
            found.append((fits, filled[at - 1], fits > WRAPS))
    _, target, enough = max(found, default=(0.0, 0, False))
    return target if enough else None


def _ends_credit(text: str, char: str, options: Options) -> bool:
    """Whether a line ends in a credit with the character, and not without it: …慰问。 王涛 供 / 图"""
    return split_credit(text + char, options)[1] is not None and split_credit(text, options)[1] is None


def _is_byline(text: str, options: Options) -> bool:
    return is_author_line(text, options) or read_lead(text, options) is not None


def _edit(before: Sequence[Line], start: int, capital: bool) -> Edit:
    """The character joined to the front of the last line, or to the end of the first; lines between stay before it."""
    first, *between, last = before
    stray, line = (first, last) if capital else (last, first)
    text = stray.text.strip() + line.text.lstrip() if capital else line.text.rstrip() + stray.text.strip()
    spans = merge_spans((*first.spans, *last.spans))
    joined = replace(line, text=text, spans=spans, end=last.end, capital=capital)
    after = (*between, joined) if capital else (joined,)
    rule, evidence = (
        ("drop-capital", "the text goes on from it") if capital else ("wrapped", "the line goes on with it")
    )
    return Edit("strays", rule, start, tuple(before), after, evidence)

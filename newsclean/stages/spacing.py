"""Rejoin characters that justification set apart, and close the spaces that typesetting put around figures.

To fill a line, layout programs spread its characters; extractors then write `山 区 小 学 新 校 舍`, or spread only a
part (`创 建“ 一 乡 一 特`). Many papers also set a thin space between Han characters and figures (`2 月 6 日`), and OCR
drops spaces in the midst of words. U+3000 and doubled spaces come from all three.

What keeps its space: words of Latin text, two phrases of a headline (`张明远讲话 陈立新作报告`), credits (`何文清 摄`), lists
of names and names padded in a byline (`王 涛`) until it is parsed, a line's indent. Costs one scan per line with a space.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.model import Edit, Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.bylines import read_lead
from newsclean.reading.credits import split_credit
from newsclean.reading.names import role_words, roles

if TYPE_CHECKING:
    import regex

WIDE = r"[\p{Han}\p{Block=CJK_Symbols_And_Punctuation}！-～“”‘’…—·℃％○〇]"
# One character, or a figure, with the punctuation that clings to it: what stands alone in a spread line.
UNIT = rf"(?:{WIDE}|/|[\d.%-]+\p{{Han}}?|[A-Za-z]{{1,3}}){WIDE}?"
DOUBLED = expression(r"(?<=\S) {2,}(?=\S)")
PROSE = expression(r"[，。；]|[：！？、].*[，。；：！？、]")
WITH_FIGURE = expression(r"(?<=\p{Han}) (?=[\d])|(?<=[\d%％]) (?=\p{Han})")
HAN_FIGURE = expression(r"\p{Han}( ?)\d|\d( ?)\p{Han}")
BETWEEN_WIDE = expression(rf"(?<={WIDE}) +(?={WIDE})")
AROUND_WIDE = expression(r"(?<=[，。；：！？、“‘《（「『]) +(?=\S)|(?<=\S) +(?=[，。；：！？、”’》）」』])")
CLOSES = expression(r"[）)]")
NAMES = expression(r"[\p{Han}\s、，·]*")
BYLINE_REACH = 3
"""Lines over which the names of a byline may go."""
BESIDE_WIDE = expression(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")


@lru_cache(maxsize=16)
def _byline_brackets(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A bracket of names that goes on in the next line; one that closes."""
    opening = rf"[（(]\s*[^（）()，。]{{0,10}}{roles(options)}[^（）()]*"
    return expression(opening + "$"), expression(opening + "[）)]")


def spacing(page: Page, options: Options) -> Page:
    """Characters set apart by justification rejoined.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> print(spacing(parse("山 区 小 学 新 校 舍 的\\n明 城 市 是 东 山 380万 人\\n张明远讲话 陈立新作报告\\n何文清 摄"), DEFAULT).text)
    山区小学新校舍的
    明城市是东山380万人
    张明远讲话 陈立新作报告
    何文清 摄
    """
    spaced = [
        index for index, line in enumerate(page.lines) if " " in line.text.strip() and line.role is Role.TEXT
    ]
    if not spaced:
        return page
    habit = _figure_habit(page) >= options.digit_space_habit
    run = expression(rf"(?<!\S)(?:{UNIT} +){{{max(2, options.spaced_run - 1)},}}{UNIT}(?!\S)")
    edits = []
    closed: dict[int, str] = {}
    for index in spaced:
        line = page.lines[index]
        in_byline = _is_in_byline(page, index, closed, options)
        spread = in_byline and (
            run.search(page.lines[index - 1].text) is not None or _is_spread(line.text, run, options)
        )
        text = _close(line.text, run, habit, in_byline and not (spread and run.search(line.text)), options)
        closed[index] = text
        if text != line.text:
            edits.append(
                Edit(
                    "spacing",
                    "justified",
                    index,
                    (line,),
                    (replace(line, text=text, justified=run.search(line.text) is not None),),
                    _why(line.text, run, habit),
                )
            )
    return page.apply(edits)


def _is_in_byline(page: Page, index: int, closed: dict[int, str], options: Options) -> bool:
    """Whether a byline's bracket of names is open where a line begins; `closed`: the texts of the lines before without spaces."""
    opening = _byline_brackets(options)[0]
    if not NAMES.fullmatch(CLOSES.split(page.lines[index].text)[0]):
        return False
    for at in range(index - 1, max(-1, index - 1 - BYLINE_REACH), -1):
        text = closed.get(at, page.lines[at].text)
        if "（" in text or "(" in text:
            return opening.search(text) is not None
        if CLOSES.search(text) or not NAMES.fullmatch(text):
            return False
    return False


def _is_spread(text: str, run: regex.Pattern[str], options: Options) -> bool:
    """Whether all of a line in a byline was set apart, not just the names in it: a title of theirs too, or what comes after them.

    通 讯 员 朱 小 满 ） 3 月 12
    """
    if not run.fullmatch(text.strip()):
        return False
    title = role_words(options)
    return CLOSES.search(text) is not None or (
        title.search("".join(text.split())) is not None and title.search(text) is None
    )


def _why(text: str, run: regex.Pattern[str], habit: bool) -> str:
    """The evidence that a line has spaces which are none of the text's."""
    if run.search(text):
        return "characters set apart one by one"
    if habit and WITH_FIGURE.search(text):
        return "the page sets spaces around figures"
    return "a space inside running text"


def _figure_habit(page: Page) -> float:
    """Share of the page's Han-figure neighbours that have a space between them."""
    spaced = [bool(before or after) for before, after in HAN_FIGURE.findall(page.text)]
    return sum(spaced) / len(spaced) if spaced else 0.0


def _close(text: str, run: regex.Pattern[str], habit: bool, in_byline: bool, options: Options) -> str:
    indent = text[: len(text) - len(text.lstrip())]
    body = DOUBLED.sub(" ", text.strip()) if "  " in text else text.strip()
    tail = text[len(text.rstrip()) :]
    keep_from, keep_to = _kept(body, in_byline, options)
    before, kept, after = body[:keep_from], body[keep_from:keep_to], body[keep_to:]
    return indent + _close_part(before, run, habit) + kept + _close_part(after, run, habit) + tail


def _kept(body: str, in_byline: bool, options: Options) -> tuple[int, int]:
    """The part of a line whose spaces part names: the whole of an author line, a byline's brackets, a credit."""
    if is_author_line(body, options):
        return 0, len(body)
    if in_byline:
        closing = CLOSES.search(body)
        return 0, closing.end() if closing else len(body)
    opening, whole = _byline_brackets(options)
    if box := whole.search(body) or opening.search(body):
        return box.start(), box.end()
    if lead := read_lead(body, options):
        return 0, lead.end
    caption, credit = split_credit(body, options)
    return (len(caption), len(body)) if credit else (0, 0)


def _close_part(text: str, run: regex.Pattern[str], habit: bool) -> str:
    if " " not in text:
        return text
    text = run.sub(lambda found: _joined(found.group()), text)
    if " " not in text:
        return text
    text = AROUND_WIDE.sub("", text)
    prose = PROSE.search(text) is not None
    if habit or prose:
        text = WITH_FIGURE.sub("", text)
    if prose:
        text = BETWEEN_WIDE.sub("", text)
    return text


def _joined(text: str) -> str:
    """A spread run closed up, but for the space between two Latin words."""
    return BESIDE_WIDE.sub("", text)

"""Set aside what belongs to the page and to no article: date, page number, editors, masthead, imprint, weather, boxes of figures.

A line is furniture when the whole of it has a form from `data/furniture.txt`. Weak forms (a bare page name such as
要闻, a bare number or date) count only next to other furniture or at the page's edge, since a headline may read the same;
so do the few characters of a paper's name that stand before a date. A date that closes a letter or notice (after a name of
the sender) is left to the article. A run of short lines of which many are figures or signs is a table. On a page that
a recognizer of characters read (OCR) lines that hold no words are furniture too: it made them of pictures. Nothing is deleted: the
lines are labelled, and stand under `furniture` in the output. Costs one pattern per short line.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.errors import SettingError
from newsclean.layout.measure import BOXES, ends_sentence, width
from newsclean.layout.misread import is_nonsense, was_misread
from newsclean.layout.strings import DOTS
from newsclean.lexicon import patterns
from newsclean.model import Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex

LONGEST = 90
"""Characters of the longest line tried; imprints with address and telephones have about 80."""
WEAK = expression(r"[\p{Han}]{2,4}|[A-Z]?\d{1,3}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:星期|週|周).")
BARE = expression(r"[A-Z]?\d{1,3}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
"""Numbers and dates that say nothing alone."""
MASTHEAD = expression(r"\p{Han}{2,5}")
AD = expression(
    r"(?:要求|[条條]件|[时時][间間]|地[点點]|日期|[联聯][系繫]人|咨[询詢]|[报報]名|待遇|薪[资資])\s*[：:]?[^，。；]{2,40}"
    r"|[^，。；]{0,14}(?:1[3-9]\d{9}|\d{3,4}[-—]\d{7,8}|400-\d{3}-\d{4}|[话話線线][：:]?\s*\d{6,8})[^，。；]{0,12}"
)
LABELS = frozenset("要条條时時地日联聯咨报報待薪")
"""What an advertisement's label begins with; a line without one has figures."""
PHONE = expression(r"1[3-9]\d{9}|\d{3,4}[-—]\d{7,8}|400-\d{3}-\d{4}|[话話線线][：:]?\s*\d{6,8}")
ENDS_TEXT = frozenset("，。；、")
CELL = expression(r"[^，。；！？：]{1,7}|[^，。；！？：\s]{1,6}(?:\s+[^，。；！？：\s]{1,8}){1,5}")
FIGURES = expression(r"[-+±]?[\d.,:%％℃°]+(?:[-—~～/][\d.%％℃°]+)*\p{Han}?|[↑↓→—–-]+|[-+±\d.℃]{2,}.{0,4}")
LONGEST_AD = 32
AD_TITLE = expression(
    r"^[诚誠急高]?[招诚誠急]?聘$|招聘|[诚誠]聘|急聘|招租|出租|出售|[转轉][让讓]|酬[宾賓]|清[仓倉]|促[销銷]|[开開][盘盤]|招商|加盟|[折价價]起$|[买買]一送一"
)
TITLE_REACH = 3
"""Words of an advertisement's title, and lines above its telephone number in which it may stand."""
TABLE_LINES, TABLE_SHARE = 6, 0.3
"""Lines of the shortest table, and the share of them that are figures."""
TITLE_LINES = 2
"""Lines before a table's first figure that belong to it: its title and the first row's label."""
LONGEST_GARBAGE = 6
GARBAGE = expression(
    rf"[^\p{{Han}}\p{{L}}\p{{N}}，。！？；：、“”‘’（）《》「」『』﹃﹄﹁﹂︽︾{DOTS}∙･…—□○■●◎◇◆▲△★☆]{{1,{LONGEST_GARBAGE}}}"
)


LEAST_COLUMN, UNEVEN = 8.0, 2.0
"""Em of the narrowest column that a line may stand in the midst of, and by which its lines differ."""
GOES_ON = 1.0
"""Log-odds (nats) above which the wording goes on from one line to the next."""
ITEM = expression(r"[一二三四五六七八九十]{1,3}\s*、")
"""The number of a notice's item, which no furniture begins with: 四、咨询电话：…"""
LONGEST_WAIT = 1.0
"""Seconds for one line and one pattern of the user's, which may backtrack without end; a sound one takes microseconds."""
KNOWN = expression(lambda: patterns("furniture"))


@lru_cache(maxsize=8)
def _own(extra: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    if not extra:
        return ()
    import regex  # only the user's own patterns need it

    return tuple(map(regex.compile, extra))


def _matches(text: str, options: Options) -> bool:
    """Whether the whole line has a form of the list's or of the user's. Raises SettingError where that does not end."""
    if text[-1] not in ENDS_TEXT and KNOWN.fullmatch(text) and not ITEM.match(text):
        return True
    for pattern in _own(options.furniture):
        try:
            if pattern.fullmatch(text, timeout=LONGEST_WAIT):
                return True
        except TimeoutError:
            raise SettingError(
                f"furniture: {pattern.pattern!r} takes more than {LONGEST_WAIT:g} s for a line of {len(text)} characters; "
                "write it so that one text has one way to match, such as a+ for (a+)+"
            ) from None
    return False


def furniture(page: Page, options: Options) -> Page:
    """Masthead, date, page number and editors' lines set aside.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> page = furniture(parse("2020年2月7日 星期五 第1版\\n会议召开\\n2020年2月6日\\n"), DEFAULT)
    >>> [line.role.value for line in page.lines]
    ['furniture', 'text', 'text']
    """
    found: set[int] = set()
    weak: set[int] = set()
    filled = [index for index, line in enumerate(page.lines) if not line.blank and line.role is Role.TEXT]
    texts = [page.lines[index].text.strip() for index in filled]
    for index, text in zip(filled, texts, strict=True):
        if len(text) > LONGEST:
            continue
        if _matches(text, options):
            (weak if WEAK.fullmatch(text) else found).add(index)
        elif len(text) <= LONGEST_GARBAGE and GARBAGE.fullmatch(text):
            found.add(index)
        elif _is_bare(text):
            weak.add(index)
    if was_misread(page):
        found |= {index for index in filled if is_nonsense(page.lines[index].text)}
    position = {index: at for at, index in enumerate(filled)}
    found -= {
        filled[at]
        for at in range(1, len(filled) - 1)
        if filled[at] in found and _runs_on(filled, texts, at, found)
    }
    strong = frozenset(found)
    for index in sorted(weak):
        at = position[index]
        bare = _is_bare(texts[at])
        reach = 1 if bare else 2
        near = filled[max(0, at - reach) : at] + filled[at + 1 : at + 1 + reach]
        edge = at in (0, len(filled) - 1) and not bare
        if edge or any(other in found for other in near):
            found.add(index)
    found |= {filled[at] for at in _advertised(texts)}
    found |= _masthead(filled, texts, found, strong)
    found |= {filled[at] for at in _tables(texts)}
    if not found:
        return page
    return page.with_lines(
        replace(line, role=Role.FURNITURE) if index in found else line
        for index, line in enumerate(page.lines)
    )


def _runs_on(filled: list[int], texts: list[str], at: int, found: set[int]) -> bool:
    """Whether a line with a form of furniture is a piece of a text: it closes a bracket that the line above opened (（详见明日 / 第三版）), or
    stands in the midst of a sentence, or of a column, as wide as the lines above and below it, of which the one above stops within a
    sentence (…，洽询电话（06）)."""
    above, line, below = texts[at - 1 : at + 2]
    if any(
        above.rfind(left) > above.rfind(right) and right in line and left not in line for left, right in BOXES
    ):
        return True
    if filled[at - 1] in found or filled[at + 1] in found or width(line) < LEAST_COLUMN:
        return False
    if _in_sentence(texts, at):
        return True
    if ends_sentence(above) or not any(mark in line + above for mark in "，。；、"):
        return False
    return abs(width(above) - width(line)) <= UNEVEN and (
        abs(width(below) - width(line)) <= UNEVEN or (width(below) < width(line) and ends_sentence(below))
    )


def _in_sentence(texts: list[str], at: int) -> bool:
    """Whether a line stands in the midst of a sentence, by the wording: … / 士向本报热线7236789反 / 映…

    >>> _in_sentence(["近日，市", "民王女士向本报热线7236789反", "映，小区的路灯坏了。"], 1), _in_sentence(["他把船停在岸", "新闻热线：8221234", "边。"], 1)
    (True, False)
    """
    if not 0 < at < len(texts) - 1 or ends_sentence(texts[at - 1]):
        return False
    above, line, below = ("".join(text.split()) for text in texts[at - 1 : at + 2])
    return min(junction(above, line), junction(line, below)) > GOES_ON


def _is_bare(text: str) -> bool:
    letter = text[0].isalpha() and not "A" <= text[0] <= "Z"
    return not letter and BARE.fullmatch(text) is not None


def _masthead(filled: list[int], texts: list[str], found: set[int], strong: frozenset[int]) -> set[int]:
    """The paper's name at the page's head: a few characters right before furniture of a sure form."""
    for at in range(min(2, len(filled) - 1)):
        if filled[at] in found:
            continue
        follows = filled[at + 1 : at + 3]
        named = MASTHEAD.fullmatch(texts[at]) is not None and all(index in found for index in follows)
        return {filled[at]} if named and any(index in strong for index in follows) else set()
    return set()


def _advertised(texts: list[str]) -> set[int]:
    """Positions of lines with a telephone number and nothing but labels, of labelled lines beside them, and of their title."""
    labelled = {
        at
        for at, text in enumerate(texts)
        if len(text) <= LONGEST_AD
        and (text[0] in LABELS or not text.isalpha())
        and AD.fullmatch(text)
        and not ITEM.match(text)
        and not _in_sentence(texts, at)
    }
    found = {at for at in labelled if PHONE.search(texts[at])}
    for step in (-1, 1):
        for at in sorted(found, reverse=step < 0):
            while at + step in labelled:
                at += step
                found.add(at)
    for at in sorted(found):
        for first in range(max(0, at - TITLE_REACH), at):
            if len(texts[first]) <= LONGEST_AD // 2 and AD_TITLE.search(texts[first]):
                found.update(range(first, at))
                break
    return found


def _tables(texts: list[str]) -> set[int]:
    """Positions of lines in runs of short ones, of which many are figures."""
    inside: set[int] = set()
    start = 0
    for at in range(len(texts) + 1):
        if (
            at < len(texts)
            and CELL.fullmatch(texts[at])
            and len(texts[at]) > 1 - bool(FIGURES.fullmatch(texts[at]))
        ):
            continue
        rows = [other for other in range(start, at) if _has_figures(texts[other])]
        if rows:
            run = range(max(start, rows[0] - TITLE_LINES), rows[-1] + 1)
            if len(run) >= TABLE_LINES and len(rows) >= TABLE_SHARE * len(run):
                inside.update(run)
        start = at + 1
    return inside


def _has_figures(text: str) -> bool:
    return any(FIGURES.fullmatch(cell) for cell in text.split())

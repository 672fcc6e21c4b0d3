"""Set aside what belongs to the page and to no article: date, page number, editors, masthead, imprint, weather.

A line is furniture when the whole of it has a form from `data/furniture.txt`. Weak forms (a bare page name such as
要闻, a bare number) count only next to other furniture or at the page's edge, since a headline may read the same. A
date that closes a letter or notice (after a name of the sender) is left to the article. Nothing is deleted: the lines
are labelled, and stand under `furniture` in the output. Costs one pattern per short line.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from newsclean.lexicon import patterns
from newsclean.model import Page, Role
from newsclean.options import Options, SettingError
from newsclean.patterns import expression

LONGEST = 90
"""Characters of the longest line tried; imprints with address and telephones have about 80."""
WEAK = expression(r"[\p{Han}]{2,4}|[A-Z]?\d{1,3}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:星期|週|周).")
GARBAGE = expression(r"[^\p{Han}\p{L}\p{N}，。！？；：、“”‘’（）《》「」『』﹃﹄﹁﹂︽︾·…—□○■●◎◇◆▲△★☆]{1,6}")


LONGEST_WAIT = 1.0
"""Seconds for one line and one pattern of the user's, which may backtrack without end; a sound one takes microseconds."""
KNOWN = expression(lambda: patterns("furniture"))


@lru_cache(maxsize=8)
def _own(extra: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    return tuple(map(regex.compile, extra))


def _matches(text: str, options: Options) -> bool:
    """Whether the whole line has a form of the list's or of the user's. Raises SettingError where that does not end."""
    if KNOWN.fullmatch(text):
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
    for index in filled:
        text = page.lines[index].text.strip()
        if len(text) > LONGEST:
            continue
        if _matches(text, options):
            (weak if WEAK.fullmatch(text) else found).add(index)
        elif GARBAGE.fullmatch(text):
            found.add(index)
    position = {index: at for at, index in enumerate(filled)}
    for index in sorted(weak):
        at = position[index]
        near = filled[max(0, at - 2) : at] + filled[at + 1 : at + 3]
        if at in (0, len(filled) - 1) or any(other in found for other in near):
            found.add(index)
    if not found:
        return page
    return page.with_lines(
        replace(line, role=Role.FURNITURE) if index in found else line
        for index, line in enumerate(page.lines)
    )

"""Recognise text that `newsclean clean --format text` wrote, and take its articles as they are.

In that text white space says what each line is (`newsclean.formats.text`): a flush line belongs to a head, U+3000 twice
opens a paragraph, three times a subhead, four times a signature or note, five times a caption, once the page's
furniture; two blank lines part articles. A page of just this form is labelled accordingly, so that cleaning clean text
changes nothing. Left alone: any page with one line of another form. Costs one pattern per page.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsclean.assembly.heads import read_whole
from newsclean.assembly.roles import HeadLine
from newsclean.model import Line, Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.stages.characters import CONTROLS

# What the stage `characters` would change stands in no text that newsclean wrote; a soft hyphen may end a line.
_EDGE = rf"[^\s{CONTROLS}\u00ad]"
_INNER = rf"[^\t\n\x0b\r\x85\u2028\u2029\u3000{CONTROLS}\u00ad]"
_FLUSH = rf"(?:{_EDGE}(?:{_INNER}*(?:{_EDGE}|\u00ad))?|\u00ad)\n"
_ARTICLE = rf"(?:{_FLUSH})*+(?:\u3000{{3,5}}{_FLUSH})*+\u3000{{2}}{_FLUSH}(?:\u3000{{2,5}}{_FLUSH})*+"
_FURNITURE = rf"(?:\u3000{_FLUSH})++"
FORM = expression(rf"(?:{_ARTICLE}\n\n)*+(?:{_ARTICLE}|{_FURNITURE})")
ROLES = {1: Role.FURNITURE, 2: Role.PARAGRAPH, 3: Role.SUBHEAD, 4: Role.SIGNATURE, 5: Role.CAPTION}


def typeset(page: Page, options: Options) -> Page:
    """Text that newsclean wrote recognised, its articles taken as they are.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> page = typeset(parse("会议召开\\n\\u3000\\u3000会议昨日召开。\\n\\n\\n\\u3000第1版\\n"), DEFAULT)
    >>> [(line.role.value, line.articles) for line in page.lines if not line.blank]
    [('headline', (1,)), ('paragraph', (1,)), ('furniture', ())]
    """
    if not page.lines or not page.lines[-1].text.startswith(
        "\u3000"
    ):  # the last line of a text, whatever it is
        return page
    if not page.lines[-1].text.strip() or FORM.fullmatch(page.text) is None:
        return page
    groups: list[list[int]] = [[]]
    for index, line in enumerate(page.lines):
        if not line.text:
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(index)
    lines = list(page.lines)
    for number, group in enumerate(groups, 1):
        head = [index for index in group if not lines[index].text.startswith("\u3000")]
        for index, role in zip(head, _head_roles([lines[index] for index in head], options), strict=True):
            lines[index] = replace(lines[index], role=role, articles=(number,))
        for index in group[len(head) :]:
            text = lines[index].text
            role = ROLES[len(text) - len(text.lstrip("\u3000"))]
            own = () if role is Role.FURNITURE else (number,)
            lines[index] = replace(lines[index], role=role, articles=own)
    return replace(page, lines=tuple(lines), typeset=True)


def _head_roles(head: list[Line], options: Options) -> list[Role]:
    """Roles in the order that the text has: rubric, kicker, one headline, decks, author line."""
    lines = tuple(HeadLine(line.text) for line in head)
    author = len(lines) > 1 and is_author_line(lines[-1].text, options)
    inner = lines[:-1] if author else lines
    return [*(read_whole(inner, options) if inner else ()), *([Role.AUTHOR] if author else [])]

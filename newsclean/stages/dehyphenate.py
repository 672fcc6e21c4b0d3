"""Join broken lines to paragraphs, and words broken at line ends.

A column breaks a paragraph every dozen characters, and extractors put blank lines between. Where a paragraph ends is
told by the whole column (`newsclean.layout.columns`), not by the last character: a full line that ends in 。 may go on,
and a line two characters short of the measure that opens a sentence is an indented first line.

Chinese lines join without a space, Latin lines with one; a Latin word broken with a hyphen or U+00AD becomes whole, a
real hyphen (COVID-19) stays. Left alone: display lines (headlines, subheads, signatures); captions and furniture, which do
not break a paragraph that goes on after them. Costs a few microseconds a line, linear in the page.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsclean.assembly.heads import date_lines
from newsclean.layout import open_bylines
from newsclean.layout.columns import Kind, Reading, read_columns
from newsclean.layout.costs import Clue
from newsclean.layout.form import read_form
from newsclean.layout.joining import join
from newsclean.layout.measure import ends_sentence
from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import ITEM_MARKS, is_author_line
from newsclean.reading.bylines import read_lead
from newsclean.reading.notes import is_note, is_reply
from newsclean.reading.salutations import LONGEST_REST, is_salutation
from newsclean.reading.speakers import is_speaker_alone

SIGNERS, LONGEST_SIGNER = 3, 24
"""Most lines, and characters of one, between a letter's last sentence and its date."""
PROSE = expression(r"[，。：；！？]")
ITEM_SIGNED = expression(r"[（(](?![据據])[^（）()，。：；]{2,12}[）)]")
RUNNING = expression(r"[，。；、A-Za-z]")
"""What a justified line has that is text: heads are spread too. One that ends a sentence may be spread for another reason."""
CONTACT = expression(
    r"\S{0,8}(?:[电電][话話]|[热熱][线線]|[传傳]真|[邮郵][箱编編]|[地社校店]址|事[务務]所|地[点點]|[联聯]系人|聯絡人|[网網]址)[：:](?:[\d（(]|\s*$|\p{Han}{2})"
)
"""Where to ask: the label, and the beginning of what it labels, or nothing behind it."""


def dehyphenate(page: Page, options: Options) -> Page:
    """Broken lines joined to paragraphs.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> text = "秋天是瓜果飘香、粮食归仓的时节。\\n\\n但面对百年不遇的连续七十多天的夏秋旱\\n\\n情，沿河各村的抽水机昼夜不停。\\n"
    >>> dehyphenate(parse(text), DEFAULT).text
    '秋天是瓜果飘香、粮食归仓的时节。但面对百年不遇的连续七十多天的夏秋旱情，沿河各村的抽水机昼夜不停。\\n'
    """
    running = [
        index
        for index, line in enumerate(page.lines)
        if not line.blank and line.role in (Role.TEXT, Role.DISPLAY)
    ]
    tied = _tied(page, running)
    readings = read_columns(_clues(page, running, tied, options), options)
    lines = list(page.lines)
    for index, reading in zip(running, readings, strict=True):
        role = Role.DISPLAY if reading.kind is Kind.DISPLAY else Role.PARAGRAPH
        lines[index] = lines[index].labelled(role, reading.measure)
    page = page.with_lines(lines)
    return page.apply(
        [
            _edit(page, group, kind, options)
            for group, kind in _paragraphs(running, readings, tied)
            if len(group) > 1
        ]
    )


def _tied(page: Page, running: list[int]) -> frozenset[int]:
    """Lines that end a note which the line before began after a sentence: （据新华社某地10月9 / 日电）"""
    found = set()
    for above, index, below in zip(running, running[1:], running[2:], strict=False):
        text, rest = page.lines[index].text.strip(), page.lines[below].text.strip()
        boxed = text[0] in "（(〔" and rest[-1] in "）)〕"
        if boxed and ends_sentence(page.lines[above].text) and not is_note(text) and is_note(text + rest):
            found.add(below)
    return frozenset(found)


def _clues(page: Page, running: list[int], tied: frozenset[int], options: Options) -> list[Clue]:
    clues = []
    previous: Line | None = None
    form = read_form([page.lines[index].text for index in running])
    in_item = False
    wrapped = False  # whether the line before is a salutation that goes on
    byline = ""  # the byline so far, while its bracket or its 报道 is still to come
    for at, index in enumerate(running):
        line = page.lines[index]
        text = line.text.strip()
        in_item = text[0] in ITEM_MARKS or (in_item and line.role is Role.TEXT)
        signs_item = in_item and previous is not None and _signs_item(previous.text, text)
        goes_on = signs_item or open_bylines.goes_on(byline, text, options)
        breaks = line.breaks and not (goes_on and open_bylines.closes(byline, text, options))
        lead = read_lead(text, options) if open_bylines.may_open(text, options) and not goes_on else None
        opens = not goes_on and (lead is not None or open_bylines.opens(text, options))
        author = is_author_line(text, options)
        whole = lead is None or not text[lead.end :].strip()
        cut = not (author or opens or goes_on) and open_bylines.begins_with_title(text, options)
        if cut or (author and whole and not (opens and text[0] in open_bylines.BOX)):
            # a byline only where it goes on: 本报记者 葛亮 / 报道：…
            following = page.lines[running[at + 1]].text.strip() if at + 1 < len(running) else ""
            opens = open_bylines.REPORT.match(following) is not None or open_bylines.runs_over(
                text, following, options
            )
        wraps = _wraps_salutation(page, running, at)
        begins_note = at + 1 < len(running) and running[at + 1] in tied
        shown = (
            line.role is Role.DISPLAY
            or begins_note
            or index in tied
            or ((author or is_note(text)) and not goes_on and not opens)
        )
        answers = previous is not None and _is_answered(previous.text.strip(), text)
        clues.append(
            Clue(
                text=text,
                gap=_gap(page, previous, line, index),
                indented=len(line.text) - len(line.text.lstrip()) >= 2,
                display=shown or form.display[at],
                opens=opens,
                breaks=breaks or form.begins[at] or line.capital,
                torn=at + 1 < len(running) and page.lines[running[at + 1]].breaks,
                continues=(goes_on or wrapped or answers) and not breaks,
                justified=line.justified and RUNNING.search(text) is not None and not ends_sentence(text),
                running=not shown
                and (
                    line.capital or _closes(page, running, at) or wraps or _is_contact(text) or is_reply(text)
                ),
            )
        )
        wrapped = wraps
        in_item = in_item and not shown and not opens
        byline = "" if signs_item else byline + text if goes_on else (text if opens or shown else "")
        previous = line
    return clues


def _signs_item(before: str, text: str) -> bool:
    """Whether a line says in brackets who sent an item of a column, or how: ▲……超过百分之九十。 / （何文）"""
    return ends_sentence(before) and ITEM_SIGNED.fullmatch(text) is not None and not is_note(text)


def _is_contact(text: str) -> bool:
    """Whether a line says where to ask, at the end of a notice or report: 咨询电话：6401234（工作日9时"""
    return ("：" in text or ":" in text) and CONTACT.match(text) is not None


def _is_answered(label: str, text: str) -> bool:
    """Whether a line is what the line before labels, which has no more than the label: 24小时服务热线： / 6401234, 记者： / 您今年多大？"""
    if label[-1:] not in ("：", ":"):
        return False
    return is_speaker_alone(label) or (text[0].isdecimal() and _is_contact(label))


def _closes(page: Page, running: list[int], at: int) -> bool:
    """Whether a line closes a letter or notice: a sentence, and below it who signs and the date."""
    if page.lines[running[at]].text.rstrip()[-1] not in "。！!":
        return False
    below = [page.lines[index].text.strip() for index in running[at + 1 : at + 2 + SIGNERS]]
    dated = next((number for number in range(len(below)) if date_lines(below, number)), 0)
    return dated > 0 and all(len(text) <= LONGEST_SIGNER and not PROSE.search(text) for text in below[:dated])


def _wraps_salutation(page: Page, running: list[int], at: int) -> bool:
    """Whether a line is a salutation whose last characters stand on the next one: 各位医护人员、志愿者同志 / 们："""
    if at + 1 >= len(running):
        return False
    rest = page.lines[running[at + 1]].text.strip()
    if len(rest) > LONGEST_REST or rest[-1] not in "：:":
        return False
    text = page.lines[running[at]].text.strip()
    return not ends_sentence(text) and is_salutation(text + rest)


def _gap(page: Page, previous: Line | None, line: Line, index: int) -> bool | None:
    """Whether blank lines stand before a line; None where the source had other text there."""
    if previous is None:
        return None
    apart = line.spans[0][0] - previous.spans[-1][1]
    if apart == 1:
        return False
    between = page.lines[index - apart + 1 : index] if apart > 1 else ()
    return True if apart > 1 and len(between) == apart - 1 and all(other.blank for other in between) else None


def _paragraphs(
    running: list[int], readings: list[Reading], tied: frozenset[int]
) -> list[tuple[list[int], Kind]]:
    """Groups of line indices that make one paragraph or one display line, with their kind."""
    groups: list[tuple[list[int], Kind]] = []
    for index, reading in zip(running, readings, strict=True):
        if (reading.kind in (Kind.MIDDLE, Kind.LAST) and groups and groups[-1][1] is not Kind.DISPLAY) or (
            index in tied and reading.kind is Kind.DISPLAY and groups and groups[-1][1] is Kind.DISPLAY
        ):
            groups[-1][0].append(index)
        else:
            groups.append(([index], reading.kind))
    return groups


def _edit(page: Page, group: list[int], kind: Kind, options: Options) -> Edit:
    """Replace a group's lines by one; what else stands among them (captions, furniture) keeps its place after it."""
    start, stop = group[0], group[-1] + 1
    before = page.lines[start:stop]
    members = [page.lines[index] for index in group]
    opening = members[0].text
    indent = opening[: len(opening) - len(opening.lstrip())]
    joined = replace(
        members[0],
        text=indent + join([line.text.strip() for line in members], options),
        spans=merge_spans(span for line in members for span in line.spans),
        measure=members[-1].measure,
    )
    inside = set(group)
    after = [
        joined,
        *(line for index, line in enumerate(before, start) if index not in inside and not line.blank),
    ]
    evidence = f"{kind.name.lower()} of {len(group)} lines, measure {joined.measure:g} em"
    return Edit("dehyphenate", "join", start, tuple(before), terminated(after, before), evidence)

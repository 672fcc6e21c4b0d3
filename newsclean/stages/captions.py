"""Find captions (图说) with their credits, and join their lines.

A caption stands in a frame of its own, which a dump may write anywhere, also in the midst of a paragraph. It ends in a
credit (何文清 摄, 供图, 新华社发) or opens with 图为 and the like, and may run over two or three short lines, of which the
last may be no more than the credit's 摄. Left alone: text that only speaks of pictures. Costs one search per line.
"""

from __future__ import annotations

from newsclean.layout.joining import join
from newsclean.layout.measure import NO_START, ends_sentence, width
from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import ITEM_MARKS, is_author_line
from newsclean.reading.bylines import is_whole, read_lead
from newsclean.reading.credits import begins_credit, ends_credit, is_credit, opens_caption, split_credit
from newsclean.wording import junction

NOTHING = 1, 0
"""The extent of no caption: its first line stands behind its last."""
MOST_LINES = 4
LONGEST_TAIL = 14
"""Characters of the longest end of a credit that wraps to a line of its own."""
WRAPPED = 1.0
"""Log-odds (nats) that two lines run on, above which a caption's line goes with the line before."""
LEAST_BODY, LONGEST, LONGEST_REPORT = 3.0, 90.0, 36.0
"""Em of the shortest caption and of the longest, and of the longest whose credit says that it is a report."""
REPORT = expression(r"报道|報道|報導")
ITEM_REACH = 8
"""Lines to either side in which another item of a column begins."""
TOOK = expression(r"[／/](?:[摄攝]影?|供[图圖])$")
"""What a credit ends in that begins as an author line does: 記者甘小禾／攝影."""
POINTS = expression(
    r"[（(](?:[左右中前后後]|[图圖]中|[左右中前后後][一二三四排]|[前后後]排[左右中][一二三四]?)[）)]"
)
BOXED, TORN, NARROWER = expression(r"[（(]\p{Han}{2,4}社[发發][）)]"), -1.0, 2.5
"""A credit that ends reports too; and where the line over it does not go on with the one before: log-odds (nats) below which it does
not by its words, and em by which the one before is narrower than full lines are, which may be indented."""
SENT = ("讯", "訊", "电", "電", "消")
"""How the agency of a byline ends that says how it was sent: one that only names people may be a credit."""
LONGEST_OPEN = 3
"""Lines within which a caption that opens with 图为 must end."""


def captions(page: Page, options: Options) -> Page:
    """Captions found and their lines joined.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> page = captions(parse("图为3月9日，工人在清河农具厂的新装\\n配车间里忙碌。 何兰 摄\\n"), DEFAULT)
    >>> [(line.role.value, line.text) for line in page.lines]
    [('caption', '图为3月9日，工人在清河农具厂的新装配车间里忙碌。 何兰 摄')]
    """
    filled = [index for index, line in enumerate(page.lines) if not line.blank]
    edits: list[Edit] = []
    free = 0  # position in `filled` before which lines are taken
    for at, index in enumerate(filled):
        if at < free or page.lines[index].role is not Role.TEXT:
            continue
        first, last = _extent(page, filled, at, free, options)
        if first > last or _is_report(page, filled, first, last, options):
            continue
        edits.append(_edit(page, [filled[k] for k in range(first, last + 1)], options))
        free = last + 1
    return page.apply(edits)


def _extent(page: Page, filled: list[int], at: int, free: int, options: Options) -> tuple[int, int]:
    """Positions of the first and last line of the caption that ends or opens at `at`."""
    text = page.lines[filled[at]].text.strip()
    if begins_credit(text, options) and (last := _completed(page, filled, at, options)) is not None:
        body, _ = split_credit(text, options)
        return _back(page, filled, at, free, body, options), last
    ends, opens = ends_credit(text), opens_caption(text, options)
    if not (ends or opens):
        return _pointing(page, filled, at, free, options)
    if (is_author_line(text, options) or _is_byline(text, options)) and not TOOK.search(text):
        return NOTHING
    body, credit = split_credit(text, options)
    if credit is not None and _may_be_body(body):
        return _back(page, filled, at, free, body, options), at
    if ends and at > free and (wrapped := _with_line_above(page, filled, at, text, options)):
        return _back(page, filled, at - 1, free, wrapped, options), at
    if ends and is_credit(text, options):
        return _over_credit(page, filled, at, free, options)
    if opens and (found := _opened(page, filled, at, options)) is not None:
        return found
    return _pointing(page, filled, at, free, options)


def _may_be_body(body: str) -> bool:
    """Whether a text before a credit is as long as a caption's."""
    return LEAST_BODY <= width(body) <= LONGEST


def _with_line_above(page: Page, filled: list[int], at: int, text: str, options: Options) -> str:
    """The caption's text where a line is the end of a credit that the line above begins; empty where it is none."""
    before = page.lines[filled[at - 1]]
    if len(text) > LONGEST_TAIL or is_credit(text, options) or before.role is not Role.TEXT:
        return ""
    body, credit = split_credit(join([before.text.strip(), text], options), options)
    return body if credit is not None and _may_be_body(body) else ""


def _over_credit(page: Page, filled: list[int], at: int, free: int, options: Options) -> tuple[int, int]:
    """The extent of the caption over a line that is nothing but a credit."""
    first = _back(page, filled, at, free, "", options)
    if first == at or _ends_text(page, filled, first, at, free):
        return NOTHING
    joined = join([page.lines[filled[k]].text.strip() for k in range(first, at + 1)], options)
    return (first, at) if split_credit(joined, options)[1] else NOTHING


def _opened(page: Page, filled: list[int], at: int, options: Options) -> tuple[int, int] | None:
    """The extent of a caption that opens with 图为 or the like, to its credit or its sentence's end; None where neither is near."""
    for last in range(at, min(at + LONGEST_OPEN, len(filled))):
        line = page.lines[filled[last]]
        if line.role is not Role.TEXT:
            break
        whole = join([page.lines[filled[k]].text.strip() for k in range(at, last + 1)], options)
        if split_credit(whole, options)[1]:
            return at, last
        if ends_sentence(line.text):
            return NOTHING if _is_item(page, filled, at) else (at, _with_credit(page, filled, last, options))
    return None


def _is_byline(text: str, options: Options) -> bool:
    """Whether a line is a byline and nothing else, be the pictures by the same hand: 晚报讯（记者 何兰 文/图）"""
    lead = read_lead(text, options)
    return lead is not None and is_whole(text, lead) and (lead.agency or "").endswith(SENT)


def _completed(page: Page, filled: list[int], at: int, options: Options) -> int | None:
    """The position after `at` where the rest of the credit stands that the line at `at` begins."""
    if at + 1 >= len(filled):
        return None
    rest = page.lines[filled[at + 1]]
    whole = join([page.lines[filled[at]].text.strip(), rest.text.strip()], options)
    is_rest = rest.role is Role.TEXT and len(rest.text.strip()) <= LONGEST_TAIL
    credit = split_credit(whole, options)[1] if is_rest else None
    return at + 1 if credit is not None and len(credit) > len(rest.text.strip()) else None


def _ends_text(page: Page, filled: list[int], first: int, at: int, free: int) -> bool:
    """Whether an agency in brackets stands under a text: the lines over it go on from the one before them."""
    if first in (free, at) or not BOXED.fullmatch(page.lines[filled[at]].text.strip()):
        return False
    before, below = (page.lines[filled[place]] for place in (first - 1, first))
    goes_on = not ends_sentence(before.text) and junction(before.text.strip(), below.text.strip()) > TORN
    return before.role is Role.TEXT and goes_on and width(before.text) > width(below.text) - NARROWER


def _with_credit(page: Page, filled: list[int], last: int, options: Options) -> int:
    """The last line of a caption whose sentence ends at `last`: the next one where that is a credit."""
    follows = last + 1 < len(filled) and is_credit(page.lines[filled[last + 1]].text.strip(), options)
    return last + follows


def _pointing(page: Page, filled: list[int], at: int, free: int, options: Options) -> tuple[int, int]:
    """The extent of a line that is a sentence by itself and says where in a picture somebody stands: 周小明（左）把书交给校长。"""
    text = page.lines[filled[at]].text.strip()
    if not POINTS.search(text) or not ends_sentence(text) or width(text) > LONGEST_REPORT:
        return NOTHING
    before = page.lines[filled[at - 1]]
    if at == free or ends_sentence(before.text) or before.role is not Role.TEXT:
        return at, _with_credit(page, filled, at, options)
    return NOTHING


def _is_item(page: Page, filled: list[int], at: int) -> bool:
    """Whether a line that a mark opens is one of several in a column of items, which all have the mark (▲… ▲…)."""
    mark = page.lines[filled[at]].text.strip()[0]
    if mark not in ITEM_MARKS:
        return False
    near = filled[max(0, at - ITEM_REACH) : at] + filled[at + 1 : at + 1 + ITEM_REACH]
    return any(page.lines[index].text.lstrip().startswith(mark) for index in near)


def _is_report(page: Page, filled: list[int], first: int, last: int, options: Options) -> bool:
    """Whether the credit says that it is a report, and its text is too long for a caption: then it is an article."""
    texts = [page.lines[filled[at]].text.strip() for at in range(max(0, last - MOST_LINES), last + 1)]
    own = texts[first - last - 1 :]
    if not REPORT.search(texts[-1][-LONGEST_TAIL:]) or opens_caption(page.lines[filled[first]].text, options):
        return False
    credit = split_credit(join(own, options), options)[1] or ""
    if width(credit) > width(texts[-1]):  # it begins on the line before
        return width("".join(own)) > LONGEST_REPORT
    wide = 0.0
    for text in reversed(texts):
        if wide and ends_sentence(text) and not is_credit(texts[-1], options):
            break
        wide += width(text)
    return wide > LONGEST_REPORT


def _back(page: Page, filled: list[int], at: int, free: int, body: str, options: Options) -> int:
    """Where a caption begins whose last line stands at `at`: at 图为 if near, else where its sentence does."""
    first = at
    for back in range(at, max(free, at - MOST_LINES) - 1, -1):
        line = page.lines[filled[back]]
        if line.role is not Role.TEXT or (back < at and _ends_frame(line.text, options)):
            break
        if opens_caption(line.text, options):
            return back
        first = back if _must_go_on(page, filled, back, first, at, body, options) else first
    return first


def _ends_frame(text: str, options: Options) -> bool:
    return split_credit(text.strip(), options)[1] is not None


def _must_go_on(
    page: Page, filled: list[int], back: int, first: int, at: int, body: str, options: Options
) -> bool:
    """Whether the line at `back` belongs to the caption that so far begins with the line at `first`."""
    if back == at:
        return True
    if back != first - 1:
        return False
    text, following = page.lines[filled[back]].text.strip(), page.lines[filled[first]].text.strip()
    if first == at and not body:  # nothing but a credit so far: the text stands before it
        return True
    texts = [page.lines[filled[k]].text.strip() for k in range(first, at + 1)]
    whole = bool(body) or split_credit(join(texts, options), options)[1] is not None
    if ends_sentence(text):
        return False
    if whole and following[0] not in NO_START:
        return width(text) >= width(following) and junction(text, following) > WRAPPED
    return True


def _edit(page: Page, indices: list[int], options: Options) -> Edit:
    start, stop = indices[0], indices[-1] + 1
    before = page.lines[start:stop]
    texts = [page.lines[index].text for index in indices]
    text = join([text.strip() for text in texts], options) if len(texts) > 1 else texts[0]
    spans = merge_spans(span for index in indices for span in page.lines[index].spans)
    line = Line(text, spans, before[-1].end, Role.CAPTION)
    kept = [other for other in before if other.role is Role.FURNITURE]
    after = terminated([*kept, line], before)
    return Edit("captions", "caption", start, tuple(before), after, "credit or opening words")

"""Where one article ends and the next begins: log-odds for every paragraph, from its own words and its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from msgspec import Struct

from newsclean.assembly.vocabulary import Bigrams, cohesion
from newsclean.patterns import expression
from newsclean.reading import author_lines
from newsclean.reading.first_words import begins_as_article
from newsclean.reading.notes import announces, is_editors_note
from newsclean.reading.salutations import DEAR, PAPER, is_salutation
from newsclean.reading.scripts import script_of
from newsclean.reading.speakers import is_turn, names_speaker

# Weights in nats, by logistic regression on 2,100 paragraphs without byline of 40 typeset pages (155 begin an article);
# those marked * are set by hand, for want of cases.
BASE = -4.2
BYLINE = 14.0  # *
FURTHER_DISPATCH = -2.0  # *
MOST_INTRODUCTION = 2
"""Paragraphs that may introduce a dispatch."""
SALUTATION = 5.5  # * (fitted: 2.6, on few letters)
AFTER_SIGNATURE, AFTER_NOTE = 4.0, 4.0  # *
AFTER_AUTHOR = 1.5
QUOTATIONS_BEGIN, CONTINUES = 8.0, 8.0  # *
AFTER_CAPTION, NEW_MEASURE, DISPLAY_BEFORE, NEW_STREAM = 2.0, 2.8, 2.0, 1.0  # last *
AFTER_COLON, LIST_GOES_ON, SPEAKER, FURTHER = -1.5, -2.0, -1.5, -5.0  # last *
TO_THE_EDITOR, AFTER_SALUTATION, AFTER_EDITORS_NOTE = 7.0, -8.0, -4.0  # * the last stands over its text
SAME_GROUP, OTHER_GROUP = -4.0, 4.0
NEW_SCRIPT = 3.0  # *
OWN_HEAD, OWN_HEAD_LINE = 7.0, 2.0  # *
"""For several display lines over a paragraph without a byline, and for one, where the dump has heads over their articles."""
FEWEST_HEADED, HEADED_SHARE, OVER_SHARE = 3, 0.85, 0.6
"""Bylines, and the shares from which on heads are taken to stand over their articles."""
REACH = 5
"""Paragraphs to either side that cohesion is measured over."""
COHESION_WEIGHT, COHESION_EVEN = -1.5, 0.06
"""Cohesion is 0.11 within articles and 0.03 across their boundaries (medians); at 0.06 it says nothing."""
MOST_TRUSTED, LEAST_SHARED = 120, 0.01
"""Pairs of characters on either side from which on cohesion is trusted, and the least that it is taken to be."""
INDENT, INDENT_OFF = 2.0, 0.5
"""A short paragraph may be read as indented or not: a difference of just the indent says nothing."""
SAME_MEASURE = 1.25
"""Em by which the measure of one column may seem to vary: figures and squeezed punctuation."""

EDITOR = expression(
    rf"(?:{DEAR})?{PAPER}(?:[编編][辑輯者]|主[编編]|[记記]者)(?:部|同志|先生|朋友|们|們)*(?:，?[您你][们們]?好)?[：:]"
)
LATER_ITEM = expression(
    r"[（(]?(?:[二三四五六七八九十]|十[一二三四五])[、）)．]|[（(]?(?:[2-9]|1\d)[、．.）)](?!\d)|[二三四五六七八九](?:要|是|\p{Han}{1,3}[。：])|其[二三四]|第[二三四五六七八九十]"
)
ITEM_MARKS = author_lines.ITEM_MARKS | frozenset("◎□○◇")
NEWS_BEGINS = 1.2
"""For a paragraph that begins as one in ten articles does, and one in forty of the other paragraphs."""
LOST, DECLARES = 7.0, expression(r"[^。；]{2,30}(?:[遗遺丢丟]失)[^。；]{2,60}[声聲]明作[废廢]")
"""* What somebody lost and declares void is a notice of its own, that goes on with others of the kind."""
AFTER_ANNOUNCEMENT, INTRODUCES_REPORT = -2.0, 4.0  # *
"""What the paper says of a series, before the report that begins it: …，本报今起推出系列报道。 / 本报讯（记者 …）"""
INTRODUCES = 1.5  # *
MEASURE_STAYS = 1.5  # *
FURTHER_NEWS = expression(r"[【〔（(]?[又另][讯訊據据][：:，]?")


class Para(Struct, frozen=True):
    """A paragraph as a candidate for an article's beginning."""

    text: str
    words: Bigrams
    measure: float
    byline: bool = False
    unnamed: bool = False  # its byline names nobody
    dispatch: bool = False  # and says where and when it was wired
    display_before: int = 0  # display lines of heads between it and the paragraph before
    signature_before: bool = False
    note_before: bool = False
    continues: bool = False  # begins with 上接: goes on with an article of another page
    author_before: bool = False
    caption_before: bool = False
    script: int = 0  # characters that only traditional text has, less those that only simplified text has
    stream: bool = False  # begins a column that does not continue the one before
    verse: bool = False  # a line of a poem
    quoted: bool = False  # under a head that says sayings follow
    group: int = 0  # columns that look like one article have one number; 0 where the dump told the order


VERSE_BEGINS, VERSE_GOES_ON = 8.0, -8.0  # * a poem is no part of what stands before or after it


def boundary_odds(paragraphs: Sequence[Para]) -> list[float]:
    """Log-odds in nats, for every paragraph, that an article begins with it; the first one's is high."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        counts.update(paragraph.words)
    odds = [BYLINE]
    further = further_dispatches(paragraphs)
    in_place = heads_stand_over(paragraphs, further)
    for at in range(1, len(paragraphs)):
        wording = FURTHER_DISPATCH if further[at] else _wording(paragraphs, at)
        odds.append(wording + _layout(paragraphs, at) + _cohesion(paragraphs, at, counts))
        if in_place and not paragraphs[at].byline and paragraphs[at].display_before:
            odds[at] += OWN_HEAD if paragraphs[at].display_before > 1 else OWN_HEAD_LINE
    return odds[: len(paragraphs)]


def heads_stand_over(paragraphs: Sequence[Para], further: Sequence[bool]) -> bool:
    """Whether the dump has heads where they were printed: display lines stand over nearly every paragraph with a byline,
    `further` dispatches apart, and few stand elsewhere."""
    begin = [
        paragraph
        for paragraph, goes_on in zip(paragraphs, further, strict=True)
        if paragraph.byline and not goes_on
    ]
    headed = sum(1 for paragraph in begin if paragraph.display_before)
    shown = sum(1 for paragraph in paragraphs if paragraph.display_before)
    return (
        len(begin) >= FEWEST_HEADED and headed >= HEADED_SHARE * len(begin) and headed >= OVER_SHARE * shown
    )


def _wording(paragraphs: Sequence[Para], at: int) -> float:
    paragraph, before = paragraphs[at], paragraphs[at - 1].text.rstrip("”’』」")
    if paragraph.byline:
        return AFTER_ANNOUNCEMENT if announces(before) and not _set_apart(paragraph) else BYLINE
    score = BASE
    if at + 1 < len(paragraphs) and paragraphs[at + 1].byline and announces(paragraph.text):
        score += INTRODUCES_REPORT
    if is_salutation(paragraph.text):
        score += TO_THE_EDITOR if EDITOR.match(paragraph.text) else SALUTATION
    if is_editors_note(before):
        score += AFTER_EDITORS_NOTE
    if before.endswith(("：", ":")):
        score += AFTER_SALUTATION if is_salutation(paragraphs[at - 1].text) else AFTER_COLON
    if at + 1 < len(paragraphs) and _first_turn(paragraphs, at + 1):
        score += INTRODUCES
    if begins_as_article(paragraph.text):
        score += NEWS_BEGINS
    if DECLARES.match(paragraph.text) and not DECLARES.search(before):
        score += LOST
    if LATER_ITEM.match(paragraph.text) or _goes_on_marked(paragraphs, at):
        score += LIST_GOES_ON
    elif names_speaker(paragraph.text) and names_speaker(paragraphs[at - 1].text):
        score += SPEAKER
    elif FURTHER_NEWS.match(paragraph.text):
        score += FURTHER
    return score


def opens(paragraph: Para) -> bool:
    """Whether a paragraph is surely the first of an article, or of what a page has of one: it has a byline, greets the paper's editors,
    or goes on from another page.

    >>> [opens(Para(text, frozenset(), 20.0)) for text in ("编辑同志：", "各位来宾：")]
    [True, False]
    """
    greets = is_salutation(paragraph.text) and EDITOR.match(paragraph.text) is not None
    return paragraph.byline or paragraph.continues or greets


def further_dispatches(paragraphs: Sequence[Para]) -> list[bool]:
    """For every paragraph whether it is a dispatch that follows what stands under a head, with no display line between: papers
    of the 1920s to 1970s print what several agencies wired under one head, and an introduction over a dispatch."""
    found: list[bool] = []
    first = 0  # where the article begins, as far as that is told
    for at, paragraph in enumerate(paragraphs):
        head = paragraphs[first]
        introduces = not head.byline and at - first <= MOST_INTRODUCTION
        follows = at > 0 and paragraph.dispatch and not _set_apart(paragraph)
        found.append(follows and bool(head.display_before) and (head.unnamed or introduces))
        if _begins(paragraph):
            first = at
    return found


def _begins(paragraph: Para) -> bool:
    """Whether an article begins with a paragraph, by what stands before it or by whom its byline names."""
    return _set_apart(paragraph) or (paragraph.byline and not paragraph.unnamed)


def _set_apart(paragraph: Para) -> bool:
    """Whether something that ends an article, or heads one, stands before a paragraph."""
    return bool(paragraph.display_before) or paragraph.signature_before or paragraph.note_before


def _first_turn(paragraphs: Sequence[Para], at: int) -> bool:
    """Whether an interview's first turn stands here, and the paragraph before introduces it."""
    before = paragraphs[max(0, at - 3) : at]
    return is_turn(paragraphs[at].text) and not any(is_turn(other.text) for other in before)


def _goes_on_marked(paragraphs: Sequence[Para], at: int) -> bool:
    """Whether a paragraph is one of items that all begin with the same mark: ▲… ▲…"""
    mark = paragraphs[at].text[:1]
    if mark not in ITEM_MARKS:
        return False
    near = (*paragraphs[max(0, at - 1) : at], *paragraphs[at + 1 : at + 2])
    return any(other.text[:1] == mark for other in near)


def _layout(paragraphs: Sequence[Para], at: int) -> float:
    paragraph, before = paragraphs[at], paragraphs[at - 1]
    score = 0.0
    if paragraph.verse or before.verse:
        score += VERSE_GOES_ON if paragraph.verse and before.verse else VERSE_BEGINS
    items = paragraph.text[0] in ITEM_MARKS and paragraph.text[0] == before.text[0]
    if not items:  # each of which may be signed
        score += AFTER_SIGNATURE * paragraph.signature_before
        score += AFTER_NOTE * paragraph.note_before
        score += AFTER_AUTHOR * paragraph.author_before
    if paragraph.caption_before:
        score += AFTER_CAPTION
    if paragraph.continues:
        score += CONTINUES
    if paragraph.display_before:
        score += DISPLAY_BEFORE + QUOTATIONS_BEGIN * paragraph.quoted
    if paragraph.measure and before.measure:
        off = abs(paragraph.measure - before.measure)
        if off > SAME_MEASURE and abs(off - INDENT) > INDENT_OFF:
            score += NEW_MEASURE + (MEASURE_STAYS if _stays(paragraphs, at) else 0.0)
    if paragraph.group and before.group:
        score += SAME_GROUP if paragraph.group == before.group else OTHER_GROUP
    elif paragraph.stream:
        score += NEW_STREAM
    return score


def _stays(paragraphs: Sequence[Para], at: int) -> bool:
    """Whether two paragraphs before and two from here on are of one measure each: no picture in the text makes that."""
    near = paragraphs[max(0, at - 2) : at], paragraphs[at : at + 2]
    return all(len(side) == 2 and abs(side[0].measure - side[1].measure) <= SAME_MEASURE for side in near)


def _cohesion(paragraphs: Sequence[Para], at: int, counts: Counter[str]) -> float:
    """Evidence from the words that the paragraphs before and after share, bounded by known beginnings."""
    low = at - 1
    while low > max(0, at - REACH) and not paragraphs[low].byline:
        low -= 1
    high = at + 1
    while high < min(len(paragraphs), at + REACH) and not paragraphs[high].byline:
        high += 1
    left = [paragraph.words for paragraph in paragraphs[low:at]]
    right = [paragraph.words for paragraph in paragraphs[at:high]]
    shared = cohesion(left, right, counts)
    trust = min(1.0, min(sum(map(len, left)), sum(map(len, right))) / MOST_TRUSTED)
    score = COHESION_WEIGHT * log(max(shared, LEAST_SHARED) / COHESION_EVEN) * trust
    before = next((other.script for other in reversed(paragraphs[low:at]) if other.script), 0)
    after = next((other.script for other in paragraphs[at:high] if other.script), 0)
    if script_of(before) * script_of(after) < 0:
        score += NEW_SCRIPT
    return score

"""Where one article ends and the next begins: log-odds for every paragraph, from its own words and its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from newsclean.assembly.vocabulary import Bigrams, cohesion

BASE = -4.0
"""A page of seven articles has some fifty paragraphs: six of fifty begin an article other than the first."""
BYLINE, SALUTATION, AFTER_SIGNATURE, AFTER_NOTE, AFTER_AUTHOR = 14.0, 5.0, 6.0, 4.5, 2.0
AFTER_CAPTION, NEW_MEASURE, DISPLAY_BEFORE, NEW_STREAM = 0.8, 2.0, 2.2, 1.2
UNFINISHED, AFTER_COLON, LIST_GOES_ON, SPEAKER, FURTHER, DEMONSTRATIVE = -1.0, -5.0, -5.0, -3.5, -8.0, -1.0
REACH = 5
"""Paragraphs to either side that cohesion is measured over."""
COHESION_WEIGHT, COHESION_USUAL = 9.0, 0.16
"""Cohesion within articles is 0.24 on the mean and across their boundaries 0.07 (bench/articles.json, pairs of windows)."""

SALUTE = regex.compile(
    r"(?:尊敬的|亲爱的|敬爱的|各位|广大|全市|全县|全体|致)?[^，。；！？]{0,60}(?:们|同志|市民|朋友|先生|女士|读者|居民|家长|编辑|人员|工作者|阁下|父老乡亲|员工|同学)[：:]"
)
LATER_ITEM = regex.compile(
    r"[（(]?(?:[二三四五六七八九十]|十[一二三四五])[、）)．]|[（(]?(?:[2-9]|1\d)[、．.）)](?!\d)|[二三四五六七八九](?:要|是)|其[二三四]|第[二三四五六七八九十]"
)
SPEAKER_TURN = regex.compile(r"\p{Han}{2,4}[：:]|问[：:]|答[：:]")
GOES_ON = regex.compile(
    r"又[讯訊][：:]|另[讯訊][：:]|此外|同时|另外|而|但|然而|因此|所以|于是|后来|再后来|其次|最后|据悉|据了解|会上|会议|仪式上|目前|下一步|截至|这|那|他|她|它"
)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph as a candidate for an article's beginning."""

    text: str
    words: Bigrams
    measure: float
    byline: bool = False
    display_before: int = 0  # display lines of heads between it and the paragraph before
    signature_before: bool = False
    note_before: bool = False
    author_before: bool = False
    caption_before: bool = False
    stream: bool = False  # begins a column that does not continue the one before


def boundary_odds(paragraphs: Sequence[Para]) -> list[float]:
    """Log-odds in nats, for every paragraph, that an article begins with it; the first one's is high."""
    counts: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs:
        counts.update(paragraph.words)
    odds = [BYLINE]
    for at in range(1, len(paragraphs)):
        odds.append(_wording(paragraphs, at) + _layout(paragraphs, at) + _cohesion(paragraphs, at, counts))
    return odds[: len(paragraphs)]


def _wording(paragraphs: Sequence[Para], at: int) -> float:
    paragraph, before = paragraphs[at], paragraphs[at - 1].text.rstrip("”’』」")
    if paragraph.byline:
        return BYLINE
    score = BASE
    if SALUTE.fullmatch(paragraph.text):
        score += SALUTATION
    if before.endswith(("：", ":")) and not SALUTE.fullmatch(paragraphs[at - 1].text):
        score += AFTER_COLON
    elif not before.endswith(tuple("。！？…!?）)")):
        score += UNFINISHED
    if LATER_ITEM.match(paragraph.text):
        score += LIST_GOES_ON
    elif SPEAKER_TURN.match(paragraph.text) and SPEAKER_TURN.match(paragraphs[at - 1].text):
        score += SPEAKER
    elif FURTHER_NEWS.match(paragraph.text):
        score += FURTHER
    elif GOES_ON.match(paragraph.text):
        score += DEMONSTRATIVE
    return score


FURTHER_NEWS = regex.compile(r"[又另][讯訊據据][：:，]?")


def _layout(paragraphs: Sequence[Para], at: int) -> float:
    paragraph, before = paragraphs[at], paragraphs[at - 1]
    score = 0.0
    if paragraph.signature_before:
        score += AFTER_SIGNATURE
    if paragraph.note_before:
        score += AFTER_NOTE
    if paragraph.author_before:
        score += AFTER_AUTHOR
    if paragraph.caption_before:
        score += AFTER_CAPTION
    if paragraph.display_before:
        score += DISPLAY_BEFORE
    if paragraph.measure and before.measure and abs(paragraph.measure - before.measure) > 0.75:
        score += NEW_MEASURE
    if paragraph.stream:
        score += NEW_STREAM
    return score


def _cohesion(paragraphs: Sequence[Para], at: int, counts: Counter[tuple[str, str]]) -> float:
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
    size = min(sum(map(len, left)), sum(map(len, right)))
    trust = min(1.0, size / 120)
    return max(-3.5, min(2.0, COHESION_WEIGHT * (COHESION_USUAL - shared) / COHESION_USUAL * 0.35)) * trust

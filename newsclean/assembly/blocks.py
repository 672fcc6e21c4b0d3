"""A page's lines seen as body paragraphs with groups of display lines between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from newsclean.assembly.blank_lines import APART, part_frames
from newsclean.assembly.boundaries import Para
from newsclean.assembly.cutting import Group
from newsclean.assembly.roles import HeadLine
from newsclean.assembly.signatures import heads_quotations, is_work, signature_lines
from newsclean.assembly.verse import are_verses
from newsclean.assembly.vocabulary import Bigrams, bigrams
from newsclean.layout.misread import was_misread
from newsclean.layout.stack import own_fit
from newsclean.model import Line, Page, Role
from newsclean.options import DEFAULT, Options
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.bylines import is_dispatch, read_lead
from newsclean.reading.names import is_person
from newsclean.reading.notes import is_note, leads_back
from newsclean.reading.scripts import clear_balance

SERIES_LONGEST = 16
"""Characters of the longest subhead of a series."""
SERIES_UNEVEN = 5
"""Characters by which two of them may differ."""
SERIES_MEASURE = 1.25
"""Em by which the measure of their column may seem to vary."""
SERIES_REACH = 8
"""Paragraphs between two of them at the most."""
NEAR = 12
"""Paragraphs to either side in which a head's wording is looked for."""
QUOTED = 4
"""Paragraphs of the longest saying that is set apart."""
BLANK_SHARE = 0.04
"""Share of blank lines from which on a dump is taken to set them."""
TOUCHING_SHARE = 0.01
"""Share of lines without a blank one before them, below which a dump sets one after every line and they tell nothing."""
ODD = -1.5
"""Log-odds (nats) below which the characters of a name do not go on with each other: of four names that stood by themselves
right after a text on 150 dumps three lie below -2, and a headline at -0.5."""


class Blocks(Struct, frozen=True):
    """Indices into the page's lines: paragraphs, and for every gap k (before paragraph k) the display lines in it."""

    paragraphs: tuple[int, ...]
    between: tuple[tuple[int, ...], ...]  # one more than paragraphs
    signatures: frozenset[int]
    notes: frozenset[int]
    authors: frozenset[int]  # author lines right after a paragraph, which no head holds
    captions: tuple[tuple[int, ...], ...]  # as `between`
    misread: bool = False  # a recognizer of characters read the page
    spaced: bool = False  # blank lines tell something of the page's heads
    strays: frozenset[int] = frozenset()  # display lines that may be pieces of a text

    def part(self, start: int, stop: int) -> Blocks:
        """The blocks of paragraphs `start` to `stop`, with the gaps before each, and the last gap of the page."""
        last = stop == len(self.paragraphs)
        return Blocks(
            self.paragraphs[start:stop],
            (*self.between[start:stop], self.between[stop] if last else ()),
            self.signatures,
            self.notes,
            self.authors,
            (*self.captions[start:stop], self.captions[stop] if last else ()),
            self.misread,
            self.spaced,
            self.strays,
        )

    def shown(self, gap: int) -> list[int]:
        """The lines of a gap that may be heads."""
        return [
            index for index in self.between[gap] if index not in self.signatures and index not in self.notes
        ]


def find_blocks(page: Page, options: Options) -> Blocks:
    """The page's paragraphs, and what stands between them."""
    paragraphs: list[int] = []
    between: list[list[int]] = [[]]
    captions: list[list[int]] = [[]]
    for index, line in enumerate(page.lines):
        if line.blank:
            continue
        closes = bool(paragraphs) and is_work(line.text) and _in_quotations(page, between, len(between))
        if line.role is Role.PARAGRAPH and not closes:
            paragraphs.append(index)
            between.append([])
            captions.append([])
        elif line.role in (Role.DISPLAY, Role.PARAGRAPH):
            between[-1].append(index)
        elif line.role is Role.CAPTION:
            captions[-1].append(index)
    notes = frozenset(index for gap in between for index in gap if is_note(page.lines[index].text.strip()))
    signatures = frozenset(
        index
        for at, gap in enumerate(between)
        if at
        for index in signature_lines(
            page,
            [i for i in gap if i not in notes],
            page.lines[paragraphs[at - 1]].text,
            page.lines[paragraphs[at]].text if at < len(paragraphs) else "",
            _in_quotations(page, between, at),
        )
    )
    authors = frozenset(
        index
        for at, gap in enumerate(between)
        if at
        for index in _closing_authors(page, gap, signatures | notes, options)
    )
    misread = was_misread(page)
    return Blocks(
        tuple(paragraphs),
        tuple(map(tuple, between)),
        signatures,
        notes,
        authors,
        tuple(map(tuple, captions)),
        misread,
        # A recognizer sets blank lines as its boxes fall: 0.269 of the headlines of 80 pages are right with them, 0.296 without.
        not misread and _spaced(page),
        frozenset() if misread else _strays(page, chain.from_iterable(between)),
    )


def _in_quotations(page: Page, between: Sequence[Sequence[int]], stop: int) -> bool:
    """Whether the last display line in the gaps before gap `stop` heads sayings that are set apart."""
    shown = next((gap for gap in reversed(between[max(0, stop - QUOTED) : stop]) if gap), ())
    return bool(shown) and heads_quotations(page.lines[shown[-1]].text)


def _closing_authors(page: Page, gap: Sequence[int], apart: frozenset[int], options: Options) -> list[int]:
    """The author lines that open a gap, or a name by itself: in a head they come last."""
    found: list[int] = []
    for index in gap:
        if index in apart:
            continue
        line = page.lines[index]
        signs = is_author_line(line.text, options) or (not found and _is_odd_name(line.text.strip()))
        if not signs or line.vertical:
            break
        found.append(index)
    return found


def _is_odd_name(text: str) -> bool:
    """Whether a short line is a name, and no short headline that could be one (更 正, 金秋).

    >>> [_is_odd_name(text) for text in ("施 漫", "岑知微", "更 正", "金秋")]
    [True, True, False, False]
    """
    return is_person(text) and own_fit("".join(text.split())) < ODD


def paras(page: Page, blocks: Blocks, options: Options) -> list[Para]:
    """The paragraphs as candidates for beginnings of articles."""
    found = []
    verses = are_verses([page.lines[index].text.strip() for index in blocks.paragraphs])
    for at, index in enumerate(blocks.paragraphs):
        line = page.lines[index]
        text = line.text.strip()
        gap = blocks.between[at]
        lead = read_lead(text, options)
        found.append(
            Para(
                text=text,
                words=bigrams(text),
                measure=line.measure,
                byline=lead is not None,
                unnamed=lead is not None and not (lead.reporters or lead.correspondents),
                dispatch=lead is not None and is_dispatch(lead),
                display_before=len(blocks.shown(at)),
                signature_before=any(i in blocks.signatures for i in gap),
                note_before=any(i in blocks.notes for i in gap),
                continues=any(i in blocks.notes and leads_back(page.lines[i].text) for i in gap),
                author_before=any(i in blocks.authors for i in gap),
                caption_before=bool(blocks.captions[at]),
                script=clear_balance(text),
                stream=line.breaks,
                group=line.group,
                verse=verses[at],
                quoted=_in_quotations(page, blocks.between, at + 1),
            )
        )
    return found


def banners(page: Page, blocks: Blocks) -> frozenset[str]:
    """Display lines that stand on the page more than once: rubrics that head several articles."""
    counts = Counter(
        _key(page.lines[index]) for at in range(len(blocks.between)) for index in blocks.shown(at)
    )
    return frozenset(
        key for key, count in counts.items() if count > 1 and len(key) >= 4 and not heads_quotations(key)
    )


def _key(line: Line) -> str:
    return "".join(line.text.split())


def groups(
    page: Page, blocks: Blocks, options: Options = DEFAULT
) -> tuple[list[Group], list[tuple[int, ...]]]:
    """The groups of display lines; and their line indices."""
    repeated = banners(page, blocks)
    texts = [page.lines[index].text for index in blocks.paragraphs]
    words = [bigrams(text.strip()) for text in texts]
    inner = subheads(page, blocks, options)
    found: list[Group] = []
    where: list[tuple[int, ...]] = []
    for gap in range(len(blocks.between)):
        shown = blocks.shown(gap)
        if not shown:
            continue
        low, high = max(0, gap - NEAR), gap + NEAR
        near = (
            _Near("\n".join(texts[low:high]), frozenset().union(*words[low:high])) if len(shown) > 1 else None
        )
        lines = tuple(
            _head_line(
                page,
                index,
                shown[at - 1] if at else None,
                repeated,
                near,
                gap in inner,
                blocks.spaced,
                index in blocks.strays,
            )
            for at, index in enumerate(shown)
        )
        found.append(Group(lines, gap, _cuts(page, shown), _parted(page, shown), blocks.misread))
        where.append(tuple(shown))
    paragraphs = (page.lines[index] for index in blocks.paragraphs)
    if blocks.spaced and part_frames((group.lines for group in found), paragraphs, options):
        found = [
            replace(group, lines=tuple(replace(line, framed=True) for line in group.lines)) for group in found
        ]
    return found, where


def _strays(page: Page, shown: Iterable[int]) -> frozenset[int]:
    """A page's display lines, where its columns were put in order, but those set from top to bottom: each may be a piece of a text."""
    if not any(line.group for line in page.lines):
        return frozenset()
    return frozenset(index for index in shown if not page.lines[index].vertical)


class _Near(NamedTuple):
    """The paragraphs around a group, and their wording."""

    text: str
    words: Bigrams


def _spaced(page: Page) -> bool:
    """Whether the dump sets blank lines here and there, so that one tells something and its absence too."""
    blank = sum(line.blank for line in page.lines)
    touching = sum(not above.blank and not below.blank for above, below in pairwise(page.lines))
    return blank >= BLANK_SHARE * len(page.lines) and touching >= TOUCHING_SHARE * (len(page.lines) - blank)


def subheads(page: Page, blocks: Blocks, options: Options = DEFAULT) -> frozenset[int]:
    """Gaps that hold one short line, where the same column has others of its kind: subheads come in series.

    What stands over a byline is an article's head.
    """
    alone: list[tuple[int, int, float]] = []
    for gap in range(1, len(blocks.paragraphs)):
        shown = blocks.shown(gap)
        text = "".join(page.lines[index].text.strip() for index in shown)
        before, after = (page.lines[blocks.paragraphs[at]] for at in (gap - 1, gap))
        one_column = abs(before.measure - after.measure) <= SERIES_MEASURE
        if (
            0 < len(shown) <= 2
            and len(text) <= SERIES_LONGEST
            and one_column
            and len(blocks.between[gap]) == len(shown)
            and not _heads_byline(page, shown, after, options)
        ):
            alone.append((gap, len(text), after.measure))
    found = set()
    for (gap, size, measure), (other, other_size, other_measure) in pairwise(alone):
        alike = abs(size - other_size) <= SERIES_UNEVEN and abs(measure - other_measure) <= SERIES_MEASURE
        if alike and 1 <= other - gap <= SERIES_REACH:
            found |= {gap, other}
    return frozenset(found)


def _heads_byline(page: Page, shown: Sequence[int], after: Line, options: Options) -> bool:
    """Whether a byline follows display lines; single characters are pieces of a vertical headline, which lie anywhere."""
    whole = all(len(page.lines[index].text.strip()) > 1 for index in shown)
    return whole and read_lead(after.text.strip(), options) is not None


def _head_line(
    page: Page,
    index: int,
    previous: int | None,
    repeated: frozenset[str],
    near: _Near | None,
    inner: bool,
    spaced: bool,
    stray: bool,
) -> HeadLine:
    line = page.lines[index]
    text = line.text.strip()
    gap, runs_on = None, False
    if previous is not None:
        before = page.lines[previous]
        apart = line.spans[0][0] - before.spans[-1][1]
        gap = apart > 1 if spaced and 0 < apart <= APART else None
        runs_on = near is not None and before.text.strip()[-2:] + text[:2] in near.text
    own = bigrams(text)
    echo = len(own & near.words) / len(own) if near and own else None
    return HeadLine(text, line.vertical, gap, _key(line) in repeated, inner, runs_on, echo, stray=stray)


def _cuts(page: Page, shown: Sequence[int]) -> frozenset[int]:
    """Positions before which a caption stands: no head goes on over one."""
    found = set()
    for at in range(1, len(shown)):
        between = page.lines[shown[at - 1] + 1 : shown[at]]
        if any(not line.blank and line.role is Role.CAPTION for line in between):
            found.add(at)
    return frozenset(found)


def _parted(page: Page, shown: Sequence[int]) -> frozenset[int]:
    """Positions before which lines of another group of columns begin, where these were put in order, or another frame's text that was
    printed on the same line."""
    lines = [page.lines[index] for index in shown]
    return frozenset(
        at
        for at, (before, line) in enumerate(pairwise(lines), 1)
        if 0 < before.group != line.group > 0 or (before.spans == line.spans and not line.vertical)
    )

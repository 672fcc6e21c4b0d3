"""Join the halves of a paragraph that stand apart, in reverse or with other paragraphs between.

Extractors that sort text by its place on the page write the last lines of a column after the first ones of the next, or other
columns between. `reading_order` puts lines back as far as their columns show; where they do not, one paragraph is left that ends inside a
sentence and another, before or behind it, that begins inside one. They are joined, at the place of the first, where the
wording goes on and fits far better than a sentence's beginning would, where each is the other's best match, and where both are of one measure and of one
group of columns. Left alone: pages whose order the dump tells, misread pages, lists, paragraphs that begin with a byline or a
salutation, and what two paragraphs go on with about equally well. Costs one
lookup for every open end and every paragraph within `REACH` of it; a page in order has few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from newsclean.layout.costs import ENUMERATOR
from newsclean.layout.joining import join
from newsclean.layout.measure import end_class
from newsclean.layout.misread import was_misread
from newsclean.layout.pieces import RUNNING
from newsclean.model import Edit, Line, Page, Role, merge_spans, terminated
from newsclean.options import Options
from newsclean.reading.bylines import read_lead
from newsclean.reading.salutations import is_salutation
from newsclean.wording import junction

OPEN_ENDS: Final = ("", ",", "(")
"""How a paragraph ends that is cut inside a sentence (`end_class`)."""
LIST_ENDS: Final = "；;"
FITS, BETTER = 1.0, 2.0
"""Log-odds (nats) of the wording that one half goes on with the other, and by how many nats that is more than a sentence's beginning fits, at
the least: of the pairs on 140 torn dumps three in four are right, and no dump in order has one."""
SAME_MEASURE: Final = 1.3
"""Em by which the measures of the halves' columns may differ."""
REACH: Final = 25
"""Paragraphs from one half to the other, at the most."""
MARGIN: Final = 0.5
"""Nats by which a match is better than any other of either half."""
RIGHT: Final = 0.75
"""The share of joined halves that are right."""
SENTENCE: Final = "。"
EVIDENCE: Final = "one ends inside a sentence, the other begins inside it"
Pair = tuple[float, int, int]
"""How well two halves fit (nats), and the indices of their lines."""


def severed_paragraphs(page: Page, options: Options) -> Page:
    """Paragraphs whose parts stand apart put together.

    >>> from newsclean.model import Line, Page, Role, replay
    >>> from newsclean.options import DEFAULT
    >>> texts = ["理处的仓库里，今年全部修好。", "老船工说，船还能用十年。", "今年入冬，渡口的十二条木船都停在县航运管"]
    >>> page = Page(tuple(Line(text, ((at, at),), role=Role.PARAGRAPH, measure=16.0, group=1) for at, text in enumerate(texts, 1)))
    >>> after = severed_paragraphs(page, DEFAULT)
    >>> [line.text for line in after.lines]
    ['今年入冬，渡口的十二条木船都停在县航运管理处的仓库里，今年全部修好。', '老船工说，船还能用十年。']
    >>> replay(page.lines, after.edits) == after.lines
    True
    """
    if page.typeset or not any(line.group for line in page.lines) or was_misread(page):
        return page
    return page.apply(_edits(page.lines, _chains(list(_pairs(page, options))), options))


def _pairs(page: Page, options: Options) -> Iterator[Pair]:
    """Paragraphs that end inside a sentence, each with those that may go on with it."""
    places = [index for index, line in enumerate(page.lines) if line.role is Role.PARAGRAPH]
    ends = [at for at, index in enumerate(places) if _is_open(page.lines[index])]
    begins: dict[int, float] = {}
    for end in ends:
        left = page.lines[places[end]]
        for index in (*places[max(0, end - REACH) : end], *places[end + 1 : end + 1 + REACH]):
            right = page.lines[index]
            if right.group != left.group or abs(right.measure - left.measure) > SAME_MEASURE:
                continue
            text = right.text.strip()
            fit = junction(left.text.strip(), text)
            if fit < FITS or _surely_begins(text, options):
                continue
            if index not in begins:
                begins[index] = junction(SENTENCE, text)
            if fit - begins[index] >= BETTER:
                yield fit - max(0.0, begins[index]), places[end], index


def _chains(pairs: Sequence[Pair]) -> list[list[int]]:
    """The indices of the parts of each paragraph in their order: every pair of which both are the other's one best match."""
    after = dict(_best(pairs))
    starts = set(after.values())
    chains = []
    for first in after:
        if first in starts:
            continue
        chain = [first]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        chains.append(chain)
    return chains


def _best(pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """The pairs of which each half is the other's best match, and no other comes near."""
    rows: dict[tuple[bool, int], list[Pair]] = {}
    for pair in pairs:
        for side in ((True, pair[1]), (False, pair[2])):
            rows.setdefault(side, []).append(pair)
    for pair in pairs:
        score, end, start = pair
        rivals = [other[0] for other in (*rows[True, end], *rows[False, start]) if other is not pair]
        if score - max(rivals, default=score - MARGIN) >= MARGIN:
            yield end, start


def _is_open(line: Line) -> bool:
    """Whether a paragraph ends inside a sentence, on a page whose columns were put in order."""
    text = line.text.strip()
    return (
        line.group > 0
        and end_class(text) in OPEN_ENDS
        and text[-1:] not in LIST_ENDS
        and RUNNING.search(text) is not None
    )


def _surely_begins(text: str, options: Options) -> bool:
    """Whether a paragraph begins with what only a paragraph begins with."""
    return ENUMERATOR.match(text) is not None or is_salutation(text) or read_lead(text, options) is not None


def _edits(lines: Sequence[Line], chains: Sequence[Sequence[int]], options: Options) -> list[Edit]:
    """Each paragraph put where the first of its parts stands, as edits of the smallest ranges that do not overlap."""
    wholes = {min(chain): _whole([lines[index] for index in chain], options) for chain in chains}
    gone = {index for chain in chains for index in chain} - set(wholes)
    ranges: list[list[int]] = []
    for first, last in sorted((min(chain), max(chain)) for chain in chains):
        if ranges and first <= ranges[-1][1]:
            ranges[-1][1] = max(last, ranges[-1][1])
        else:
            ranges.append([first, last])
    edits = []
    for first, last in ranges:
        before = tuple(lines[first : last + 1])
        after = [wholes.get(index, lines[index]) for index in range(first, last + 1) if index not in gone]
        edits.append(Edit("severed_paragraphs", "join", first, before, terminated(after, before), EVIDENCE))
    return edits


def _whole(parts: Sequence[Line], options: Options) -> Line:
    return replace(
        parts[0],
        text=join([parts[0].text.rstrip(), *(part.text.strip() for part in parts[1:])], options),
        spans=merge_spans(span for part in parts for span in part.spans),
        measure=parts[-1].measure,
        certainty=min(RIGHT, *(part.certainty for part in parts)),
    )

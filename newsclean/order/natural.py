"""Is the order of a page natural? The cheap question asked before, and the strict one after.

In natural order a line that stops inside a sentence is gone on with by the next line, save at the ends of frames. Where columns
are interleaved it never is, and where they are written piece by piece another line near by goes on with it better. So the mean wording of such junctions
over a dozen lines, and how many lines have such another one, tell the two apart, though the rest of the page be in order.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

from newsclean.order.evidence import Evidence
from newsclean.order.lines import Outline

WINDOW: Final = 12  # junctions: a row of columns or two
SUSPECT: Final = -1.2  # nats, mean of a window, at the most
SUSPECT_FEW: Final = -1.0  # the same for a text too short for a window
REACH: Final = 8  # lines to either side of one: a row of columns or two
WORSE: Final = -1.0  # nats below which the next line hardly goes on with a line
FITS: Final = 1.5  # nats from which another one near by does
BETTER: Final = 3.0  # and by which it must fit better than behind the line before it
SHARE: Final = 0.028  # of the unfinished lines that another line goes on with far better than the next, in a page that may be torn
FEWEST: Final = 3  # such lines
ENOUGH: Final = 0.3  # share of these that the first half of the lines must have
PAGE: Final = 1000  # lines that are looked at together: a long text may be torn in parts
# Of 608 natural dumps of typeset pages one in ten has such a window or so many such lines, of 608 torn ones all but 9.
FEW: Final = 8  # junctions of a text that is looked at at all, at the least
GAIN: Final = 17.0  # nats that a new order must bring on all junctions together
LEAST_GAIN: Final = 0.2  # and on the mean, of however many
MOST_GAIN: Final = 1.0  # what is enough on the mean, of however few
# Of 154 natural dumps that may be torn none gains both (16.6 and 0.11, 15.2 and 0.29 are the most), of 328 torn ones with such a window
# all gain 28; of 18 short texts in order none gains 0.9 on the mean.
READABLE: Final = -0.3  # and what it must reach: a page of misread characters (OCR) reads badly in any order
SHOWN_LINES: Final = 3  # of a head's frame, at the most
MIN_WIDTH: Final = 6.0  # em; shorter lines are headings, lists and ends of paragraphs


def junctions(page: Evidence, order: Sequence[int], heads: Set[int] = frozenset()) -> list[float]:
    """The wording of the junctions at which a sentence is unfinished; `heads`: lines that are known to be a head's, which begin none."""
    lines = page.outlines
    return page.glance(
        [
            (a, b)
            for a, b in zip(order, order[1:], strict=False)
            if _should_go_on(lines[a], lines[b]) and a not in heads
        ]
    )


def suspect(page: Evidence) -> bool:
    """Whether some stretch of lines looks interleaved, or many stop where another line near by goes on far better than the next one does.

    >>> left = ["松岭镇的茶山上已是人声鼎沸，采茶", "工们背着竹篓，趁着露水未干采下今", "年的头一批春茶。往年这时候，鲜叶", "要靠人挑下山，走到镇上已是中午，"]
    >>> left += ["不少叶子闷坏了。镇里去年冬天新修", "三条上山的机耕路，鲜叶两个小时就"]
    >>> right = ["能送进加工厂。厂长说，头一批新茶", "已经被杭州的三家茶庄订走，每公斤", "的价钱比去年高出两成。镇里还请来", "了省里的专家，在村部办了六期培训"]
    >>> right += ["班，教大家怎样修剪、怎样防冻，又", "添了两台炒茶机，一天能炒三百公斤"]
    >>> rows = [line for row in zip(left, right) for line in row]
    >>> suspect(Evidence(rows, [0] * 12)), suspect(Evidence(left + right, [0] * 12))
    (True, False)
    """
    lines = page.outlines
    fits = page.glance([(at, at + 1) for at in range(len(lines) - 1)])
    values = [fit for fit, (a, b) in zip(fits, pairwise(lines), strict=True) if _should_go_on(a, b)]
    return _are_interleaved(values) or any(
        _is_torn(page, fits, start, min(start + PAGE, len(lines))) for start in range(0, len(lines), PAGE)
    )


def _is_unfinished(line: Outline) -> bool:
    """Whether a line of text stops within a sentence."""
    return line.width >= MIN_WIDTH and not line.ends_sentence


def _should_go_on(line: Outline, below: Outline) -> bool:
    """Whether a line stops within a sentence with which the line below may go on."""
    return _is_unfinished(line) and not below.begins_article


def _are_interleaved(values: Sequence[float]) -> bool:
    """Whether some stretch of junctions is none.

    >>> _are_interleaved([3.0] * 60 + [-2.0] * 12), _are_interleaved([3.0] * 60 + [-2.0] * 5)
    (True, False)
    """
    if len(values) <= WINDOW:
        return len(values) >= FEW and sum(values) < SUSPECT_FEW * len(values)
    total = sum(values[:WINDOW])
    for old, new in zip(values, values[WINDOW:], strict=False):
        if total < SUSPECT * WINDOW:
            return True
        total += new - old
    return total < SUSPECT * WINDOW


def _is_torn(page: Evidence, fits: Sequence[float], start: int, stop: int) -> bool:
    """Whether many of the lines from `start` to before `stop` have another one near by that goes on with them far better than the next;
    `fits`: of every line with the next. A half of the lines tells most pages in order."""
    lines = page.outlines
    doubtful = [
        at for at in range(start, stop - 1) if fits[at] < WORSE and _should_go_on(lines[at], lines[at + 1])
    ]
    least = max(FEWEST, SHARE * sum(map(_is_unfinished, lines[start:stop])))
    found = 0
    for part, share in ((doubtful[::2], ENOUGH), (doubtful[1::2], 1.0)):
        pairs = [
            (at, other)
            for at in part
            for other in range(max(start + 1, at - REACH), min(stop, at + REACH + 1))
            if other not in (at, at + 1) and not lines[other].begins_article
        ]
        goes_on = {
            at
            for (at, other), fit in zip(pairs, page.glance(pairs), strict=True)
            if fit > FITS
            and fit - max(WORSE, fits[other - 1] if _is_unfinished(lines[other - 1]) else WORSE) > BETTER
        }
        found += len(goes_on)
        if found < share * least:
            return False
    return True


def better(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether the new order is so much better that the page must have been out of order.

    >>> [better([1.0] * count, [1.3] * count) for count in (20, 80)]  # a few junctions must gain more
    [False, True]
    """
    if len(after) < FEW:
        return False
    mean = sum(after) / len(after)
    gain = min(MOST_GAIN, max(LEAST_GAIN, GAIN / len(after)))
    return mean > READABLE and mean > sum(before) / max(1, len(before)) + gain

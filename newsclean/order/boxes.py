"""The boxes of a page's text: lines without a blank line between, as a page reader (OCR) writes them; their edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from newsclean.assembly.vocabulary import Bigrams, bigrams
from newsclean.order.evidence import Evidence
from newsclean.order.fit import INDENT
from newsclean.order.lines import Line
from newsclean.order.links import KNOWN, measure_of
from newsclean.order.natural import SHOWN_LINES
from newsclean.wording.towers import Vector

FULL: Final = 1.4  # em that a full line may leave free
UNEVEN: Final = 0.9  # em by which an indent may seem to differ from two
LOOSE: Final = 2.0  # em by which one line or two show their column's measure

End = Literal["full", "full ended", "half", "short", "short ended"]
Start = Literal["indented", "flush", "ragged", "unknown"]


class Box(Struct, frozen=True):
    """Lines `start` to `stop`; `measure` in em, `known` where enough lines show it; `shown`: looks like part of a head."""

    start: int
    stop: int
    measure: float
    known: bool
    shown: bool
    end: End
    begins: Start
    words: Bigrams
    topic: Vector

    @property
    def last(self) -> int:
        return self.stop - 1


def boxes(page: Evidence) -> list[Box]:
    """The boxes of a page."""
    starts = [j for j, boxed in enumerate(page.boxed) if not boxed]
    return [_box(page, a, b) for a, b in zip(starts, [*starts[1:], len(page.lines)], strict=True)]


def _box(page: Evidence, start: int, stop: int) -> Box:
    lines = page.lines[start:stop]
    measure = measure_of([line.width - line.slack for line in lines])
    known = len(lines) >= KNOWN
    if not known:  # the column's, where it is about as wide
        measure = min((m for m in page.measures(start) if 0 <= m - measure <= LOOSE), default=measure)
    shown = start in page.display or (len(lines) <= SHOWN_LINES and not any(map(_is_text, lines)))
    return Box(
        start,
        stop,
        measure,
        known,
        shown,
        _end(page, stop - 1, measure),
        _begins(page, start, measure, known),
        frozenset().union(*(bigrams(text) for text in page.texts[start:stop])),
        page.topic(range(start, stop)),
    )


def _is_text(line: Line) -> bool:
    """Whether a line has what no line of a head has."""
    return line.runs or line.ends_sentence or line.begins_article or line.pauses or line.bad_start


def _end(page: Evidence, at: int, measure: float) -> End:
    line = page.lines[at]
    if line.ends_half:
        return "half"
    if measure - line.width > FULL:
        return "short ended" if line.ends_sentence else "short"
    return "full ended" if line.ends_sentence else "full"


def _begins(page: Evidence, at: int, measure: float, known: bool) -> Start:
    line = page.lines[at]
    if not known:
        return "unknown"
    free = measure - line.width + line.slack / 2
    if abs(free - INDENT) <= UNEVEN:
        return "indented"
    return "flush" if free < INDENT else "ragged"


def texts_of(found: Sequence[Box]) -> tuple[list[Box], list[list[Box]]]:
    """The boxes of text, and the shown boxes before each of them and after the last."""
    texts: list[Box] = []
    heads: list[list[Box]] = [[]]
    for box in found:
        if box.shown:
            heads[-1].append(box)
        else:
            texts.append(box)
            heads.append([])
    return texts, heads

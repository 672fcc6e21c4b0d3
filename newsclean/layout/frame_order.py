"""The order in which a page's frames are read, by where they stand: a recursive cut (XY-cut; Nagy and Seth 1984).

A page falls into sections, one under the other; a section into what stands side by side, from left to right; that again
into what stands one under the other, until single frames are left. Where neither cut is possible, the frame comes first
that has the fewest others above it, of these the leftmost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter

from newsclean.layout.frames import MOST, Frame

_section, _low, _high = attrgetter("section"), attrgetter("low"), attrgetter("high")
_top, _bottom = attrgetter("top"), attrgetter("bottom")


def in_order(frames: Sequence[Frame]) -> list[Frame]:
    """Frames, given by their first lines, as a reader takes them."""
    found: list[Frame] = []
    for _, section in groupby(frames, _section):
        own = list(section)
        for at in range(0, len(own), MOST):
            found += _cut(own[at : at + MOST])
    return found


def _cut(frames: list[Frame]) -> list[Frame]:
    if len(frames) < 2:
        return frames
    for low, high in ((_low, _high), (_top, _bottom)):
        parts = _parted(frames, low, high)
        if len(parts) > 1:
            return [frame for part in parts for frame in _cut(part)]
    first = min(frames, key=lambda frame: (sum(_is_above(other, frame) for other in frames), frame.low))
    return [first, *_cut([frame for frame in frames if frame is not first])]


def _parted(
    frames: Sequence[Frame], low: Callable[[Frame], int], high: Callable[[Frame], int]
) -> list[list[Frame]]:
    """The frames in parts between which no frame stands in one direction."""
    parts: list[list[Frame]] = []
    reach = -1
    for frame in sorted(frames, key=low):
        if low(frame) > reach:
            parts.append([])
        parts[-1].append(frame)
        reach = max(reach, high(frame))
    return parts


def _is_above(upper: Frame, lower: Frame) -> bool:
    return upper.low < lower.high and lower.low < upper.high and upper.bottom < lower.top

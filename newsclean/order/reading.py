"""The reading order of a page's lines."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.options import DEFAULT, Options
from newsclean.order.evidence import Evidence
from newsclean.order.interruptions import without_interruptions
from newsclean.order.natural import better, junctions, suspect
from newsclean.order.result import Order


def reading_order(
    lines: Sequence[str],
    gaps: Sequence[int],
    misread: bool = False,
    display: frozenset[int] = frozenset(),
    options: Options = DEFAULT,
) -> Order:
    """Put the body lines of a page back in order where an extractor interleaved columns, or OCR (`misread`) its boxes.

    `display` has the numbers of lines that are known to be display lines, which only a misread page's boxes take with them;
    `options` the user's own titles and banners.
    """
    page = Evidence(lines, gaps, display, options)
    if misread:
        from newsclean.order.box_order import box_order  # as below: few pages need it

        found = box_order(page)
        if found is not None:
            return found
    if not suspect(page):
        return Order.of(without_interruptions(page))
    from newsclean.order.torn import put_back  # eight modules that a page in order needs none of

    order = put_back(page)
    if order is None:
        return Order.of(range(len(lines)))
    before = junctions(page, range(len(lines)), order.heads)
    if not better(before, junctions(page, order.order, order.heads)):
        return Order.of(without_interruptions(page))
    return order

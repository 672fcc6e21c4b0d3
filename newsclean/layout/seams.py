"""The spaces of a row of columns: which part two columns, and which are the text's own.

A byline's spaces, a headline's two phrases and justification look just like a gutter where an extractor sets one space for any
distance. How the text on both sides reads on tells them apart, and the measures that the rows near have in common, brackets
and marks: a logistic model, fitted on typeset pages (``tools/fit_seams.py``: 0.94 of their spaces are read right, 0.90 of
those of pages that it was not fitted on). Costs a pass over the words of a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from newsclean.layout.measure import NO_START, TERMINAL, width
from newsclean.layout.pieces import RUNNING
from newsclean.patterns import expression
from newsclean.wording import junction

WEIGHTS: Final[dict[str, float]] = {
    "any": 2.35,
    "reads on": -0.25,
    "in a bracket": -1.12,
    "tiny before": -1.65,
    "tiny after": -1.55,
    "full before": 0.65,
    "full after": 2.11,
    "full together": -0.90,
    "ended": 1.17,
    "no beginning": -1.18,
    "narrow before": -0.48,
    "narrow after": -0.44,
    "shown": -1.34,
    "row shown": -0.93,
    "byline before": -3.13,
    "within a byline": -2.15,
    "credit after": -4.03,
}
"""Log-odds (nats) that a space parts two columns; a sign's weight is multiplied by its value."""
LEAST: Final = -1.0
"""Log-odds at which a row is parted: two columns on one line cost more than a line in two."""

BLOCK: Final = 20
"""Rows; a measure shows in the block of a row and those beside it."""
NARROWEST: Final = 14
"""Half em of a word that shows a measure."""
SHARED, OF_MOST = 4, 0.25
"""Words that must have it, and their share of those that have the commonest."""
NARROW, TINY = 5.0, 2
"""Em of a narrow piece, and characters of a tiny word."""
HELD: Final = 4.0
"""Nats that the wording may say."""
BRACKETED: Final = 14
"""Characters of a byline's bracket."""
BYLINE = expression(r"(?:[讯訊電电】][^。]{0,3}|[记記]者[^。]{1,12}|通[讯訊][员員][^。]{1,12})[）：)】]$")
IN_BYLINE = expression(r"(?:(?:[记記]者|通[讯訊][员員])[^，。）)]{0,14}|[电電讯訊]）?)$")
CREDIT = expression(r"^(?:\p{Han}{2,4} ){0,2}?\p{Han}{0,4}[摄攝](?!\S)")


def widths(rows: Sequence[Sequence[str]]) -> Iterator[frozenset[int]]:
    """For the words of every row the widths (half em) that many of the words near them have."""
    blocks: list[Counter[int]] = []
    for start in range(0, len(rows), BLOCK):
        wide = (round(2 * width(word)) for row in rows[start : start + BLOCK] for word in row)
        blocks.append(Counter(half for half in wide if half >= NARROWEST))
    for number in range(len(blocks)):
        near: Counter[int] = sum(blocks[max(0, number - 1) : number + 2], Counter())
        around = {half: near[half - 1] + near[half] + near[half + 1] for half in near}
        least = max(SHARED, OF_MOST * max(around.values(), default=0))
        full = frozenset(
            half + step for half, count in around.items() if count >= least for step in (-1, 0, 1)
        )
        for _ in rows[number * BLOCK : (number + 1) * BLOCK]:
            yield full


def parted(row: Sequence[str], full: frozenset[int]) -> list[str]:
    """The pieces of a row's words, which are one or more; `full`: widths that words near have.

    >>> parted("价钱比去年高出两成。 本报讯（记者 林 晚）清河".split(), frozenset())
    ['价钱比去年高出两成。', '本报讯（记者 林 晚）清河']
    """
    found = [row[0]]
    for at in range(1, len(row)):
        odds = sum(WEIGHTS[sign] * value for sign, value in signs(found[-1], row, at, full).items())
        if odds > LEAST:
            found.append(row[at])
        else:
            found[-1] += f" {row[at]}"
    return found


def signs(text: str, row: Sequence[str], at: int, full: frozenset[int]) -> dict[str, float]:
    """What speaks for and against a column's end before a row's word `at`, of which `text` is the piece so far."""
    before, after = row[at - 1], row[at]
    wide, next_ = width(text), width(after)
    is_full = round(2 * wide) in full
    bracket = text.rfind("（")
    shown = RUNNING.search(text) is None and RUNNING.search(after) is None
    return {
        "any": 1.0,
        "reads on": max(-HELD, min(HELD, junction(text, after))),
        "in a bracket": bracket >= 0 and "）" not in text[bracket:] and len(text) - bracket <= BRACKETED,
        "tiny before": len(before) <= TINY,
        "tiny after": len(after) <= TINY,
        "full before": is_full,
        "full after": round(2 * next_) in full,
        "full together": not is_full and round(2 * (wide + next_) + 1) in full,
        "ended": text[-1] in TERMINAL,
        "no beginning": after[0] in NO_START,
        "narrow before": wide < NARROW,
        "narrow after": next_ < NARROW,
        "shown": shown,
        "row shown": shown and RUNNING.search("".join(row)) is None,
        "byline before": BYLINE.search(text) is not None,
        "within a byline": IN_BYLINE.search(text) is not None,
        "credit after": CREDIT.search(" ".join(row[at : at + 3])) is not None,
    }

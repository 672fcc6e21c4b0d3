"""Rows of a page on which several columns stand abreast with but one space between them, and their pieces.

Extractors that join all words of one height to a line keep neither places nor widths (pdfplumber's `extract_text`): `采茶、制茶，十 价钱比去年高出两成。`.
Other spaces are the text's own: a byline's, a headline's two phrases, justification. Which is which shows by how the text on both
sides reads on, by the measures that the rows near have in common, and by brackets and marks; the weights are a logistic
model (``tools/fit_abreast.py``). The characters of vertical headlines, one or two in each row, come together again.
Costs one pass over the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from newsclean.layout.measure import NO_START, TERMINAL, width
from newsclean.patterns import expression
from newsclean.wording import junction

SEAM = expression(r"(?<=[\p{Han}\d，。；、：“”！？）]{5}) ++(?=[\p{Han}\d“（《]{5})")
FEWEST: Final = 4  # rows with such a seam
SHARE: Final = 0.12  # of a page's lines: 0.21 to 0.60 on 40 pages of pdfplumber and MuPDF, at most 0.06 on 320 dumps of seven other kinds
UNLIKE: Final = (
    -0.8
)  # nats, mean of how the text goes on across a seam, at the most: -2.4 to -1.4 on those pages
BETTER: Final = 1.6  # nats by which it goes on better in one of the next rows: 2.0 to 4.4; 0.2 to 1.3 in verse, programmes, lists of prizes
BELOW: Final = 3  # rows
SHOWN: Final = 100  # seams that suffice to tell
LONGEST: Final = 600  # characters of a row; a longer line is none

BLOCK: Final = 20  # rows; a measure shows in the block of a row and those beside it
NARROWEST: Final = 14  # half em of a word that shows a measure
SHARED: Final = 4  # pieces that have it
OF_MOST: Final = 0.25  # and their share of those that have the commonest
NARROW: Final = 5.0  # em
BRACKETED: Final = 14  # characters of what stands in a byline's bracket
HELD: Final = 4.0  # nats
TINY: Final = 2  # characters
LEAST: Final = -1.0  # log-odds at which a row is parted: two columns on one line cost more than a line in two
CREDIT_WORDS: Final = 3  # at the most: 胡 可为 摄
RUNNING = expression("[，。；、]")
BYLINE = expression(r"(?:[讯訊電电】][^。]{0,3}|[记記]者[^。]{1,12}|通[讯訊][员員][^。]{1,12})[）：)】]$")
IN_BYLINE = expression(r"(?:(?:[记記]者|通[讯訊][员員])[^，。）)]{0,14}|[电電讯訊]）?)$")

CREDIT = expression(r"^(?:\p{Han}{2,4} ){0,2}\p{Han}{0,4}[摄攝]$")

# Log-odds (nats) that a space parts two columns; a sign's weight is multiplied by its value.
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
UPRIGHT = expression(r"[\p{Han}︻-﹄]{1,2}")
MOST_UPRIGHT: Final = 3  # words of a row that may be characters of vertical headlines; more are a spread line
LEAST_UPRIGHT: Final = 4  # rows that such a headline takes
APART: Final = 3  # rows between its characters


def pieces_abreast(texts: Sequence[str]) -> list[tuple[int, str]] | None:
    """The pieces of a page's rows, each with its row's index, row after row; None for a page without such rows.

    Blank rows are left out: between rows of columns they say nothing of any one column.
    """
    if not _stand_abreast(texts):
        return None
    rows = [text.split() if len(text) <= LONGEST else [text] for text in texts]
    heads = _upright(rows)
    found: list[tuple[int, str]] = []
    for at, (row, full) in enumerate(zip(rows, widths(rows), strict=True)):
        found += heads.get(at, ())
        if row:
            found += [(at, piece) for piece in _parted(row, full)]
    return found


def _stand_abreast(texts: Sequence[str]) -> bool:
    """Whether many rows have spaces across which the text does not go on, but does in one of the next rows."""
    rows = [SEAM.split(text.strip()) for text in texts if text.strip() and len(text) <= LONGEST]
    parted = sum(len(row) > 1 for row in rows)
    if parted < FEWEST or parted < SHARE * len(rows):
        return False
    across: list[float] = []
    down: list[float] = []
    for at, row in enumerate(rows):
        below = [piece for other in rows[at + 1 : at + 1 + BELOW] for piece in other]
        for left, right in zip(row, row[1:], strict=False):
            across.append(junction(left, right))
            down.append(max((junction(left, piece) for piece in below), default=0.0))
        if len(across) >= SHOWN:
            break
    seams = len(across)
    return sum(across) <= UNLIKE * seams and sum(down) - sum(across) >= BETTER * seams


def widths(rows: Sequence[Sequence[str]]) -> Iterator[frozenset[int]]:
    """For every row the widths (half em) that many of the words near it have."""
    blocks: list[Counter[int]] = []
    for start in range(0, len(rows), BLOCK):
        wide = (round(2 * width(word)) for row in rows[start : start + BLOCK] for word in row)
        blocks.append(Counter(half for half in wide if half >= NARROWEST))
    for number in range(len(blocks)):
        near: Counter[int] = sum(blocks[max(0, number - 1) : number + 2], Counter())
        around = {half: near[half - 1] + near[half] + near[half + 1] for half in near}
        least = max(SHARED, OF_MOST * max(around.values(), default=0))
        peaks = [half for half, count in around.items() if count >= least]
        widths = frozenset(half + step for half in peaks for step in (-1, 0, 1))
        for _ in rows[number * BLOCK : (number + 1) * BLOCK]:
            yield widths


def _parted(row: Sequence[str], full: frozenset[int]) -> list[str]:
    """The pieces of a row's words."""
    found = [row[0]]
    for at in range(1, len(row)):
        found_signs = signs(found[-1], row, at, full)
        if sum(WEIGHTS[sign] * value for sign, value in found_signs.items()) > LEAST:
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
        "credit after": CREDIT.search(" ".join(row[at : at + CREDIT_WORDS])) is not None
        or CREDIT.search(" ".join(row[at : at + CREDIT_WORDS - 1])) is not None,
    }


def _upright(rows: list[list[str]]) -> dict[int, list[tuple[int, str]]]:
    """The characters of vertical headlines, taken out of the rows' beginnings and ends: by the row of their first, one row's after the other's."""
    heads: dict[int, list[tuple[int, str]]] = {}
    for end in (False, True):
        run: list[tuple[int, int]] = []  # rows, and how many words of theirs
        for at, row in enumerate([*rows, ["。"] * (APART + 1)]):
            count = _tiny(row, end)
            if run and (at - run[-1][0] > APART or at == len(rows)):
                _take(run, rows, end, heads)
                run = []
            if count and at < len(rows):
                run.append((at, count))
    return heads


def _tiny(row: Sequence[str], end: bool) -> int:
    """How many words at a row's beginning, or end, may be characters of vertical headlines."""
    count = 0
    for word in reversed(row) if end else row:
        if UPRIGHT.fullmatch(word) is None:
            break
        count += 1
    return count if count <= MOST_UPRIGHT else 0


def _take(
    run: Sequence[tuple[int, int]],
    rows: list[list[str]],
    end: bool,
    heads: dict[int, list[tuple[int, str]]],
) -> None:
    if len(run) < LEAST_UPRIGHT:
        return
    found = heads.setdefault(run[0][0], [])
    for at, count in run:
        row = rows[at]
        words = row[-count:] if end else row[:count]
        rows[at] = row[:-count] if end else row[count:]
        found.append((at, " ".join(words)))

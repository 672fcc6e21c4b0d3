"""Lines of a torn paragraph that the pipeline joined with nothing: they break off in the midst of a sentence.

Where columns were torn line by line, a line may have been taken for a part of a head, or for nobody's. That it is
running text is told by its punctuation, and by its being as wide as the lines that were joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from newsclean.check.broken import Broken
from newsclean.check.reading import Block
from newsclean.check.source import TextFile
from newsclean.layout.measure import width
from newsclean.model import Role
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.credits import split_credit
from newsclean.reading.notes import is_note

CLOSED = expression(r"[。！？!?…︒｡：:；;.」』”’）)】〕》—]\s*$")
SENTENCE = expression("[，。；！？]")
STOP = expression("[。；]")
BREAKING = expression("[，、]$")
ENUMERATION = expression("、.*、")
HEAD = (Role.HEADLINE, Role.KICKER, Role.DECK, Role.SUBHEAD, Role.DISPLAY)
LONG = 24.0
"""Em of lines that are longer than a headline with a comma in it is."""
OFTEN = 3
"""So many lines of one width make it a column's measure."""


def pieces(file: TextFile) -> Iterator[Block]:
    """Single lines that break off, on pages where others were joined: in a text whose paragraphs are whole there are none."""
    blocks = file.broken
    if not blocks:
        return
    joined = {number for block in blocks for number in block.lines}
    measures = _measures(file, blocks)
    torn = file.reading.torn_lines
    for block in file.reading.blocks:
        (first, last), *more = block.spans
        if (
            block.guessed
            and first == last
            and not more
            and first not in joined
            and not CLOSED.search(block.text)
        ):
            full = round(width(block.text)) in measures
            if _is_running(block, full=full, torn=first in torn) and not _is_something_else(block, file):
                yield block


def _measures(file: TextFile, blocks: Sequence[Broken]) -> set[int]:
    """The widths of columns: those that many lines have in the midst of paragraphs; an em more or less is justification."""
    counts = Counter(
        round(width(file.line(number).strip())) for block in blocks for number in block.lines[:-1]
    )
    return {
        near
        for measure, count in counts.items()
        if count >= OFTEN
        for near in (measure - 1, measure, measure + 1)
    }


def _is_running(block: Block, *, full: bool, torn: bool) -> bool:
    """Whether a line is of a paragraph; heads have commas too, so that of them more is asked."""
    inside = block.text[:-1]
    if block.role is Role.PARAGRAPH:
        return SENTENCE.search(inside) is not None
    if block.role is Role.FURNITURE:
        return (STOP if block.certainty == 1 else SENTENCE).search(inside) is not None or (
            torn and full and BREAKING.search(block.text) is not None
        )
    if block.role not in HEAD:
        return False
    if STOP.search(inside) or (width(inside) >= LONG and SENTENCE.search(inside)):
        return True
    return torn and full and any(sign.search(block.text) for sign in (SENTENCE, BREAKING, ENUMERATION))


def _is_something_else(block: Block, file: TextFile) -> bool:
    options = file.settings.options
    return (
        is_note(block.text)
        or is_author_line(block.text, options)
        or split_credit(block.text, options)[1] is not None
    )

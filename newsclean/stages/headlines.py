"""Read the display lines as heads (rubric, kicker, headline, deck, author line) and attach each to its article.

A head may stand before its article, after it, or after others. Which is whose is decided for all heads of the page
together, by the words that head and body share and by place (`newsclean.assembly.matching`); what the lines of a head
are, by place and wording (`newsclean.assembly.heads`). A single short line inside an article is a subhead. A rubric
goes to the article whose head it opens. What the editor says (编者按) is a note.
Captions go to the article whose words they share. Changes no text; what fits nothing stays furniture. Cost: linear in
the page.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsclean.assembly.blocks import Blocks, find_blocks, groups, paras
from newsclean.assembly.cutting import WINDOW
from newsclean.assembly.matching import Placed
from newsclean.assembly.splitting import matcher
from newsclean.assembly.vocabulary import Vocabulary, bigrams
from newsclean.model import Line, Page, Role
from newsclean.options import Options
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.notes import is_editors_note

REORDERED = 0.82
"""Share of sure heads that are right where columns were put back in order (tools/eval_confidence.py); 1.0 elsewhere."""
AWAY = 0.6
"""Nats that a caption loses for every article that lies between it and the one whose words it shares."""


def headlines(page: Page, options: Options) -> Page:
    """Heads read and attached to their articles; captions attached.

    >>> from newsclean.model import Line, Page, Role
    >>> from newsclean.options import DEFAULT
    >>> body = Line("本报讯 云湖灌区两座泵站恢复供水。", ((1, 1),), role=Role.PARAGRAPH, articles=(1,))
    >>> head = Line("云湖灌区又传来喜讯", ((2, 2),), role=Role.DISPLAY)
    >>> headlines(Page((body, head)), DEFAULT).lines[1].role.value
    'headline'
    """
    if page.typeset:
        return page
    blocks = find_blocks(page, options)
    if not blocks.paragraphs:
        return page
    article_of = [page.lines[index].articles[0] - 1 for index in blocks.paragraphs]
    found, where = groups(page, blocks, options)
    matching = matcher(found, paras(page, blocks, options), options).match(article_of)
    lines = list(page.lines)
    trust = REORDERED if any(line.group for line in page.lines) else 1.0
    for head in matching.heads:
        for offset, role in enumerate(head.form.roles):
            index = where[head.group][head.start + offset]
            lines[index] = _label(lines[index], role, head, trust, options)
    for index in blocks.paragraphs:
        if is_editors_note(lines[index].text):
            lines[index] = replace(lines[index], role=Role.NOTE)
    _attach_captions(page, blocks, article_of, lines)
    return page.with_lines(lines)


def _label(line: Line, role: Role, head: Placed, trust: float, options: Options) -> Line:
    if head.article is None:
        return replace(line, role=Role.FURNITURE, certainty=0.5)
    if head.subhead:
        role = Role.AUTHOR if is_author_line(line.text.strip(), options) else Role.SUBHEAD
    return replace(line, role=role, articles=(head.article + 1,), certainty=head.certainty * trust)


def _attach_captions(page: Page, blocks: Blocks, article_of: list[int], lines: list[Line]) -> None:
    """Every caption to the article whose words it shares, a near one where none does."""
    texts: dict[int, list[str]] = {}
    for number, index in zip(article_of, blocks.paragraphs, strict=True):
        texts.setdefault(number, []).append(page.lines[index].text)
    numbers = sorted(texts)
    rank = {number: at for at, number in enumerate(numbers)}
    vocabulary = Vocabulary([bigrams("\n".join(texts[number])) for number in numbers])
    for gap, found in enumerate(blocks.captions):
        here = rank[article_of[max(0, gap - 1)]]
        for index in found:
            words = bigrams(page.lines[index].text)
            near = range(max(0, here - WINDOW), min(len(numbers), here + WINDOW + 1))
            best = max(near, key=lambda at: (vocabulary.affinity(words, at) - AWAY * abs(at - here), -at))
            lines[index] = replace(lines[index], articles=(numbers[best] + 1,))

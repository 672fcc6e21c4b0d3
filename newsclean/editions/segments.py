"""Cut articles at the jumps that were matched, so that the pieces can be put together anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsclean.editions.jumps import HEAD, Jump
from newsclean.schema import Article, Block, Caption


@dataclass(frozen=True, slots=True)
class Place:
    """A jump, and the article (page and article from 0) that it stands in."""

    page: int
    article: int
    jump: Jump


@dataclass(slots=True)
class Segment:
    """A piece of an article. `back` is the number of the pair that it continues, None where an article begins.

    `onward` tells after which of its blocks the continuation of which pair goes. `head` is what was printed over a
    continuation; `article` is the printed article whose head and captions an article's beginning keeps.
    """

    page: int
    article: Article | None
    back: int | None = None
    blocks: list[Block] = field(default_factory=list)
    onward: dict[int, int] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)


def cut(page: int, at: int, article: Article, pairs: Mapping[Place, int]) -> list[Segment]:
    """The pieces of one article; `pairs` has the number of the pair for every matched jump."""
    matched = [
        (place.jump, number) for place, number in pairs.items() if (place.page, place.article) == (page, at)
    ]
    matched.sort(key=lambda one: (one[0].block, one[0].start))
    here = Segment(page, article, captions=list(article.captions))
    segments = [here]
    if matched and matched[0][0].block == HEAD:
        _continue(here, article, matched[0][1], "")
        matched = matched[1:]
    for number, block in enumerate(article.body):
        text, done = block.text, 0
        for jump, pair in [one for one in matched if one[0].block == number]:
            before = text[done : jump.start].strip()
            note = Block(type="note", text=jump.note, lines=block.lines)
            if jump.onward:
                _add(here, block, before)
                here.blocks.append(note)
                here.onward[len(here.blocks) - 1] = pair
            elif here is segments[0] and here.back is None and _only_notes(here):
                _continue(here, article, pair, before)
                here.blocks.append(note)
            else:
                here = Segment(page, None, pair, [note], head=[before] if before else [])
                segments.append(here)
            done = jump.end
        _add(here, block, text[done:].strip() if done else text)
    return segments


def _only_notes(segment: Segment) -> bool:
    return all(block.type == "note" for block in segment.blocks)


def _continue(segment: Segment, article: Article, pair: int, lead: str) -> None:
    """Make a whole article a continuation: its head is that of a continuation now."""
    segment.back = pair
    segment.article = None
    parts = (
        article.rubric,
        article.kicker,
        article.headline,
        *article.deck,
        article.author_line,
        article.byline.text,
        lead,
    )
    segment.head = [part for part in parts if part]


def _add(segment: Segment, block: Block, text: str) -> None:
    if text:
        segment.blocks.append(
            block if text == block.text else Block(type=block.type, text=text, lines=block.lines)
        )

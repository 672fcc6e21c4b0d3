"""Put articles together that jump across the pages of an edition; every printed character stays, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from newsclean.editions.jumps import HEAD, jumps_in, notes_in
from newsclean.editions.labels import page_in, printed_page
from newsclean.editions.matching import SENTENCE_END, Part, match
from newsclean.editions.segments import Place, Segment, cut
from newsclean.layout.joining import join
from newsclean.schema import Article, Block, Caption, Document, LineRange, Source


class Continuation(msgspec.Struct, frozen=True, kw_only=True):
    """Where the rest of an article was printed.

    `blocks` are ranges of the article's blocks, from 1, that stand in that source: their `lines` count its lines.
    Where the jump parts a sentence, `sentence_lines` are the lines of that source that end the paragraph before.
    `head` is what was printed over the continuation; `captions` counts the captions from there, which come last.
    """

    source: Source
    blocks: list[tuple[int, int]]
    sentence_lines: list[LineRange] = []
    head: list[str] = []
    captions: int = 0


class JoinedArticle(Article, frozen=True, kw_only=True):
    """An article that goes on on other pages of the edition; its `lines` count the first page's but for those."""

    continued: list[Continuation]


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """A page after joining. `joined` counts its articles that go on elsewhere and its continuations that went away."""

    document: Document
    joined: int
    unmatched: tuple[str, ...]


def join_pages(documents: Sequence[Document]) -> list[JoinedPage]:
    """Join the articles of an edition's pages; the pages come back in the same order.

    An article stands on the page where it begins; the page that its continuation was printed on keeps the rest.
    Jumps whose other end is not found are left as they are and reported.
    """
    places = [
        Place(page, at, jump)
        for page, document in enumerate(documents)
        for at, article in enumerate(document.articles)
        for jump in jumps_in(article)
    ]
    labels = _labels(documents)
    onward = [place for place in places if place.jump.onward]
    back = [place for place in places if not place.jump.onward]
    pairs = [
        (onward[a], back[b])
        for a, b in match(
            [_part(place, documents, labels) for place in onward],
            [_part(place, documents, labels) for place in back],
        )
    ]
    segments = _cut(documents, pairs)
    while ring := _unreached(segments):
        pairs = [pair for number, pair in enumerate(pairs) if number != ring[0].back]
        segments = _cut(documents, pairs)
    matched = {place for pair in pairs for place in pair}
    continuations = {
        segment.back: segment for segment in segments if segment.article is None and segment.back is not None
    }
    pages = []
    for number, document in enumerate(documents):
        own = [segment for segment in segments if segment.page == number]
        articles = [
            _whole(segment, segment.article, continuations, documents)
            for segment in own
            if segment.article is not None
        ]
        unmatched = [place.jump.note for place in places if place.page == number and place not in matched]
        unmatched += [note for part in document.furniture for note in notes_in(part.text)]
        joined = sum(bool(segment.onward) + (segment.back is not None) for segment in own)
        if joined:
            document = msgspec.structs.replace(
                document,
                articles=[
                    msgspec.structs.replace(article, id=index) for index, article in enumerate(articles, 1)
                ],
            )
        pages.append(JoinedPage(document, joined, tuple(unmatched)))
    return pages


def _cut(documents: Sequence[Document], pairs: Sequence[tuple[Place, Place]]) -> list[Segment]:
    numbers = {place: number for number, pair in enumerate(pairs) for place in pair}
    return [
        segment
        for page, document in enumerate(documents)
        for at, article in enumerate(document.articles)
        for segment in cut(page, at, article, numbers)
    ]


def _unreached(segments: Sequence[Segment]) -> list[Segment]:
    """Continuations that no article leads to: they lead to one another in a ring."""
    by_pair = {segment.back: segment for segment in segments if segment.back is not None}
    left = dict(by_pair)
    waiting = [segment for segment in segments if segment.back is None]
    while waiting:
        for pair in waiting.pop().onward.values():
            if pair in left:
                waiting.append(left.pop(pair))
    return list(left.values())


def _labels(documents: Sequence[Document]) -> list[str]:
    """The number of each page, as the name of its file or the page itself gives it."""
    several = {document.source.path for document in documents if document.source.page > 1}
    labels = []
    for document in documents:
        source = document.source
        printed = printed_page(part.text for part in document.furniture)
        if source.path in several:
            labels.append(printed or str(source.page))
        else:
            base = (source.path or "").rpartition("/")[2].partition(".")[0]
            labels.append(page_in(base) or printed)
    return labels


def _part(place: Place, documents: Sequence[Document], labels: Sequence[str]) -> Part:
    """What matching needs to know of the text before a jump onward, or after a jump back."""
    article, jump = documents[place.page].articles[place.article], place.jump
    head = " ".join(part for part in (article.kicker, article.headline, *article.deck) if part)
    texts = [block.text if block.type != "note" else "" for block in article.body]
    lead = "" if jump.block == HEAD else article.body[jump.block].text[: jump.start]
    rest = "" if jump.block == HEAD else article.body[jump.block].text[jump.end :]
    if jump.onward:
        body = [*texts[: jump.block], lead]
        edge = next((text.strip() for text in reversed(body) if text.strip()), "")
    else:
        body = [rest, *texts[jump.block + 1 :]]
        edge = next((text.strip() for text in body if text.strip()), "")
        head = f"{head} {lead}" if not any(texts[: max(jump.block, 0)]) else lead
    return Part(labels[place.page], jump.page, f"{head} {jump.words}".strip(), "\n".join(body), edge)


@dataclass(slots=True)
class _Growing:
    """An article that is being put together: its blocks with the segment that each came from."""

    blocks: list[tuple[Block, Segment]]
    order: list[Segment]
    sentences: dict[int, list[LineRange]]


def _whole(
    segment: Segment, article: Article, continuations: dict[int, Segment], documents: Sequence[Document]
) -> Article:
    if not segment.onward:
        return msgspec.structs.replace(article, body=segment.blocks, captions=segment.captions)
    growing = _Growing([], [], {})
    _grow(growing, segment, continuations)
    captions: list[Caption] = list(segment.captions)
    continued = []
    for part in growing.order:
        captions += part.captions
        continued.append(
            Continuation(
                source=documents[part.page].source,
                blocks=_runs([at for at, (_, of) in enumerate(growing.blocks, 1) if of is part]),
                sentence_lines=growing.sentences.get(id(part), []),
                head=part.head,
                captions=len(part.captions),
            )
        )
    fields = {name: getattr(article, name) for name in Article.__struct_fields__}
    fields |= {"body": [block for block, _ in growing.blocks], "captions": captions, "continued": continued}
    return JoinedArticle(**fields)


def _grow(growing: _Growing, segment: Segment, continuations: dict[int, Segment]) -> None:
    """Add a segment's blocks, and after each jump what it leads to."""
    for at, block in enumerate(segment.blocks):
        growing.blocks.append((block, segment))
        if at in segment.onward:
            rest = continuations[segment.onward[at]]
            growing.order.append(rest)
            _grow(growing, _mended(growing, rest), continuations)


def _mended(growing: _Growing, rest: Segment) -> Segment:
    """The continuation; if it goes on with the sentence before the jump, that part of it is moved there."""
    first = next((at for at, block in enumerate(rest.blocks) if block.type != "note"), None)
    last = next(
        (at for at in reversed(range(len(growing.blocks))) if growing.blocks[at][0].type != "note"), None
    )
    if first is None or last is None or rest.blocks[first].type != "paragraph":
        return rest
    before, owner = growing.blocks[last]
    if before.type != "paragraph" or SENTENCE_END.search(before.text):
        return rest
    moved = rest.blocks.pop(first)
    rest.onward = {at - (at > first): pair for at, pair in rest.onward.items()}
    text = join([before.text, moved.text])
    growing.blocks[last] = (Block(type="paragraph", text=text, lines=before.lines), owner)
    growing.sentences[id(rest)] = moved.lines
    return rest


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as ranges.

    >>> _runs([1, 2, 5])
    [(1, 2), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs

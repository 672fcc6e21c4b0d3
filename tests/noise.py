"""Noise with a known answer: changes of a dump that a reader would not notice in its articles.

Each kind takes the dump's lines, the page as newsclean reads it (which lines are paragraphs, which heads), a strength from 0
to 1 and a source of chance, and gives other lines. Nothing is taken out or put in but breaks, spaces and vertical forms.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import regex
from score import norm

from newsclean.api import run_pages
from newsclean.layout.joining import join
from newsclean.layout.measure import width
from newsclean.model import Line, Page, Role, merge_spans
from newsclean.schema import Article, Document

BODY = {Role.PARAGRAPH, Role.SUBHEAD, Role.SIGNATURE, Role.NOTE}
HEAD = {Role.KICKER, Role.HEADLINE, Role.DECK}
UPRIGHT = str.maketrans("“”‘’《》（）", "﹃﹄﹁﹂︽︾︵︶")
UNIT = regex.compile(r"[0-9A-Za-z.%+/&-]+|\S")
STOPS = frozenset("，。、；：！？）》”’」』】…—")
OPENINGS = frozenset("（《“‘「『【")

T = TypeVar("T")
Noise = Callable[[list[str], Page, float, random.Random], list[str]]


@lru_cache(maxsize=32)
def read(text: str) -> tuple[Page, Document]:
    """The first page of a dump, labelled, and its document."""
    return next(iter(run_pages(text)))


def as_read(document: Document) -> Counter[tuple[str, ...]]:
    """The articles, each as its headline, decks, names and body; in no order, for heads and bodies may change places."""
    return Counter(map(_as_read, document.articles))


def _as_read(article: Article) -> tuple[str, ...]:
    people = "、".join([*article.byline.reporters, *article.byline.correspondents])
    body = [norm(block.text) for block in article.body]
    return (norm(article.headline), *map(norm, article.deck), people, *body)


def rewidth(lines: list[str], page: Page, strength: float, rng: random.Random) -> list[str]:
    """Every article set at another width, all its paragraphs the same: at strength 1 half as wide again, or half as wide."""
    factor = 1 + 0.5 * strength * rng.choice((-1, 1))
    out = list(lines)
    for first, last, printed, line in _paragraphs(lines, page, least=1):
        measure = line.measure or max(map(width, printed))
        short = measure - width(printed[0])  # the room of an indent that the dump does not show
        indented = 1 < short < 3 or len(printed) == 1
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        gap = "\n\n" if last > first and not lines[first + 1].strip() else "\n"
        out[first] = gap.join(_broken(join(printed), round(measure * factor), indent, 2 if indented else 0))
        out[first + 1 : last + 1] = ["" if gap == "\n\n" else _GONE] * (last - first)
    return [line for line in out if line is not _GONE]


_GONE = "\0gone"


def spaced(lines: list[str], page: Page, strength: float, rng: random.Random) -> list[str]:
    """This share of the lines of paragraphs set apart by justification: a space between any two characters."""
    out = list(lines)
    for first, last, *_ in _paragraphs(lines, page):
        for at in range(first, last + 1):
            if rng.random() < strength:
                out[at] = " ".join(UNIT.findall(out[at]))
    return out


def upright(lines: list[str], page: Page, strength: float, rng: random.Random) -> list[str]:
    """This share of the headlines printed from top to bottom: one character a line, quotes in their vertical forms."""
    out = list(lines)
    sizes = Counter(line.articles for line in page.lines if line.role is Role.HEADLINE)
    whole = [
        line
        for line in page.lines
        if _one_line(line, lines, Role.HEADLINE) and sizes[line.articles] == 1  # no head is set half upright
    ]
    for line in _some(whole, strength, rng):
        at = line.spans[0][0] - 1
        out[at] = "\n".join("".join(lines[at].split()).translate(UPRIGHT))
    return out


def other_side(lines: list[str], page: Page, strength: float, rng: random.Random) -> list[str]:
    """This share of the heads moved to the other side of their bodies: over the first line, or under the last one."""
    movable = [found for number in _numbers(page) if (found := _head_and_body(lines, page, number))]
    out = list(lines)
    for head, (first, last) in _some(movable, strength, rng):
        text = "\n".join(lines[at] for at in head)
        for at in head:
            out[at] = _GONE
        out[last if head[0] < first else first] = (
            f"{lines[last]}\n{text}" if head[0] < first else f"{text}\n{lines[first]}"
        )
    return [line for line in out if line is not _GONE]


KINDS: dict[str, Noise] = {
    "rewidth": rewidth,
    "spaced": spaced,
    "upright": upright,
    "other_side": other_side,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What noise did to a page: how many of its articles stayed as they were, and whether none came beside them."""

    kept: int
    articles: int
    whole: bool


def outcome(text: str, kind: str, strength: float, seed: int) -> Outcome | None:
    """What a kind of noise does to a page; None where it finds nothing on it to change."""
    page, document = read(text)
    noisy = "\n".join(KINDS[kind](text.split("\n"), page, strength, random.Random(seed)))
    if noisy == text:
        return None
    before, after = as_read(document), as_read(read(noisy)[1])
    return Outcome((before & after).total(), before.total(), before == after)


def _some(found: Sequence[T], share: float, rng: random.Random) -> list[T]:
    return rng.sample(list(found), max(1, round(share * len(found)))) if found and share else []


def _paragraphs(lines: list[str], page: Page, least: int = 2) -> list[tuple[int, int, list[str], Line]]:
    """Paragraphs that stand together: index of the first and last line, what is printed there, and the whole."""
    found = []
    for line in page.lines:
        spans = merge_spans(line.spans, page.blanks)
        if line.role is Role.PARAGRAPH and len(spans) == 1:
            first, last = spans[0][0] - 1, spans[0][1] - 1
            printed = [text.strip() for text in lines[first : last + 1] if text.strip()]
            if len(printed) < least or norm("".join(printed)) != norm(line.text):
                continue
            if len(printed) == 1 or min(map(width, printed[:-1])) >= max(map(width, printed)) - 3:
                found.append((first, last, printed, line))  # all in one column
    return found


def _broken(text: str, measure: float, indent: str, short: float) -> list[str]:
    """Text broken as a typesetter does: no word or figure parted, no stop at a line's beginning, no bracket open at its end."""
    rows: list[list[str]] = []
    row: list[str] = [indent]
    for unit in regex.findall(r"[0-9A-Za-z.%+/&-]+|\s+|\S", text):
        room = measure - (0 if rows else short)
        if unit.strip() and width("".join(row) + unit) > room and "".join(row).strip():
            carried = [unit]
            while len(row) > 1 and (carried[0] in STOPS or row[-1] in OPENINGS):
                carried.insert(0, row.pop())
            rows.append(row)
            row = carried
        elif unit.strip() or len(row) > 1:
            row.append(unit)
    return ["".join(row).rstrip() for row in [*rows, row]]


def _numbers(page: Page) -> list[int]:
    return sorted({line.articles[0] for line in page.lines if line.articles})


def _one_line(line: Line, lines: list[str], role: Role) -> bool:
    if line.role is not role or len(line.spans) != 1 or line.spans[0][0] != line.spans[0][1]:
        return False
    return norm(lines[line.spans[0][0] - 1]) == norm(line.text) and len(norm(line.text)) >= 5


def _head_and_body(lines: list[str], page: Page, number: int) -> tuple[list[int], tuple[int, int]] | None:
    """The lines of an article's head, and the first and last of its body; None where something else stands among them."""
    own = [line for line in page.lines if line.articles and line.articles[0] == number]
    head = sorted({at for line in own if line.role in HEAD for at in _indices(line) if lines[at].strip()})
    body = sorted({at for line in own if line.role in BODY for at in _indices(line) if lines[at].strip()})
    if not head or not body or (head[0] < body[-1] and head[-1] > body[0]):
        return None
    between = set(range(min(head[0], body[0]), max(head[-1], body[-1]) + 1)) - set(head) - set(body)
    return None if any(lines[at].strip() for at in between) else (head, (body[0], body[-1]))


def _indices(line: Line) -> list[int]:
    return [number - 1 for first, last in line.spans for number in range(first, last + 1)]

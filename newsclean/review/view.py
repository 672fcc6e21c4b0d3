"""What the review page shows of one page: its raw lines, its articles line by line, its edits, its doubtful decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsclean.corrections import keys
from newsclean.document import byline_may_follow
from newsclean.model import Line, Page, Role, Span, merge_spans
from newsclean.options import DEFAULT, Options
from newsclean.reading.bylines import read_lead
from newsclean.review.doubts import Doubt, find_doubts
from newsclean.schema import Document, Source

HEADS = (Role.RUBRIC, Role.KICKER, Role.HEADLINE, Role.DECK, Role.AUTHOR)
NO_ARTICLE = (Role.FURNITURE, Role.TEXT, Role.DISPLAY)
USUAL = frozenset({"join"})
"""Rules whose edits are on every line of a page; they are not marked."""
CHUNK = 200
"""Raw lines in one block, so that a browser need not lay out what is out of sight."""
LONGEST_SAMPLE = 200
MOST_EDITS = 2_000
SEGMENTS = 300
"""Parts of the page map's strip; a longer page is sampled."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of the dump: its number, text, the article that it went to (0: none) and what was changed on it."""

    number: int
    text: str
    article: int
    edits: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the cleaned page. `lead` is the byline at its beginning, `lines` are its source lines ("77-78 80-80")."""

    key: str
    index: int
    role: str
    lead: str
    text: str
    lines: str
    certainty: float
    article: int = 0

    @property
    def doubtful(self) -> bool:
        return self.certainty < 0.9


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article: its head, and its body with its captions, in the order of the page."""

    number: int
    kind: str
    title: str
    heads: list[ShownLine]
    body: list[ShownLine]


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """A change of the text: which source lines, by which rule, what was there and what is."""

    lines: str
    stage: str
    rule: str
    before: str
    after: str
    evidence: str


@dataclass(frozen=True, slots=True)
class View:
    """One page for the template."""

    source: Source
    chunks: list[list[RawLine]]
    articles: list[ShownArticle]
    furniture: list[ShownLine]
    edits: list[ShownEdit]
    more_edits: int
    doubts: list[Doubt]
    strip: list[tuple[int, int]]  # article and share, in the order of the dump

    @property
    def certainty(self) -> float:
        """The least confidence of the page's decisions."""
        return min((doubt.confidence for doubt in self.doubts), default=1.0)


def view(page: Page, document: Document, source: Sequence[str], options: Options = DEFAULT) -> View:
    """The view of a page; `source` holds all lines of the file."""
    names = keys(page.lines)
    by_article: dict[int, list[ShownLine]] = {}
    furniture: list[ShownLine] = []
    led: set[int] = set()
    for index, line in enumerate(page.lines):
        if not names[index]:
            continue
        if not line.articles or line.role in NO_ARTICLE:
            furniture.append(_shown(names[index], index, line, "furniture", 0, page.blanks, options))
            continue
        number = line.articles[0]
        first = line.role is Role.PARAGRAPH and number not in led
        shown = _shown(names[index], index, line, line.role.value, number, page.blanks, options, lead=first)
        if first and (shown.lead or not byline_may_follow(line)):
            led.add(number)
        by_article.setdefault(number, []).append(shown)
    articles = [
        ShownArticle(
            article.id,
            article.kind,
            article.headline or "",
            [line for line in by_article.get(article.id, []) if Role(line.role) in HEADS],
            [line for line in by_article.get(article.id, []) if Role(line.role) not in HEADS],
        )
        for article in document.articles
    ]
    raw = _raw(page, source)
    shown_edits, more = _edits(page)
    return View(
        source=document.source,
        chunks=[raw[at : at + CHUNK] for at in range(0, len(raw), CHUNK)],
        articles=articles,
        furniture=furniture,
        edits=shown_edits,
        more_edits=more,
        doubts=find_doubts(page, document, names),
        strip=_strip(raw),
    )


def _shown(
    key: str,
    index: int,
    line: Line,
    role: str,
    article: int,
    blanks: frozenset[int],
    options: Options,
    *,
    lead: bool = False,
) -> ShownLine:
    text = line.text.strip()
    found = read_lead(text, options) if lead else None
    end = found.end if found else 0
    return ShownLine(
        key,
        index,
        role,
        text[:end],
        text[end:],
        _ranges(merge_spans(line.spans, blanks)),
        round(line.certainty, 3),
        article,
    )


def _ranges(spans: Iterable[Span]) -> str:
    return " ".join(f"{first}-{last}" for first, last in spans)


def _raw(page: Page, source: Sequence[str]) -> list[RawLine]:
    article: dict[int, int] = {}
    edits: dict[int, list[str]] = {}
    for line in page.lines:
        for first, last in line.spans:
            for number in range(first, last + 1):
                article.setdefault(number, line.articles[0] if line.articles else 0)
    for edit in page.edits:
        if edit.rule not in USUAL:
            for line in edit.before:
                for first, last in line.spans:
                    for number in range(first, last + 1):
                        names = edits.setdefault(number, [])
                        if edit.rule not in names:
                            names.append(edit.rule)
    numbers = article.keys() | page.blanks
    if not numbers:
        return []
    return [
        RawLine(number, source[number - 1], article.get(number, 0), ", ".join(edits.get(number, ())))
        for number in range(min(numbers), min(max(numbers), len(source)) + 1)
    ]


def _edits(page: Page) -> tuple[list[ShownEdit], int]:
    """The page's edits but for the usual ones, and how many more there are than are shown."""
    told = [edit for edit in page.edits if edit.rule not in USUAL]
    shown = [
        ShownEdit(
            _ranges(span for line in edit.before for span in line.spans),
            edit.stage,
            edit.rule,
            _sample(edit.before),
            _sample(edit.after),
            edit.evidence,
        )
        for edit in told[:MOST_EDITS]
    ]
    return shown, len(told) - len(shown)


def _sample(lines: Sequence[Line]) -> str:
    text = "\n".join(line.text for line in lines[:40])
    return text if len(text) <= LONGEST_SAMPLE else text[:LONGEST_SAMPLE] + "…"


def _strip(raw: Sequence[RawLine]) -> list[tuple[int, int]]:
    """Runs of raw lines of one article, blank lines counted to what stands before them."""
    step = max(1, len(raw) // SEGMENTS)
    runs: list[tuple[int, int]] = []
    for line in raw[::step]:
        blank = not line.text.strip()
        if runs and (blank or runs[-1][0] == line.article):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((line.article, 1))
    return runs

"""An archivist's corrections of a page: made on the review page, kept in a small JSON file, applied by `clean`.

The file is bound to the sha256 of the source. Operations name lines of the cleaned page by a *key*: the number of the
first source line that they were printed on (`"77"`; a second one from the same source line is `"77.2"`; what a split
left behind is `"77+35"`). Each carries the beginning of its line's text, so that corrections made on the output of
another version apply where they still fit, and are an error where they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from newsclean.layout.joining import join
from newsclean.model import Edit, Line, Page, Role, Span
from newsclean.patterns import expression
from newsclean.printed_lines import line_starts

WITNESS = 12
"""Characters of a line's text that an operation carries to be held against the page."""
_SPACE = expression(r"\s+")

RoleName = Literal[
    "paragraph", "rubric", "kicker", "headline", "deck", "author_line", "subhead", "signature", "note", "caption",
    "furniture",
]  # fmt: skip


class Set(msgspec.Struct, frozen=True, kw_only=True, tag_field="op", tag="set", forbid_unknown_fields=True):
    """Give lines another role, or move them to the article that line `to` belongs to, or both."""

    line: str
    text: str
    role: RoleName | None = None
    to: str | None = None


class JoinParagraphs(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="op", tag="join", forbid_unknown_fields=True
):
    """Put the text of line `next` at the end of line `line`."""

    line: str
    text: str
    next: str


class SplitParagraph(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="op", tag="split", forbid_unknown_fields=True
):
    """Part a line in two before its character `at` (from 0, white space at its ends not counted)."""

    line: str
    text: str
    at: int


class JoinArticles(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="op", tag="join-articles", forbid_unknown_fields=True
):
    """Make the article of line `with` a part of the article of line `line`; its headline becomes a subhead."""

    line: str
    text: str
    other: str = msgspec.field(name="with")


class SplitArticle(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="op", tag="split-article", forbid_unknown_fields=True
):
    """Begin a new article at a line of a body; the head stays with the part before it."""

    line: str
    text: str


Operation = Set | JoinParagraphs | SplitParagraph | JoinArticles | SplitArticle


class PageCorrections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The operations on one page, in the order in which they were made; `path` is a help to the reader only."""

    sha256: str
    page: int
    operations: list[Operation]
    path: str | None = None


class Corrections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A corrections file."""

    schema: Literal["newsclean-corrections/1"]
    pages: list[PageCorrections]


class StaleCorrections(Exception):
    """The corrections are not for this page as it is now. The message says which one does not fit."""


def read_corrections(data: bytes) -> Corrections:
    """A corrections file's content. Raises ValueError with the place of the fault."""
    try:
        return msgspec.json.decode(data, type=Corrections)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(f"not a corrections file: {error}") from None


def keys(lines: Sequence[Line]) -> list[str]:
    """A key for every line, "" for blank ones.

    >>> keys([Line("一", ((3, 3),)), Line("", ((4, 4),)), Line("二", ((3, 3),))])
    ['3', '', '3.2']
    """
    seen: dict[int, int] = {}
    found = []
    for line in lines:
        if line.blank or not line.spans:
            found.append("")
            continue
        first = line.spans[0][0]
        seen[first] = seen.get(first, 0) + 1
        found.append(str(first) if seen[first] == 1 else f"{first}.{seen[first]}")
    return found


def witness(text: str) -> str:
    """The beginning of a line's text, white space left out.

    >>> witness(" 本报讯 （记者 王 涛）3月20日，市图书馆")
    '本报讯（记者王涛）3月2'
    """
    return _SPACE.sub("", text)[:WITNESS]


def correct(page: Page, operations: Sequence[Operation], source: Sequence[str]) -> Page:
    """The page after the operations; `source` holds the source's lines. Raises StaleCorrections.

    >>> page = Page((Line("会议召开", ((1, 1),), role=Role.HEADLINE, articles=(1,)),))
    >>> correct(page, [Set(line="1", text="会议召开", role="furniture")], ["会议召开"]).lines[0].role.value
    'furniture'
    """
    work = _Work(page, keys(page.lines), source)
    for number, operation in enumerate(operations, 1):
        work.number = number
        work.do(operation)
    return work.page


class _Work(msgspec.Struct):
    """A page under correction, and the key of each of its lines."""

    page: Page
    keys: list[str]
    source: Sequence[str]
    number: int = 0

    def do(self, operation: Operation) -> None:
        index = self._index(operation.line)
        found = witness(self.page.lines[index].text)
        if found != witness(operation.text):
            raise StaleCorrections(
                f"correction {self.number}: line {operation.line} reads {found!r}, not {witness(operation.text)!r}"
            )
        if isinstance(operation, Set):
            self._set(index, operation)
        elif isinstance(operation, JoinParagraphs):
            self._join(index, self._index(operation.next))
        elif isinstance(operation, SplitParagraph):
            self._split(index, operation.at)
        elif isinstance(operation, JoinArticles):
            self._join_articles(self._article(index), self._article(self._index(operation.other)))
        else:
            self._split_article(index)

    def _index(self, key: str) -> int:
        try:
            return self.keys.index(key) if key else self.keys.index("\0")
        except ValueError:
            raise StaleCorrections(f"correction {self.number}: the page has no line {key!r}") from None

    def _article(self, index: int) -> int:
        articles = self.page.lines[index].articles
        if not articles:
            raise StaleCorrections(
                f"correction {self.number}: line {self.keys[index]!r} belongs to no article"
            )
        return articles[0]

    def _set(self, index: int, operation: Set) -> None:
        line = self.page.lines[index]
        role = Role(operation.role) if operation.role else line.role
        articles = line.articles if operation.to is None else (self._article(self._index(operation.to)),)
        if role is Role.FURNITURE:
            articles = ()
        elif not articles:
            raise StaleCorrections(f"correction {self.number}: no article is named for line {operation.line}")
        self._relabel({index: replace(line, role=role, articles=articles, certainty=1.0)})

    def _join(self, index: int, after: int) -> None:
        if index == after:
            raise StaleCorrections(f"correction {self.number}: a line cannot be joined with itself")
        first, second = self.page.lines[index], self.page.lines[after]
        whole = replace(
            first,
            text=join([first.text.strip(), second.text.strip()]),
            spans=first.spans + second.spans,
            certainty=1.0,
        )
        low, high = sorted((index, after))
        before = self.page.lines[low : high + 1]
        inside = before[1:-1]
        self._edit("join", low, before, (whole, *inside) if index < after else (*inside, whole))
        del self.keys[after]

    def _split(self, index: int, at: int) -> None:
        line = self.page.lines[index]
        text = line.text.strip()
        if not 0 < at < len(text) or not text[:at].strip() or not text[at:].strip():
            raise StaleCorrections(f"correction {self.number}: line {self.keys[index]} has no place {at}")
        first, second = _part_spans(text, at, line.spans, self.source)
        parts = (
            replace(line, text=text[:at].rstrip(), spans=first, end="\n", certainty=1.0),
            replace(line, text=text[at:].lstrip(), spans=second, certainty=1.0),
        )
        self._edit("split", index, (line,), parts)
        self.keys.insert(index + 1, f"{self.keys[index]}+{at}")

    def _edit(self, rule: str, start: int, before: tuple[Line, ...], after: tuple[Line, ...]) -> None:
        edit = Edit(f"correction-{self.number}", rule, start, before, after, "by hand")
        self.page = self.page.apply([edit])

    def _join_articles(self, first: int, second: int) -> None:
        if first == second:
            raise StaleCorrections(f"correction {self.number}: an article cannot be joined with itself")
        both_headed = self._has_headline(first) and self._has_headline(second)
        changed = {}
        for index, line in enumerate(self.page.lines):
            if second in line.articles:
                role = Role.SUBHEAD if both_headed and line.role is Role.HEADLINE else line.role
                articles = tuple(sorted({first if number == second else number for number in line.articles}))
                changed[index] = replace(line, role=role, articles=articles, certainty=1.0)
        self._relabel(changed)

    def _has_headline(self, article: int) -> bool:
        return any(line.role is Role.HEADLINE and article in line.articles for line in self.page.lines)

    def _split_article(self, index: int) -> None:
        article = self._article(index)
        heads = (Role.RUBRIC, Role.KICKER, Role.HEADLINE, Role.DECK, Role.AUTHOR, Role.FURNITURE)
        if self.page.lines[index].role in heads:
            raise StaleCorrections(f"correction {self.number}: line {self.keys[index]} is not in a body")
        changed = {}
        for at, line in enumerate(self.page.lines):
            later = at >= index and line.articles == (article,) and line.role not in heads
            articles = tuple(number + (number > article or later) for number in line.articles)
            if articles != line.articles:
                changed[at] = replace(line, articles=articles)
        changed[index] = replace(changed[index], certainty=1.0)
        self._relabel(changed)

    def _relabel(self, changed: dict[int, Line]) -> None:
        self.page = self.page.with_lines(changed.get(at, line) for at, line in enumerate(self.page.lines))


def _part_spans(
    text: str, at: int, spans: tuple[Span, ...], source: Sequence[str]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The source lines of the text before and after an offset; all of them for both where the text does not tell."""
    starts = line_starts(text, spans, source)
    if starts is None:
        return spans, spans
    before = [number for offset, number in starts if offset < at]
    after = [number for offset, number in starts if offset >= at]
    if not any(offset == at for offset, _ in starts):
        after.insert(0, before[-1])
    return tuple((number, number) for number in before), tuple((number, number) for number in after)

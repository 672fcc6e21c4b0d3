"""The pipeline's reading of a file, stage by stage, as far as the rules that are on need it.

Rules about layout turn the edits of the pipeline's own stages into findings, so that what `check` reports is what
`clean` would change. What a finding needs beyond an edit is the place: `offsets` leads from a line of the pipeline
back to the characters of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from newsclean.check.forms import FormLine, read_form, without_marker
from newsclean.check.source import BREAK, UNSEEN, TextFile
from newsclean.choosing import ChoiceError, choose
from newsclean.config import ConfigError, Settings
from newsclean.model import Edit, Line, Page, Role, Span, parse
from newsclean.patterns import expression
from newsclean.pipeline import Pipeline, run_stage
from newsclean.presets import NORMAL_FORMS
from newsclean.printed_lines import PAGE_BREAK
from newsclean.schema import Document, Source

if TYPE_CHECKING:
    from newsclean.check.pages import PageStore

LAST = "headlines"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or other part of the page: its text, its source lines, what it is, and whose.

    `article` is (page, number), None for what belongs to none. `guessed`: told by the pipeline, not by the text's form.
    """

    text: str
    spans: tuple[Span, ...]
    role: Role
    article: tuple[int, int] | None
    guessed: bool
    certainty: float = 1.0


class Reading:
    """A file read page by page. `edits` and `pages` run the pipeline as far as they must, and once."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self._pages: list[_PageReading] = []
        first = 1
        pieces = file.text.split(PAGE_BREAK)
        store = file.store if len(pieces) > 1 else None  # one page alone is read again whatever was changed
        for number, piece in enumerate(pieces, 1):
            self._pages.append(_PageReading(piece, number, first, file, store))
            first += len(BREAK.findall(piece))

    def edits(self, stage: str, *, formed: bool = False) -> Iterator[Edit]:
        """What a stage changed on the pages that are dumps, or on those whose form tells all; none if it is off."""
        for page in self._pages:
            if (page.form is not None) == formed:
                yield from page.edits(stage)

    def documents(self) -> Iterator[tuple[Page, Document]]:
        """The pages as they come out of the whole pipeline; those whose form tells all are left out."""
        for page in self._pages:
            if page.form is None and page.filled:
                yield page.after(LAST), page.document

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all pages."""
        return tuple(block for page in self._pages for block in page.blocks())

    @cached_property
    def torn_lines(self) -> frozenset[int]:
        """The source lines of the pages whose lines had to be put in order."""
        return frozenset(number for page in self._pages if page.torn for number in page.numbers)

    def offsets(self, spans: Iterable[Span], text: str) -> list[int]:
        """Where each visible character of a text stands that was made from the source lines of `spans`.

        Characters that the stages took out (hyphens, words of a neighbouring column) are passed over.
        """
        at: list[int] = []
        for first, last in spans:
            at += self.file.visible(self.file.extent(first)[0], self.file.extent(last)[1])
        wanted = UNSEEN.sub("", text)
        if wanted == "".join([self.file.text[offset] for offset in at]):
            return at
        found: list[int] = []
        place = 0
        for char in wanted:
            ahead = place
            while ahead < len(at) and self.file.text[at[ahead]] != char:
                ahead += 1
            if ahead < len(at):
                place = ahead
            found.append(at[min(place, len(at) - 1)])
            place += ahead < len(at)
        return found

    def extent(self, spans: Iterable[Span], text: str) -> tuple[int, int]:
        """Offsets of a block's first visible character and of the end of its last."""
        found = self.offsets(spans, text)
        return (found[0], max(found) + 1) if found else (0, 0)

    def reach(self, lines: Iterable[Line]) -> tuple[int, int]:
        """Offsets of the first visible character of some lines, and of the end of the last; one of them at least is not blank.

        Lines that stood side by side on one line of the file come in the order of their columns, not in the file's.
        """
        filled = [line for line in lines if not line.blank]
        ends = [self.extent(line.spans, line.text) for line in (filled[0], filled[-1])]
        return min(start for start, _ in ends), max(end for _, end in ends)

    def locate(self, block: Block, index: int) -> int:
        """The offset of the character at an index of a block's text."""
        found = self.offsets(block.spans, block.text)
        visible = sum(1 for char in block.text[:index] if not UNSEEN.match(char))
        return found[min(visible, len(found) - 1)]


class _PageReading:
    """One page."""

    def __init__(
        self, piece: str, number: int, first: int, file: TextFile, store: PageStore | None = None
    ) -> None:
        self.piece, self.number, self.first, self.file = piece, number, first, file
        self.numbers = range(first, first + len(BREAK.findall(piece)) + 1)
        self.filled = bool(piece.strip())
        self.form = read_form(BREAK.split(piece), first) if self.filled else None
        self._page = (
            parse(without_marker(piece), number, first) if self.form is None else _as_page(self.form, number)
        )
        self._chain = _chain(file.settings)
        self._done = 0
        self._store = store if self.form is None and self.filled else None

    def after(self, name: str) -> Page:
        """The page after a stage, or after those before it where it is off."""
        names = [stage.name for stage in self._chain.stages]
        wanted = names.index(name) + 1
        if self._store is not None and not self._done:
            kept = self._store.get(self.piece, self.number, self.first)
            if kept is not None:
                self._page, self._done, self._store = kept, len(names), None
        for stage in self._chain.stages[self._done : wanted]:
            if stage.on and (self.form is None or stage.name == "spacing"):
                self._page = run_stage(stage, self._page, self.file.settings.options)
        self._done = max(self._done, wanted)
        if self._store is not None and name == LAST:
            self._store.put(self.piece, self.first, self._page)
            self._store = None
        return self._page

    @property
    def torn(self) -> bool:
        return self.form is None and any(True for _ in self.edits("reading_order"))

    def edits(self, stage: str) -> Iterator[Edit]:
        if self.filled:
            yield from (edit for edit in self.after(stage).edits if edit.stage == stage)

    @cached_property
    def document(self) -> Document:
        from newsclean.document import to_document

        page = self.after(LAST)
        return to_document(page, Source(page=self.number), self.file.settings.options)

    def blocks(self) -> Iterator[Block]:
        if self.form is not None:
            for line in self.form:
                yield Block(
                    line.text, ((line.number, line.number),), line.role, (self.number, line.article), False
                )
            return
        for found in self.after(LAST).lines if self.filled else ():
            if not found.blank:
                article = (self.number, found.articles[0]) if found.articles else None
                yield Block(found.text.strip(), found.spans, found.role, article, True, found.certainty)


_SPACED_FORM = expression("\u3000")


def _as_page(form: list[FormLine], number: int) -> Page:
    """A page of a known form: only running text and heads can be spaced out."""
    return Page(
        tuple(
            Line(
                _SPACED_FORM.sub(" ", line.text),
                ((line.number, line.number),),
                role=Role.FURNITURE if line.role is Role.FURNITURE else Role.TEXT,
            )
            for line in form
        ),
        number,
    )


@lru_cache(maxsize=16)
def _choose(preset: str, skip: tuple[str, ...]) -> Pipeline:
    """The chain without stages that change printed characters: what is checked is what stands in the file."""
    return choose(preset, (), skip).disable(*NORMAL_FORMS)


def _chain(settings: Settings) -> Pipeline:
    """The chain that the configuration asks for. Raises ConfigError for names that there are not."""
    try:
        return _choose(settings.preset or "default", settings.skip)
    except ChoiceError as error:
        raise ConfigError(f"{settings.path}: {error}") from None

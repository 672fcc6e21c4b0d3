"""What a worker does: one task in, its rows and output bytes back. It writes nothing, so that it may die at any time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from newsclean import __version__
from newsclean.api import run_pages
from newsclean.batch.manifest import Row
from newsclean.batch.plan import Input, Task
from newsclean.batch.reading import read, text_of
from newsclean.batch.records import records_of
from newsclean.batch.tally import peak_mib
from newsclean.choosing import UNSAID, Choice, ChoiceError
from newsclean.config import ConfigError, settings_for
from newsclean.document import LostText
from newsclean.editions.joining import join_pages
from newsclean.errors import StageError
from newsclean.formats.table import FORMATS, Format
from newsclean.io.encodings import DecodeError, decode
from newsclean.io.files import InputError
from newsclean.model import Page
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import Pipeline
from newsclean.schema import Document, Source
from newsclean.settings import CheckSettings

if TYPE_CHECKING:  # needs jinja2
    from newsclean.review.view import View

TREE: dict[str, Format] = {name: FORMATS[name] for name in FORMATS if name not in ("jsonl", "tei-lines")}
"""Formats with one file a page."""
REVIEW = "review"
"""The format of one review page an input, with all its pages."""


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all tasks of a run; small, and sent to every worker once.

    `format` is a key of TREE (one file a page), REVIEW (one file an input, its words in `lang`), "jsonl" (pages as
    lines), or "corpus" (articles as lines).
    """

    format: str = "json"
    encoding: str | None = None
    verify: bool = False
    text_field: str = "text"
    choice: Choice = UNSAID
    isolated: bool = False
    lang: str = "en"

    @property
    def suffix(self) -> str:
        """Of one file a page; empty where lines are written."""
        if self.format == REVIEW:
            return ".html"
        return TREE[self.format].suffix if self.format in TREE else ""

    def means(self, path: str) -> Means:
        """What an input is cleaned with. Raises ConfigError, ChoiceError, StageError."""
        choice = self.choice
        if self.isolated:
            return Means(DEFAULT, choice.chain(), CheckSettings().least_confidence)
        options, chain = choice(path)
        return Means(options, chain, settings_for(path, config=choice.config).check.least_confidence)

    def mark(self, means: Means, members: tuple[str, ...]) -> str:
        """Two inputs of one mark and the same bytes have the same outputs; `members` are the pages that are joined."""
        parts = (
            __version__,
            self.format,
            self.encoding,
            self.verify,
            self.text_field,
            self.lang,
            members,
            means.options,
            means.chain.names,
            means.least,
        )
        return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Means:
    """What an input is cleaned with; decisions less sure than `least` are counted as doubtful."""

    options: Options
    chain: Pipeline
    least: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: a row for every input, and the bytes of its outputs.

    Each of `outputs` is the place of the input in the task, the file's name below OUT ("" for lines), and the bytes.
    `peak` is the most memory that its process ever took, in MiB.
    """

    index: int
    rows: tuple[Row, ...]
    outputs: tuple[tuple[int, str, bytes], ...] = ()
    peak: float = 0.0


@dataclass(slots=True)
class _Done:
    """An input on its way."""

    row: Row
    documents: list[Document] = field(default_factory=list)
    review: bytes = b""


def perform(task: Task, job: Job, begin: Callable[[int], None] = lambda _: None) -> Result:
    """Do a task. Whatever an input holds, it gives a row; only the machine's own faults get out of here.

    `begin` is told the place of each input before it is begun, and their number at the end.
    """
    done = []
    for at, item in enumerate(task.inputs):
        begin(at)
        done.append(_one(item, task.first + at, job, task.members))
    begin(len(done))
    if task.edition is not None:
        _join(done)
    outputs: list[tuple[int, str, bytes]] = []
    for at, (item, part) in enumerate(zip(task.inputs, done, strict=True)):
        if part.row.outcome == "done":
            outputs += [(at, name, data) for name, data in _written(item, part, job)]
    return Result(task.index, tuple(part.row for part in done), tuple(outputs), peak_mib())


def failure(task: Task, message: str) -> Result:
    """The result of a task that a worker could not end."""
    rows = tuple(
        Row(n=task.first + at, input=item.name, record=item.record, outcome="failed", error=message)
        for at, item in enumerate(task.inputs)
    )
    return Result(task.index, rows)


def _one(item: Input, n: int, job: Job, members: tuple[str, ...]) -> _Done:
    began = time.perf_counter()
    row = Row(n=n, input=item.name, record=item.record)
    try:
        return _clean(item, row, job, members, began)
    except (InputError, DecodeError, LostText, ConfigError, ChoiceError, StageError) as error:
        message = str(error).removeprefix(f"{source_name(item)}: ")
    except MemoryError:
        message = "not enough memory"
    except Exception as error:
        message = f"newsclean failed on it, please report this: {type(error).__name__}: {error}"
    return _Done(
        msgspec.structs.replace(
            row, outcome="failed", error=message, seconds=round(time.perf_counter() - began, 4)
        )
    )


def source_name(item: Input) -> str:
    """What an input is called in outputs and messages."""
    return item.name if item.record is None else f"{item.name}#{item.record}"


def content(item: Input, job: Job) -> tuple[bytes, str | None]:
    """The bytes of an input, and for a record its text. Raises InputError."""
    name = source_name(item)
    if item.error is not None:
        raise InputError(name, item.error)
    if item.record is None:
        return read(item.path, name), None
    text = text_of(item.data or b"", job.text_field, name)
    return text.encode("utf-8", "surrogatepass"), text


def _clean(item: Input, row: Row, job: Job, members: tuple[str, ...], began: float) -> _Done:
    means = job.means(item.path)
    data, text = content(item, job)
    encoding, confidence = "utf-8", 1.0
    if text is None:
        decoded = decode(data, job.encoding)
        text, encoding, confidence = decoded.text, decoded.encoding, decoded.confidence
    source = Source(path=source_name(item), encoding=encoding, sha256=hashlib.sha256(data).hexdigest())
    documents: list[Document] = []
    edits = 0
    pages = run_pages(text, means.options, pipeline=means.chain, source=source, check=job.verify)
    views = _Views(text, means.options) if job.format == REVIEW else None
    for page, document in pages:
        documents.append(document)
        edits += len(page.edits)
        if views is not None:
            views.add(page, document)
    certainties = [certainty for document in documents for certainty in _certainties(document)]
    row = msgspec.structs.replace(
        row,
        sha256=source.sha256,
        bytes=len(data),
        encoding=encoding,
        encoding_confidence=confidence,
        pages=len(documents),
        articles=sum(len(document.articles) for document in documents),
        doubtful=sum(certainty < means.least for certainty in certainties),
        certainty=min(certainties, default=1.0),
        edits=edits,
        settings=job.mark(means, members),
        seconds=round(time.perf_counter() - began, 4),
    )
    return _Done(row, documents, views.html(job.lang) if views else b"")


class _Views:
    """The pages of an input, gathered for its review page."""

    def __init__(self, text: str, options: Options) -> None:
        from newsclean.printed_lines import source_lines

        self._source, self._options = source_lines(text), options
        self._views: list[View] = []

    def add(self, page: Page, document: Document) -> None:
        """Add a page."""
        from newsclean.review.view import view

        self._views.append(view(page, document, self._source, self._options))

    def html(self, lang: str) -> bytes:
        """The review page."""
        from newsclean.review.render import render

        return b"".join(render(self._views, lang))


def _certainties(document: Document) -> Iterator[float]:
    """How sure each decision on a page is: which headline an article has, and where it begins and ends."""
    for article in document.articles:
        if article.headline is not None:
            yield article.confidence.headline
        yield article.confidence.boundary


def _join(done: Sequence[_Done]) -> None:
    """Join the articles of an edition's pages, in place."""
    good = [part for part in done if part.row.outcome == "done"]
    rest = iter(join_pages([document for part in good for document in part.documents]))
    for part in good:
        pages = [next(rest) for _ in part.documents]
        part.documents = [page.document for page in pages]
        part.row = msgspec.structs.replace(
            part.row,
            articles=sum(len(page.document.articles) for page in pages),
            joined=sum(page.joined for page in pages),
            unmatched_jumps=[jump for page in pages for jump in page.unmatched],
        )


def _written(item: Input, done: _Done, job: Job) -> list[tuple[str, bytes]]:
    documents = done.documents
    if job.format == REVIEW:
        return [(item.stem + job.suffix, done.review)]
    if job.format in TREE:
        names = (
            [item.stem]
            if len(documents) == 1
            else [f"{item.stem}.page-{number:04}" for number in range(1, len(documents) + 1)]
        )
        return [
            (name + TREE[job.format].suffix, b"".join(TREE[job.format].write([document])))
            for name, document in zip(names, documents, strict=True)
        ]
    if job.format == "corpus":
        lines = [msgspec.json.encode(record) for document in documents for record in records_of(document)]
    else:
        lines = [msgspec.json.encode(document) for document in documents]
    return [("", b"".join(line + b"\n" for line in lines))]

"""Convert inputs to one output, or to a directory of files: what `newsclean clean` does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from newsclean.api import run_pages
from newsclean.choosing import UNSAID, Choice, ChoiceError
from newsclean.config import ConfigError
from newsclean.corrections import Corrections, StaleCorrections, correct
from newsclean.document import LostText
from newsclean.errors import StageError
from newsclean.formats.pieces import SeveralPages, articles_apart, file_name
from newsclean.formats.table import FORMATS
from newsclean.io.encodings import DecodeError, UnknownEncoding, decode
from newsclean.io.files import STDIN, InputError, is_input, output, read_input
from newsclean.model import Page
from newsclean.options import Options
from newsclean.printed_lines import pages_of, source_lines
from newsclean.schema import Document, Source

if TYPE_CHECKING:
    from pathlib import Path


class Cleaned(Struct, frozen=True):
    """One page done: its labelled lines, its document, the lines of the whole source, the options in force."""

    page: Page
    document: Document
    source: Sequence[str]
    options: Options


class WrongCall(Exception):
    """The call cannot be done as it is; the message says what to do."""


WRONG_CALLS = (WrongCall, StaleCorrections, SeveralPages, ChoiceError, ConfigError, UnknownEncoding)


class Conversion:
    """One run over inputs. After `write`: `failed` counts inputs that could not be done, `wrong_call` says why to stop."""

    def __init__(
        self,
        paths: Sequence[str],
        format: str,
        *,
        encoding: str | None = None,
        verify: bool = False,
        choice: Choice = UNSAID,
        corrections: Corrections | None = None,
        complain: Callable[[str], None] = print,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """`complain` gets one line for each input that fails, `tell` one for each that is done."""
        self.paths, self.format = paths, format
        self.encoding, self.verify, self.choice = encoding, verify, choice
        self.corrections = corrections
        self.complain, self.tell = complain, tell
        self.failed = 0
        self.wrong_call = False
        self._read: dict[str, bytes] = {}

    def write(self, out: str | None) -> None:
        """Write all pages to a file, or to standard output."""
        with self.told(out or "standard output"):
            self.refuse_input(out)
            self._check_corrections()
            self._write_one(out)

    def refuse_input(self, out: str | None) -> None:
        """Raises WrongCall where the output would take the place of an input."""
        if (same := is_input(out, self.paths)) is not None:
            raise WrongCall(f"{same}: is an input; write to another file")

    def write_each(self, directory: str, each: str) -> None:
        """Write one file per page or per article into a directory, which is made if need be."""
        with self.told(directory):
            self._check_corrections()
            from pathlib import Path  # few runs need it

            self._write_each(Path(directory), each)

    @contextmanager
    def told(self, target: str) -> Iterator[None]:
        """What cannot be written, or was called wrongly, is told in one line and kept in `wrong_call`."""
        try:
            yield
        except BrokenPipeError:
            raise
        except WRONG_CALLS as error:
            self.complain(str(error))
            self.wrong_call = True
        except OSError as error:
            self.complain(f"{target}: {error.strerror or error}")
            self.wrong_call = True

    def _write_one(self, out: str | None) -> None:
        pages = self.pages()
        first = next(pages, None)
        if first is None and self.failed:
            return  # no input gave a page: an empty array, or a header alone, would pass for a result
        with output(out) as handle:
            for chunk in self._formatted(chain([] if first is None else [first], pages)):
                handle.write(chunk)

    def _write_each(self, directory: Path, each: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        written: set[str] = set()
        for cleaned in self.pages():
            whole = cleaned.document
            for document in articles_apart(whole) if each == "article" else [whole]:
                number = document.articles[0].id if each == "article" else None
                name = file_name(document.source, FORMATS[self.format].suffix, number)
                if name in written:
                    raise WrongCall(f"two inputs would write {name}: clean them into two directories")
                written.add(name)
                piece = replace(cleaned, document=document)
                with output(str(directory / name)) as handle:
                    for chunk in self._formatted([piece]):
                        handle.write(chunk)

    def _formatted(self, pages: Iterable[Cleaned]) -> Iterable[bytes]:
        if self.format == "tei-lines":
            from newsclean.formats.tei import to_tei_lines  # with it comes an XML library

            return to_tei_lines((cleaned.document, cleaned.source) for cleaned in pages)
        return FORMATS[self.format].write(cleaned.document for cleaned in pages)

    def documents(self) -> Iterator[Document]:
        """The pages of all inputs as documents."""
        for cleaned in self.pages():
            yield cleaned.document

    def pages(self) -> Iterator[Cleaned]:
        """The pages of all inputs; inputs that fail are reported and skipped. Raises those of WRONG_CALLS."""
        for path in self.paths:
            try:
                yield from self._pages_of(path)
            except InputError as error:
                self.complain(str(error))
                self.failed += 1
                self.wrong_call = self.wrong_call or error.usage
            except UnknownEncoding:
                raise
            except (DecodeError, LostText, StageError) as error:
                self.complain(f"{path}: {error}")
                self.failed += 1

    def _pages_of(self, path: str) -> Iterator[Cleaned]:
        data = self._read.pop(path, None)
        data = read_input(path) if data is None else data
        decoded = decode(data, self.encoding)
        hashed = FORMATS[self.format].hashed or self.corrections is not None
        digest = _sha256(data) if hashed else None
        source = Source(path=None if path == STDIN else path, encoding=decoded.encoding, sha256=digest)
        lines = source_lines(decoded.text)
        options, pipeline = self.choice(path)
        pages = articles = 0
        for page, document in run_pages(
            decoded.text,
            options,
            pipeline=pipeline,
            source=source,
            check=self.verify,
            correct=self._corrector(path, digest, lines),
        ):
            pages, articles = pages + 1, articles + len(document.articles)
            yield Cleaned(page, document, lines, options)
        if self.tell is not None:
            sure = "" if decoded.confidence == 1 else f" (told by its characters, {decoded.confidence:.2f})"
            self.tell(f"{path}: pages {pages}, articles {articles}, {decoded.encoding}{sure}")

    def _corrector(
        self, path: str, digest: str | None, lines: Sequence[str]
    ) -> Callable[[Page], Page] | None:
        if self.corrections is None:
            return None
        of_page = {part.page: part.operations for part in self.corrections.pages if part.sha256 == digest}

        def corrected(page: Page) -> Page:
            try:
                return correct(page, of_page.get(page.number, ()), lines)
            except StaleCorrections as error:
                raise StaleCorrections(
                    f"{path}: page {page.number}: {error}; review the page again"
                ) from None

        return corrected

    def _check_corrections(self) -> None:
        """Raise StaleCorrections where corrections are for none of the inputs, before anything is written."""
        if self.corrections is None:
            return
        pages: dict[str, int] = {}
        for path in self.paths:
            try:
                data = self._read[path] = read_input(path)
                pages[_sha256(data)] = len(pages_of(decode(data, self.encoding).text))
            except (InputError, DecodeError):
                continue  # reported when its turn comes
        for part in self.corrections.pages:
            name = part.path or f"page {part.page}"
            if part.sha256 not in pages:
                raise StaleCorrections(
                    f"corrections for {name}: no input has sha256 {part.sha256[:12]}…; "
                    "the file has changed since, or another is meant"
                )
            if not 1 <= part.page <= pages[part.sha256]:
                raise StaleCorrections(f"corrections for {name}: the file has no page {part.page}")


def _sha256(data: bytes) -> str:
    try:  # Python's own: with hashlib comes OpenSSL, which takes 3 ms to load
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:  # Python 3.12 has it elsewhere
        from hashlib import sha256

    return str(sha256(data).hexdigest())

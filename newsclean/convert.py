"""Convert inputs to one output: what `newsclean clean` does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from newsclean.api import clean_pages
from newsclean.choosing import UNSAID, Choice, ChoiceError
from newsclean.config import ConfigError
from newsclean.document import LostText
from newsclean.formats.json_ import to_json, to_jsonl
from newsclean.formats.markdown import to_markdown
from newsclean.formats.text import to_text
from newsclean.io.encodings import DecodeError, decode
from newsclean.io.files import STDIN, InputError, output, read_input
from newsclean.pipeline import StageError
from newsclean.schema import Document, Source

FORMATS: dict[str, Callable[[Iterable[Document]], Iterable[bytes]]] = {
    "json": to_json,
    "jsonl": to_jsonl,
    "markdown": to_markdown,
    "text": to_text,
}


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
        complain: Callable[[str], None] = print,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """`complain` gets one line for each input that fails, `tell` one for each that is done."""
        self.paths, self.format = paths, format
        self.encoding, self.verify, self.choice = encoding, verify, choice
        self.complain, self.tell = complain, tell
        self.failed = 0
        self.wrong_call = False

    def write(self, out: str | None) -> None:
        """Write all pages to a file, or to standard output."""
        try:
            with output(out) as handle:
                for chunk in FORMATS[self.format](self.documents()):
                    handle.write(chunk)
        except BrokenPipeError:
            raise
        except (ChoiceError, ConfigError) as error:
            self.complain(str(error))
            self.wrong_call = True
        except OSError as error:
            self.complain(f"{out or 'standard output'}: {error.strerror or error}")
            self.wrong_call = True

    def documents(self) -> Iterator[Document]:
        """The pages of all inputs; inputs that fail are reported and skipped."""
        for path in self.paths:
            try:
                data = read_input(path)
                decoded = decode(data, self.encoding)
                source = Source(
                    path=None if path == STDIN else path,
                    encoding=decoded.encoding,
                    sha256=hashlib.sha256(data).hexdigest(),
                )
                options, pipeline = self.choice(path)
                pages = articles = 0
                for document in clean_pages(
                    decoded.text, options, pipeline=pipeline, source=source, check=self.verify
                ):
                    pages, articles = pages + 1, articles + len(document.articles)
                    yield document
                if self.tell is not None:
                    sure = (
                        ""
                        if decoded.confidence == 1
                        else f" (told by its characters, {decoded.confidence:.2f})"
                    )
                    self.tell(f"{path}: pages {pages}, articles {articles}, {decoded.encoding}{sure}")
            except InputError as error:
                self.complain(str(error))
                self.failed += 1
                self.wrong_call = self.wrong_call or error.usage
            except (DecodeError, LostText, StageError) as error:
                self.complain(f"{path}: {error}")
                self.failed += 1

"""Write review pages: one file for all inputs, or one a page with an index over them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from newsclean.convert import Conversion
from newsclean.formats.pieces import file_name
from newsclean.io.files import output
from newsclean.languages import ENGLISH, language_of
from newsclean.review.render import Entry, render, render_index
from newsclean.review.view import View, view


class Review:
    """One run over inputs; `failed` and `wrong_call` as in `newsclean.convert.Conversion`."""

    def __init__(
        self,
        paths: Sequence[str],
        *,
        encoding: str | None = None,
        lang: str = "en",
        complain: Callable[[str], None] = print,
    ) -> None:
        self.conversion = Conversion(paths, "json", encoding=encoding, complain=complain)
        self.lang = language_of(lang) or ENGLISH

    @property
    def failed(self) -> int:
        """Inputs that could not be read or decoded."""
        return self.conversion.failed

    @property
    def wrong_call(self) -> bool:
        """Whether the call, or a place to write to, is wrong."""
        return self.conversion.wrong_call

    def views(self) -> Iterator[View]:
        """The pages of all inputs."""
        for cleaned in self.conversion.pages():
            yield view(cleaned.page, cleaned.document, cleaned.source, cleaned.options)

    def write(self, out: str | None) -> None:
        """All pages into one file, or to standard output."""
        with self.conversion.told(out or "standard output"):
            self.conversion.refuse_input(out)
            views = self.views()
            first = next(views, None)
            if first is None and self.failed:
                return
            with output(out) as handle:
                for chunk in render(chain([] if first is None else [first], views), self.lang):
                    handle.write(chunk)

    def write_index(self, directory: str) -> None:
        """One file a page, and index.html with the most doubtful page first."""
        target = Path(directory)
        with self.conversion.told(directory):
            target.mkdir(parents=True, exist_ok=True)
            entries: list[Entry] = []
            taken: set[str] = set()
            for one in self.views():
                name = _free_name(one, taken)
                with output(str(target / name)) as handle:
                    for chunk in render([one], self.lang):
                        handle.write(chunk)
                entries.append(
                    Entry(
                        name,
                        one.source.path or "-",
                        one.source.page,
                        len(one.articles),
                        len(one.doubts),
                        one.certainty,
                    )
                )
            with output(str(target / "index.html")) as handle:
                for chunk in render_index(entries, self.lang):
                    handle.write(chunk)


def _free_name(one: View, taken: set[str]) -> str:
    """A file name for a page; a second page of one name gets the beginning of its path's digest."""
    name = file_name(one.source, ".html")
    if name in taken or name == "index.html":
        digest = hashlib.sha256((one.source.path or "").encode()).hexdigest()[:8]
        name = f"{name.removesuffix('.html')}-{digest}.html"
    taken.add(name)
    return name

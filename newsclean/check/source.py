"""A file as the rules see it: its characters, its lines, and (made when a rule asks) the pipeline's reading of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from newsclean.config import Settings
from newsclean.patterns import expression

if TYPE_CHECKING:
    from newsclean.check.broken import Broken
    from newsclean.check.pages import PageStore
    from newsclean.check.reading import Reading

BREAK = expression(r"\r\n|\n|\r")
DIRECTIVE = expression(r"<!--\s*newsclean:\s*+(?P<what>[^\s<>]*?)(?=\s|-->)(?P<codes>[^<>]*)-->")
INSIDE = expression(r"[^\r\n\f]")
"""What is blanked out of a comment, which may run over lines and pages."""
FRONT_MATTER = expression(
    r"\A---[ \t]*+(?:\r\n|\n|\r)(?=[A-Za-z_\"'#][^\r\n\f:]*+(?::[ \t\r\n]|[\r\n]))[^\f]*?(?<=[\r\n])(?:---|\.\.\.)[ \t]*+(?:\r\n|\n|\r|\Z)"
)
"""YAML front matter: a first line `---`, keys, a line `---`. Furniture under a rule begins with a blank line or a list."""
UNSEEN = expression(r"[\s\p{Cc}\p{Cf}]")
SEEN = expression(r"[^\s\p{Cc}\p{Cf}]")


class TextFile:
    r"""One file's text. Offsets count its decoded characters; lines count from 1 and end with LF, CRLF or CR.

    >>> file = TextFile("一\r\n二三\n")
    >>> file.line_count, file.line(2), file.place(4)
    (2, '二三', (2, 2))
    """

    def __init__(
        self,
        text: str,
        settings: Settings | None = None,
        *,
        path: str = "-",
        encoding: str = "utf-8",
        store: PageStore | None = None,
    ) -> None:
        self.printed = text
        self.path, self.encoding = path, encoding
        self.settings = settings or Settings()
        self.store = store

    @cached_property
    def directives(self) -> tuple[regex.Match[str], ...]:
        """The comments that switch rules off."""
        return tuple(DIRECTIVE.finditer(self.printed)) if "<!--" in self.printed else ()

    @cached_property
    def front(self) -> int:
        """How many characters of YAML front matter the file begins with."""
        found = FRONT_MATTER.match(self.printed) if self.printed.startswith("---") else None
        return found.end() if found else 0

    @cached_property
    def text(self) -> str:
        """The characters to check: as in the file, but YAML front matter and comments for newsclean blanked out."""
        text = self.printed
        if self.front:
            text = INSIDE.sub(" ", text[: self.front]) + text[self.front :]
        return DIRECTIVE.sub(lambda found: INSIDE.sub(" ", found.group()), text) if self.directives else text

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where lines begin, and where they end (their terminators left out)."""
        starts, ends = [0], []
        for found in BREAK.finditer(self.printed):
            ends.append(found.start())
            starts.append(found.end())
        if starts[-1] == len(self.printed) and ends:
            starts.pop()
        else:
            ends.append(len(self.printed))
        return starts, ends

    @property
    def line_count(self) -> int:
        return len(self._starts[0])

    def extent(self, number: int) -> tuple[int, int]:
        """Offsets of a line's first character and of its end."""
        starts, ends = self._starts
        return starts[number - 1], ends[number - 1]

    def line(self, number: int) -> str:
        """A line without its terminator."""
        start, end = self.extent(number)
        return self.text[start:end]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        starts = self._starts[0]
        at = bisect_right(starts, offset) - 1
        return at + 1, offset - starts[at] + 1

    @cached_property
    def _visible(self) -> list[int]:
        return [found.start() for found in SEEN.finditer(self.text)]

    def visible(self, start: int, end: int) -> list[int]:
        """The offsets from one to before another at which visible characters stand."""
        return self._visible[bisect_left(self._visible, start) : bisect_left(self._visible, end)]

    @cached_property
    def filled_lines(self) -> list[int]:
        """The numbers of the lines that hold more than white space and comments for newsclean."""
        return [number for number in range(1, self.line_count + 1) if self.line(number).strip()]

    @cached_property
    def newline(self) -> str:
        """The line terminator that the file uses most; LF where it has none."""
        found = BREAK.findall(self.printed)
        return max(("\n", "\r\n", "\r"), key=found.count) if found else "\n"

    @cached_property
    def reading(self) -> Reading:
        """What the pipeline makes of the text: imported and run only when a rule asks."""
        from newsclean.check.reading import Reading

        return Reading(self)

    @cached_property
    def broken(self) -> tuple[Broken, ...]:
        """Paragraphs and captions that stand on several lines."""
        from newsclean.check.broken import broken_blocks

        return tuple(broken_blocks(self))

    @cached_property
    def figures(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Where a Han character and a figure meet: with a space between them, and without."""
        from newsclean.check.figures import figure_places

        return figure_places(self)

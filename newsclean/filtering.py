"""Run chosen stages over a stream of bytes, and leave everything else byte for byte: what `newsclean filter` does.

The stream is read in blocks (`newsclean.io.blocks`), and what comes of a block is written before the next one is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from msgspec.structs import replace

from newsclean.choosing import ADD, ChoiceError, choose, listed
from newsclean.errors import StageError
from newsclean.io.blocks import PAGE_BREAK, blocks
from newsclean.io.coding import Coding, refuse
from newsclean.io.encodings import DecodeError
from newsclean.model import Edit, Page, Role, parse, terminated
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import Pipeline, Stage


class LabelsOnly(ValueError):
    """A stage that only labels lines for the stages after it was asked to filter text."""


def filter_chain(names: Sequence[str]) -> Pipeline:
    """The chain of just these stages, in the order given; several may stand in one name, with commas between.

    `furniture`, which in `clean` only labels lines, here moves them behind the rest of their page. Raises ChoiceError
    for an unknown name, StageError for a package that fails, LabelsOnly for a stage that does nothing to text.
    """
    wanted = [name for given in names for name in listed(given)]
    if not wanted or any(name.startswith(ADD) for name in wanted):
        raise ChoiceError(
            "filter runs just the stages that are named, without +; `newsclean stages` lists them"
        )
    chain = choose(stages=wanted)
    for stage in chain.active:
        if stage.name == "furniture":
            chain = chain.at("furniture", _set_aside(stage))
        elif stage.changes == "labels":
            able = ", ".join(
                s.name for s in Pipeline().stages if s.name == "furniture" or s.changes != "labels"
            )
            raise LabelsOnly(
                f"{stage.name} changes no text, it labels lines for the output of `newsclean clean`; filter with: {able}"
            )
    return chain


def _set_aside(furniture: Stage) -> Stage:
    """The furniture stage with its lines moved to the end of the page."""

    def moved(page: Page, options: Options) -> Page:
        page = furniture.run(page, options)
        filled = [index for index, line in enumerate(page.lines) if not line.blank]
        while filled and page.lines[filled[-1]].role is Role.FURNITURE:
            filled.pop()  # stands at the end already
        stop = filled[-1] + 1 if filled else 0
        aside = [index for index in range(stop) if page.lines[index].role is Role.FURNITURE]
        if not aside:
            return page
        before = page.lines[aside[0] : stop]
        kept = [line for line in before if line.role is not Role.FURNITURE]
        gone = [line for line in before if line.role is Role.FURNITURE]
        return page.apply(
            [
                Edit(
                    "furniture",
                    "set-aside",
                    aside[0],
                    before,
                    terminated([*kept, *gone], before),
                    "the page's, no article's",
                )
            ]
        )

    return replace(furniture, run=moved, changes="order")


class Filter:
    """One run of a chain over a stream.

    While it runs and after it: `read` counts bytes, `lines` lines, `changes` the edits of each stage, `undecoded` the
    bytes that were no text and were kept, and `untouched` the lines with NUL bytes, which no stage sees.
    """

    def __init__(
        self,
        chain: Pipeline,
        *,
        encoding: str | None = None,
        keep: bool = True,
        check: bool = False,
        options: Options = DEFAULT,
    ) -> None:
        """`encoding` None: UTF-8, or what the first block proves to be. Raises DecodeError for an unknown encoding."""
        self.chain, self.options, self.check, self.keep = chain, options, check, keep
        self.encoding = encoding
        self.coding = Coding.named(encoding) if encoding is not None else None
        self.undecoded = self.untouched = self.read = self.lines = 0
        self.changes: Counter[str] = Counter()

    @property
    def remark(self) -> str:
        """What to tell of the bytes that were kept; empty where none were."""
        told = []
        if self.undecoded:
            assert self.coding is not None
            what = "1 byte is" if self.undecoded == 1 else f"{self.undecoded} bytes are"
            told.append(
                f"{what} not {self.coding.encoding}, left as they are; if most are, name the encoding with --encoding"
            )
        if self.untouched == 1:
            told.append("1 line with NUL bytes is left as it is")
        elif self.untouched:
            told.append(f"{self.untouched} lines with NUL bytes are left as they are")
        return "; ".join(told)

    @property
    def account(self) -> str:
        """What was done, in one line.

        >>> import io
        >>> run = Filter(filter_chain(["spacing", "vertical"]))
        >>> _ = list(run.run(io.BytesIO("山 区 小 学\\n".encode())))
        >>> run.account
        'utf-8, lines 1, changes: spacing 1, vertical 0'
        """
        encoding = self.coding.encoding if self.coding else "empty"
        changes = ", ".join(f"{name} {self.changes[name]}" for name in self.chain.names)
        return f"{encoding}, lines {self.lines}, changes: {changes}"

    def run(self, stream: BinaryIO) -> Iterator[bytes]:
        """The filtered stream, block by block; lines with NUL bytes pass as they are.

        Raises DecodeError before the first block for what is UTF-16, UTF-32 or no text at all, and later for bytes that are no
        text (unless `keep`), StageError and, with `check`, LostText.
        """
        line = 1
        for block in blocks(
            stream, self.encoding or "utf-8", lambda data: refuse(data, self.encoding is not None)
        ):
            self.read += len(block)
            if block == PAGE_BREAK:
                yield block
                continue
            if self.coding is None:
                self.coding = Coding.of(block)
            for piece, hollow in _parted(block):
                count = len(piece.splitlines())
                yield self._untouched(piece, line) if hollow else self._filtered(piece, line)
                self.lines += count
                line += count if piece.endswith((b"\n", b"\r")) else count - 1

    def _untouched(self, piece: bytes, line: int) -> bytes:
        """Lines with NUL bytes: a stage would take them out, or a space that is half of a character."""
        if not self.keep:
            raise DecodeError(f"line {line}: holds NUL bytes; let such lines pass with --errors keep")
        self.untouched += len(piece.splitlines())
        return piece

    def _filtered(self, piece: bytes, line: int) -> bytes:
        assert self.coding is not None
        after = self.chain.run(
            parse(self._decode(piece, line), first_line=line), self.options, check=self.check
        )
        self.changes.update(edit.stage for edit in after.edits)
        try:
            return self.coding.encode(after.text)
        except UnicodeEncodeError as error:
            raise StageError(
                f"{error.object[error.start : error.start + 4]!r}, which a stage wrote, "
                f"is not in {self.coding.encoding}; turn the input into UTF-8 first"
            ) from None

    def _decode(self, block: bytes, line: int) -> str:
        assert self.coding is not None
        text, escaped, first = self.coding.decode(block)
        if escaped and not self.keep:
            raise DecodeError(
                f"line {line + first}: not {self.coding.encoding}; name the encoding with --encoding, "
                "or let such bytes pass with --errors keep"
            )
        self.undecoded += escaped
        return text


def _parted(block: bytes) -> Iterator[tuple[bytes, bool]]:
    r"""A block in stretches of lines, and whether they are lines with NUL bytes.

    >>> list(_parted(b"a\nb\n\0\nc"))
    [(b'a\nb\n', False), (b'\x00\n', True), (b'c', False)]
    """
    if b"\0" not in block:
        yield block, False
        return
    for hollow, lines in groupby(block.splitlines(keepends=True), key=lambda line: b"\0" in line):
        yield b"".join(lines), hollow

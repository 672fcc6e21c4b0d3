"""Results on a terminal: what a dump holds is shown there, never obeyed. To a file or a pipe bytes go as they are."""

from __future__ import annotations

import codecs
from typing import BinaryIO, TextIO

from newsclean.plain import dead


class _Dead:
    """A terminal that is given text without live controls. Characters that are cut by two writes are put together."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def write(self, data: bytes) -> int:
        self._handle.write(dead(self._decoder.decode(data)).encode())
        return len(data)

    def flush(self) -> None:
        self._handle.flush()


def guarded(handle: BinaryIO) -> BinaryIO:
    """The stream; where it is a terminal, without live controls."""
    return _Dead(handle) if handle.isatty() else handle  # type: ignore[return-value]


def shown_on(stream: TextIO, text: str) -> str:
    """The text as it may be written to a stream."""
    return dead(text) if stream.isatty() else text

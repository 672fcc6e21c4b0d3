"""Compiled patterns kept from one run to the next, beside this module's byte code and under the same rules.

The patterns that a page asks for take `regex` as long to compile as the page takes to clean. What it makes of a pattern can
be written down (it does so itself where one is pickled), and is read back thirty times as fast. A file holds what one version
of Python and of `regex` made, under the patterns' own text, so that nothing in it is ever stale. A folder that cannot be
written, or a Python that is told to write no byte code, is as good as nothing kept. Delete the file at will.
"""

from __future__ import annotations

import atexit
import copyreg
import os
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import regex
from msgspec import MsgspecError, Struct, msgpack

MOST = 1000
"""Patterns that are kept: newsclean has some two hundred, any more hold the words of configurations."""
SUM = 4
"""Bytes of the checksum that the file begins with: what was written in part, or has rotted, is not read."""

_Key = tuple[str, int, int]
"""A pattern's text and flags, and what `regex` takes for the version of its syntax where they do not say."""
_Made = tuple[Any, ...]
"""From what the compiled pattern is built again: text, numbers, bytes, and lists and dictionaries of them."""


class _Entry(Struct, frozen=True, array_like=True):
    """A pattern as the file has it; `tuples` are the places of those parts that are tuples, which it does not know."""

    text: str
    flags: int
    syntax: int
    parts: list[Any]
    tuples: list[int]

    @property
    def key(self) -> _Key:
        return self.text, self.flags, self.syntax

    @property
    def made(self) -> _Made:
        return tuple(
            [tuple(part) if at in self.tuples else part for at, part in enumerate(self.parts)]
            if self.tuples
            else self.parts
        )


class Kept:
    """The patterns that one file keeps; none are kept where `place` is None."""

    def __init__(self, place: str | None) -> None:
        self._place = place
        self._known: dict[_Key, _Made] = {}
        self._new: dict[_Key, _Made] = {}
        self._build: Callable[..., regex.Pattern[str]] | None = None
        if place is not None and (parts := _parts(regex.compile(""))):
            self._build = parts[0]
            self._known = self._read()

    def compile(self, text: str, flags: int = 0) -> regex.Pattern[str]:
        """What `regex.compile` gives. Raises `regex.error` as that does."""
        key = text, int(flags), int(regex.DEFAULT_VERSION)
        if (made := self._known.get(key)) is not None and self._build is not None:
            return self._build(*made)
        found = regex.compile(text, flags)
        if self._build is not None and (parts := _parts(found)):
            if not self._new:
                atexit.register(self.write)
            self._new[key] = parts[1]
        return found

    def write(self) -> None:
        """Keep what was compiled since the file was read."""
        if self._place is None or not self._new or sys.dont_write_bytecode:
            return
        kept = {**self._read(), **self._new}
        if len(kept) > MOST:
            kept = self._new
        part = f"{self._place}.{os.urandom(8).hex()}"
        try:
            data = _written(kept)
            os.makedirs(os.path.dirname(self._place), exist_ok=True)
            with open(part, "xb") as file:
                file.write(zlib.crc32(data).to_bytes(SUM, "little") + data)
            os.replace(part, self._place)
        except OSError:  # nowhere to write
            with suppress(OSError):
                os.unlink(part)
            return
        self._known, self._new = kept, {}

    def _read(self) -> dict[_Key, _Made]:
        try:
            with open(self._place or "", "rb") as file:
                data = file.read()
            if int.from_bytes(data[:SUM], "little") != zlib.crc32(data[SUM:]):
                return {}
            return _read(data[SUM:])
        except (OSError, MsgspecError):
            return {}


def _written(patterns: dict[_Key, _Made]) -> bytes:
    """The file's content: those patterns that come back from it as they were."""
    entries = [
        _Entry(*key, list(made), [at for at, part in enumerate(made) if isinstance(part, tuple)])
        for key, made in patterns.items()
    ]
    entries = [entry for entry in entries if _comes_back(entry)]
    return msgpack.encode(entries)


def _comes_back(entry: _Entry) -> bool:
    try:
        return msgpack.decode(msgpack.encode(entry), type=_Entry).made == entry.made
    except (MsgspecError, TypeError, ValueError):  # made of what is no plain value, or no text
        return False


def _read(data: bytes) -> dict[_Key, _Made]:
    return {entry.key: entry.made for entry in msgpack.decode(data, type=list[_Entry])}


def _parts(pattern: regex.Pattern[str]) -> tuple[Callable[..., regex.Pattern[str]], _Made] | None:
    """What builds a compiled pattern again, and from what: as pickling has it."""
    reduce: Any = copyreg.dispatch_table.get(type(pattern))
    return None if reduce is None else reduce(pattern)


def _place() -> str | None:
    """The file's place: that of this module's byte code, under a name of its own; None where Python keeps none."""
    cached: str | None = getattr(__spec__, "cached", None)
    return cached and f"{cached.removesuffix('.pyc')}.regex-{regex.__version__}.patterns"


KEPT = Kept(_place())

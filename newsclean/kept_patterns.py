"""Compiled patterns kept from one run to the next, beside this module's byte code and under the same rules.

The patterns that a page asks for take `regex` as long to compile as the page takes to clean. What it makes of a pattern can
be written down (it does so itself where one is pickled), and is read back thirty times as fast. A file holds what one version
of Python and of `regex` made, under the patterns' own text, so that nothing in it is ever stale. A folder that cannot be
written, or a Python that is told to write no byte code, is as good as nothing kept. Delete the file at will.

A run whose patterns are all kept needs only the compiled half of `regex`: the other, which reads patterns, takes 6 ms to import.
"""

from __future__ import annotations

import atexit
import copyreg
import os
import sys
import zlib
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader, PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Any

from msgspec import MsgspecError, Struct, msgpack

if TYPE_CHECKING:
    import regex

MOST = 1000
"""Patterns that are kept: newsclean has some two hundred, any more hold the words of configurations."""
SUM = 4
"""Bytes of the checksum that the file begins with: what was written in part, or has rotted, is not read."""

_Key = tuple[str, int, int]
"""A pattern's text and flags, and what `regex` takes for the version of its syntax where they do not say."""
_ENGINE = "regex._regex"
_USUAL_SYNTAX = 0x2000
"""`regex.DEFAULT_VERSION`, unless a program has set it."""
_Made = tuple[Any, ...]
"""From what the compiled pattern is built again: text, numbers, bytes, and lists and dictionaries of them."""


class _Entry(Struct, frozen=True, array_like=True):
    """A pattern as the file has it: its parts, each pattern's by themselves, since few are used in a run."""

    text: str
    flags: int
    syntax: int
    parts: bytes
    tuples: list[int]
    """The places of those parts that are tuples, which the file does not know."""

    @property
    def key(self) -> _Key:
        return self.text, self.flags, self.syntax

    @property
    def made(self) -> _Made:
        parts: list[Any] = msgpack.decode(self.parts)
        for at in self.tuples:
            parts[at] = tuple(parts[at])
        return tuple(parts)


class Kept:
    """The patterns that one file keeps; none are kept where `place` is None."""

    def __init__(self, place: str | None) -> None:
        self._place = place
        self._known: dict[_Key, _Entry] = {} if place is None else self._read()
        self._new: dict[_Key, _Made] = {}
        self._build: Any = None

    def compile(self, text: str, flags: int = 0) -> regex.Pattern[str]:
        """What `regex.compile` gives. Raises `regex.error` as that does."""
        key = text, int(flags), int(getattr(sys.modules.get("regex"), "DEFAULT_VERSION", _USUAL_SYNTAX))
        if (entry := self._known.get(key)) is not None:
            if self._build is None:
                self._build = _engine().compile
            found: regex.Pattern[str] = self._build(*entry.made)
            return found
        import regex

        found = regex.compile(text, flags)
        if self._place is not None and (parts := _parts(found)):
            if not self._new:
                atexit.register(self.write)
            self._new[key] = parts
        return found

    def write(self) -> None:
        """Keep what was compiled since the file was read."""
        if self._place is None or not self._new or sys.dont_write_bytecode:
            return
        new = {key: entry for key, made in self._new.items() if (entry := _entry(key, made))}
        kept = {**self._read(), **new}
        if len(kept) > MOST:
            kept = new
        part = f"{self._place}.{os.urandom(8).hex()}"
        try:
            data = msgpack.encode(list(kept.values()))
            os.makedirs(os.path.dirname(self._place), exist_ok=True)
            with open(part, "xb") as file:
                file.write(zlib.crc32(data).to_bytes(SUM, "little") + data)
            os.replace(part, self._place)
        except OSError:  # nowhere to write
            with suppress(OSError):
                os.unlink(part)
            return
        self._known, self._new = kept, {}

    def _read(self) -> dict[_Key, _Entry]:
        try:
            with open(self._place or "", "rb") as file:
                data = memoryview(file.read())
            if int.from_bytes(data[:SUM], "little") != zlib.crc32(data[SUM:]):
                return {}
            return {entry.key: entry for entry in msgpack.decode(data[SUM:], type=list[_Entry])}
        except (OSError, MsgspecError):
            return {}


def _entry(key: _Key, made: _Made) -> _Entry | None:
    """A pattern for the file; None where it does not come back from it as it was."""
    tuples = [at for at, part in enumerate(made) if isinstance(part, tuple)]
    try:
        entry = _Entry(*key, msgpack.encode(made), tuples)
        msgpack.encode(entry)
        return entry if entry.made == made else None
    except (MsgspecError, TypeError, ValueError):  # made of what is no plain value, or no text
        return None


def _parts(pattern: regex.Pattern[str]) -> _Made | None:
    """From what the engine builds a compiled pattern again, as pickling has it."""
    reduce: Any = copyreg.dispatch_table.get(type(pattern))
    build, parts = (None, None) if reduce is None else reduce(pattern)
    return parts if build is not None and build is getattr(_engine(), "compile", None) else None


def _engine() -> Any:
    """The compiled half of `regex`, which builds patterns and runs them; without the other half where it is not there yet."""
    if (found := sys.modules.get(_ENGINE)) is not None:
        return found
    spec = _engine_spec()
    if spec is None:  # a `regex` of another make
        import regex  # noqa: F401 - which makes it

        return sys.modules.get(_ENGINE)
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return sys.modules.setdefault(_ENGINE, found)


def _engine_spec() -> Any:
    """Where the compiled half of `regex` is; None where it is not a file beside the rest."""
    package = PathFinder.find_spec("regex")
    if package is None or not package.submodule_search_locations:
        return None
    spec = PathFinder.find_spec(_ENGINE, package.submodule_search_locations)
    return spec if spec is not None and isinstance(spec.loader, ExtensionFileLoader) else None


def _place() -> str | None:
    """The file's place: that of this module's byte code, under a name of its own; None where Python keeps none.

    The name tells the engine by its file's size and time, as byte code tells its source.
    """
    cached: str | None = getattr(__spec__, "cached", None)
    spec = _engine_spec()
    if not cached or spec is None:
        return None
    made = os.stat(spec.origin)
    return f"{cached.removesuffix('.pyc')}.regex-{made.st_size:x}-{made.st_mtime_ns:x}.patterns"


KEPT = Kept(_place())

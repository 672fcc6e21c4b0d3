"""Findings kept from one run to the next, so that a run over an archive costs what has changed in it.

A file has one entry for each choice of rules: its findings, sealed with the hash of all that they depend on, which are the
file's bytes, the settings that hold for it, and newsclean's own code. A file of several pages has another for its pages
(`newsclean.check.pages`). What is kept is never wrong, only no longer asked for (`newsclean.check.store`).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import fields
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec
import regex

from newsclean import __version__
from newsclean.check.model import Problem
from newsclean.check.store import FINDINGS, PAGES, Store, expanded, user_folder
from newsclean.config import Settings

if TYPE_CHECKING:
    from newsclean.check.pages import PageStore

FOLDER = "NEWSCLEAN_CACHE_DIR"
"""The variable of the environment that names the folder."""
CODE = (".py", ".txt", ".bin")
"""What findings are made by: newsclean's modules, word lists and wording model."""

_PATH, *_NAMES = (field.name for field in fields(Problem))
_row: Callable[[Problem], tuple[Any, ...]] = attrgetter(*_NAMES)
ROWS: Any = list[tuple[tuple(get_type_hints(Problem)[name] for name in _NAMES)]]  # type: ignore[misc]
"""A finding is kept as a row without the file's path, which is as each call names it."""


class Entry:
    """What is kept of one file as it is."""

    def __init__(self, store: Store, name: str, key: bytes, path: str, settings: Settings) -> None:
        self._store, self._name, self._key = store, name, key
        self._path, self._settings = path, settings

    def get(self) -> list[Problem] | None:
        """Its findings, if they are kept."""
        content = self._store.read(self._name + FINDINGS, self._key)
        if content is None:
            return None
        try:
            rows = msgspec.msgpack.decode(content, type=ROWS)
        except msgspec.MsgspecError:
            return None
        return [Problem(self._path, *row) for row in rows]

    def put(self, problems: list[Problem]) -> None:
        """Keep its findings, in the place of those from before it was changed, and its pages."""
        try:
            content = msgspec.msgpack.encode([_row(problem) for problem in problems])
        except UnicodeEncodeError:  # half a surrogate pair, of a text in UTF-16
            return
        self._store.write(self._name + FINDINGS, content, self._key)
        self.pages.write()

    @cached_property
    def pages(self) -> PageStore:
        """The pages that are kept of it."""
        from newsclean.check.pages import PageStore

        chosen = (self._settings.options, self._settings.preset, self._settings.skip)
        return PageStore(self._store, self._name + PAGES, _digest(repr(chosen), code()))


class Cache:
    """The folder that the command line names, else the environment, else the configuration, else that of the user.

    `named` is what the command line says: "" for none, None for nothing.
    """

    def __init__(self, named: str | None = None) -> None:
        self.named = named
        self._stores: dict[bool | str | Path, Store | None] = {}
        self._settings: dict[int, tuple[Settings, str]] = {}

    def entry(
        self, path: str, data: bytes, settings: Settings, codes: tuple[str, ...], encoding: str | None
    ) -> Entry | None:
        """The entry of a file that was read; None where nothing is kept."""
        store = self._store(settings)
        if store is None:
            return None
        name = (str(Path(path).absolute()), __version__, repr(codes), repr(encoding))
        key = (hashlib.sha256(data).hexdigest(), self._told(settings), code())
        return Entry(store, _digest(*name), bytes.fromhex(_digest(*key)), path, settings)

    def sweep(self) -> None:
        """Remove what nobody asks for any more."""
        for store in self._stores.values():
            if store is not None:
                store.sweep()

    def _store(self, settings: Settings) -> Store | None:
        chosen = settings.check.cache
        key = settings.root / chosen if isinstance(chosen, str) and chosen else chosen
        if key not in self._stores:
            folder = folder_for(self.named, settings)
            self._stores[key] = None if folder is None else Store(folder)
        return self._stores[key]

    def _told(self, settings: Settings) -> str:
        """The settings that findings depend on. All files of a folder have the same: it is told once."""
        known = self._settings.get(id(settings))
        if known is None or known[0] is not settings:
            check = msgspec.structs.replace(settings.check, cache=True)
            told = repr((settings.options, check, settings.preset, settings.skip, settings.path))
            known = self._settings[id(settings)] = (settings, told)
        return known[1]


def folder_for(named: str | None, settings: Settings) -> Path | None:
    """The folder of the cache; None where nothing is to be kept.

    >>> folder_for("", Settings()) is None, folder_for("kept", Settings()).name
    (True, 'kept')
    """
    chosen = settings.check.cache
    if named is not None:
        return Path(named) if named else None
    if not chosen:
        return None
    if from_environment := os.environ.get(FOLDER):
        return expanded(from_environment)
    if chosen is True:
        return user_folder()
    below = expanded(chosen)
    return None if below is None else settings.root / below


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def code() -> str:
    """What findings are made by: newsclean, and the Unicode versions of Python and `regex`."""
    package = Path(__file__).parent.parent
    return _digest(__version__, sys.version, str(regex.__version__), installed(package) or changed(package))


def installed(package: Path) -> str:
    """The hashes of all files of an installed package, as its installer wrote them down; "" for a checkout.

    They are the same in each new environment of continuous integration, where the files' dates are not.
    """
    try:
        record = package.parent / f"newsclean-{__version__}.dist-info" / "RECORD"
        return record.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def changed(package: Path) -> str:
    """When and how the files of a checkout were last changed, in less than a millisecond: the version says nothing of that."""
    try:
        return repr(sorted(_stats(str(package))))
    except OSError:  # imported from an archive, which is one file: nothing is told, so nothing is used again
        return os.urandom(8).hex()


def _stats(folder: str) -> list[tuple[str, int, int]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(CODE):
                status = entry.stat()
                found.append((entry.path, status.st_size, status.st_mtime_ns))
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                found += _stats(entry.path)
    return found

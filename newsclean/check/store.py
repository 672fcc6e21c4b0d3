"""A folder of entries that may be lost at any time: written whole, read only if undamaged, removed when nobody asks for them.

An entry is a hash of all that it depends on and of what it holds, and then what it holds. So one that was cut short,
changed or made of something else is none. Whatever the system refuses (no such folder, no rights, a full disk, a file in
the folder's place) is no error: nothing is kept, or nothing is found.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

OWN = "findings"
TAG = "CACHEDIR.TAG"
"""Tells programs for backups to pass the folder over (bford.info/cachedir). Its time is that of the last sweep."""
TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by newsclean check; delete the folder at will.\n"
)
PRIVATE = 0o700
"""Entries quote the texts: they are their owner's alone."""
DAY = 24 * 60 * 60
DAYS_KEPT = 30
"""How long an entry stays that no run has asked for: of a file that is gone, other rules, another version."""
UNFINISHED = ".part"
FINDINGS, PAGES = ".findings", ".pages"
SUFFIXES = (FINDINGS, PAGES, UNFINISHED)
SEAL = hashlib.sha256().digest_size
HEX = frozenset("0123456789abcdef")


class Store:
    """Entries by names in hexadecimal digits, in a folder of their own: what else lies beside it is left alone."""

    def __init__(self, cache: Path) -> None:
        self.folder = cache / OWN

    def read(self, name: str, key: bytes = b"") -> bytes | None:
        """What was written under a name and a key; None if anything else, or nothing, is there."""
        try:
            with open(self._place(name), "rb") as file:
                written = os.fstat(file.fileno()).st_mtime
                sealed = file.read()
        except (OSError, ValueError):
            return None
        content = sealed[SEAL:]
        if sealed[:SEAL] != _seal(key, content):
            return None
        if time.time() - written > DAY:
            self._touch(self._place(name))
        return content

    def write(self, name: str, content: bytes, key: bytes = b"") -> None:
        """Put an entry in the place of what had its name. Who reads at the same time reads one of the two."""
        try:
            place = self._place(name)
            if not os.path.isdir(os.path.dirname(place)):
                self._make(os.path.dirname(place))
            unfinished = f"{place}.{os.urandom(8).hex()}{UNFINISHED}"
            handle = os.open(
                unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            try:
                with open(handle, "wb") as file:
                    file.write(_seal(key, content) + content)
                os.replace(unfinished, place)
            except BaseException:
                _drop(unfinished)
                raise
        except (OSError, ValueError):
            return

    def sweep(self) -> None:
        """Once a day, remove what no run has asked for in a month, and what was never finished."""
        tag, now = self.folder / TAG, time.time()
        try:
            if now - tag.stat().st_mtime < DAY:
                return
        except (OSError, ValueError):
            return
        self._touch(str(tag))
        for part in _entries(self.folder):
            if len(part.name) == 2 and set(part.name) <= HEX:
                for entry in _entries(part.path):
                    if entry.name.endswith(SUFFIXES):
                        _remove(entry, now - DAYS_KEPT * DAY)

    def _place(self, name: str) -> str:
        return os.path.join(self.folder, name[:2], name[2:])

    def _make(self, part: str) -> None:
        new = not self.folder.exists()
        for place in (self.folder.parent, self.folder, part):
            os.makedirs(place, PRIVATE, exist_ok=True)
        if new:
            (self.folder / TAG).write_text(TAG_TEXT, encoding="utf-8")
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")

    def _touch(self, place: str) -> None:
        try:
            os.utime(place)
        except OSError:
            return


def user_folder() -> Path | None:
    """Where the system has the caches of the user's programs; None for a user without a home."""
    if sys.platform == "win32":
        return _below(os.environ.get("LOCALAPPDATA") or "~/AppData/Local", "newsclean", "Cache")
    if sys.platform == "darwin":
        return _below("~/Library/Caches", "newsclean")
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return _below(chosen if os.path.isabs(chosen) else "~/.cache", "newsclean")


def expanded(folder: str) -> Path | None:
    """A folder as it was named, with the home of the user for `~`; None where there is none."""
    return _below(folder)


def _below(folder: str, *parts: str) -> Path | None:
    place = os.path.expanduser(folder)
    return None if place.startswith("~") else Path(place, *parts)


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _remove(entry: os.DirEntry[str], before: float) -> None:
    try:
        old = entry.stat(follow_symlinks=False).st_mtime < before
    except OSError:  # another run has removed it
        return
    if old:
        _drop(entry.path)


def _drop(place: str) -> None:
    try:
        os.unlink(place)
    except OSError:
        return


def _seal(key: bytes, content: bytes) -> bytes:
    return hashlib.sha256(key + content).digest()

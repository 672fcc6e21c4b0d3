"""Findings kept from one run to the next, so that a run over an archive costs what has changed in it.

A file has one entry for each choice of rules: its findings, under the hash of all that they depend on, which are the
file's bytes, the settings that hold for it, and newsclean's own code. A file of several pages has another for its pages
(`newsclean.check.pages`). What is kept is never wrong, only no longer asked for; delete the folder at will.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsclean import __version__
from newsclean.check.model import Problem
from newsclean.config import Settings
from newsclean.io.files import whole_file

if TYPE_CHECKING:
    from newsclean.check.pages import PageStore

MARK = ".gitignore"


class Kept(msgspec.Struct, frozen=True):
    """What a file of the cache holds."""

    digest: str
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a file's findings are kept, and the hash that they must have to be those of the file as it is."""

    place: Path
    digest: str


class Cache:
    """A folder of findings. A cache that cannot be read or written is as good as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entry(
        self, path: str, data: bytes, settings: Settings, codes: tuple[str, ...], encoding: str | None
    ) -> Entry:
        """The entry of a file that was read."""
        name = _digest(path, str(Path.cwd()), repr(codes), repr(encoding))
        place = self.folder / name[:2] / f"{name[2:]}.json"
        return Entry(place, _digest(hashlib.sha256(data).hexdigest(), repr(settings), _code()))

    def pages(self, entry: Entry, settings: Settings) -> PageStore:
        """The pages that are kept of the file of an entry."""
        from newsclean.check.pages import PageStore

        chosen = (settings.options, settings.preset, settings.skip)
        return PageStore(entry.place.with_suffix(".pages"), _digest(repr(chosen), _code()))

    def get(self, entry: Entry) -> list[Problem] | None:
        """The findings of an entry, if those of the file as it is are kept."""
        try:
            kept = msgspec.json.decode(entry.place.read_bytes(), type=Kept)
        except (OSError, msgspec.MsgspecError):
            return None
        return kept.problems if kept.digest == entry.digest else None

    def put(self, entry: Entry, problems: list[Problem]) -> None:
        """Keep findings, in the place of those from before the file was changed."""
        try:
            entry.place.parent.mkdir(parents=True, exist_ok=True)
            mark = self.folder / MARK
            if not mark.exists():
                mark.write_text("*\n", encoding="utf-8")
            with whole_file(entry.place) as handle:
                handle.write(msgspec.json.encode(Kept(entry.digest, problems)))
        except (OSError, UnicodeEncodeError):
            return


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Newsclean's version, and when and how its files were last changed: a checkout changes without a new version."""
    package = Path(__file__).parent.parent
    files = sorted(path for kind in ("*.py", "*.txt", "*.bin") for path in package.rglob(kind))
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return __version__ + hashlib.sha256(repr(stats).encode()).hexdigest()

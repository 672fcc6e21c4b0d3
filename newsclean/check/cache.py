"""Findings kept from one run to the next, so that a run over an archive costs what has changed in it.

A file's findings stand under the hash of all that they depend on: its name and bytes, the settings and rules that hold
for it, and newsclean's own code. Nothing is ever wrong in a cache, only no longer asked for; delete the folder at will.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from newsclean import __version__
from newsclean.check.model import Problem
from newsclean.config import Settings
from newsclean.io.files import whole_file

MARK = ".gitignore"


class Cache:
    """A folder of findings. A cache that cannot be read or written is as good as none."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def key(
        self, path: str, data: bytes, settings: Settings, codes: tuple[str, ...], encoding: str | None
    ) -> str:
        """What a file's findings are kept under."""
        digest = hashlib.sha256(data)
        for part in (path, str(Path.cwd()), repr(settings), repr(codes), repr(encoding), _code()):
            digest.update(b"\0" + part.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def get(self, key: str) -> list[Problem] | None:
        """The findings under a key, if there are any kept."""
        try:
            return msgspec.json.decode(self._file(key).read_bytes(), type=list[Problem])
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, key: str, problems: list[Problem]) -> None:
        """Keep findings."""
        file = self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            mark = self.folder / MARK
            if not mark.exists():
                mark.write_text("*\n", encoding="utf-8")
            with whole_file(file) as handle:
                handle.write(msgspec.json.encode(problems))
        except (OSError, UnicodeEncodeError):
            return

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


@lru_cache(maxsize=1)
def _code() -> str:
    """Newsclean's version, and when and how its files were last changed: a checkout changes without a new version."""
    package = Path(__file__).parent.parent
    files = sorted(path for kind in ("*.py", "*.txt", "*.bin") for path in package.rglob(kind))
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return __version__ + hashlib.sha256(repr(stats).encode()).hexdigest()

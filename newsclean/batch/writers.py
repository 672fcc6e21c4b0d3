"""Put outputs on disk: whole files only, and none outside OUT."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from newsclean.batch.manifest import Output, hash_file
from newsclean.batch.names import shown

GONE_WRONG = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EPERM, errno.EFBIG}
"""Errors of the disk, not of one output: the run ends."""


SUFFIXES = {"": ".jsonl", "gz": ".jsonl.gz", "parquet": ".parquet"}
"""Of the files of lines, by how they are packed."""


class OutputError(Exception):
    """Nothing more can be written. The message names the place and says what to do."""


class RefusedName(Exception):
    """One output cannot be written under its name."""


class Place:
    """OUT, and a folder in it for what is not yet whole. `work` is on OUT's file system, so that renaming is atomic."""

    def __init__(self, out: str, tag: str) -> None:
        self.out = Path(os.path.realpath(out))
        self.work = self.out / ".newsclean" / tag
        self.safe = lru_cache(maxsize=4096)(self._folder)

    def path(self, name: str) -> Path:
        """Where an output goes; its folder is there then. Raises RefusedName, OSError."""
        folder, _, base = name.rpartition("/")
        return self.safe(folder) / base

    def _folder(self, folder: str) -> Path:
        path = self.out / folder
        path.mkdir(parents=True, exist_ok=True)
        if os.path.realpath(path) != str(path):
            raise RefusedName(f"{folder}: a symbolic link in the output directory; remove it")
        return path

    def write(self, name: str, data: bytes) -> Output:
        """Write a whole file. Raises RefusedName, OutputError."""
        try:
            temporary = self.work / "writing"
            temporary.write_bytes(data)
            os.replace(temporary, self.path(name))
        except OSError as error:
            raise self.explained(error, name) from None
        return Output(path=shown(name), sha256=hashlib.sha256(data).hexdigest())

    def explained(self, error: OSError, name: str) -> Exception:
        """What a failed write means: the end of the run, or of one output."""
        reason = error.strerror or str(error)
        if error.errno in GONE_WRONG:
            return OutputError(f"{self.out}: {reason}; mend that, then go on with --resume")
        return RefusedName(f"cannot write {name}: {reason}")


class Lines(Protocol):
    """A file of lines that is being written."""

    def add(self, lines: bytes) -> None:
        """Add lines."""

    def close(self) -> None:
        """Write all that is left."""


class PlainLines:
    """JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")

    def add(self, lines: bytes) -> None:
        """Add lines."""
        self._file.write(lines)

    def close(self) -> None:
        """Write all that is left."""
        self._file.close()


class GzipLines:
    """JSON Lines, compressed; no name and no time in the header, so that the same lines are the same bytes."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("wb")
        self._file = cast(
            BinaryIO, gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._raw, mtime=0)
        )

    def add(self, lines: bytes) -> None:
        """Add lines."""
        self._file.write(lines)

    def close(self) -> None:
        """Write all that is left."""
        try:
            self._file.close()
        finally:
            self._raw.close()


class Part:
    """One file of lines of several inputs. It gets its name when it is whole."""

    def __init__(self, place: Place, number: int, packing: str) -> None:
        """`packing`: "", "gz" or "parquet". Raises OutputError."""
        self._place = place
        self.name = part_name(number, packing)
        self._temporary = place.work / "part"
        try:
            self._lines = self._open(packing)
        except OSError as error:
            raise place.explained(error, self.name) from None

    def _open(self, packing: str) -> Lines:
        if packing == "parquet":
            from newsclean.batch.parquet import ParquetLines

            return ParquetLines(self._temporary)
        return GzipLines(self._temporary) if packing else PlainLines(self._temporary)

    def add(self, pieces: Sequence[bytes]) -> None:
        """Add the lines of an input. Raises OutputError."""
        try:
            for piece in pieces:
                self._lines.add(piece)
        except OSError as error:
            raise self._place.explained(error, self.name) from None

    def finish(self) -> Output:
        """Give the part its name. Raises OutputError, RefusedName."""
        try:
            self._lines.close()
            digest = hash_file(self._temporary)
            os.replace(self._temporary, self._place.path(self.name))
        except OSError as error:
            raise self._place.explained(error, self.name) from None
        return Output(path=self.name, sha256=digest)


def part_name(number: int, packing: str) -> str:
    """What a part is called.

    >>> part_name(7, "gz")
    'part-00007.jsonl.gz'
    """
    return f"part-{number:05}{SUFFIXES[packing]}"

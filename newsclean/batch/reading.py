"""Read inputs: plain, gzip and Zstandard files whole, JSON Lines record by record."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, cast

import msgspec

from newsclean.io.files import InputError

LARGEST = 512 * 1024 * 1024
"""Bytes that one page dump or record may have once unpacked; more is a mistake, or a bomb."""
CHUNK = 1 << 20


def read(path: str, name: str) -> bytes:
    """All bytes of a file, unpacked. Raises InputError."""
    try:
        with opened(path) as file:
            data = _read_bounded(file)
    except unpack_errors(path) as error:
        raise InputError(name, getattr(error, "strerror", None) or str(error)) from None
    if len(data) > LARGEST:
        raise InputError(name, f"more than {LARGEST >> 20} MiB of text: not a page's dump")
    return data


def _read_bounded(file: BinaryIO) -> bytes:
    """All bytes, or a few more than LARGEST. Piece by piece: `read(LARGEST)` asks for that much memory at once."""
    pieces, size = [], 0
    while size <= LARGEST and (piece := file.read(CHUNK)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def opened(path: str) -> BinaryIO:
    """A file open for reading its unpacked bytes. Raises OSError, and when read what the unpacker raises."""
    lowered = path.lower()
    if lowered.endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    if lowered.endswith(".zst"):
        return cast(BinaryIO, _zstd().open(path, "rb"))
    return Path(path).open("rb")


def unpack_errors(path: str) -> tuple[type[Exception], ...]:
    """What reading that file may raise: the system's errors, and those of its unpacker."""
    usual: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, ValueError)
    return (*usual, _zstd().ZstdError) if path.lower().endswith(".zst") else usual


def _zstd() -> ModuleType:
    if sys.version_info >= (3, 14):  # pragma: no cover - the same module, then in the standard library
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def records(path: str, name: str) -> Iterator[bytes]:
    """The lines of a JSON Lines file that are not blank, one by one. Raises InputError."""
    try:
        with opened(path) as file:
            while line := file.readline(LARGEST):
                if line.strip():
                    yield line
    except unpack_errors(path) as error:
        raise InputError(name, getattr(error, "strerror", None) or str(error)) from None


def text_of(line: bytes, field: str, name: str) -> str:
    """The text of a record. Raises InputError.

    >>> text_of('{"text": "一版"}'.encode(), "text", "a.jsonl")
    '一版'
    """
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(name, f"not a line of JSON: {error}") from None
    text = record.get(field) if isinstance(record, dict) else None
    if not isinstance(text, str):
        raise InputError(name, f"has no text in a field {field!r}; name the field with --text-field")
    return text

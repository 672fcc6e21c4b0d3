"""Find the inputs of a run: files, directories, patterns, and lists of names."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from newsclean.batch.names import below, is_dump
from newsclean.editions.labels import date_in
from newsclean.io.files import InputError

CHUNK = 1 << 16
ABSENT = "no such file or directory"


@dataclass(frozen=True, slots=True)
class Found:
    """An input file: where it is, its name below OUT (with its suffix), and its size in bytes as it lies on disk."""

    path: str
    name: str
    size: int


def refuse(error: InputError) -> None:
    """Raise it."""
    raise error


def find(
    operands: Sequence[str],
    out: str,
    listed: Iterable[str] = (),
    *,
    absent: Callable[[InputError], None] = refuse,
) -> Iterator[Found]:
    """All inputs that the operands mean; OUT itself is left out. Raises InputError for what can be no input.

    `absent` is told of each that is not there.

    A directory gives the dumps below it under their names there, with its own if that is a date; a file, or what a pattern matches, keeps the name it
    is given, without a root and without ways up. Hidden files and linked directories are passed over in a walk.
    `listed` are names of files and directories, never patterns.
    """
    for operand in operands:
        paths = _expand(operand)
        if not paths:
            absent(InputError(operand, ABSENT, usage=True))
        for path in paths:
            yield from _one(path, out, absent)
    for path in listed:
        yield from _one(path, out, absent)


def _expand(operand: str) -> list[str]:
    if os.path.lexists(operand):
        return [operand]
    return sorted(glob.glob(operand, recursive=True)) if glob.has_magic(operand) else []


def _one(path: str, out: str, absent: Callable[[InputError], None]) -> Iterator[Found]:
    try:
        info = os.stat(path)
    except FileNotFoundError:
        absent(InputError(path, ABSENT, usage=True))
        return
    except (OSError, ValueError) as error:
        raise InputError(path, getattr(error, "strerror", None) or str(error), usage=True) from None
    if stat.S_ISDIR(info.st_mode):
        yield from _walk(path, out)
    elif stat.S_ISREG(info.st_mode):
        yield Found(path, below(path), info.st_size)
    else:
        raise InputError(path, "neither a file nor a directory", usage=True)


def _walk(top: str, out: str) -> Iterator[Found]:
    def stop(error: OSError) -> None:
        raise InputError(error.filename or top, error.strerror or str(error), usage=True)

    inside, root = os.path.realpath(top), _root(top)
    if inside == out:
        raise InputError(top, "is the output directory too: write to another one", usage=True)
    skip_out = out.startswith(os.path.join(inside, ""))
    for folder, folders, files in os.walk(top, onerror=stop):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and not (skip_out and os.path.realpath(os.path.join(folder, name)) == out)
        ]
        for name in files:
            path = os.path.join(folder, name)
            if is_dump(name) and (os.path.isfile(path) or not os.path.exists(path)):
                yield Found(path, below(os.path.relpath(path, root)), _size(path))


def _root(top: str) -> str:
    """Where the names of a directory's dumps begin: there, or above it where its own name tells their date.

    >>> _root("lb/archive"), _root("lb/2020-02-07/"), _root("lb/2020/02/07")
    ('lb/archive', 'lb', 'lb')
    """
    path = os.path.normpath(top)
    names = path.split(os.sep)
    if date_in(names[-1]):
        return os.path.dirname(path) or os.curdir
    if date_in("/".join(names[-3:])) and all(map(str.isdecimal, names[-3:])):
        return os.sep.join(names[:-3]) or (os.sep if os.path.isabs(path) else os.curdir)
    return top


def _size(path: str) -> int:
    """Of a link to nowhere 0: that it cannot be read is said when its turn comes."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def names_in(stream: BinaryIO) -> Iterator[str]:
    r"""The names in a list, which are parted by NUL if one stands in its beginning, by line ends otherwise.

    >>> import io
    >>> list(names_in(io.BytesIO(b"a\nb\0c"))), list(names_in(io.BytesIO(b"a b\r\n\nc")))
    (['a\nb', 'c'], ['a b', 'c'])
    """
    pending = stream.read(CHUNK)
    nul = b"\0" in pending
    end = b"\0" if nul else b"\n"
    while True:
        *whole, pending = pending.split(end)
        for name in whole:
            yield from _name(name, nul)
        more = stream.read(CHUNK)
        if not more:
            break
        pending += more
    yield from _name(pending, nul)


def _name(name: bytes, exact: bool) -> Iterator[str]:
    name = name if exact else name.rstrip(b"\r")
    if name:
        yield os.fsdecode(name)

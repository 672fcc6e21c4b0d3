"""Read inputs and write outputs: whole files, standard streams, one clear message for what goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from newsclean.io.terminal import guarded

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"


class InputError(Exception):
    """An input cannot be read. `usage` tells a wrong call (no such file) from a file that fails (exit codes 2 and 3)."""

    def __init__(self, path: str, message: str, *, usage: bool = False) -> None:
        super().__init__(f"{path}: {message}")
        self.usage = usage


def read_input(path: str) -> bytes:
    """All bytes of a file, or of standard input for "-". Raises InputError."""
    if path == STDIN:
        try:
            return sys.stdin.buffer.read()
        except OSError as error:
            raise InputError("standard input", error.strerror or str(error), usage=True) from None
    if not path:
        raise InputError("''", "not a file name", usage=True)
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise InputError(path, "no such file", usage=True) from None
    except IsADirectoryError:
        raise InputError(
            path, "is a directory; give the files in it, or use `newsclean batch`", usage=True
        ) from None
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from None
    except ValueError:
        raise InputError(repr(path), "not a file name", usage=True) from None


def is_input(target: str | None, inputs: Iterable[str]) -> str | None:
    """The input that is the same file as what is to be written, if one is: it would be gone when all is done.

    >>> is_input("page.txt", ["page.txt", "-"]) is None  # there is no such file
    True
    """
    if not target or target == STDIN or not os.path.isfile(target):
        return None
    return next((name for name in inputs if os.path.isfile(name) and os.path.samefile(name, target)), None)


@contextmanager
def output(path: str | None, *, own: bool = False) -> Iterator[BinaryIO]:
    """Where results go: standard output, or a file that appears whole when all is written.

    On a terminal controls are shown, not sent, unless what is written is newsclean's `own`: coloured, and harmless already.
    The file is written under a name of its own beside the target, readable by its owner only until it is renamed.
    """
    if path is None or path == STDIN:
        yield sys.stdout.buffer if own else guarded(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    from pathlib import Path  # here and below: takes 2 ms to import, which most runs need not

    with whole_file(Path(path)) as handle:
        yield handle


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all: under a temporary name beside it, then renamed.

    Keeps an old file's mode, and a link to it. What is there and no file (a device, a pipe) is written to as it is.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    from pathlib import Path

    target = Path(os.path.realpath(target))
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    import tempfile  # a start-up without a file to write does not need it

    handle, name = tempfile.mkstemp(prefix=".newsclean-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, mode if mode is not None else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

"""The standard streams as a caller may leave them: closed from the start, closed by the reader, or on a full disk."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

from newsclean.cli.messages import WRONG_CALL, complain

OF_STREAMS = frozenset({errno.EBADF, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""What the system says of a stream that cannot be written, and of no file that was opened by name."""


def open_streams() -> None:
    """Put something in the place of closed streams, so that no file that is opened later is taken for one of them.

    What is read from a closed input or written to a closed output fails, as it does in other programs; messages to a
    closed standard error are lost.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(_take(0, os.O_WRONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(_take(1, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(_take(2, os.O_WRONLY), "w", encoding="utf-8", errors="backslashreplace")


def _take(number: int, mode: int) -> int:
    """A file descriptor of this number that leads nowhere."""
    found = os.open(os.devnull, mode)
    if found != number:
        os.dup2(found, number)
        os.close(found)
    return number


def leave(code: int = 0) -> NoReturn:
    """Exit, without another try of the interpreter to write what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


def leave_for(error: OSError, told: int = 0) -> NoReturn:
    """Exit with one line where a standard stream is at fault, with none where the command has `told`; raise what else is."""
    if error.filename is not None or error.errno not in OF_STREAMS:
        raise error
    if told:
        leave(told)
    complain(f"standard output: {error.strerror}")
    leave(WRONG_CALL)

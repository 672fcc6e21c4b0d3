"""Messages to the person: on standard error, one line each, terminal controls made harmless; and the exit codes."""

from __future__ import annotations

import sys

DONE, FOUND, WRONG_CALL, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


def harmless(text: str) -> str:
    """Text without live terminal escapes: controls are shown, not sent."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"newsclean: {harmless(message)}", file=sys.stderr)

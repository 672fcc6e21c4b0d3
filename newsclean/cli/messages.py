"""Messages to the person: on standard error, one line each, terminal controls made harmless; and the exit codes."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from newsclean.plain import Style, harmless, plain

DONE, FOUND, WRONG_CALL, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"newsclean: {harmless(message)}", file=sys.stderr)


def mention(message: str, quiet: bool) -> None:
    """One line on standard error that a user may want to be without."""
    if not quiet:
        complain(message)


def require_input(given: bool, how: str) -> None:
    """End the call where nothing is named and standard input is a terminal: nothing would ever come."""
    if not given and sys.stdin.isatty():
        import typer

        complain(f"no input: {how}")
        raise typer.Exit(WRONG_CALL)


def painter(choice: bool | None, stream: TextIO) -> Style:
    """What paints text for a stream: in colours, or not at all."""
    if not wants_colour(choice, stream):
        return plain
    import typer

    return typer.style


def wants_colour(choice: bool | None, stream: TextIO) -> bool:
    """Whether to colour: as told (--color, --no-color), NO_COLOR, FORCE_COLOR (both count unless empty), on a terminal."""
    if choice is not None:
        return choice
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"

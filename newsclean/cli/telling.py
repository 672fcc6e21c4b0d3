"""What `newsclean clean` says while it works, on standard error: a line an input if asked for, a count on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsclean.cli.messages import complain


@contextmanager
def telling(inputs: int, *, quiet: bool, verbose: bool) -> Iterator[Callable[[str], None] | None]:
    """What is to be told of each input that is done; None where nothing is."""
    if verbose and not quiet:
        yield complain
    elif quiet or inputs < 2 or sys.stdout.isatty() or not _shows_progress():
        yield None
    else:
        from rich.console import Console

        done = 0
        with Console(stderr=True).status(f"0 of {inputs}") as status:

            def count(_: str) -> None:
                nonlocal done
                done += 1
                status.update(f"{done} of {inputs}")

            yield count


def _shows_progress() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")

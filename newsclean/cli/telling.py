"""What `clean` and `filter` say while they work, on standard error: a line an input if asked for, a count on a terminal."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsclean.cli.messages import complain


@contextmanager
def telling(inputs: int, *, quiet: bool, verbose: bool) -> Iterator[Callable[[str], None] | None]:
    """What is to be told of each input that is done; None where nothing is."""
    if verbose and not quiet:
        yield complain
    elif quiet or inputs < 2 or not _shows_progress():
        yield None
    else:
        from rich.console import Console

        done = 0
        with Console(stderr=True, force_terminal=True).status(f"0 of {inputs}") as status:

            def count(_: str) -> None:
                nonlocal done
                done += 1
                status.update(f"{done} of {inputs}")

            yield count


@contextmanager
def counting(*, quiet: bool) -> Iterator[Callable[[int], None]]:
    """What is to be told how many bytes are done."""
    if quiet or not _shows_progress():
        yield lambda _: None
        return
    from rich.console import Console

    found = os.fstat(sys.stdin.fileno())
    whole = found.st_size if stat.S_ISREG(found.st_mode) else 0
    with Console(stderr=True, force_terminal=True).status("0.0 MB") as status:

        def count(done: int) -> None:
            share = f" · {min(done / whole, 1):.0%}" if whole else ""
            status.update(f"{done / 1e6:.1f} MB{share}")

        yield count


def _shows_progress() -> bool:
    """On a terminal, unless the output goes there too, or to another program that may be writing there (less)."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return False
    return not sys.stdout.isatty() and not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)

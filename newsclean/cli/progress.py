"""The progress line of `newsclean batch`: on a terminal only."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from newsclean.cli.messages import complain
from newsclean.plain import harmless

if TYPE_CHECKING:
    from newsclean.batch.tally import Tally

EVERY = 0.1
"""Seconds between two pictures of the line."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[tuple[Callable[[str], None], Callable[[Tally], None]]]:
    """What reports a failure, and what shows the counts; a request to end (SIGTERM) is taken as Ctrl-C."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield complain, lambda _: None
        else:
            with _line() as shown:
                yield shown
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


@contextmanager
def _line() -> Iterator[tuple[Callable[[str], None], Callable[[Tally], None]]]:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    console = Console(stderr=True, force_terminal=True)
    last = 0.0
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def watch(tally: Tally) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= EVERY:
                last = now
                live.update(Text(describe(tally), no_wrap=True, overflow="ellipsis"), refresh=True)

        def report(message: str) -> None:
            console.print(Text(f"newsclean: {harmless(message)}"), soft_wrap=True)

        yield report, watch


def describe(tally: Tally) -> str:
    """The counts in one line.

    >>> from newsclean.batch.tally import Tally
    >>> import time
    >>> describe(Tally(files=4, size=4_000_000, size_done=1_000_000, inputs=1, bytes=1_000_000, began=time.monotonic() - 10))
    '1 of 4 files · 25% · 0.1 MB/s · 0:00:30 left'
    """
    share = tally.size_done / tally.size if tally.size else 0.0
    seconds = tally.seconds
    files = (
        f"{tally.inputs} of {tally.files} files" if tally.inputs <= tally.files else f"{tally.inputs} pages"
    )
    parts = [files, f"{min(share, 1):.0%}", f"{tally.bytes / 1e6 / max(seconds, 0.001):.1f} MB/s"]
    if 0 < share < 1:
        left = round(seconds / share - seconds)
        parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    return " · ".join(parts)

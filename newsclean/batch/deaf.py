"""Start processes that hear no Ctrl-C: their end is this process's to bring about, and they would complain of theirs."""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing import resource_tracker
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def start_deaf(start: Callable[[], T]) -> T:
    """What `start` returns, or raises. Ctrl-C ends the wait for it, never the start itself.

    It runs in a thread, which no Ctrl-C reaches; the processes and threads that it starts take after it.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            if hasattr(signal, "pthread_sigmask"):  # pragma: no branch - Windows
                resource_tracker.ensure_running()  # its start makes the thread hear again: never later than here
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            results.append(start())
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]

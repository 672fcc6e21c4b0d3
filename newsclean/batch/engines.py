"""What an engine is: it takes tasks and gives results, in any order, and costs a task, not the run, where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from newsclean.batch.plan import Task
from newsclean.batch.work import Job, Result, perform

Gate = Callable[[], bool]
"""Whether another task may be taken yet: results wait in memory for their turn, and must not become too many."""


class Engine(Protocol):
    """Runs tasks. `ahead` is how many may be under way or waiting for their turn at once."""

    ahead: int

    def run(self, tasks: Iterator[Task], job: Job, gate: Gate) -> Iterator[Result]:
        """One result for each task. Takes tasks only as needed, and while `gate` holds.

        Closing the iterator ends the engine at once.
        """
        ...


class EngineError(Exception):
    """The engine cannot run. The message says what to do."""


class Serial:
    """All in this process, one task after the other: for work that is too small to share."""

    ahead = 1

    def run(self, tasks: Iterator[Task], job: Job, gate: Gate) -> Iterator[Result]:
        """The results in order."""
        for task in tasks:
            yield perform(task, job)

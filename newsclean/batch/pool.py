"""Worker processes of this machine; one that dies takes the task that it was at with it, and nothing else.

`concurrent.futures` gives up the whole pool when a worker is killed, which is why the pool is made here. A worker is
told its next task while it works, so that it never waits for this process. Workers write nothing and hear no Ctrl-C:
this process ends them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any

from newsclean.batch.deaf import start_deaf
from newsclean.batch.engines import EngineError, Gate
from newsclean.batch.plan import Task
from newsclean.batch.work import Job, Result, failure, perform

READY = "ready"
QUEUED = 2
"""Tasks that a worker holds: the one that it is at, and the next."""
LIGHT = 16_384
"""Bytes of a task that can be sent to a worker that is busy: more could fill the pipe, while the worker fills the other
way, and both would wait for ever."""
STARTS = 3
"""How often in a row a worker may die before it is ready."""


def default_jobs() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1  # pragma: no cover - macOS, Windows


class Pool:
    """An engine of `jobs` worker processes."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.ahead = 32 * jobs

    def run(self, tasks: Iterator[Task], job: Job, gate: Gate) -> Iterator[Result]:
        """The results as they come. Raises EngineError where workers cannot be started."""
        context = _context()
        workers: list[_Worker] = []
        again: deque[Task] = deque()
        source: Iterator[Task] | None = tasks
        failed_starts = 0
        try:
            workers += [_Worker(context, job) for _ in range(self.jobs)]
            while True:
                for worker in _hungriest(workers):
                    while worker.hungry and (again or (source is not None and gate())):
                        task = again.popleft() if again else next(source or iter(()), None)
                        if task is None:
                            source = None
                        elif not worker.give(task):
                            again.appendleft(task)
                            break
                if source is None and not again and not any(worker.tasks for worker in workers):
                    return
                for worker in _speaking(workers):
                    try:
                        message = worker.link.recv()
                    except (EOFError, OSError):
                        failed_starts = 0 if worker.ready else failed_starts + 1
                        if failed_starts >= STARTS:
                            raise EngineError(
                                f"worker processes do not start ({worker.cause()}); try --jobs 1"
                            ) from None
                        workers[workers.index(worker)] = _Worker(context, job)
                        if worker.ready and worker.tasks:
                            left = _bereft(worker.tasks.popleft(), worker)
                            if isinstance(left, Task):
                                worker.tasks.appendleft(left)
                            else:
                                yield left
                        again.extendleft(reversed(worker.tasks))
                        worker.stop()
                        continue
                    if message == READY:
                        worker.ready = True
                    elif isinstance(message, int):
                        worker.at = message
                    else:
                        worker.tasks.popleft()
                        worker.at = 0
                        yield message
        finally:
            for worker in workers:
                worker.stop()


class _Worker:
    """A process, the tasks that it has been given in order, and the line to it."""

    def __init__(self, context: BaseContext, job: Job) -> None:
        self.link, far = context.Pipe()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.at = 0  # the input of the first task that it is at
        self.process: Any = context.Process(target=_serve, args=(far, job), daemon=True)  # type: ignore[attr-defined]
        start_deaf(self.process.start)
        far.close()

    @property
    def hungry(self) -> bool:
        return self.ready and len(self.tasks) < QUEUED

    def give(self, task: Task) -> bool:
        """Send a task; False if it has to wait until the worker is free."""
        if self.tasks and (task.weight > LIGHT or self.tasks[-1].weight > LIGHT):
            return False
        try:
            self.link.send(task)
        except OSError:
            return False  # dead; the line says so next
        self.tasks.append(task)
        return True

    def cause(self) -> str:
        """What ended the process."""
        self.process.join(1)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name + (", perhaps out of memory" if code == -9 else "")
        except ValueError:  # pragma: no cover - a signal without a name
            return f"signal {-code}"

    def stop(self) -> None:
        """End the process at once: it holds nothing that could be lost."""
        self.link.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join(1)


def _bereft(task: Task, worker: _Worker) -> Task | Result:
    """What is left to do of a task whose worker died: the other pages of an edition; or the failure of all of it.

    Where the pages had all been read, none of them is to blame: the edition is done once more.
    """
    message = f"its worker died ({worker.cause()})"
    if len(task.inputs) > 1 and worker.at < len(task.inputs):
        return task.without(worker.at, message)
    if len(task.inputs) > 1 and not task.again:
        return replace(task, again=True)
    return failure(task, message)


def _hungriest(workers: list[_Worker]) -> list[_Worker]:
    """Workers in the order that they get tasks: idle ones first."""
    return sorted(workers, key=lambda worker: len(worker.tasks))


def _speaking(workers: list[_Worker]) -> list[_Worker]:
    links: dict[Any, _Worker] = {worker.link: worker for worker in workers}
    return [links[link] for link in wait(list(links))]


def _context() -> BaseContext:
    """Processes that start clean (no threads and locks copied), and fast where the system can fork them from one."""
    if sys.platform == "win32":  # pragma: no cover
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["newsclean.batch.work", "newsclean.batch.warm"])
    return context


def _serve(link: Connection, job: Job) -> None:
    """A worker's life: tasks in, results out, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        link.send(READY)
        while True:
            task = link.recv()
            link.send(perform(task, job, link.send if len(task.inputs) > 1 else lambda _: None))
    except (EOFError, OSError):
        return  # the run is over, or was killed

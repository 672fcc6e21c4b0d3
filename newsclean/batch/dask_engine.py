"""The work on a Dask cluster; needs the extra `newsclean[dask]`.

Workers read the inputs and give their results back; only this process writes. On several machines the inputs must lie
under the same paths everywhere (a shared file system). A task whose worker is lost goes to another one.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from newsclean.batch.deaf import start_deaf
from newsclean.batch.engines import EngineError, Gate
from newsclean.batch.plan import Task
from newsclean.batch.work import Job, Result, failure, perform

LOST_WORKERS = 3
"""How many workers may be lost at one task before the task is given up."""


class Dask:
    """An engine on the cluster at `scheduler`, or on one of `jobs` worker processes of this machine."""

    def __init__(self, jobs: int, scheduler: str | None = None) -> None:
        self.jobs, self.scheduler = jobs, scheduler
        self.ahead = 32 * jobs

    def run(self, tasks: Iterator[Task], job: Job, gate: Gate) -> Iterator[Result]:
        """The results as they come. Raises EngineError where there is no scheduler."""
        client: Any = None
        cluster: Any = None
        try:
            client, cluster = start_deaf(self._connect)
            width = 2 * max(self.jobs, len(client.scheduler_info(n_workers=-1)["workers"]))
            self.ahead = max(self.ahead, 16 * width)
            yield from _results(client, tasks, job, lambda under_way: under_way < width and gate())
        except EngineError:
            raise
        except BaseException:
            _leave(client, own=self.scheduler is None)
            raise
        client.close()
        if cluster is not None:
            cluster.close()

    def _connect(self) -> tuple[Any, Any]:
        """A client, and the cluster of this machine if that was started. Raises EngineError."""
        import dask
        import distributed

        dist: Any = distributed  # it has no types
        cluster: Any = None
        with dask.config.set({"distributed.scheduler.allowed-failures": LOST_WORKERS}):
            try:
                if self.scheduler is None:
                    cluster = dist.LocalCluster(
                        n_workers=self.jobs,
                        threads_per_worker=1,
                        processes=True,
                        dashboard_address=None,
                        silence_logs=50,
                    )
                return dist.Client(cluster or self.scheduler, timeout="10s"), cluster
            except (OSError, ValueError) as error:
                raise EngineError(f"{self.scheduler or 'local Dask cluster'}: {error}") from None


def _results(client: Any, tasks: Iterator[Task], job: Job, room: Callable[[int], bool]) -> Iterator[Result]:
    """The results as they come; `room` says whether another task may be begun beside so many."""
    import distributed

    waiting: Any = distributed.as_completed()
    under_way: dict[Any, Task] = {}
    source: Iterator[Task] | None = tasks
    while True:
        while source is not None and room(len(under_way)):
            task = next(source, None)
            if task is None:
                source = None
                break
            future = client.submit(perform, task, job, pure=False, key=f"newsclean-{task.index}")
            under_way[future] = task
            waiting.add(future)
        if not under_way:
            return
        future = next(waiting)
        task = under_way.pop(future)
        yield _result(future, task)
        future.release()


def _leave(client: Any, *, own: bool) -> None:
    """Go at once: workers hold nothing that could be lost, and those of this machine end with this process."""
    logging.disable()  # Dask tells at length of all that ends too early
    if client is not None:
        with suppress(Exception):
            client.close(timeout=0)
    if own:
        for process in multiprocessing.active_children():
            process.kill()


def _result(future: Any, task: Task) -> Result:
    from distributed.scheduler import KilledWorker

    try:
        result: Result = future.result()
    except KilledWorker:
        return failure(task, f"{LOST_WORKERS + 1} workers died at it")
    except Exception as error:
        return failure(task, f"the Dask worker failed: {type(error).__name__}: {error}")
    return result

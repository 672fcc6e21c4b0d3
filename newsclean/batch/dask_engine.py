"""The work on a Dask cluster; needs the extra `newsclean[dask]`.

Workers read the inputs and give their results back; only this process writes. On several machines the inputs must lie
under the same paths everywhere (a shared file system). A task whose worker is lost goes to another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
        import dask
        import distributed

        dist: Any = distributed  # it has no types

        with dask.config.set({"distributed.scheduler.allowed-failures": LOST_WORKERS}):
            try:
                place: Any = self.scheduler or dist.LocalCluster(
                    n_workers=self.jobs,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=50,
                )
                client = dist.Client(place, timeout="10s")
            except (OSError, ValueError) as error:
                raise EngineError(f"{self.scheduler or 'local Dask cluster'}: {error}") from None
        try:
            width = 2 * max(self.jobs, len(client.scheduler_info(n_workers=-1)["workers"]))
            self.ahead = max(self.ahead, 16 * width)
            waiting = dist.as_completed()
            under_way: dict[Any, Task] = {}
            more = True
            while True:
                while more and len(under_way) < width and gate():
                    task = next(tasks, None)
                    if task is None:
                        more = False
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
        finally:
            client.close()
            if not self.scheduler:
                place.close()


def _result(future: Any, task: Task) -> Result:
    from distributed.scheduler import KilledWorker

    try:
        result: Result = future.result()
    except KilledWorker:
        return failure(task, f"{LOST_WORKERS + 1} workers died at it")
    except Exception as error:
        return failure(task, f"the Dask worker failed: {type(error).__name__}: {error}")
    return result

"""One run: tasks to the engine, results back in order, outputs to disk, a row of the manifest for every input."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from newsclean.batch.engines import Engine
from newsclean.batch.manifest import Known, Row, encode
from newsclean.batch.plan import Plan, PlanError, Task
from newsclean.batch.resume import Past
from newsclean.batch.tally import Tally
from newsclean.batch.work import Job, Result
from newsclean.batch.writers import OutputError, Part, Place, RefusedName, part_name

PER_PART = 1_000


@dataclass(frozen=True, slots=True)
class Shape:
    """How outputs are laid out, and which of them this machine does.

    `packing` is None for files of their own, else how lines are packed ("", "gz", "parquet"), `per_part` how many
    inputs share a part. `shard` is (I, N), from (1, 1): every Nth task, or part, from the Ith on.
    """

    packing: str | None = None
    per_part: int = PER_PART
    shard: tuple[int, int] = (1, 1)

    @property
    def tag(self) -> str:
        """What tells this shard's own files from those of others."""
        number, of = self.shard
        return "" if of == 1 else f"-{number:0{len(str(of))}}-of-{of}"


@dataclass(slots=True)
class _Turn:
    """A task that waits for its turn to be written: its part, and its result or the rows of an earlier run."""

    task: Task
    part: int
    result: Result | None = None
    reused: list[Row] | None = None


class Run:
    """A run over a plan. `tally` counts; `go` does it."""

    def __init__(
        self,
        plan: Plan,
        out: str,
        job: Job,
        engine: Engine,
        shape: Shape = Shape(),
        *,
        resume: bool = False,
        complain: Callable[[str], None] = print,
        watch: Callable[[Tally], None] = lambda _: None,
    ) -> None:
        self.plan, self.job, self.engine, self.shape = plan, job, engine, shape
        self.resume, self.complain, self.watch = resume, complain, watch
        self.place = Place(out, f"run{shape.tag}")
        self.manifest = self.place.out / f"manifest{shape.tag}.jsonl"
        self.tally = Tally(files=plan.files, size=plan.bytes)
        self._turns: deque[_Turn] = deque()
        self._waiting: dict[int, _Turn] = {}
        self._part: Part | None = None
        self._part_number = -1
        self._part_rows: list[tuple[_Turn, Row]] = []
        self._done: BinaryIO
        self._rows: BinaryIO

    def go(self) -> Tally:
        """Do it. Raises PlanError, OutputError, EngineError; an interrupted run can be gone on with."""
        log = self.place.work / "done.jsonl"
        self._refuse_mix(self.manifest.exists(), log.exists())
        try:
            self.place.work.mkdir(parents=True, exist_ok=True)
            self._done = log.open("ab")
            self._rows = (self.place.work / "manifest").open("wb")
        except OSError as error:
            raise OutputError(f"{self.place.out}: {error.strerror or error}") from None
        known = Known(self.manifest, log) if self.resume else Known()
        try:
            self._work(Past(known, self.place, self.job))
            self._rows.close()
            os.replace(self._rows.name, self.manifest)
        except OSError as error:
            self._leave()
            raise self._output_error(error) from None
        except BaseException:
            self._leave()
            raise
        finally:
            known.close()
        self._done.close()
        shutil.rmtree(self.place.work, ignore_errors=True)
        with suppress(OSError):  # another shard is still at work in it
            self.place.work.parent.rmdir()
        return self.tally

    def _refuse_mix(self, finished: bool, cut_short: bool) -> None:
        if self.resume or not (finished or cut_short):
            return
        state = "was cut short" if cut_short else "is done"
        raise PlanError(
            f"{self.place.out}: holds a run that {state}: go on with --resume, or write to another directory"
        )

    def _leave(self) -> None:
        """Leave only whole files, and what --resume needs."""
        for close in (self._done.close, self._rows.close):
            with suppress(OSError):  # the disk is full: nothing more can be saved
                close()
        for name in ("writing", "part", "manifest"):
            with suppress(OSError):
                (self.place.work / name).unlink(missing_ok=True)

    def _output_error(self, error: OSError) -> Exception:
        explained = self.place.explained(error, "the manifest")
        return explained if isinstance(explained, OutputError) else OutputError(str(explained))

    def _work(self, past: Past) -> None:
        def room() -> bool:
            return len(self._turns) < self.engine.ahead

        with closing(self.engine.run(self._feed(past), self.job, room)) as results:  # type: ignore[type-var]
            for result in results:
                self._waiting.pop(result.index).result = result
                self.tally.worker_peak = max(self.tally.worker_peak, result.peak)
                self._drain()
        self._drain()
        self._end_part()

    def _feed(self, past: Past) -> Iterator[Task]:
        """The tasks that the engine has to do; those that need not be done take their turn here."""
        for part, tasks in self._batches():
            name = None if self.shape.packing is None else part_name(part, self.shape.packing)
            rows = past.rows(tasks, name) if self.resume else None
            for at, task in enumerate(tasks):
                turn = _Turn(task, part, reused=rows[at] if rows else None)
                self._turns.append(turn)
                if turn.reused is None:
                    self._waiting[task.index] = turn
                    yield task
            self._drain()

    def _batches(self) -> Iterator[tuple[int, list[Task]]]:
        """The tasks of this shard with the number of their part. Whole parts where a part is to be checked as one."""
        number, of = self.shape.shard
        if self.shape.packing is None:
            for task in self.plan.tasks():
                if task.index % of == number - 1:
                    yield task.index, [task]
            return
        part = count = 0
        together: list[Task] = []
        for task in self.plan.tasks():
            if count >= self.shape.per_part:
                if together:
                    yield part, together
                part, count, together = part + 1, 0, []
            count += len(task.inputs)
            if part % of != number - 1:
                continue
            if self.resume:
                together.append(task)
            else:
                yield part, [task]
        if together:
            yield part, together

    def _drain(self) -> None:
        """Write all results whose turn has come."""
        while self._turns and (self._turns[0].result is not None or self._turns[0].reused is not None):
            turn = self._turns.popleft()
            if self.shape.packing is None:
                self._write_tree(turn)
            else:
                self._write_lines(turn)
            self.tally.size_done += sum(item.size for item in turn.task.inputs)
            self.watch(self.tally)

    def _write_tree(self, turn: _Turn) -> None:
        if turn.result is None:
            for row in turn.reused or ():
                self.tally.outputs += len(row.outputs)
                self._record(row, reused=True)
            return
        for at, row in enumerate(turn.result.rows):
            outputs = []
            try:
                for of, name, data in turn.result.outputs:
                    if of == at:
                        outputs.append(self.place.write(name, data))
                row = msgspec.structs.replace(row, outputs=outputs)
            except RefusedName as error:
                row = msgspec.structs.replace(row, outcome="failed", error=str(error), outputs=outputs)
            self.tally.outputs += len(outputs)
            self._record(row)

    def _write_lines(self, turn: _Turn) -> None:
        if turn.part != self._part_number:
            self._end_part()
            self._part_number = turn.part
        if turn.result is None:
            self._part_rows += [(turn, row) for row in turn.reused or ()]
            return
        if self._part is None:
            self._part = Part(self.place, turn.part, self.shape.packing or "")
        self._part.add([data for _, _, data in turn.result.outputs])
        self._part_rows += [(turn, row) for row in turn.result.rows]

    def _end_part(self) -> None:
        """Give a part its name; only then are its inputs done."""
        outputs = [] if self._part is None else [self._part.finish()]
        self._part = None
        self.tally.outputs += bool(self._part_rows)
        for turn, row in self._part_rows:
            if turn.reused is None and row.outcome == "done":
                row = msgspec.structs.replace(row, outputs=outputs)
            self._record(row, reused=turn.reused is not None)
        self._part_rows = []

    def _record(self, row: Row, *, reused: bool = False) -> None:
        if row.error is not None:
            row = msgspec.structs.replace(row, error=row.error.encode("utf-8", "backslashreplace").decode())
        line = encode(row)
        self._rows.write(line)
        if not reused:
            self._done.write(line)
            self._done.flush()  # what is written is done, even if this process is killed now
        self.tally.add(row, reused=reused)
        if row.outcome == "failed":
            name = row.input if row.record is None else f"{row.input}#{row.record}"
            self.complain(f"{name}: {row.error}")

"""Go on with a run that was cut short: what is already there, and still right, is not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from newsclean.batch.manifest import Known, Row, hash_file
from newsclean.batch.plan import Input, Task
from newsclean.batch.work import Job, content
from newsclean.batch.writers import Place
from newsclean.choosing import ChoiceError
from newsclean.config import ConfigError
from newsclean.errors import StageError
from newsclean.io.files import InputError


class Past:
    """What earlier runs left in OUT. A row counts if its input's bytes, its outputs' bytes and the settings are the same."""

    def __init__(self, known: Known, place: Place, job: Job) -> None:
        self._known, self._place, self._job = known, place, job
        self._hashed: tuple[str, str] = ("", "")

    def rows(self, tasks: Sequence[Task], part: str | None) -> list[list[Row]] | None:
        """The rows of tasks that need not be done again; None if one of them does.

        `part` is the file of lines that must hold them all; None where each input has files of its own.
        """
        if not self._known.any:
            return None
        found: list[list[Row]] = []
        for task in tasks:
            rows = []
            for at, item in enumerate(task.inputs):
                row = self._row(item, task, part)
                if row is None:
                    return None
                rows.append(msgspec.structs.replace(row, n=task.first + at))
            found.append(rows)
        return found

    def _row(self, item: Input, task: Task, part: str | None) -> Row | None:
        row = self._known.row(item.name, item.record)
        if row is None or row.outcome != "done" or not row.outputs:
            return None
        if part is not None and [output.path for output in row.outputs] != [part]:
            return None
        try:
            means = self._job.means(item.path)
            data, _ = content(item, self._job)
            same = (
                row.settings == self._job.mark(means, task.members)
                and row.sha256 == hashlib.sha256(data).hexdigest()
                and all(self._hash(output.path) == output.sha256 for output in row.outputs)
            )
        except (OSError, InputError, ConfigError, ChoiceError, StageError):
            return None
        return row if same else None

    def _hash(self, name: str) -> str:
        """Of an output; the last one is remembered, as all rows of a part ask for it one after the other."""
        if self._hashed[0] != name:
            self._hashed = (name, hash_file(self._place.out / name))
        return self._hashed[1]

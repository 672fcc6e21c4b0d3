"""The plan of a run: every input once, in one order, with outputs that cannot clash; on disk, not in memory.

The order is that of the outputs' names as bytes, so that it is the same on every machine, however folders are listed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from newsclean.batch.inputs import Found
from newsclean.batch.names import MADE, is_records, shown, stem
from newsclean.batch.reading import records
from newsclean.editions.labels import edition_of
from newsclean.patterns import expression

OWN = expression(r"\.newsclean|manifest(?:-\d+-of-\d+)?\.jsonl|(?:part|editions)-.*|review-index.*")
"""Names at the top of OUT that are newsclean's own."""


MOST_PAGES = 400
"""Most pages that an edition may have: a worker holds it whole."""


class PlanError(Exception):
    """The run cannot be done as it is called for. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """One page dump: a file, or the `record`th record (from 1) of a JSON Lines file, whose line is `data`.

    `name` is its name in outputs and manifest, `stem` what its own outputs are called, without a suffix.
    """

    path: str
    name: str
    stem: str
    size: int
    record: int | None = None
    data: bytes | None = None
    error: str | None = None  # why it cannot be had


@dataclass(frozen=True, slots=True)
class Task:
    """What one worker does at a time: one input, or all pages of an edition. `first` numbers its inputs from 0."""

    index: int
    first: int
    inputs: tuple[Input, ...]
    edition: str | None = None
    again: bool = False  # a worker died when all its pages were read

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the pages that are joined; none where a page stands alone."""
        return tuple(item.name for item in self.inputs) if self.edition is not None else ()

    def without(self, at: int, error: str) -> Task:
        """The task with one input given up."""
        given_up = replace(self.inputs[at], error=error)
        return replace(self, inputs=(*self.inputs[:at], given_up, *self.inputs[at + 1 :]))

    @property
    def weight(self) -> int:
        """Bytes that go to the worker with the task."""
        return sum(len(item.data or b"") + 2 * len(item.path) + 200 for item in self.inputs)


class Plan:
    """The inputs of a run. Close it when the run is over."""

    def __init__(self, found: Iterable[Found], *, suffix: str = "", editions: bool | None = None) -> None:
        """`suffix`: of one file a page, empty where records are written instead.

        `editions`: True joins pages in any folder, None those in folders named by a date, False none.
        Raises PlanError where two inputs would write one output, and what `found` raises.
        """
        self._db = sqlite3.connect("")  # a temporary file of SQLite's own, gone when closed
        self._db.execute(
            "create table inputs (key blob primary key, path blob, name blob, size int, edition blob) without rowid"
        )
        self._db.execute("create table folders (key blob primary key) without rowid")
        self._editions = editions
        self.files = self.bytes = 0
        for item in found:
            self._add(item)
        self._refuse_clashes(suffix)
        self._refuse_crowds()

    def _add(self, item: Found) -> None:
        base = stem(item.name)
        key = os.fsencode(base)
        top = base.partition("/")[0]
        if not base or OWN.fullmatch(top):
            raise PlanError(f"{shown(item.path)}: its output would take a name of newsclean's own: rename it")
        edition = None
        if self._editions is not False and not is_records(item.name):
            edition = edition_of(base, always=bool(self._editions))
        group = key if edition is None else os.fsencode(edition)
        row = (key, os.fsencode(item.path), os.fsencode(item.name), item.size, group)
        try:
            self._db.execute("insert into inputs values (?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            other = self._path_of(base) or ""
            if os.path.abspath(other) == os.path.abspath(item.path):
                return  # named twice: done once
            raise _clash(other, item.path, base) from None
        self.files += 1
        self.bytes += item.size
        folder = base
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            known = self._db.execute(
                "insert or ignore into folders values (?)", (os.fsencode(folder),)
            ).rowcount
            if known <= 0:
                break

    def _refuse_clashes(self, suffix: str) -> None:
        """Raise PlanError where one of the several files of an input, or a folder, has the name of another's file."""
        for (key,) in self._db.execute("select key from inputs"):
            for made in _origins(os.fsdecode(key)):
                other = self._path_of(made)
                if other is not None:
                    raise _clash(self._path_of(os.fsdecode(key)) or "", other, os.fsdecode(key))
        for (key,) in self._db.execute("select key from folders"):
            name = os.fsdecode(key)
            if suffix and name.endswith(suffix):
                base = name[: -len(suffix)]
                for made in (base, *_origins(base)):
                    other = self._path_of(made)
                    if other is not None:
                        raise PlanError(
                            f"{shown(other)}: its output would have the name of the folder {shown(name)}; rename one"
                        )

    def _refuse_crowds(self) -> None:
        """Raise PlanError where an edition is too large to be one."""
        query = "select edition, count(*) from inputs group by edition having count(*) > ?"
        for edition, count in self._db.execute(query, (MOST_PAGES,)):
            raise PlanError(
                f"{shown(os.fsdecode(edition))}: {count} pages of one edition; put each edition into a folder, "
                "or a date (2020-02-07) into the names of its files"
            )

    def _path_of(self, base: str) -> str | None:
        row = self._db.execute("select path from inputs where key = ?", (os.fsencode(base),)).fetchone()
        return None if row is None else os.fsdecode(row[0])

    def tasks(self) -> Iterator[Task]:
        """What is to be done, in order; the lines of JSON Lines files are read as they are come to."""
        index = first = 0
        pending: list[Input] = []
        group: bytes | None = None
        rows = self._db.execute("select key, path, name, size, edition from inputs order by edition, key")
        for key, path, name, size, edition in rows:
            if pending and edition != group:
                yield self._task(index, first, pending, group)
                index, first, pending = index + 1, first + len(pending), []
            group = edition
            item = Input(os.fsdecode(path), shown(os.fsdecode(name)), os.fsdecode(key), size)
            if not is_records(item.name):
                pending.append(item)
                continue
            for record in _records(item):
                yield Task(index, first, (record,))
                index, first = index + 1, first + 1
        if pending:
            yield self._task(index, first, pending, group)

    def _task(self, index: int, first: int, inputs: list[Input], group: bytes | None) -> Task:
        alone = len(inputs) == 1 and group == os.fsencode(inputs[0].stem)
        return Task(index, first, tuple(inputs), None if alone else shown(os.fsdecode(group or b"")))

    def digest(self) -> str:
        """A hash of the names of all inputs in order: machines that share the work have the same."""
        digest = hashlib.sha256()
        for (name,) in self._db.execute("select name from inputs order by edition, key"):
            digest.update(name + b"\0")
        return digest.hexdigest()

    def close(self) -> None:
        """Forget the plan."""
        self._db.close()


def _records(item: Input) -> Iterator[Input]:
    number = 0
    try:
        for number, line in enumerate(records(item.path, item.name), 1):
            yield replace(
                item, stem=f"{item.stem}.record-{number:06}", record=number, data=line, size=len(line)
            )
    except Exception as error:  # whatever the file holds must not end the run
        yield replace(item, stem=f"{item.stem}.record-{number + 1:06}", record=number + 1, error=str(error))


def _origins(base: str) -> Iterator[str]:
    """The stems of inputs that could give a file with this stem, as a.record-1.page-2 may come of a.record-1 and of a."""
    while (shorter := MADE.sub("", base)) != base:
        yield shorter
        base = shorter


def _clash(one: str, other: str, base: str) -> PlanError:
    return PlanError(
        f"{shown(one)} and {shown(other)} would both write {shown(base)}; "
        "rename one, or give the folder that holds both"
    )

"""The manifest: what became of every input, one JSON object a line; and the memory of a run that was cut short."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A file that holds something of the input: its name below OUT, and its hash."""

    path: str
    sha256: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input. All but `seconds` is the same in every run over the same bytes.

    `n` is its place in the plan, from 0. `doubtful` counts decisions (a headline's article, an article's ends) that
    are less sure than the settings ask, `certainty` is that of the least sure one; `edits` counts the changes to its lines. `joined` counts
    articles that go on in, or come from, another page; `unmatched_jumps` are the jumps whose other end was not found.
    """

    n: int
    input: str
    record: int | None = None
    outcome: Literal["done", "failed"] = "done"
    error: str | None = None
    sha256: str | None = None
    bytes: int = 0
    encoding: str | None = None
    encoding_confidence: float | None = None
    pages: int = 0
    articles: int = 0
    doubtful: int = 0
    certainty: float = 1.0
    edits: int = 0
    joined: int = 0
    unmatched_jumps: list[str] = []
    seconds: float = 0.0
    settings: str = ""
    outputs: list[Output] = []

    @property
    def key(self) -> str:
        """What tells the input from all others."""
        return key_of(self.input, self.record)


def key_of(name: str, record: int | None) -> str:
    """The key of an input in a manifest."""
    return name if record is None else f"{name}\n{record}"


class Known:
    """The rows of earlier runs, on disk. The last row of an input counts."""

    def __init__(self, *files: Path) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("create table rows (key text primary key, row blob) without rowid")
        self.any = False
        for file in files:
            for row, line in rows_in(file):
                self.any = True
                self._db.execute("insert or replace into rows values (?, ?)", (row.key, line))

    def row(self, name: str, record: int | None) -> Row | None:
        """What is known of an input."""
        found = self._db.execute("select row from rows where key = ?", (key_of(name, record),)).fetchone()
        return None if found is None else msgspec.json.decode(found[0], type=Row)

    def close(self) -> None:
        """Forget all."""
        self._db.close()


def rows_in(file: Path) -> Iterator[tuple[Row, bytes]]:
    """The rows of a manifest, each with its line; what a run that was killed left half written is passed over."""
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=Row), line
            except msgspec.DecodeError:
                continue


def encode(row: Row) -> bytes:
    """A row as a line."""
    return msgspec.json.encode(row) + b"\n"


def hash_file(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()

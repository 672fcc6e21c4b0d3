"""Articles as Parquet, with a fixed schema; needs the extra `newsclean[parquet]` (pyarrow)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from newsclean.batch.records import Metadata, Record

ROWS = 1_000
"""Articles in a row group: what is held in memory."""
_TYPES: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int32(), float: pa.float64()}

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field(
            "metadata",
            pa.struct(
                [
                    pa.field(field.name, _TYPES[field.type], nullable=False)
                    for field in msgspec.structs.fields(Metadata)
                ]
            ),
            nullable=False,
        ),
    ]
)
"""Every column of one type, and never null: the schema does not hang on what the articles hold."""


class ParquetLines:
    """Takes lines of the format "corpus", writes them as rows."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._decoder = msgspec.json.Decoder(Record)

    def add(self, lines: bytes) -> None:
        """Add lines."""
        self._rows += [msgspec.to_builtins(self._decoder.decode(line)) for line in lines.splitlines()]
        while len(self._rows) >= ROWS:
            self._flush(self._rows[:ROWS])
            del self._rows[:ROWS]

    def close(self) -> None:
        """Write all that is left."""
        if self._rows:
            self._flush(self._rows)
        self._writer.close()

    def _flush(self, rows: list[dict[str, Any]]) -> None:
        self._writer.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))

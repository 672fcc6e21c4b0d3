"""The formats by name: what `clean --format` offers, and the file name that each gets in a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from msgspec import Struct

from newsclean.schema import Document

Write = Callable[[Iterable[Document]], Iterable[bytes]]


class Format(Struct, frozen=True):
    """How documents are written, the suffix of files in this format, and whether the source's hash is in them."""

    write: Write
    suffix: str
    hashed: bool = True


def _by(module: str, function: str) -> Write:
    """The function of a module in this folder; a run needs one format, so the others are not loaded."""

    def write(documents: Iterable[Document]) -> Iterable[bytes]:
        made: Iterable[bytes] = getattr(import_module(f"newsclean.formats.{module}"), function)(documents)
        return made

    return write


FORMATS: dict[str, Format] = {
    "json": Format(_by("json_", "to_json"), ".json"),
    "jsonl": Format(_by("json_", "to_jsonl"), ".jsonl"),
    "markdown": Format(_by("markdown", "to_markdown"), ".md", hashed=False),
    "front-matter": Format(_by("front_matter", "to_front_matter"), ".md"),
    "text": Format(_by("text", "to_text"), ".txt", hashed=False),
    "tei": Format(_by("tei", "to_tei"), ".xml"),
    # with the source at hand, newsclean.formats.tei.to_tei_lines marks its lines
    "tei-lines": Format(_by("tei", "to_tei"), ".xml"),
    "csv": Format(_by("csv_", "to_csv"), ".csv"),
    "tsv": Format(_by("csv_", "to_tsv"), ".tsv"),
    "jsonld": Format(_by("jsonld", "to_jsonld"), ".jsonld"),
}

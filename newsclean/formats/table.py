"""The formats by name: what `clean --format` offers, and the file name that each gets in a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from newsclean.formats.csv_ import to_csv, to_tsv
from newsclean.formats.front_matter import to_front_matter
from newsclean.formats.json_ import to_json, to_jsonl
from newsclean.formats.jsonld import to_jsonld
from newsclean.formats.markdown import to_markdown
from newsclean.formats.text import to_text
from newsclean.schema import Document

Write = Callable[[Iterable[Document]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """How documents are written, and the suffix of files in this format."""

    write: Write
    suffix: str


def _to_tei(documents: Iterable[Document]) -> Iterable[bytes]:
    from newsclean.formats.tei import to_tei  # with it comes an XML library

    return to_tei(documents)


FORMATS: dict[str, Format] = {
    "json": Format(to_json, ".json"),
    "jsonl": Format(to_jsonl, ".jsonl"),
    "markdown": Format(to_markdown, ".md"),
    "front-matter": Format(to_front_matter, ".md"),
    "text": Format(to_text, ".txt"),
    "tei": Format(_to_tei, ".xml"),
    # with the source at hand, newsclean.formats.tei.to_tei_lines marks its lines
    "tei-lines": Format(_to_tei, ".xml"),
    "csv": Format(to_csv, ".csv"),
    "tsv": Format(to_tsv, ".tsv"),
    "jsonld": Format(to_jsonld, ".jsonld"),
}

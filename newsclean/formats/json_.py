"""JSON and JSON Lines: schema `newsclean/1`, UTF-8, keys in the schema's order, Chinese as it is."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsclean.schema import Document


def to_json(documents: Iterable[Document]) -> Iterable[bytes]:
    """One page as one object, several as an array."""
    rest = iter(documents)
    first = next(rest, None)
    second = next(rest, None)
    if first is None:
        yield b"[]\n"
        return
    if second is None:
        yield _pretty(first) + b"\n"
        return
    yield b"[\n" + _pretty(first) + b",\n" + _pretty(second)
    for document in rest:
        yield b",\n" + _pretty(document)
    yield b"\n]\n"


def to_jsonl(documents: Iterable[Document]) -> Iterable[bytes]:
    """One page a line."""
    for document in documents:
        yield msgspec.json.encode(document) + b"\n"


def _pretty(document: Document) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1)

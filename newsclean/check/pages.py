"""The pages of one file as they came out of the pipeline, kept from one run to the next.

The pipeline reads a page as a whole, and is most of what a check costs; so a page is what is read again when one of its
lines was changed, and the other pages of its file are not. Rules run on the whole file, each time that it was changed.
A page counts its lines from 1 here, so that lines put into the page before it do not matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import msgspec
from msgspec.structs import replace as renewed

from newsclean.check.source import BREAK
from newsclean.check.store import Store
from newsclean.model import Line, Page


class PageStore:
    """An entry with the pages of a file, by the hash of their text and of `all_else` that they depend on."""

    def __init__(self, store: Store, entry: str, all_else: str) -> None:
        self._store, self._entry, self._all_else = store, entry, all_else
        self._used: dict[str, msgspec.Raw] = {}
        self._fresh = False

    @cached_property
    def _kept(self) -> dict[str, msgspec.Raw]:
        content = self._store.read(self._entry)
        try:
            return msgspec.msgpack.decode(content or b"", type=dict[str, msgspec.Raw])
        except msgspec.MsgspecError:
            return {}

    def get(self, text: str, number: int, first: int) -> Page | None:
        """The page that was made of a text, if it is kept, as page `number` whose lines begin with line `first`."""
        name = self._name(text)
        raw = self._used.get(name) or self._kept.get(name)
        if raw is None:
            return None
        try:
            page = msgspec.msgpack.decode(raw, type=Page)
        except msgspec.MsgspecError:
            return None
        if not _within(page, len(BREAK.findall(text)) + 1):
            return None
        self._used[name] = raw
        return moved(replace(page, number=number), first - 1)

    def put(self, text: str, first: int, page: Page) -> None:
        """Keep the page that was made of a text whose lines begin with line `first`."""
        self._used[self._name(text)] = msgspec.Raw(msgspec.msgpack.encode(moved(page, 1 - first)))
        self._fresh = True

    def write(self) -> None:
        """Put the pages that the file has now in the place of those that it had."""
        if not self._used or (not self._fresh and self._used.keys() == self._kept.keys()):
            return
        self._store.write(self._entry, msgspec.msgpack.encode(self._used))

    def _name(self, text: str) -> str:
        return hashlib.sha256(f"{self._all_else}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _within(page: Page, last: int) -> bool:
    """Whether a page speaks of no lines but those that its text has: a file that was tampered with may."""
    lines = (*page.lines, *(line for edit in page.edits for line in (*edit.before, *edit.after)))
    return all(1 <= begin <= end <= last for line in lines for begin, end in line.spans)


def moved(page: Page, by: int) -> Page:
    """The page with other numbers of its source lines.

    >>> from newsclean.model import parse
    >>> moved(parse("一\\n\\n"), 3) == parse("一\\n\\n", first_line=4)
    True
    """
    if not by:
        return page
    edits = (
        renewed(edit, before=_lines(edit.before, by), after=_lines(edit.after, by)) for edit in page.edits
    )
    blanks = frozenset(number + by for number in page.blanks)
    return replace(page, lines=_lines(page.lines, by), edits=tuple(edits), blanks=blanks)


def _lines(lines: Iterable[Line], by: int) -> tuple[Line, ...]:
    return tuple(
        renewed(line, spans=tuple((first + by, last + by) for first, last in line.spans)) for line in lines
    )

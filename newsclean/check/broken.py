"""Paragraphs and captions that stand on several lines of the file, as the stages that join them tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.check.fixing import HYPHENS
from newsclean.check.source import UNSEEN, TextFile
from newsclean.model import Edit, Role, Span, merge_spans

JOINING = ("captions", "dehyphenate")
WITHOUT_HYPHENS = dict.fromkeys(map(ord, HYPHENS))


@dataclass(frozen=True, slots=True)
class Broken:
    """A block of several lines: what it is, where its lines are, and its text when joined.

    `whole`: its lines follow each other in the file with nothing but blank lines between them.
    """

    kind: str
    spans: tuple[Span, ...]
    text: str
    lines: tuple[int, ...]
    whole: bool


def broken_blocks(file: TextFile) -> Iterator[Broken]:
    """All of them, in the order of the stages."""
    for stage in JOINING:
        for edit in file.reading.edits(stage):
            joined = edit.after[-1] if stage == "captions" else edit.after[0]
            kept = [line for line in edit.after if line is not joined]
            lines = _lines(
                file, edit, {number for line in kept for span in line.spans for number in _each(span)}
            )
            if len(lines) > 1:
                kind = "caption" if joined.role is Role.CAPTION else "paragraph"
                spans = tuple((number, number) for number in lines)
                whole = not kept and _whole(file, lines) and _complete(file, lines, joined.text)
                yield Broken(kind, spans, joined.text, lines, whole)


def _each(span: Span) -> range:
    return range(span[0], span[1] + 1)


def _lines(file: TextFile, edit: Edit, others: set[int]) -> tuple[int, ...]:
    """The source lines that were joined, in reading order."""
    spans = merge_spans(span for line in edit.before for span in line.spans)
    numbers = [number for span in spans for number in _each(span)]
    return tuple(
        dict.fromkeys(number for number in numbers if number not in others and file.line(number).strip())
    )


def _whole(file: TextFile, lines: tuple[int, ...]) -> bool:
    between = range(lines[0], lines[-1] + 1)
    return list(lines) == sorted(lines) and all(
        number in lines or not file.line(number).strip() for number in between
    )


def _complete(file: TextFile, lines: tuple[int, ...], text: str) -> bool:
    """Whether the lines hold nothing but the block, in this order: a line may have been parted between two."""
    return _plain("".join(map(file.line, lines))) == _plain(text)


def _plain(text: str) -> str:
    """The visible characters without hyphens, which joining may take out."""
    return UNSEEN.sub("", text).translate(WITHOUT_HYPHENS)

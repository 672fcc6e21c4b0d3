"""What every stage changed, where, and why; and the proof that it is all: the changes, applied to the input, give the output.

for change in explain(text):
    print(change.line, change.column, change.stage, change.rule, change.evidence)
assert replay(text, explain(text)) == text_after_all_stages
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from newsclean.api import as_text
from newsclean.locating import common_start, first_difference
from newsclean.model import Edit, Line, Page, Span, parse
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import Pipeline
from newsclean.printed_lines import PAGE_BREAK


class Change(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="text"):
    """A change of text.

    `line` and `column` count from 1 in the source, in characters: where the first difference is. `before` and `after`
    are whole lines with their terminators, of the text as the stage got it, from line index `start` (from 0) of its
    page. `lines` are the source lines of `before`.
    """

    page: int
    stage: str
    rule: str
    evidence: str
    line: int
    column: int
    lines: list[Span]
    start: int
    before: list[str]
    after: list[str]


class Label(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="label"):
    """A line that a stage understood otherwise than before: its role and the articles that it belongs to."""

    page: int
    stage: str
    line: int
    lines: list[Span]
    text: str
    before: str
    after: str
    articles: list[int]


def explain(
    text: str, options: Options = DEFAULT, *, pipeline: Pipeline | None = None, check: bool = False
) -> Iterator[Change | Label]:
    """All changes, page by page, stage by stage. Raises TypeError for bytes, StageError and, with `check`, LostText.

    >>> [(c.stage, c.line, c.column, c.after) for c in explain("山 区 小 学\\n", pipeline=Pipeline().only("spacing"))]
    [('spacing', 1, 2, ['山区小学\\n'])]
    """
    chain = pipeline or Pipeline()
    first_line = 1
    for number, piece in enumerate(as_text(text).split(PAGE_BREAK), 1):
        page = parse(piece, number, first_line)
        first_line += len(page.lines)
        source = {line.spans[0][0]: line.text for line in page.lines}
        for stage, after in chain.steps(page, options, check=check):
            edits = _edits(stage.name, page, after)
            for edit in edits:
                if _texts(edit.before) != _texts(edit.after):
                    yield _change(number, edit, source)
            yield from _labels(number, stage.name, page, edits, after)
            page = after


def replay(text: str, changes: Iterable[Change | Label]) -> str:
    """The text after the changes. Raises ValueError where one does not fit.

    >>> text = "山 区 小 学\\n的孩子们。\\n"
    >>> replay(text, explain(text)) == Pipeline().run(parse(text)).text
    True
    """
    pages = [_texts(parse(piece).lines) for piece in text.split(PAGE_BREAK)]
    edits = (change for change in changes if isinstance(change, Change))
    for (number, _), group in groupby(edits, key=lambda change: (change.page, change.stage)):
        lines, done, out = pages[number - 1], 0, []
        for change in group:
            stop = change.start + len(change.before)
            if change.start < done or lines[change.start : stop] != change.before:
                raise ValueError(f"page {number}: change of stage {change.stage} does not fit the text")
            out += lines[done : change.start] + change.after
            done = stop
        pages[number - 1] = out + lines[done:]
    return PAGE_BREAK.join("".join(lines) for lines in pages)


def touches(change: Change | Label, line: int) -> bool:
    """Whether a change concerns that source line."""
    return any(first <= line <= last for first, last in change.lines)


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text + line.end for line in lines]


def _edits(stage: str, before: Page, after: Page) -> Sequence[Edit]:
    """The edits of a stage; where it recorded none, or others than it made, one for the whole range that differs."""
    edits = after.edits[len(before.edits) :]
    old, new = _texts(before.lines), _texts(after.lines)
    if _applied(old, edits) == new:
        return edits
    start = common_start(old, new)
    same_end = common_start(old[start:][::-1], new[start:][::-1])
    return [
        Edit(
            stage,
            "unrecorded",
            start,
            before.lines[start : len(old) - same_end],
            after.lines[start : len(new) - same_end],
            "the stage recorded no edit for this change",
        )
    ]


def _applied(lines: list[str], edits: Sequence[Edit]) -> list[str] | None:
    out: list[str] = []
    done = 0
    for edit in edits:
        if edit.start < done or lines[edit.start : edit.start + len(edit.before)] != _texts(edit.before):
            return None
        out += lines[done : edit.start] + _texts(edit.after)
        done = edit.start + len(edit.before)
    return out + lines[done:]


def _change(page: int, edit: Edit, source: Mapping[int, str]) -> Change:
    before, after = _texts(edit.before), _texts(edit.after)
    line, column = first_difference(edit, before, after, source)
    return Change(
        page=page,
        stage=edit.stage,
        rule=edit.rule,
        evidence=edit.evidence,
        line=line,
        column=column,
        lines=[span for old in edit.before or edit.after for span in old.spans],
        start=edit.start,
        before=before,
        after=after,
    )


def _labels(page: int, stage: str, before: Page, edits: Sequence[Edit], after: Page) -> Iterator[Label]:
    """The lines whose role or articles a stage changed; those that an edit made new have no role before."""
    old: list[Line | None] = list(before.lines)
    for edit in reversed(edits):
        same = edit.before if len(edit.before) == len(edit.after) else [None] * len(edit.after)
        old[edit.start : edit.start + len(edit.before)] = same
    for was, line in zip(old, after.lines, strict=True):
        if line.blank:
            continue
        role = was.role.value if was else ""
        if role != line.role.value or (was is not None and was.articles != line.articles):
            yield Label(
                page=page,
                stage=stage,
                line=line.spans[0][0] if line.spans else 1,
                lines=list(line.spans),
                text=line.text,
                before=role,
                after=line.role.value,
                articles=list(line.articles),
            )

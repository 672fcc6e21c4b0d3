"""The invariants for each stage alone, for every preset, and for output as other programs read it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from made_pages import RELAXED, any_page
from test_formats import expected_blocks, markdown_blocks

from newsclean.api import clean_pages
from newsclean.check.registry import rule
from newsclean.check.source import TextFile
from newsclean.conservation import check_stage, visible
from newsclean.filtering import Filter, filter_chain
from newsclean.formats.table import FORMATS
from newsclean.formats.text import to_text
from newsclean.model import Edit, parse
from newsclean.options import DEFAULT
from newsclean.pipeline import STAGES, Pipeline, Stage
from newsclean.presets import PRESETS
from newsclean.printed_lines import source_lines
from newsclean.schema import Document
from newsclean.schemas import shipped

OUTPUT = Draft202012Validator(json.loads(shipped("output")))
NAMES = [stage.name for stage in STAGES]
FILTERS = [stage.name for stage in STAGES if stage.changes != "labels" or stage.name == "furniture"]
FIXED_POINT = ["characters", "canonical", "torn_figures", "digit_width"]
"""Stages that look at characters alone: they find nothing left to do in what they wrote."""


def replayed(texts: list[str], edits: Iterable[Edit]) -> list[str]:
    """The lines' texts after the edits of one stage, which may have measured the lines before."""
    out: list[str] = []
    done = 0
    for edit in edits:
        assert edit.start >= done
        assert texts[edit.start : edit.start + len(edit.before)] == [line.text for line in edit.before]
        out += [*texts[done : edit.start], *(line.text for line in edit.after)]
        done = edit.start + len(edit.before)
    return out + texts[done:]


@pytest.mark.parametrize("stage", STAGES, ids=NAMES)
@RELAXED
@given(any_page)
def test_a_stage_alone_keeps_the_text(stage: Stage, text: str) -> None:
    """It loses and invents nothing beyond what it declares, tells all it does as edits, and keeps to the source's lines."""
    page = parse(text.replace("\f", "\n"))
    after = stage.run(page, DEFAULT)
    check_stage(stage.name, page, after, stage.declares)
    assert replayed([line.text for line in page.lines], after.edits) == [line.text for line in after.lines]
    assert all(edit.stage == stage.name for edit in after.edits)
    known = {number for line in page.lines for number, _ in line.spans}
    assert {
        number for line in after.lines for span in line.spans for number in range(span[0], span[1] + 1)
    } <= known
    if stage.changes == "labels":
        assert after.text == page.text
    assert stage.run(page, DEFAULT) == after


@pytest.mark.parametrize("name", FIXED_POINT)
@RELAXED
@given(any_page)
def test_stages_about_characters_are_done_after_one_run(name: str, text: str) -> None:
    stage = Pipeline()[name]
    once = stage.run(parse(text), DEFAULT).text
    assert stage.run(parse(once), DEFAULT).text == once


@pytest.mark.parametrize("name", FILTERS)
@RELAXED
@given(any_page, st.sampled_from(["utf-8", "gb18030"]))
def test_a_filter_alone_keeps_the_text(name: str, text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    out = b"".join(Filter(filter_chain([name]), encoding=encoding, check=True).run(io.BytesIO(data)))
    if name not in ("vertical", "captions", "dehyphenate", "canonical", "digit_width", "punctuation_width"):
        assert visible(out.decode(encoding)) == visible(data.decode(encoding))


@pytest.mark.parametrize("preset", list(PRESETS))
@RELAXED
@given(any_page)
def test_every_preset_keeps_the_text(preset: str, text: str) -> None:
    for _ in clean_pages(text, pipeline=Pipeline.of(preset), check=True):
        pass


@RELAXED
@given(any_page)
def test_output_reads_back_as_it_was_meant(text: str) -> None:
    """JSON by its schema and as the same document; Markdown as the same blocks, with no markup of the text's own."""
    documents = list(clean_pages(text))
    whole = json.loads(b"".join(FORMATS["json"].write(documents)))
    OUTPUT.validate(whole)
    pages = whole if isinstance(whole, list) else [whole]
    assert [msgspec.convert(page, Document) for page in pages] == documents
    for document in documents:
        written = b"".join(FORMATS["markdown"].write([document])).decode()
        assert markdown_blocks(written) == expected_blocks(document)


@RELAXED
@given(any_page)
def test_every_part_names_the_lines_it_came_from(text: str) -> None:
    """A part's characters stand in its source lines, but for hyphens that are joined and forms that are turned."""
    lines = source_lines(text)
    pipeline = Pipeline().disable("vertical")
    for document in clean_pages(text, pipeline=pipeline):
        parts = [(block.text, block.lines) for article in document.articles for block in article.body]
        parts += [(caption.text, caption.lines) for a in document.articles for caption in a.captions]
        parts += [(part.text, part.lines) for part in document.furniture]
        for part, spans in parts:
            there = visible("".join(lines[n - 1] for first, last in spans for n in range(first, last + 1)))
            assert visible(part) <= there, (part, spans)


@RELAXED
@given(any_page)
def test_what_was_cleaned_has_nothing_to_fix_in_its_characters(text: str) -> None:
    once = b"".join(to_text(clean_pages(text))).decode()
    for code in ("NC306", "NC307"):
        assert [found for found in rule(code).find(TextFile(once)) if found.fix is not None] == [], code

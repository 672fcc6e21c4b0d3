"""`newsclean explain`: every change with its place and reason; all of them, applied again, give the output."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import DUMPS, SEED, newsclean, said

from newsclean.explain import Change, Label, explain, replay
from newsclean.model import Page, parse
from newsclean.options import Options
from newsclean.pipeline import Pipeline
from newsclean.presets import PRESETS

LINES = [
    "传 染 病 区 医 护 人 员",
    "补",
    "足",
    "短",
    "板",
    "本报讯（记者 王 涛）3月6日，茶园开采，茶农忙着采摘春",
    "茶，一片繁忙景象。",
    "2020年2月7日 星期五 第1版",
    "图为茶农采茶。 王涛 摄",
    "\ufeff吕\u00a0梁\x00",
    "会议强调,要２０日(三)",
    "",
    "inter-",
    "national airport",
]
PAGES = st.lists(
    st.tuples(
        st.sampled_from(LINES) | st.text(alphabet="一。， -a\u3000\u200b", max_size=8),
        st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\f"]),
    ),
    max_size=25,
).map(lambda parts: "".join(text + end for text, end in parts))


def after(text: str, chain: Pipeline) -> str:
    """What the stages make of a text, page by page."""
    return "\f".join(chain.run(parse(piece)).text for piece in text.split("\f"))


@given(PAGES, st.sampled_from(list(PRESETS)))
@settings(max_examples=150, deadline=None)
def test_the_changes_replayed_on_the_input_give_the_output(text: str, preset: str) -> None:
    chain = Pipeline.of(preset)
    changes = list(explain(text, pipeline=chain))
    assert replay(text, changes) == after(text, chain)
    restored = msgspec.json.decode(msgspec.json.encode(changes), type=list[Change | Label])
    assert replay(text, restored) == after(text, chain)


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_places_are_in_the_source(text: str) -> None:
    lines = [line.text for piece in text.split("\f") for line in parse(piece).lines]
    for change in explain(text):
        assert 1 <= change.line <= len(lines)
        if isinstance(change, Change):
            assert 1 <= change.column <= len(lines[change.line - 1]) + 1
            assert any(first <= change.line <= last for first, last in change.lines)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_the_changes_of_a_dump_replay(dump: object) -> None:
    text = dump.read_bytes().decode()  # type: ignore[attr-defined]
    changes = list(explain(text))
    assert replay(text, changes) == after(text, Pipeline())
    assert all(change.rule and change.evidence for change in changes if isinstance(change, Change))


def test_a_change_that_does_not_fit_is_refused() -> None:
    changes = list(explain("传 染 病 区\n"))
    with pytest.raises(ValueError, match="does not fit"):
        replay("别 的 文 字\n", changes)


def test_changes_of_a_stage_that_records_none_are_shown_and_replay() -> None:
    def silent(page: Page, options: Options) -> Page:
        return page.with_lines(page.lines[1:])

    text = "一\n二\n三\n"
    (change,) = explain(text, pipeline=Pipeline([silent]))
    assert isinstance(change, Change)
    assert (change.rule, change.before, change.after) == ("unrecorded", ["一\n"], [])
    assert replay(text, [change]) == "二\n三\n"


def test_columns_are_those_of_the_source_also_after_other_changes() -> None:
    text = "\ufeff好，\u200b传 染 病 区 医 护\n"
    spacing = [c for c in explain(text) if isinstance(c, Change) and c.stage == "spacing"]
    assert [(c.line, c.column, text[c.column - 2 : c.column]) for c in spacing] == [(1, 6, "传 ")]
    joined = "春节是辞旧迎新、阖家团圆的时刻。但面对突如其来的\n疫情，全市医务２０\n工作者义无反顾。\n"
    chain = Pipeline().only("dehyphenate", "digit_width")
    (change,) = (
        c for c in explain(joined, pipeline=chain) if isinstance(c, Change) and c.stage == "digit_width"
    )
    assert (change.line, change.column) == (2, 8)


def test_plain_in_a_pipe() -> None:
    run = newsclean("explain", "-", "-s", "spacing", stdin="好\n传 染 病 区\n".encode())
    assert run.stdout.decode() == (
        "-:2:2: spacing [justified]: characters set apart one by one\n  - 传 染 病 区\n  + 传染病区\n"
    )


def test_json_replays_to_the_output_of_filter() -> None:
    out = newsclean("explain", SEED, "--stages", "vertical,dehyphenate", "-f", "json").stdout
    changes = msgspec.json.decode(out, type=list[Change | Label])
    text = SEED.read_text("utf-8")
    filtered = newsclean("filter", "vertical", "dehyphenate", stdin=text.encode()).stdout
    assert replay(text, changes).encode() == filtered != text.encode()
    lines = newsclean("explain", SEED, "--stages", "vertical,dehyphenate", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(out)


def test_one_stage_and_one_line() -> None:
    rows = newsclean("explain", SEED, "--stage", "vertical", "-f", "jsonl").stdout.splitlines()
    assert {json.loads(row)["stage"] for row in rows} == {"vertical"}
    rows = newsclean("explain", SEED, "--stage", "vertical,spacing", "-f", "jsonl").stdout.splitlines()
    assert {json.loads(row)["stage"] for row in rows} == {"vertical", "spacing"}
    rows = newsclean("explain", SEED, "--line", "303", "-f", "jsonl").stdout.splitlines()
    assert rows
    assert all(any(a <= 303 <= b for a, b in json.loads(row)["lines"]) for row in rows)
    assert newsclean("explain", SEED, "--line", "100000").stdout == b""
    assert "no stage named 'x'" in said(newsclean("explain", SEED, "--stage", "x"), 2)


def test_a_line_without_changes_and_one_that_there_is_not() -> None:
    page = "传 染 病 区\n的医护人员。\f山区小学。\n".encode()
    for options in ((), ("-f", "jsonl"), ("--stage", "vertical")):
        line = "1" if "--stage" in options else "3"
        run = newsclean("explain", "--line", line, *options, stdin=page)
        assert run.stdout == b""
        assert f"newsclean: -: nothing to show of line {line}: no stage that was asked" in said(run, 0)
        assert newsclean("explain", "-q", "--line", line, *options, stdin=page).stderr == b""
    for options in ((), ("-f", "json"), ("-q",)):
        run = newsclean("explain", "--line", "4", *options, stdin=page)
        assert said(run, 2) == "newsclean: standard input: has no line 4; the last one is 3\n"
        assert run.stdout == b""
    assert newsclean("explain", "--line", "1", stdin=page).stderr == b""


def test_labels_are_shown_when_asked_for() -> None:
    page = "2020年2月7日 星期五 第1版\n会议召开\n".encode()
    assert newsclean("explain", stdin=page).stdout == b""
    labelled = "-:1: furniture: text → furniture: 2020年2月7日 星期五 第1版\n"
    assert labelled in newsclean("explain", "--labels", stdin=page).stdout.decode()
    assert newsclean("explain", "--stage", "furniture", stdin=page).stdout.decode() == labelled


@pytest.mark.parametrize(
    ("env", "args", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": ""}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color"], True),
        ({"FORCE_COLOR": "1"}, ["--no-color"], False),
    ],
)
def test_colours(env: dict[str, str], args: list[str], coloured: bool) -> None:
    run = newsclean("explain", *args, stdin="传 染 病 区\n".encode(), env=env)
    assert (b"\x1b[" in run.stdout) == coloured


def test_escapes_in_a_dump_do_not_reach_the_terminal() -> None:
    run = newsclean("explain", stdin="\x1b]0;x\x07传 染 病 区\n".encode())
    assert b"\x1b" not in run.stdout
    assert rb"\x1b]0;x\x07" in run.stdout


def test_a_file_that_cannot_be_explained() -> None:
    assert "no such file" in said(newsclean("explain", "nowhere.txt"), 2).lower()
    assert "encoding" in said(newsclean("explain", stdin=b"\xff\xff\x00\x01" * 50), 3)

"""Answers given without the costly question are those that the costly one would give."""

from __future__ import annotations

from running import DUMPS

from newsclean.options import DEFAULT, Options
from newsclean.reading import author_lines, notes
from newsclean.wording import PageWording

LINES = sorted({line.strip() for dump in DUMPS for line in dump.read_text("utf-8").splitlines()} - {""})
MADE = [
    "（下转第三版）",
    "责任编辑 林晚",
    "待续",
    "全文完",
    "文／田 雨",
    "［本报记者 王涛］",
    "赴日记者 王涛",
    "网格员 王涛",
]


def test_what_cannot_be_an_author_line_is_none() -> None:
    own = Options(correspondent_roles=("网格员",))
    for options in (DEFAULT, own):
        quick = [author_lines.is_author_line(line, options) for line in LINES + MADE]
        whole = [len(line) <= 60 and author_lines._is_author_line(line, options) for line in LINES + MADE]
        assert quick == whole
    assert any(quick)


def test_what_cannot_be_a_note_is_none() -> None:
    quick = [notes.is_note(line) for line in LINES + MADE]
    assert quick == [len(line) <= 40 and notes._NOTE.fullmatch(line) is not None for line in LINES + MADE]
    assert any(quick)


def test_neighbours_score_as_any_pair_does() -> None:
    rare = ["\U00020000" + LINES[0], *LINES[1:40]]
    for lines in (LINES[:200], LINES, ["。。。。"] * 9 + LINES[:9], rare, LINES[:1], ["", "一"], []):
        page = PageWording(lines)
        assert page.neighbours() == page.scores((at - 1, at) for at in range(1, len(lines)))

"""Halves of paragraphs in every order: what is joined, what is left alone, and that the edits prove it."""

from __future__ import annotations

import pytest

from newsclean.model import Line, Page, Role, replay
from newsclean.options import DEFAULT
from newsclean.stages.severed_paragraphs import severed_paragraphs

BOATS = ("今年入冬，渡口的十二条木船都停在县航运管", "理处的仓库里，今年全部修好。")
TOOLS = (
    "农机站今年冬天改变做法，十二名技工背着工具箱分成四组下乡检",
    "修水泵和拖拉机，到昨天为止修好四百多台。",
)
OTHER = "老船工说，船还能用十年。"
MIDDLE = "理处的仓库里，今年全部修好，农机站今年冬天改变做法，十二名技工背着工具箱分成四组下乡检"
A, B, C, D = *BOATS, *TOOLS


def page(*texts: str, group: int = 1, measures: tuple[float, ...] = ()) -> Page:
    return Page(
        tuple(
            Line(
                text,
                ((at, at),),
                role=Role.PARAGRAPH,
                measure=measures[at - 1] if measures else 16.0,
                group=group,
            )
            for at, text in enumerate(texts, 1)
        )
    )


def after(before: Page) -> list[str]:
    """The texts after the stage, whose edits must tell how they came about."""
    joined = severed_paragraphs(before, DEFAULT)
    assert replay(before.lines, joined.edits) == joined.lines
    lines = [at for line in joined.lines for first, last in line.spans for at in range(first, last + 1)]
    assert sorted(lines) == list(range(1, len(before.lines) + 1))
    return [line.text for line in joined.lines]


@pytest.mark.parametrize(
    "order", [(B, D, OTHER, A, C), (D, B, A, C), (B, C, A, D), (C, B, A, D), (A, C, OTHER, B, D)]
)
def test_two_paragraphs_among_each_other_are_both_joined(order: tuple[str, ...]) -> None:
    assert sorted(after(page(*order))) == sorted({A + B, C + D, *order} - {A, B, C, D})


@pytest.mark.parametrize("order", [(D, OTHER, MIDDLE, OTHER + "真的。", A), (A, D, MIDDLE), (MIDDLE, A, D)])
def test_three_parts_make_one_paragraph(order: tuple[str, ...]) -> None:
    assert A + MIDDLE + D in after(page(*order))


@pytest.mark.parametrize(
    "left_alone",
    [
        page(B, OTHER, A, group=0),  # the dump tells the order
        page(B, OTHER, A, measures=(16.0, 16.0, 24.0)),  # columns of two measures
        page(B, OTHER, B, A),  # two that go on equally well
        page("一、先修船；", OTHER, "二、再修桥；"),
        page("本报讯（记者 何兰）渡口的船修好了，", OTHER, "本报讯（记者 章禾）农机站的水泵修好了。"),
        page(OTHER, OTHER),
        page(),
    ],
)
def test_what_is_left_alone(left_alone: Page) -> None:
    assert severed_paragraphs(left_alone, DEFAULT) == left_alone

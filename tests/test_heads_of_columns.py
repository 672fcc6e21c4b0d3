"""Heads on pages whose columns were put in order: a head rather ends where lines of other columns begin."""

from __future__ import annotations

import pytest

from newsclean.model import Line, Page, Role
from newsclean.options import DEFAULT
from newsclean.stages.headlines import headlines

BODIES = (
    "清河上游的老船工说，今年入冬以后渡口的十二条木船都停航检修，来往的人要绕道上游的石桥。",
    "松岭镇的茶农夜校昨日开课，首批学员里年纪最大的六十八岁，教室就设在旧粮站的二楼。",
)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((2, 2), [(Role.RUBRIC, (2,)), (Role.HEADLINE, (2,))]),
        ((1, 2), [(Role.HEADLINE, (1,)), (Role.HEADLINE, (2,))]),
    ],
)
def test_lines_of_other_columns_are_rather_another_head(
    groups: tuple[int, int], expected: list[tuple[Role, tuple[int, ...]]]
) -> None:
    first, second = BODIES
    page = Page(
        (
            Line(first, ((1, 1),), role=Role.PARAGRAPH, articles=(1,), group=1),
            Line("老树新枝", ((3, 3),), role=Role.DISPLAY, group=groups[0]),
            Line("夜校里的年轻人", ((5, 5),), role=Role.DISPLAY, group=groups[1]),
            Line(second, ((7, 7),), role=Role.PARAGRAPH, articles=(2,), group=2),
        )
    )
    assert [(line.role, line.articles) for line in headlines(page, DEFAULT).lines[1:3]] == expected

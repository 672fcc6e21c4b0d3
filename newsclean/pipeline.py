"""The stages in their order, and the loop that runs them; nothing else.

A dump's way: lines as printed → characters set right → what is no article's set aside → columns whole → paragraphs →
articles → their heads and captions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from newsclean.model import Page
from newsclean.options import Options
from newsclean.stages.articles import articles
from newsclean.stages.captions import captions
from newsclean.stages.characters import characters
from newsclean.stages.dehyphenate import dehyphenate
from newsclean.stages.furniture import furniture
from newsclean.stages.headlines import headlines
from newsclean.stages.merged_lines import merged_lines
from newsclean.stages.reading_order import reading_order
from newsclean.stages.spacing import spacing
from newsclean.stages.vertical import vertical

StageFunction = Callable[[Page, Options], Page]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the pipeline. `changes`: the text of lines, their order, or only their labels."""

    name: str
    run: StageFunction
    changes: Literal["text", "order", "labels"]
    on: bool = True

    @property
    def summary(self) -> str:
        """The first line of the stage's docstring."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]


STAGES: tuple[Stage, ...] = (
    Stage("characters", characters, "text"),
    Stage("merged_lines", merged_lines, "text"),
    Stage("furniture", furniture, "labels"),
    Stage("vertical", vertical, "text"),
    Stage("spacing", spacing, "text"),
    Stage("captions", captions, "text"),
    Stage("reading_order", reading_order, "order"),
    Stage("dehyphenate", dehyphenate, "text"),
    Stage("articles", articles, "labels"),
    Stage("headlines", headlines, "labels"),
)


class Pipeline:
    """An ordered chain of stages. A copy is cheap; a run changes nothing in it, so that threads can share one.

    >>> Pipeline().disable("vertical").names[:3]
    ('characters', 'merged_lines', 'furniture')
    """

    def __init__(self, stages: Iterable[Stage] = STAGES) -> None:
        self._stages = tuple(stages)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stages that are on, in order."""
        return tuple(stage.name for stage in self._stages if stage.on)

    def run(self, page: Page, options: Options) -> Page:
        """The page after every stage that is on."""
        for stage in self._stages:
            if stage.on:
                page = stage.run(page, options)
        return page

    def disable(self, *names: str) -> Pipeline:
        """The chain without these stages. Raises KeyError for an unknown name."""
        for name in names:
            self._index(name)
        return Pipeline(stage for stage in self._stages if stage.name not in names)

    def _index(self, name: str) -> int:
        for index, stage in enumerate(self._stages):
            if stage.name == name:
                return index
        raise KeyError(f"no stage named {name!r}; there are: {', '.join(s.name for s in self._stages)}")

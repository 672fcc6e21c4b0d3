"""The stages in their order, and the chain that runs them; nothing else.

A dump's way: lines as printed → characters set right (ideographs in their normal form, if asked for), figures whole → what is no article's set
aside → columns whole → paragraphs → (normal widths, if asked for) → articles → their heads and captions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from newsclean.conservation import check_stage
from newsclean.errors import SettingError
from newsclean.errors import StageError as StageError  # callers look for it here
from newsclean.model import Page
from newsclean.nearest import nearest
from newsclean.options import DEFAULT, Options
from newsclean.presets import preset
from newsclean.stages.articles import articles
from newsclean.stages.author_lines import author_lines
from newsclean.stages.canonical import canonical
from newsclean.stages.captions import captions
from newsclean.stages.characters import characters
from newsclean.stages.dehyphenate import dehyphenate
from newsclean.stages.digit_width import digit_width
from newsclean.stages.furniture import furniture
from newsclean.stages.headlines import headlines
from newsclean.stages.merged_lines import merged_lines
from newsclean.stages.punctuation_width import punctuation_width
from newsclean.stages.reading_order import reading_order
from newsclean.stages.severed_paragraphs import severed_paragraphs
from newsclean.stages.side_by_side import side_by_side
from newsclean.stages.spacing import spacing
from newsclean.stages.strays import strays
from newsclean.stages.top_to_bottom import top_to_bottom
from newsclean.stages.torn_figures import torn_figures
from newsclean.stages.typeset import typeset
from newsclean.stages.vertical import vertical
from newsclean.structs import like_dataclass

StageFunction = Callable[[Page, Options], Page]


class Stage(Struct, frozen=True):
    """A step of the pipeline. `changes`: the text of lines, their order, or only their labels.

    `declares` names the rules of its edits that may change visible characters (all others must keep every one), and
    `after` is the stage that a stage from elsewhere comes after when only its name is given.
    """

    name: str
    run: StageFunction
    changes: Literal["text", "order", "labels"] = "text"
    on: bool = True
    declares: tuple[str, ...] = ()
    after: str = "dehyphenate"

    @property
    def summary(self) -> str:
        """The first line of the stage's docstring."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]


like_dataclass(Stage)


# A stage that is added here goes into NAMES of newsclean/presets.py too.
STAGES: tuple[Stage, ...] = (
    Stage("typeset", typeset, "labels"),
    Stage("characters", characters, "text"),
    Stage("canonical", canonical, "text", on=False),
    Stage("torn_figures", torn_figures, "text"),
    Stage("top_to_bottom", top_to_bottom, "text"),
    Stage("side_by_side", side_by_side, "text"),
    Stage("merged_lines", merged_lines, "text"),
    Stage("furniture", furniture, "labels"),
    Stage("author_lines", author_lines, "text"),
    Stage("vertical", vertical, "text"),
    Stage("strays", strays, "text"),
    Stage("spacing", spacing, "text"),
    Stage("captions", captions, "text"),
    Stage("reading_order", reading_order, "order"),
    Stage("dehyphenate", dehyphenate, "text"),
    Stage("severed_paragraphs", severed_paragraphs, "text"),
    Stage("digit_width", digit_width, "text", on=False),
    Stage("punctuation_width", punctuation_width, "text", on=False),
    Stage("articles", articles, "labels"),
    Stage("headlines", headlines, "labels"),
)


class Pipeline:
    """An ordered chain of stages; its methods give new chains, and a run changes nothing in it: threads can share one.

    A stage is a `Stage`, or a plain function `(Page, Options) -> Page`, which goes by its own name.

    >>> "spacing" in Pipeline().disable("vertical", "spacing").names
    False
    >>> def shout(page, options):
    ...     return page
    >>> Pipeline().after("captions", shout)["shout"].on
    True
    >>> Pipeline().enable("spaces")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    KeyError: "no stage named 'spaces'; there are: ...characters, ...; the nearest is spacing"
    >>> Pipeline().only("spacing", "vertical")
    <Pipeline spacing, vertical>
    """

    __slots__ = ("stages",)

    stages: tuple[Stage, ...]

    def __init__(self, stages: Iterable[Stage | StageFunction] = STAGES) -> None:
        self.stages = tuple(map(as_stage, stages))
        names = [stage.name for stage in self.stages]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"more than one stage is named {', '.join(sorted(twice))}")

    def __repr__(self) -> str:
        return f"<Pipeline {', '.join(self.names)}>"

    @classmethod
    def of(cls, name: str) -> Pipeline:
        """The chain of a preset. Raises KeyError for an unknown name.

        >>> "spacing" in Pipeline.of("minimal").names
        False
        """
        return cls().only(*preset(name).stages, keep_order=True)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stages that are on, in order."""
        return tuple(stage.name for stage in self.stages if stage.on)

    @property
    def active(self) -> tuple[Stage, ...]:
        """The stages that are on, in order."""
        return tuple(stage for stage in self.stages if stage.on)

    @property
    def declares(self) -> frozenset[str]:
        """The rules of stages that are on whose edits may change characters, beyond those of newsclean."""
        return frozenset(rule for stage in self.active for rule in stage.declares)

    def __getitem__(self, name: str) -> Stage:
        """The stage of that name, on or off. Raises KeyError."""
        return self.stages[self._index(name)]

    def run(self, page: Page, options: Options = DEFAULT, *, check: bool = False) -> Page:
        """The page after every stage that is on.

        Raises StageError where a stage fails, and with `check` LostText where one loses or invents a character.
        """
        after = page
        for _, after in self.steps(page, options, check=check):  # noqa: B007 - the last page is the result
            pass
        return after

    def steps(
        self, page: Page, options: Options = DEFAULT, *, check: bool = False
    ) -> Iterator[tuple[Stage, Page]]:
        """Each stage that is on, with the page after it; raises as `run` does."""
        for stage in self.active:
            before, page = page, run_stage(stage, page, options)
            if check:
                check_stage(stage.name, before, page, stage.declares)
            yield stage, page

    def before(self, name: str, stage: Stage | StageFunction) -> Pipeline:
        """The chain with another stage before the named one."""
        index = self._index(name)
        return Pipeline((*self.stages[:index], stage, *self.stages[index:]))

    def after(self, name: str, stage: Stage | StageFunction) -> Pipeline:
        """The chain with another stage after the named one."""
        index = self._index(name) + 1
        return Pipeline((*self.stages[:index], stage, *self.stages[index:]))

    def at(self, name: str, stage: Stage | StageFunction) -> Pipeline:
        """The chain with another stage in the place, and under the name, of the named one."""
        index = self._index(name)
        return Pipeline(
            (*self.stages[:index], replace(as_stage(stage), name=name), *self.stages[index + 1 :])
        )

    def enable(self, *names: str) -> Pipeline:
        """The chain with these stages on."""
        return self._switched(names, True)

    def disable(self, *names: str) -> Pipeline:
        """The chain with these stages off."""
        return self._switched(names, False)

    def only(self, *names: str, keep_order: bool = False) -> Pipeline:
        """The chain with just these stages on: in the order given, or with `keep_order` in the chain's."""
        chosen = [replace(self[name], on=True) for name in names]
        if keep_order:
            return Pipeline(replace(stage, on=stage.name in names) for stage in self.stages)
        return Pipeline((*chosen, *(replace(s, on=False) for s in self.stages if s.name not in names)))

    def _switched(self, names: Iterable[str], on: bool) -> Pipeline:
        chosen = {self[name].name for name in names}
        return Pipeline(replace(stage, on=on) if stage.name in chosen else stage for stage in self.stages)

    def _index(self, name: str) -> int:
        for index, stage in enumerate(self.stages):
            if stage.name == name:
                return index
        names = [stage.name for stage in self.stages]
        raise KeyError(f"no stage named {name!r}; there are: {', '.join(names)}{nearest(name, names)}")


def as_stage(stage: Stage | StageFunction) -> Stage:
    """A stage as a `Stage`: a plain function is one that changes text, under its own name."""
    return stage if isinstance(stage, Stage) else Stage(stage.__name__, stage)


def run_stage(stage: Stage, page: Page, options: Options) -> Page:
    """The page after one stage. Raises StageError for what goes wrong in it."""
    try:
        after = stage.run(page, options)
    except SettingError as error:
        raise StageError(str(error)) from None
    except Exception as error:
        raise StageError(f"stage {stage.name} failed: {type(error).__name__}: {error}") from error
    if not isinstance(after, Page):
        raise StageError(f"stage {stage.name} gave back {type(after).__name__}, not a Page")
    return after

"""From the names that a user gives (--preset, --stages, --skip, configuration) to a chain of stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from newsclean.config import ConfigError, Settings, settings_for
from newsclean.errors import StageError
from newsclean.nearest import nearest
from newsclean.options import Options
from newsclean.pipeline import STAGES, Pipeline, Stage
from newsclean.plugins import available, load

ADD = "+"


class ChoiceError(ValueError):
    """No such stage or preset, or names that contradict each other. The message says what there is."""


def choose(preset: str = "default", stages: Sequence[str] = (), skip: Sequence[str] = ()) -> Pipeline:
    """The chain of a preset, changed: `stages` are all that run, in their order; with a + each is added to the preset.

    A stage that newsclean does not have is looked for in installed packages. Raises ChoiceError, and StageError for a
    package that fails.

    >>> choose("minimal", ["+spacing"], ["furniture"]).names[-4:]
    ('spacing', 'dehyphenate', 'articles', 'headlines')
    >>> choose(stages=["dehyphenate", "spacing"]).names
    ('dehyphenate', 'spacing')
    """
    try:
        chain = Pipeline.of(preset)
    except KeyError as error:
        raise ChoiceError(error.args[0]) from None
    added = [name.removeprefix(ADD) for name in stages if name.startswith(ADD)]
    if added and len(added) < len(stages):
        raise ChoiceError("either all stages have a + (added to the preset) or none (these only)")
    names = added or list(stages)
    chain = with_stages(chain, [*names, *skip])
    if added:
        chain = chain.enable(*added)
    elif names:
        chain = chain.only(*dict.fromkeys(names))
    return chain.disable(*skip)


class Choice(Struct, frozen=True):
    """What a command line says of stages; `stages` and `skip` are names with commas between.

    Where it says nothing, the configuration that holds for the file (or `config`, for all files) does.
    """

    preset: str | None = None
    stages: str | None = None
    skip: str | None = None
    config: str | None = None

    def __call__(self, path: str) -> tuple[Options, Pipeline]:
        """The options and the chain for a file. Raises ConfigError, and as `choose` does."""
        settings = settings_for(path, config=self.config)
        try:
            return settings.options, self._chain(settings)
        except ChoiceError:
            self._blame(settings)
            raise

    def chain(self) -> Pipeline:
        """The chain where no configuration counts. Raises as `choose` does."""
        return self._chain(Settings())

    def _chain(self, settings: Settings) -> Pipeline:
        preset = settings.preset if self.preset is None else self.preset
        skip = settings.skip if self.skip is None else listed(self.skip)
        return _chain("default" if preset is None else preset, asked(self.stages), skip)

    def _blame(self, settings: Settings) -> None:
        """Raise ConfigError with the configuration's name where a name in it is wrong, and not one of the command line."""
        preset = settings.preset if self.preset is None else None
        try:
            _chain("default" if preset is None else preset, (), settings.skip if self.skip is None else ())
        except ChoiceError as error:
            raise ConfigError(f"{settings.path}: {error}") from None


UNSAID = Choice()
"""The configuration's choice, or the default."""


@lru_cache(maxsize=64)
def _chain(preset: str, stages: tuple[str, ...], skip: tuple[str, ...]) -> Pipeline:
    return choose(preset, stages, skip)


def listed(names: str | None) -> tuple[str, ...]:
    """The names in a list with commas between.

    >>> listed("spacing, vertical,"), listed(None)
    (('spacing', 'vertical'), ())
    """
    return tuple(name.strip() for name in (names or "").split(",") if name.strip())


def asked(stages: str | None) -> tuple[str, ...]:
    """The stages that a command line asks for; none where it says nothing. Raises ChoiceError for a list without a name."""
    names = listed(stages)
    if stages is not None and not names:
        raise ChoiceError("--stages names no stage; `newsclean stages` lists them")
    return names


def with_stages(chain: Pipeline, names: Iterable[str]) -> Pipeline:
    """The chain with the stages of those names in it, switched off where they are new. Raises ChoiceError, StageError."""
    known = {stage.name for stage in chain.stages}
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if not missing:
        return chain
    offered = available()
    for name in missing:
        if name not in offered:
            there = [*(stage.name for stage in STAGES), *offered]
            raise ChoiceError(f"no stage named {name!r}; there are: {', '.join(there)}{nearest(name, there)}")
        chain = _placed(chain, load(offered[name]))
    return chain


def _placed(chain: Pipeline, stage: Stage) -> Pipeline:
    try:
        return chain.after(stage.after, replace(stage, on=False))
    except KeyError as error:
        raise StageError(f"stage {stage.name} wants to come after another: {error.args[0]}") from None

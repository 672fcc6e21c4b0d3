"""Stages from other packages: the entry point group `newsclean.stages`. A package is imported when its stage is named.

In the other package's pyproject.toml, with a function `(Page, Options) -> Page` or a `newsclean.pipeline.Stage`:

    [project.entry-points."newsclean.stages"]
    ditto = "newsclean_ditto:ditto"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.errors import StageError
from newsclean.pipeline import Stage

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "newsclean.stages"


def available() -> dict[str, EntryPoint]:
    """The stages that installed packages offer, by name; imports none of them.

    >>> "spacing" in available()  # newsclean's own are not entry points
    False
    """
    from importlib.metadata import entry_points  # a tenth of the start-up, and rarely asked

    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def load(entry: EntryPoint) -> Stage:
    """The stage of an entry point, under the entry point's name. Raises StageError where the package is at fault."""
    where = f"stage {entry.name} ({origin(entry)})"
    try:
        found = entry.load()
    except Exception as error:
        raise StageError(f"{where} cannot be loaded: {type(error).__name__}: {error}") from error
    if isinstance(found, Stage):
        return replace(found, name=entry.name)
    if not callable(found):
        raise StageError(
            f"{where} is of type {type(found).__name__}, not a function or a newsclean.pipeline.Stage"
        )
    return Stage(entry.name, found)


def origin(entry: EntryPoint) -> str:
    """The package, with its version, that an entry point comes from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value

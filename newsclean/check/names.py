"""The names in a configuration, of rules, presets, stages and files: all of them can be meant, or an error says the nearest.

A run looks up what it needs; this looks at the others too, so that a wrong name is found before something depends on it.
"""

from __future__ import annotations

from newsclean.check.ignores import configured, line_range, patterned
from newsclean.config import ConfigError, Settings
from newsclean.presets import NAMES, PRESETS


def prove(settings: Settings) -> None:
    """Raises ConfigError for the first name of a configuration that there is not, and for ranges and patterns that are none.

    >>> from pathlib import Path
    >>> prove(Settings(preset="minimall", path=Path("newsclean.toml")))
    Traceback (most recent call last):
    newsclean.config.ConfigError: newsclean.toml: no preset named 'minimall'; there are: default, minimal, faithful, corpus; the nearest is minimal
    """
    if settings.path is None:
        return
    check = settings.check
    configured(settings, "select", check.select)
    configured(settings, "ignore", check.ignore)
    for codes in check.per_file_ignores.values():
        configured(settings, "per-file-ignores", codes)
    for entries in check.line_ignores.values():
        for entry in entries:
            line_range(settings, entry)
    patterned(settings, [*check.include, *check.exclude, *check.per_file_ignores, *check.line_ignores])
    if settings.preset not in (None, *PRESETS) or not set(settings.skip) <= set(NAMES):
        _choose(settings)


def _choose(settings: Settings) -> None:
    """Ask the chain of stages, which knows those of other packages and says what there is."""
    from newsclean.choosing import ChoiceError, choose
    from newsclean.errors import StageError

    try:
        choose("default" if settings.preset is None else settings.preset, (), settings.skip)
    except (ChoiceError, StageError) as error:
        raise ConfigError(f"{settings.path}: {error}") from None

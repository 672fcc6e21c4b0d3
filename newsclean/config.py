"""Find and read the configuration: newsclean.toml or [tool.newsclean] of pyproject.toml, the nearest to each file.

    settings = settings_for("archive/1948/page.txt")
    newsclean.clean(text, settings.options)

The search goes up from the file's folder and ends at the first folder that has one, at a repository's root (.git), or
at the file system's. A pyproject.toml without the section does not count. Errors are `ConfigError`: exit code 2.
"""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from newsclean.options import DEFAULT, Options
from newsclean.settings import CheckSettings

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILE, SHARED_FILE = "newsclean.toml", "pyproject.toml"


class ConfigError(Exception):
    """The configuration is wrong. The message names the file and the key, and says what would be right."""


class Settings(msgspec.Struct, frozen=True):
    """All that holds for a file. `path` is the configuration file, None where there is none.

    `given` names the keys that the file sets (`check.select`); the others have their defaults.
    """

    options: Options = DEFAULT
    check: CheckSettings = msgspec.field(default_factory=CheckSettings)
    preset: str | None = None
    skip: tuple[str, ...] = ()
    path: Path | None = None
    given: frozenset[str] = frozenset()

    @property
    def root(self) -> Path:
        """The folder that the patterns of the configuration count from."""
        from pathlib import (
            Path,  # here and below: most runs have no configuration, and it takes 2 ms to import
        )

        return self.path.parent if self.path else Path.cwd()


def settings_for(path: str | Path | None = None, *, config: str | Path | None = None) -> Settings:
    """The settings that hold for a file (or a folder); for standard input (None, "-") those of the working folder.

    With `config`, that file's, wherever the input is. Raises ConfigError.
    """
    if config is not None:
        from pathlib import Path

        return load(Path(config).absolute())
    if path is None or str(path) == "-":
        return _nearest(os.getcwd())
    place = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)
    return _nearest(str(place) if os.path.isdir(place) else os.path.dirname(place))


def existing(path: str | None) -> str | None:
    """The file or folder that was named, if it is there; None and "-" as they are. Raises ConfigError."""
    if path is not None and path != "-" and not os.path.lexists(path):
        raise ConfigError(f"{path or repr(path)}: no such file or folder")
    return path


@lru_cache(maxsize=4096)
def _nearest(folder: str) -> Settings:
    """The settings of the nearest configuration at or above a folder."""
    for name in (OWN_FILE, SHARED_FILE):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            table = _section(path)
            if table is not None:
                from pathlib import Path

                return _settings(Path(path), table)
    above = os.path.dirname(folder)
    if above == folder or os.path.exists(os.path.join(folder, ".git")):
        return Settings()
    return _nearest(above)


def load(path: Path) -> Settings:
    """The settings of one configuration file. Raises ConfigError."""
    table = _section(path)
    if table is None:
        raise ConfigError(f"{path}: has no section [tool.newsclean]")
    return _settings(path, table)


def _section(path: str | Path) -> dict[str, Any] | None:
    """The table of settings in a file; None for a pyproject.toml that has none."""
    shared = os.path.basename(path) == SHARED_FILE
    try:
        with open(path, "rb") as file:
            text = file.read().removeprefix(BOM_UTF8).decode()
    except OSError as error:
        raise _wrong(path, f"{error.strerror or error}") from None
    except UnicodeDecodeError:
        raise _wrong(path, "not UTF-8") from None
    if shared and not _may_have_section(text):
        return None
    if sys.version_info >= (3, 11):  # here, since most runs have no configuration
        import tomllib
    else:  # pragma: no cover - the same module under its name on PyPI
        import tomli as tomllib

    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise _wrong(path, "not TOML: nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"not TOML: {error}") from None
    if not shared:
        return data
    tool = data.get("tool")
    table = tool.get("newsclean") if isinstance(tool, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise _wrong(path, "tool.newsclean must be a table")


def _wrong(path: str | Path, message: str) -> ConfigError:
    from pathlib import Path

    return ConfigError(f"{Path(path)}: {message}")


def _may_have_section(text: str) -> bool:
    """Whether a pyproject.toml may have a table tool.newsclean: most have none, and to load tomllib and read one takes 4 ms."""
    bare = text.translate(dict.fromkeys(map(ord, " \t\"'")))  # tool . "newsclean"
    return "tool.newsclean" in bare or ("newsclean" in bare and ("[tool]" in bare or "tool=" in bare))


def _settings(path: Path, table: dict[str, Any]) -> Settings:
    from newsclean.file_settings import FileSettings, to_options

    _refuse_unknown(path, table, FileSettings, "")
    check = table.get("check")
    if isinstance(check, dict):
        _refuse_unknown(path, check, CheckSettings, "check.")
    try:
        read: Any = msgspec.convert(table, FileSettings)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        key = where.rstrip("`").lstrip(".")
        raise ConfigError(f"{path}: {key}: {what}" if key else f"{path}: {what}") from None
    import regex  # here too

    for pattern in read.furniture:
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise ConfigError(f"{path}: furniture: {pattern!r} is no regular expression: {error}") from None
    given = {key for key in table if key != "check"} | {f"check.{key}" for key in check or ()}
    return Settings(to_options(read), read.check, read.preset, read.skip, path, frozenset(given))


def _refuse_unknown(path: Path, table: dict[str, Any], struct: Any, prefix: str) -> None:
    from newsclean.file_settings import key_names

    names = key_names(struct)
    for key in table:
        if key not in names:
            if key == "tool" and path.name != SHARED_FILE:
                raise ConfigError(f"{path}: the keys stand at the top of this file, not in [tool.newsclean]")
            import difflib  # only a wrong key needs it

            near = difflib.get_close_matches(key, names, 1, cutoff=0.0)[0]
            raise ConfigError(f"{path}: unknown key {prefix}{key}; the nearest is {prefix}{near}")

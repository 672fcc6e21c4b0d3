"""Settings shown: as TOML with their origins, and as the JSON Schema that the package ships."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import msgspec

from newsclean.config import Settings
from newsclean.plain import dead

SCHEMA_FILE = "data/settings.schema.json"


def in_force(settings: Settings) -> str:
    """The settings as a newsclean.toml would say them; each line tells where its value comes from.

    >>> in_force(Settings()).splitlines()[:3]
    ['# no configuration file: defaults', 'vertical-length = 4  # default', 'spaced-run = 3  # default']
    """
    origin = str(settings.path) if settings.path else None
    lines = [f"# {origin or 'no configuration file: defaults'}"]
    options = msgspec.structs.asdict(settings.options)
    options |= {"preset": settings.preset, "skip": settings.skip}
    lines += _lines(options, "", settings.given, origin)
    lines += ["", "[check]"]
    lines += _lines(msgspec.structs.asdict(settings.check), "check.", settings.given, origin)
    return dead("\n".join(lines) + "\n")


def _lines(table: dict[str, Any], prefix: str, given: frozenset[str], origin: str | None) -> Iterator[str]:
    for name, value in table.items():
        key = name.replace("_", "-")
        where = origin if prefix + key in given else "default"
        shown = _toml(value)
        yield f"{key} = {shown}  # {where}" if shown else f"# {key}: none  # {where}"


def _toml(value: Any) -> str:
    """A value as TOML writes it; "" for none. JSON's strings, numbers and arrays are TOML too."""
    if value is None:
        return ""
    if isinstance(value, dict):
        inside = ", ".join(
            f"{json.dumps(key, ensure_ascii=False)} = {_toml(item)}" for key, item in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(value, ensure_ascii=False)


def shipped_schema() -> str:
    """The JSON Schema (2020-12) of the settings."""
    data = pkgutil.get_data("newsclean", SCHEMA_FILE)
    assert data is not None
    return data.decode()

"""The whole of a configuration file: the types of its keys. Made from `Options`, which takes a while: only where there is a file."""

from __future__ import annotations

from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

from newsclean.options import Options
from newsclean.settings import CheckSettings, Names


def _option_fields() -> list[tuple[str, Any, Any]]:
    """The fields of `Options` as fields of a settings file; no number of theirs may be negative."""
    hints = get_type_hints(Options)
    fields = []
    for field in msgspec.structs.fields(Options):
        kind = hints[field.name]
        if kind in (int, float):
            kind = Annotated[kind, Meta(ge=0)]
        fields.append((field.name, kind, field.default))
    return fields


FileSettings = msgspec.defstruct(
    "FileSettings",
    [
        *_option_fields(),
        (
            "preset",
            Annotated[str | None, Meta(description="The stages to begin with: see `newsclean stages`.")],
            None,
        ),
        ("skip", Annotated[Names, Meta(description="Stages that are off.")], ()),
        ("check", CheckSettings, CheckSettings()),
    ],
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename="kebab",
    namespace={"__doc__": "The whole of a configuration file, or of its section [tool.newsclean]."},
)
"""Made from `Options`, so that a new setting of the pipeline can be configured without a second list of names."""


def to_options(settings: Any) -> Options:
    """The pipeline's settings out of a `FileSettings`."""
    return Options(**{field.name: getattr(settings, field.name) for field in msgspec.structs.fields(Options)})


def key_names(struct: Any) -> list[str]:
    """The keys that a table may have.

    >>> key_names(CheckSettings)[:3]
    ['select', 'ignore', 'per-file-ignores']
    """
    return [field.encode_name for field in msgspec.structs.fields(struct)]

"""What a configuration file may say: the types of its keys, and their JSON Schema.

The keys of `newsclean.options.Options` stand at the top, in kebab case; those of `newsclean check` in a table `check`.
"""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

from newsclean.options import Options

Names = tuple[str, ...]


class CheckSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The table `check`: what `newsclean check` looks for, and where."""

    select: Annotated[
        Names, Meta(description="Rules that are on: codes (NC101) or their beginnings (NC1, NC for all).")
    ] = ("NC",)
    ignore: Annotated[
        Names,
        Meta(description="Rules that are off: codes or their beginnings; the longer one wins over select."),
    ] = ()
    per_file_ignores: Annotated[
        dict[str, Names],
        Meta(
            description="Patterns of files (as in .gitignore, from the configuration's folder) and the rules off in them."
        ),
    ] = {}
    line_ignores: Annotated[
        dict[str, Names],
        Meta(
            description='Patterns of files and, for single lines of them, the rules that are off: "12: NC101", "3-9: NC1".'
        ),
    ] = {}
    include: Annotated[
        Names, Meta(description="Patterns of the files that are checked when a folder is named.")
    ] = ("*.txt", "*.text", "*.md", "*.markdown")
    exclude: Annotated[
        Names, Meta(description="Patterns of files and folders that are left out, as in .gitignore.")
    ] = ()
    least_confidence: Annotated[
        float,
        Meta(ge=0, le=1, description="Decisions of the pipeline that are less sure than this are reported."),
    ] = 0.5
    cache: Annotated[
        bool | str,
        Meta(
            description="Keep findings, so that unchanged files cost nothing: in the user's cache folder, or in this one, from the configuration's folder; false for not."
        ),
    ] = True
    shortest_duplicate: Annotated[
        int, Meta(ge=1, description="Fewest characters of a line or paragraph whose repetition is reported.")
    ] = 12


def _option_fields() -> list[tuple[str, Any, Any]]:
    """The fields of `Options` as fields of a settings file; no number of theirs may be negative."""
    hints = get_type_hints(Options)
    fields = []
    for field in dataclasses.fields(Options):
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
    return Options(**{field.name: getattr(settings, field.name) for field in dataclasses.fields(Options)})


def key_names(struct: Any) -> list[str]:
    """The keys that a table may have.

    >>> key_names(CheckSettings)[:3]
    ['select', 'ignore', 'per-file-ignores']
    """
    return [field.encode_name for field in msgspec.structs.fields(struct)]

"""What a configuration file may say of `newsclean check`, in its table `check`: the types of the keys.

The keys of `newsclean.options.Options` stand at its top, in kebab case (`newsclean.file_settings`).
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

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
        Names,
        Meta(description="Patterns of the files that are checked when a folder is named; P1.TXT fits *.txt."),
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

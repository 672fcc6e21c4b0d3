"""`newsclean schema`: print the JSON Schema of what newsclean writes or reads."""

from __future__ import annotations

import enum
import sys

import typer


class Name(str, enum.Enum):
    """The schemas that there are; newsclean.schemas holds them."""

    output = "output"
    settings = "settings"
    corrections = "corrections"


def schema(name: Name = typer.Argument(Name.output, help="Which schema to print.")) -> None:
    """Print a JSON Schema (2020-12): of the output of `clean`, of the settings, or of the corrections."""
    from newsclean.schemas import shipped

    sys.stdout.buffer.write(shipped(name.value))

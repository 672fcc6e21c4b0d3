"""The schemas made from the types that are written and read; `python -m newsclean.schemas.generate` writes the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from newsclean.corrections import Corrections
from newsclean.schema import SCHEMA_ID, Document
from newsclean.schemas import FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMENT = "Keys, their types and their meaning stay as they are; what adds or changes one gets a new number."


def generate(name: str) -> bytes:
    """The schema of this name, as the file has it. Raises KeyError for an unknown name."""
    schema = MADE[name]()
    return msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n"


def _output() -> dict[str, Any]:
    """One page, or an array of pages; every key is always present, and there are no others."""
    (reference,), definitions = msgspec.json.schema_components([Document], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            definition["additionalProperties"] = False
            for value in definition["properties"].values():
                value.pop("default", None)  # a value that is always present has none
    return _head(SCHEMA_ID, "Articles of newspaper pages, as newsclean writes them") | {
        "anyOf": [reference, {"type": "array", "items": reference}],
        "$defs": definitions,
    }


def _corrections() -> dict[str, Any]:
    (reference,), definitions = msgspec.json.schema_components([Corrections], ref_template="#/$defs/{name}")
    return (
        _head("newsclean-corrections/1", "Corrections made on newsclean's review page")
        | reference
        | {"$defs": definitions}
    )


def _head(name: str, title: str) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:newsclean:{name}", "title": title, "$comment": COMMENT}


MADE = {"output": _output, "corrections": _corrections}
"""The schemas made here; the settings' own is made by tools/build_settings_schema.py."""


def write(package: Path) -> None:
    """Write the schema files into the package's folder."""
    for name in MADE:
        (package / FILES[name]).write_bytes(generate(name))


if __name__ == "__main__":
    write(Path(__file__).parent.parent)

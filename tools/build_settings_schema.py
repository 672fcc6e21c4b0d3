"""Write newsclean/data/settings.schema.json from the types: `python tools/build_settings_schema.py`.

The texts below the fields of `Options` become descriptions; Python drops such strings, so they are read from the source.
"""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from newsclean import options
from newsclean.file_settings import FileSettings

TARGET = Path(__file__).parent.parent / "newsclean" / "data" / "settings.schema.json"


def build() -> str:
    """The schema as it is shipped."""
    (top,), parts = msgspec.json.schema_components([FileSettings], ref_template="#/$defs/{name}")
    body: dict[str, Any] = parts.pop(top["$ref"].rpartition("/")[2])
    for name, text in _texts().items():
        body["properties"][name.replace("_", "-")]["description"] = text
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:newsclean:newsclean-settings/1",
        "$comment": "A key keeps its name, type and meaning; new keys may come. What changes one gets a new number.",
        "title": "newsclean: newsclean.toml, or [tool.newsclean] of pyproject.toml",
        **{key: value for key, value in body.items() if key != "title"},
        "$defs": parts,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _texts() -> dict[str, str]:
    tree = ast.parse(inspect.getsource(options))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Options")
    texts = {}
    for field, below in zip(body, body[1:], strict=False):
        named = isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if named and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            texts[field.target.id] = " ".join(str(below.value.value).split())
    return texts


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")

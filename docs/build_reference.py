"""Write docs/reference/ from the code: `python docs/build_reference.py`; with --check, only say what is not current."""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer.main

import newsclean
from newsclean.check.registry import MODULES, rule
from newsclean.cli.app import app
from newsclean.pipeline import STAGES
from newsclean.presets import PRESETS
from newsclean.schemas import shipped

TARGET = Path(__file__).parent / "reference"
SUPPORTED: dict[str, tuple[str, ...]] = {
    "newsclean.io.encodings": ("decode", "Decoded", "DecodeError"),
    "newsclean.explain": ("explain", "replay", "Change", "Label"),
    "newsclean.model": ("Page", "Line", "Role", "Edit", "parse"),
    "newsclean.options": ("Options", "DEFAULT"),
    "newsclean.pipeline": ("Pipeline", "Stage", "StageError"),
    "newsclean.rewriting": ("rewrite_lines",),
    "newsclean.conservation": ("LostText",),
    "newsclean.document": ("LostText",),
    "newsclean.schema": (
        "Document", "Article", "Block", "Byline", "Caption", "Confidence", "Furniture", "Source",
    ),
    "newsclean.integrations.datatrove": ("NewspaperPages",),
}  # fmt: skip
"""Names of modules that are held as stable as those of `import newsclean`."""
UNCALLABLE = ("Role", "DEFAULT", "NewspaperPages")
"""Names that are shown without parameters: an enumeration, a value, a class of a package that may not be there."""
MADE = "<!-- made by docs/build_reference.py; do not edit -->\n"


def commands() -> Iterator[str]:
    """Every command with its arguments and options."""
    yield "# Commands\n"
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        yield f"## newsclean {name}\n"
        yield _paragraphs(command.help or "")
        yield "| argument or option | what it does | default |\n| --- | --- | --- |"
        for parameter in command.params:
            if getattr(parameter, "hidden", False):
                continue
            names = ", ".join(f"`{one}`" for one in (*parameter.opts, *parameter.secondary_opts))
            if parameter.param_type_name == "argument":
                names = f"`{parameter.metavar or parameter.name}`"
            default = parameter.default
            shown = "" if default in (None, False, [], ()) or callable(default) else f"`{_plain(default)}`"
            yield f"| {_cell(names)} | {_cell(getattr(parameter, 'help', None) or '')} | {shown} |"
        yield ""


def stages() -> Iterator[str]:
    """The stages in their order, and the presets."""
    yield "# Stages\n"
    yield "A dump goes through these in this order. `newsclean filter NAME` runs one alone.\n"
    for stage in STAGES:
        module = inspect.getmodule(stage.run)
        yield f"## {stage.name}\n"
        yield f"Changes {stage.changes}; {'on' if stage.on else 'off unless asked for'}.\n"
        yield _paragraphs(inspect.getdoc(module) or "")
    yield "## Presets\n"
    yield "| preset | meaning |\n| --- | --- |"
    for name, preset in PRESETS.items():
        yield f"| `{name}` | {_cell(getattr(preset, 'summary', '') or str(preset))} |"
    yield ""


def rules() -> Iterator[str]:
    """The rules of `check`, each with an example."""
    yield "# Rules of check\n"
    yield "Codes are stable for ever. `newsclean rule CODE` prints the same.\n"
    for code in MODULES:
        found = rule(code)
        yield f"## {found.code} {found.name}\n"
        yield f"{found.summary[:1].upper()}{found.summary[1:]}. Fix: {found.fix}.\n"
        yield _paragraphs(found.why)
        yield f"Wrong:\n\n{_fenced(found.wrong)}\nRight:\n\n{_fenced(found.right)}"


def settings() -> Iterator[str]:
    """The keys of newsclean.toml."""
    schema = json.loads(shipped("settings"))
    yield "# Settings\n"
    yield "In `newsclean.toml`, or in `[tool.newsclean]` of `pyproject.toml`; the file nearest to the input holds. "
    yield "`newsclean config` prints what is in force and where it comes from.\n"
    yield "| key | default | meaning |\n| --- | --- | --- |"
    for key, value in schema["properties"].items():
        if "$ref" not in json.dumps(value):
            default = json.dumps(value.get("default"), ensure_ascii=False)
            yield f"| `{key}` | `{default}` | {_cell(value.get('description', ''))} |"
    for name, part in schema.get("$defs", {}).items():
        yield f"\n## {name}\n\n{_paragraphs(part.get('description', ''))}"
        yield "| key | default |\n| --- | --- |"
        for key, value in part.get("properties", {}).items():
            yield f"| `{key}` | `{json.dumps(value.get('default'), ensure_ascii=False)}` |"
    yield ""


def schema() -> Iterator[str]:
    """The output's types and what may change in them."""
    import newsclean.schemas

    whole = json.loads(shipped("output"))
    yield "# Schema of the output\n"
    yield _paragraphs(inspect.getdoc(newsclean.schemas) or "")
    yield "`newsclean schema` prints the JSON Schema (2020-12), `newsclean schema settings` and `newsclean schema corrections` the others.\n"
    for name, part in whole["$defs"].items():
        yield f"## {name}\n\n{_paragraphs(part.get('description', ''))}"
        yield "| key | type |\n| --- | --- |"
        for key, value in part["properties"].items():
            yield f"| `{key}` | {_cell(_type(value))} |"
        yield ""


def api() -> Iterator[str]:
    """The public names of the package."""
    yield "# Python API\n"
    yield "Stable is what `import newsclean` offers, and [of other modules](#modules) the names that stand there; the rest of the "
    yield "package may change with any release.\n"
    for name in newsclean.__all__:
        value = getattr(newsclean, name)
        if name.startswith("__"):
            continue
        yield f"## {name}\n"
        yield _fenced(f"{name}{_signature(value)}", "text")
        yield _paragraphs(_without_doctest(inspect.getdoc(value) or ""))
        if inspect.isclass(value) and name == "Pipeline":
            for method, function in inspect.getmembers(value, inspect.isfunction):
                if not method.startswith("_"):
                    first = (inspect.getdoc(function) or "").partition("\n")[0]
                    yield f"- `{method}{_signature(function)}`: {first}"
            yield ""
    yield "## Modules\n"
    yield "| module | name | what it is |\n| --- | --- | --- |"
    for module, names in SUPPORTED.items():
        for name in names:
            yield f"| `{module}` | `{_called(module, name)}` | {_cell(_summary(module, name))} |"
    yield ""


def _called(module: str, name: str) -> str:
    """A name with its parameters, if it is called."""
    if name in UNCALLABLE or name.endswith(("Error", "LostText")):
        return name
    return name + _signature(getattr(import_module(module), name))


def _summary(module: str, name: str) -> str:
    """The first sentence of what a name's docstring says."""
    if name == "DEFAULT":
        return "The default options."
    if module.startswith("newsclean.integrations"):  # it needs a package that may not be here
        tree = ast.parse((TARGET.parent.parent / f"{module.replace('.', '/')}.py").read_text("utf-8"))
        found = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
        text = ast.get_docstring(found) or ""
    else:
        text = inspect.getdoc(getattr(import_module(module), name)) or ""
    return text.partition("\n\n")[0].partition(". ")[0].rstrip(".") + "."


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return f"[{value['$ref'].rpartition('/')[2]}](#{value['$ref'].rpartition('/')[2].lower()})"
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    if value.get("type") == "array":
        inside = value.get("items") or (value.get("prefixItems") or [{}])[0]
        return f"array of {_type(inside)}" if inside else "array"
    return str(value.get("type", "any"))


def _signature(value: Any) -> str:
    """Parameters by name, without types; a default that is no plain value is an ellipsis."""
    parts, keyword = [], False
    for parameter in inspect.signature(value).parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            keyword = True
            parts.append("*")
        name = ("*" if parameter.kind is parameter.VAR_POSITIONAL else "") + parameter.name
        if parameter.default is parameter.empty:
            parts.append(name)
        else:
            plain = isinstance(parameter.default, (str, int, float, tuple, type(None)))
            simple = plain and len(repr(parameter.default)) < 20
            parts.append(f"{name}={parameter.default!r}" if simple else f"{name}=…")
    return f"({', '.join(parts)})"


def _plain(value: object) -> str:
    return str(getattr(value, "value", value))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _paragraphs(text: str) -> str:
    return inspect.cleandoc(text).replace("<", "&lt;") + "\n"


def _without_doctest(text: str) -> str:
    return text.partition(">>>")[0].rstrip()


def _fenced(text: str, language: str = "text") -> str:
    shown = "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in text)
    return f"```{language}\n{textwrap.dedent(shown).rstrip()}\n```\n"


PAGES = {
    "commands": commands, "stages": stages, "rules": rules, "settings": settings, "schema": schema, "api": api,
}  # fmt: skip


def outdated() -> list[str]:
    """The pages that do not say what the code says."""
    stale = []
    for name, make in PAGES.items():
        file = TARGET / f"{name}.md"
        if not file.exists() or file.read_text("utf-8") != page(make()):
            stale.append(name)
    return stale


def page(parts: Iterator[str]) -> str:
    """A page's text."""
    return MADE + "\n" + "\n".join(parts).rstrip() + "\n"


def main() -> int:
    """Write the pages, or check them."""
    if "--check" in sys.argv:
        stale = outdated()
        if stale:
            print(f"not current: {', '.join(stale)}; run python docs/build_reference.py", file=sys.stderr)
        return int(bool(stale))
    for name, make in PAGES.items():
        (TARGET / f"{name}.md").write_text(page(make()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a start imports is held by name, since nothing else keeps it light: a figure would depend on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from running import SEED

ROOT = Path(__file__).parent.parent
CALL = """
import sys
import typer
before = set(sys.modules)
sys.argv = ["newsclean", *sys.argv[1:]]
from newsclean.cli.running import main
try:
    main()
except SystemExit as end:
    assert not end.code
print(*sorted(sys.modules.keys() - before), file=sys.stderr)
"""
COMMANDS = {
    f"newsclean.cli{name}"
    for name in (
        "",
        ".app",
        ".batch",
        ".check",
        ".clean",
        ".cleaning",
        ".completion",
        ".config",
        ".explain",
        ".filter",
        ".joined",
        ".language",
        ".messages",
        ".review",
        ".rule",
        ".running",
        ".schema",
        ".stages",
        ".streams",
    )
}
"""Each holds the words of one command, and imports its work inside the command's function."""
WORK = {
    "api", "assembly", "choosing", "cli", "config", "conservation", "convert", "errors", "kept_patterns", "corrections", "document", "formats", "io",
    "layout", "lexicon", "model", "odds", "options", "order", "nearest", "patterns", "pipeline", "plain", "plugins", "presets", "printed_lines", "reading",
    "rewriting", "schema", "settings", "stages", "structs", "wording",
}  # fmt: skip
"""The rooms of newsclean that cleaning one page needs."""
OTHERS = {"msgspec", "regex"}
"""Packages beside typer, and what it brings, that cleaning one page needs."""
UNWANTED = {
    "asyncio", "concurrent", "csv", "difflib", "email", "hypothesis", "importlib.metadata", "jinja2", "multiprocessing", "newsclean.formats.tei",
    "pathspec", "pydantic", "pyarrow", "sqlite3", "tempfile", "urllib.request", "xml",
}  # fmt: skip
"""What it did without when this was written, and what would be felt: each costs five milliseconds or more."""


def loaded(*arguments: str | Path, script: str = CALL) -> set[str]:
    """The modules that a command loads beyond `import typer`."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(done.stderr.decode().splitlines()[-1].split())


def own(modules: set[str]) -> set[str]:
    """The modules of newsclean among them."""
    return {name for name in modules if name.partition(".")[0] == "newsclean"}


def test_version_loads_the_words_of_the_commands_and_nothing_more() -> None:
    modules = loaded("--version")
    assert own(modules) <= {"newsclean", "newsclean.plain"} | COMMANDS
    assert {name.partition(".")[0] for name in modules} <= {
        "__future__",
        "gc",
        "newsclean",
        "typer",
        "click",
        "unicodedata",
    }


def test_cleaning_a_page_loads_what_it_needs() -> None:
    modules = loaded("clean", SEED)
    rooms = {name.split(".")[1] for name in own(modules) if "." in name}
    assert rooms <= WORK
    assert not {name for name in modules for unwanted in UNWANTED if f"{name}.".startswith(f"{unwanted}.")}
    elsewhere = {name.partition(".")[0] for name in modules if not name.startswith(("newsclean", "_"))}
    assert elsewhere - set(sys.stdlib_module_names) <= OTHERS | {
        "typer",
        "click",
        "backports",
        "tomli",
        "typing_extensions",
    }


def test_a_call_of_files_and_a_format_loads_no_typer() -> None:
    script = CALL.replace("import typer\n", "")
    assert not {name for name in loaded("clean", SEED, script=script) if name.startswith(("typer", "click"))}
    assert "typer" in loaded("clean", "--quiet", SEED, script=script)


def test_a_file_whose_findings_are_kept_loads_no_rule_and_no_stage(tmp_path: Path) -> None:
    call = ("check", "--exit-zero", "--cache", tmp_path / "kept", SEED)
    assert "newsclean.pipeline" in own(loaded(*call))
    modules = own(loaded(*call))
    assert "newsclean.check.cache" in modules
    unwanted = {"api", "assembly", "layout", "model", "order", "pipeline", "reading", "stages", "wording"}
    assert not {name.split(".")[1] for name in modules if "." in name} & unwanted
    assert not {
        name for name in modules if name.startswith(("newsclean.check.rules", "newsclean.check.pages"))
    }


def test_standard_input_loads_no_cache() -> None:
    assert not {"newsclean.check.cache", "newsclean.check.store"} & own(loaded("check", "--select", "NC403"))

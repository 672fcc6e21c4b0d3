"""Every code block of README and docs runs, and shows what it says it shows; the reference is what the code says.

A block under `<!-- needs: NAME … -->` runs where these programs (or files, or `python:` modules) are; a block under
`<!-- output -->` is what the block before it writes, "…" standing for anything.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from typer.main import get_command

from newsclean.cli.app import app
from newsclean.formats.table import FORMATS

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)
NEEDS = re.compile(r"<!-- needs: (.*?) -->")
TIMEOUT = 110


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """(language, text, the comment above it) of every fenced block of a page."""
    found, comment = [], ""
    for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")):
        if token.type == "html_block":
            comment = token.content.strip()
        elif token.type == "fence":
            found.append((token.info, token.content, comment))
            comment = ""
        elif token.type != "paragraph_open":
            comment = "" if token.type.endswith("_open") else comment
    return found


def missing(needs: str, folder: Path) -> str:
    """The first thing that a block needs and that is not here."""
    for name in needs.split():
        if name == "network":
            return "the network (CI runs them)"
        if name.startswith("python:"):
            if importlib.util.find_spec(name.removeprefix("python:").partition(".")[0]) is None:
                return name
        elif not (shutil.which(name) or (folder / name).exists()):
            return name
    return ""


def run(language: str, text: str, folder: Path) -> str:
    """What a block writes to standard output; an exit code other than 0 fails."""
    command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {
        "PATH": os.pathsep.join(paths),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
    }
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert result.returncode == 0, f"{text}\n{result.stdout}{result.stderr}"
    return result.stdout


def assert_shown(written: str, shown: str) -> None:
    pattern = ".*".join(re.escape(part) for part in shown.strip("\n").split("…"))
    assert re.fullmatch(pattern, written.strip("\n"), re.DOTALL), f"written:\n{written}\nshown:\n{shown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_blocks_run(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    written: str | None = None
    left_out = []
    for language, text, comment in blocks(page):
        needs = NEEDS.search(comment)
        if comment == "<!-- output -->":
            if written is not None:
                assert_shown(written, text)
            continue
        if language in ("sh", "python"):
            lacking = missing(needs[1], tmp_path) if needs else ""
            if lacking:
                left_out.append(lacking)
                written = None
            else:
                written = run(language, text, tmp_path)
        elif language in ("yaml", "toml"):
            assert text.strip()
            if language == "yaml":
                yaml.safe_load(text)
        else:
            assert language in ("text", "json"), f"{page}: a block of {language!r} is not run"
    if left_out:
        pytest.skip(f"ran but for the blocks that need {', '.join(left_out)}")


def test_the_readmes_first_commands(tmp_path: Path) -> None:
    """The first runs in a copy of the project where $NEWSCLEAN_INSTALL is set, as CI does; the second is what CI runs."""
    first, second = [text for language, text, _ in blocks(ROOT / "README.md") if language == "sh"][:2]
    assert second == ".venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest\n"
    assert "\npython -m pytest" in (ROOT / ".ci" / "run").read_text("utf-8")
    if not os.environ.get("NEWSCLEAN_INSTALL"):
        pytest.skip("installing needs the network: set NEWSCLEAN_INSTALL=1")
    for name in ("newsclean", "seeds", "README.md", "LICENSE", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    assert "\n## " in run("sh", first, tmp_path)


def test_the_two_readmes_have_the_same_blocks_and_sections() -> None:
    english, chinese = (ROOT / "README.md", ROOT / "README.zh.md")
    assert [block[:2] for block in blocks(english) if block[0] != "text"] == [
        block[:2] for block in blocks(chinese) if block[0] != "text"
    ]
    heads = [
        [t.tag for t in MarkdownIt().parse(p.read_text("utf-8")) if t.type == "heading_open"]
        for p in (english, chinese)
    ]
    assert heads[0] == heads[1]


def test_the_reference_is_current() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build_reference.py"), "--check"],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_every_command_has_help_and_is_named_in_the_docs() -> None:
    told = "".join(page.read_text("utf-8") for page in PAGES)
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help
        assert f"newsclean {name}" in told, name
        assert all(getattr(parameter, "help", None) for parameter in command.params), name


def test_every_format_is_named_in_the_docs() -> None:
    told = (ROOT / "docs" / "how-to" / "export.md").read_text("utf-8")
    told += (ROOT / "docs" / "tutorial.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    for name in FORMATS:
        assert f"`{name}`" in told or f"--format {name}" in told or f"**{name}**" in told, name


def test_links_lead_to_files() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"


def test_no_example_quotes_a_page_of_the_bench() -> None:
    """What stands in the code was made up for it: a phrase of a known page there would fit that page alone."""
    bench = ROOT.parent / "shared" / "bench"
    if not bench.is_dir():
        bench = ROOT / "fixtures" / "pages"
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "find_bench_phrases.py"), str(bench)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert (result.returncode, result.stdout) == (0, "")

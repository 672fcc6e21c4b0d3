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
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHEET = """<!doctype html><meta charset="utf-8"><style>@page { size: 120mm 160mm } body { width: 80mm; font-size: 20px }</style>
<h1>市图书馆恢复开放</h1><p>本报讯（记者 王涛）3月20日，市图书馆恢复开放。馆内实行预约入馆，每日限流三百人。</p>"""
"""What page.pdf and page.png of the documentation's examples hold."""


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a reader is taken to have: the seed page, a page as text, and as PDF and scan where a browser can make them."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(next((ROOT / "seeds").glob("*.txt")), folder / "page.txt")
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is not None:
        (folder / "sheet.html").write_text(SHEET, "utf-8")
        call = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=600,500"]
        for option in ("--print-to-pdf=page.pdf", "--screenshot=page.png"):
            subprocess.run(
                [*call, option, (folder / "sheet.html").as_uri()],
                cwd=folder,
                capture_output=True,
                timeout=100,
            )
    return folder


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


def run(language: str, text: str, folder: Path, timeout: float = TIMEOUT) -> str:
    """What a block writes to standard output; an exit code other than 0 fails."""
    command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
    if text.startswith(">>>"):
        with (folder / "session.txt").open("a", encoding="utf-8") as session:
            session.write(text + "\n")  # goes on from block to block
        command[2] = (
            "import doctest; assert not doctest.testfile('session.txt', False, encoding='utf-8').failed"
        )
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {
        "PATH": os.pathsep.join(paths),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
    }
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert result.returncode == 0, f"{text}\n{result.stdout}{result.stderr}"
    return result.stdout


def assert_shown(written: str, shown: str) -> None:
    pattern = ".*".join(re.escape(part) for part in shown.strip("\n").split("…"))
    assert re.fullmatch(pattern, written.strip("\n"), re.DOTALL), f"written:\n{written}\nshown:\n{shown}"


def run_blocks(page: Path, folder: Path, timeout: float = TIMEOUT) -> list[str]:
    """Run the blocks of a page; what those that were left out lack."""
    written: str | None = None
    left_out = []
    for language, text, comment in blocks(page):
        needs = NEEDS.search(comment)
        if comment == "<!-- output -->":
            if written is not None:
                assert_shown(written, text)
            continue
        if language in ("sh", "python"):
            lacking = missing(needs[1], folder) if needs else ""
            if lacking:
                left_out.append(lacking)
                written = None
            else:
                written = run(language, text, folder, timeout)
        elif language == "yaml":
            assert yaml.safe_load(text)
        elif language == "toml":
            settings = folder / "settings-of-the-block.toml"
            settings.write_text(text, "utf-8")
            run("sh", f"newsclean config --config {settings} page.txt", folder)
        else:
            assert language in ("text", "json"), f"{page}: a block of {language!r} is not run"
    return left_out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_blocks_run(page: Path, desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    if left_out := run_blocks(page, tmp_path):
        pytest.skip(f"ran but for the blocks that need {', '.join(left_out)}")


@pytest.mark.heavy
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ["docs/quality.md", "docs/robustness.md"])
def test_the_figures_commands_run(name: str, desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    for part in ("fixtures", "tests", "tools", "newsclean"):
        (tmp_path / part).symlink_to(ROOT / part)
    assert run_blocks(ROOT / name, tmp_path, timeout=3000) == []


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


def test_what_the_readme_installs_is_what_the_docs_call() -> None:
    """Plain `newsclean`, `review` too: blocks without `needs` run with the first command's environment, in its shell."""
    first = next(text for language, text, _ in blocks(ROOT / "README.md") if language == "sh")
    assert "&& . .venv/bin/activate &&" in first
    assert "pip install '.[review]'" in first
    assert first.split(" && ")[-1].startswith("newsclean clean ")
    assert ".venv/bin/activate" in (ROOT / "docs" / "tutorial.md").read_text("utf-8")


def test_no_revision_is_shown_that_there_is_not() -> None:
    """There is no tag yet: what pre-commit takes is a commit, as in tests/test_check_precommit.py."""
    shown = [
        hook["rev"]
        for page in PAGES
        for language, text, _ in blocks(page)
        if language == "yaml" and "repos:" in text
        for hook in yaml.safe_load(text.replace("rev: ", "rev: !!str "))["repos"]
    ]
    assert shown
    assert all(re.fullmatch("[0-9a-f]{40}", revision) for revision in shown)


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


def test_the_terminal_picture_shows_what_a_run_prints(tmp_path: Path) -> None:
    build = (
        f"import build_picture, pathlib; build_picture.terminal(pathlib.Path({str(tmp_path / 'now.svg')!r}))"
    )
    subprocess.run([sys.executable, "-c", build], cwd=ROOT / "docs", check=True, timeout=TIMEOUT)
    shown, now = (
        re.findall(r"(?<=>)[^<\n]+(?=</text>)", path.read_text("utf-8"))
        for path in (ROOT / "docs" / "assets" / "terminal.svg", tmp_path / "now.svg")
    )
    assert shown == now
    assert "补足" in "".join(shown)


def test_what_the_docs_import_is_listed_as_stable() -> None:
    listed = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    examples = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "examples").rglob("*.py"))
    told = examples + "".join(page.read_text("utf-8") for page in PAGES if page.name != "CONTRIBUTING.md")
    taught = {
        (module, name.strip())
        for module, names in re.findall(r"from (newsclean\.[\w.]+) import ([\w, ]+)", told)
        for name in names.split(",")
    }
    assert ("newsclean.io.encodings", "decode") in taught
    for module, name in taught:
        assert re.search(rf"\| `{re.escape(module)}` \| `{name}\b", listed), f"{module}.{name}"


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


def test_the_architecture_has_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    package = ROOT / "newsclean"
    rooms = {f"{path.name}/" for path in package.iterdir() if (path / "__init__.py").exists()}
    rooms |= {path.name for path in package.glob("*.py")} - {"__init__.py"}
    assert sorted(room for room in rooms if f"`{room}`" not in text) == []

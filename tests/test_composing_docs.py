"""The pipelines and examples of README.md and docs/composing.md, run as a reader would."""

from __future__ import annotations

import doctest
import os
import subprocess
from pathlib import Path

import pytest
import regex
from running import COMMAND, PLAIN, ROOT, SEED

GUIDE = ROOT / "docs" / "composing.md"
BLOCK = regex.compile(r"^```sh\n(.*?)^```$", regex.MULTILINE | regex.DOTALL)


def commands(path: Path) -> list[str]:
    """The command lines of a document's shell examples that work on page.txt or page.pdf."""
    lines = [line for block in BLOCK.findall(path.read_text("utf-8")) for line in block.splitlines()]
    return [line for line in lines if regex.search(r"\bnewsclean (?:filter|explain|stages|clean)\b", line)]


GUIDE_COMMANDS = commands(GUIDE)
README_PIPELINES = [line for line in commands(ROOT / "README.md") if "newsclean filter" in line]


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, str]:
    """A folder with a page, a pdftotext that writes it whatever it is given, and a less without a terminal."""
    (tmp_path / "page.txt").write_bytes(SEED.read_bytes())
    for name, does in (("pdftotext", f"cat '{SEED}'"), ("less", "exec cat")):
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\n{does}\n")
        tool.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), str(Path(COMMAND).parent), os.environ["PATH"]])
    return {**os.environ, **PLAIN, "PATH": path, "HOME": str(tmp_path)}


def test_there_are_pipelines_to_run() -> None:
    assert len(README_PIPELINES) >= 2
    assert len(GUIDE_COMMANDS) >= 8


@pytest.mark.parametrize("command", [*GUIDE_COMMANDS, *README_PIPELINES])
def test_pipelines_run(command: str, desk: dict[str, str], tmp_path: Path) -> None:
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=tmp_path,
        env=desk,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    target = command.rpartition(" > ")[2]
    assert (tmp_path / target).read_bytes() if " > " in command else run.stdout


def test_the_python_examples_are_true() -> None:
    result = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0

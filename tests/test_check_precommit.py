"""The hooks in .pre-commit-hooks.yaml, run by the real pre-commit on a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("newsclean", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
SPREAD = "上午十点，\n传 染 病 区 医 护 人 员\n走出病房。\n"
IDENTITY = (
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@example.org",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "init.defaultBranch=main",
)


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(["git", *IDENTITY, *args], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive's repository that uses the hooks of a repository with newsclean as it is here."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, hooks / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, hooks / part)
    revision = commit(hooks)
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: newsclean-check\n    args: [--select, NC101]\n"
        "  - id: newsclean-fix\n    args: [--select, NC101]\n",
        encoding="utf-8",
    )
    (folder / "page.txt").write_text(SPREAD, encoding="utf-8")
    (folder / "program.py").write_text("x = 1\n", encoding="utf-8")
    commit(folder)
    return folder


def pre_commit(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run it with an empty cache of its own, and with nothing of the surrounding git or pytest in the way."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT", "SKIP"))
    }
    env |= {"PRE_COMMIT_HOME": str(folder.parent / "cache"), "PRE_COMMIT_COLOR": "never"}
    command = [sys.executable, "-m", "pre_commit", *args]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.timeout(900)
def test_hooks_check_and_fix(archive: Path) -> None:
    pytest.importorskip("pre_commit")
    made = pre_commit(archive, "install-hooks")
    if made.returncode:
        pytest.skip(
            f"pre-commit could not make its environment (no package index?): {made.stdout.strip()[-300:]}"
        )

    checked = pre_commit(archive, "run", "newsclean-check", "--all-files")
    assert checked.returncode == 1
    assert "page.txt:2:1 NC101" in checked.stdout
    assert "program.py" not in checked.stdout
    assert (archive / "page.txt").read_text(encoding="utf-8") == SPREAD

    fixed = pre_commit(archive, "run", "newsclean-fix", "--all-files")
    assert fixed.returncode == 1
    assert "files were modified by this hook" in fixed.stdout
    assert (archive / "page.txt").read_text(encoding="utf-8") == SPREAD.replace(" ", "")

    git(archive, "add", "-A")
    again = pre_commit(archive, "run", "--all-files")
    assert again.returncode == 0, again.stdout
    assert again.stdout.count("Passed") == 2

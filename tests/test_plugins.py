"""Stages of other packages: the example package of the documentation, installed and run; and packages at fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, newsclean, said

EXAMPLE = ROOT / "docs" / "examples" / "newsclean-ditto"
PRICES = "大米每石十二元\n小麥〃石九元\n".encode()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The example package in a folder of its own; the environment in which it is installed."""
    target = tmp_path_factory.mktemp("site")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run(
        [*pip, "--target", str(target), str(EXAMPLE)], check=True, capture_output=True, timeout=100
    )
    return {"PYTHONPATH": str(target)}


def faulty(folder: Path, module: str) -> dict[str, str]:
    """A package whose stage `odd` is what `module` says."""
    info = folder / "odd-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[newsclean.stages]\nodd = odd:stage\n")
    (folder / "odd.py").write_text(module)
    return {"PYTHONPATH": str(folder)}


def test_the_example_runs_in_a_filter(installed: dict[str, str]) -> None:
    run = newsclean("filter", "ditto", "--verify", stdin=PRICES, env=installed)
    assert (run.returncode, run.stdout.decode()) == (0, "大米每石十二元\n小麥每石九元\n")


def test_the_example_runs_in_clean_and_is_proved(installed: dict[str, str]) -> None:
    page = "本報訊 市價如下。\n".encode() + PRICES
    run = newsclean("clean", "--stages", "+ditto", "--verify", "-f", "text", stdin=page, env=installed)
    assert run.returncode == 0, run.stderr
    assert "小麥每石九元" in run.stdout.decode()


def test_the_example_is_listed_in_its_place_with_its_origin(installed: dict[str, str]) -> None:
    rows = [json.loads(line) for line in newsclean("stages", "--json", env=installed).stdout.splitlines()]
    at = [row["name"] for row in rows].index("ditto")
    assert rows[at - 1]["name"] == "characters"
    assert rows[at]["from"] == "newsclean-ditto 1.0"
    assert not rows[at]["on"]
    assert "[newsclean-ditto 1.0]" in newsclean("stages", env=installed).stdout.decode()


def test_the_shell_completes_the_example(installed: dict[str, str]) -> None:
    line = {
        "_NEWSCLEAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "newsclean filter di",
        "COMP_CWORD": "2",
    }
    assert newsclean(env={**installed, **line}).stdout.decode().split() == ["digit_width", "ditto"]


def test_the_example_is_explained(installed: dict[str, str]) -> None:
    run = newsclean(
        "explain", "--stages", "+ditto", "--stage", "ditto", "-f", "jsonl", stdin=PRICES, env=installed
    )
    (change,) = map(json.loads, run.stdout.splitlines())
    assert (change["rule"], change["line"], change["column"]) == ("ditto-mark", 2, 3)


def test_a_package_is_not_loaded_unless_its_stage_is_named(tmp_path: Path) -> None:
    env = faulty(tmp_path, "raise SystemError('loaded')")
    assert newsclean("filter", "spacing", stdin=PRICES, env=env).stdout == PRICES
    assert newsclean("clean", stdin=PRICES, env=env).returncode == 0
    message = said(newsclean("filter", "odd", stdin=PRICES, env=env), 3)
    assert "stage odd (odd 1.0) cannot be loaded: SystemError: loaded" in message
    assert "there are: " in said(newsclean("filter", "even", stdin=PRICES, env=env), 2)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("stage = 3", "stage odd (odd 1.0) is of type int, not a function"),
        ("def stage(page, options): raise ValueError('no data')", "stage odd failed: ValueError: no data"),
        ("def stage(page, options): return page.lines", "stage odd gave back tuple, not a Page"),
        (
            "from newsclean.rewriting import rewrite_lines\n"
            "def stage(page, options): return rewrite_lines(page, lambda t: t[1:], stage='odd', rule='cut')",
            "stage odd lost 2 characters (大小), invented 0 (none)",
        ),
        (
            "def stage(page, options): return page.with_lines(page.lines[:-1])",
            "stage odd lost 6 characters",
        ),
    ],
)
def test_a_stage_at_fault_is_named(tmp_path: Path, module: str, message: str) -> None:
    env = faulty(tmp_path, module)
    assert message in said(newsclean("filter", "odd", "--verify", stdin=PRICES, env=env), 3)
    run = newsclean("clean", "--stages", "odd", "--verify", "-f", "jsonl", stdin=PRICES, env=env)
    assert message in said(run, 3)

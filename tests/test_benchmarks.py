"""The benchmark scripts run and measure what they say: on a few KB, without network, and no figure is held to anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


def run(script: str, *arguments: str) -> str:
    """What a script prints."""
    call = [sys.executable, str(FOLDER / script), *arguments]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(printed: str) -> dict[str, list[str]]:
    """The tables' rows by their first cell."""
    lines = [line.strip("| ").split(" | ") for line in printed.splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:] for cells in lines}


def test_speed_measures_every_stage_and_command() -> None:
    from newsclean.pipeline import STAGES

    found = rows(run("speed.py", "--pages", "2K", "--page", "0", "--rounds", "2", "--no-tools"))
    wanted = {"clean", "check", "filter dehyphenate", *(f"stage {stage.name}" for stage in STAGES)}
    assert wanted <= found.keys()
    assert found["clean"][2] == "1"


def test_a_tool_that_cannot_be_had_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(FOLDER)
    import speed

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    found, remarks = speed.measure(["会议召开\n"], 1, tmp_path / "bin" / "python", ["ftfy", "check"])
    assert list(found) == ["check"]
    assert speed.rows(found, remarks, 13, 1)[-1][:2] == ["ftfy", remarks["ftfy"]]
    assert remarks["ftfy"].startswith("not installed: ")


def test_growth_has_a_slope_for_every_text() -> None:
    found = rows(run("growth.py", "--sizes", "600,1200", "--text", "real", "--text", "blank lines"))
    assert all(float(found[text][2]) > -9 for text in ("real", "blank lines"))


def test_growth_says_where_a_run_is_over_its_limit() -> None:
    found = rows(run("growth.py", "--sizes", "600,900", "--text", "headlines", "--limit", "0.01"))
    assert found["headlines"] == ["over 0.01 s", "over 0.01 s", "–", "–"]


def test_start_and_memory_print_their_tables() -> None:
    assert rows(run("start.py", "--rounds", "1"))["python -c 'import typer'"][2] == "1.00"
    found = rows(run("memory.py", "--stream", "30K", "--batch", "2"))
    assert float(found["filter characters, a stream of 30K"][1]) > 0
    assert float(found["batch, the largest worker"][0]) > 0


def test_the_texts_have_the_size_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(FOLDER)
    import pages

    for name, make in pages.TEXTS.items():
        assert 0.9 * 20_000 <= len(make(20_000).encode()) <= 20_000, name
    assert sum(len(page.encode()) for page in pages.pages(50_000)) <= 50_000

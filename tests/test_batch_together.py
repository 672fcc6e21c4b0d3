"""Shards that work at the same time in one place do not get into each other's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from archives import batch, made, tree


def test_shards_at_the_same_time(tmp_path: Path) -> None:
    archive = made(tmp_path / "in", 12)
    batch(archive, tmp_path / "whole")
    call = [sys.executable, "-m", "newsclean", "batch", str(archive), "-o", str(tmp_path / "out"), "--resume"]
    runs = [subprocess.Popen([*call, "--shard", f"{number}/2"]) for number in (1, 2)]
    assert [run.wait(100) for run in runs] == [0, 0]
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
    assert not (tmp_path / "out" / ".newsclean").exists()

"""Archives made for tests, and what stands in a directory."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from newsclean.batch.start import Request, start

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import make_archive

PAGE = "　　本报讯（记者 王涛）{day}月20日，市图书馆恢复开放。馆内\n实行预约入馆，每日限流三百人。\n"


def made(out: Path, pages: int, *more: str) -> Path:
    """An archive of small pages made by tools/make_archive.py."""
    make_archive.make(make_archive.options_of([str(out), "--pages", str(pages), "--size", "150", *more]))
    return out


def plain(out: Path, *names: str) -> Path:
    """A directory with one small page for each name."""
    for at, name in enumerate(names):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(day=at % 12 + 1), encoding="utf-8")
    return out


def tree(out: Path, *, manifest: bool = False) -> dict[str, str]:
    """The files below a directory with the hashes of their bytes; all of them, hidden ones too."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and (manifest or not path.name.startswith("manifest"))
    }


def batch(inputs: Path | list[str], out: Path, **more: Any) -> tuple[dict[str, Any], list[str]]:
    """A run in this process (and its workers): its summary, and its complaints."""
    complaints: list[str] = []
    operands = [str(inputs)] if isinstance(inputs, Path) else inputs
    summary = start(Request(operands, str(out), isolated=True, **more), complain=complaints.append)
    return summary, complaints


def command(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """`newsclean batch` as a person calls it."""
    call = [sys.executable, "-m", "newsclean", "batch", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, check=False, timeout=100, **more)

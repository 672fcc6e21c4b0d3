"""The installed command, and the dumps to run it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = shutil.which("newsclean", path=str(Path(sys.executable).parent)) or "newsclean"
SEED = ROOT / "seeds" / "lvliang-daily-2020-02-07-p1.txt"
DUMPS = [SEED, *sorted((ROOT / "fixtures" / "pages" / "dev").glob("*.txt"))]
"""The seed page, and eight pages dumped by five extractors each."""
PLAIN = {
    "NO_COLOR": "",
    "FORCE_COLOR": "",
    "GITHUB_ACTIONS": "",
    "PY_COLORS": "",
    "TERM": "dumb",
    "LC_ALL": "C.UTF-8",
}


def newsclean(
    *args: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command; bytes in, bytes out."""
    return subprocess.run(
        [COMMAND, *map(str, args)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **PLAIN, **(env or {})},
        cwd=cwd,
        timeout=60,
        check=False,
    )


def said(run: subprocess.CompletedProcess[bytes], code: int) -> str:
    """What a run that fails as it should says on standard error: one line."""
    message = run.stderr.decode()
    assert run.returncode == code, message
    assert message.count("\n") == 1, message
    assert message.startswith("newsclean: ")
    return message

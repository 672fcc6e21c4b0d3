"""TAB in real shells: fish answers itself what it would offer, zsh and bash are typed to on a terminal of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import COMMAND, PLAIN, newsclean

ENV = {
    **os.environ,
    **PLAIN,
    "PATH": os.pathsep.join([str(Path(COMMAND).parent), os.environ["PATH"]]),
    "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    "PS1": "% ",
}
LINES = [
    ("newsclean fil", "newsclean filter"),
    ("newsclean filter spac", "newsclean filter spacing"),
    ("newsclean clean --preset c", "newsclean clean --preset corpus"),
    ("newsclean clean --preset=c", "newsclean clean --preset=corpus"),
    ("newsclean clean --skip=spacing,ver", "newsclean clean --skip=spacing,vertical"),
    ("newsclean batch --format=pa", "newsclean batch --format=parquet"),
]
"""What is typed, and what stands there after TAB."""


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish here")
@pytest.mark.parametrize(("typed", "completed"), LINES)
def test_fish_completes(typed: str, completed: str, tmp_path: Path) -> None:
    (tmp_path / "newsclean.fish").write_bytes(newsclean("--show-completion", "fish", env=ENV).stdout)
    run = subprocess.run(
        ["fish", "--no-config", "-c", f"source {tmp_path}/newsclean.fish; complete -C '{typed}'"],
        env={**ENV, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    offered = [line.partition("\t")[0] for line in run.stdout.splitlines()]
    assert offered == [completed.rpartition(" ")[2]], run.stderr


SHELLS = {
    "bash": (["bash", "--norc", "-i"], 'eval "$(newsclean --show-completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -Uz compinit; compinit -u -D; eval "$(newsclean --show-completion zsh)"',
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind here")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_on_a_terminal_completes(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    call, setup = SHELLS[shell]
    leader, follower = os.openpty()
    process = subprocess.Popen(
        call,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**ENV, "HOME": str(tmp_path)},
        start_new_session=True,
    )
    os.close(follower)
    try:
        typed(leader, f"{setup}; echo rea''dy\n", "ready")
        for line, completed in LINES:
            shown = typed(leader, f"{line}\t", completed)
            assert completed in shown
            typed(leader, "\x15echo do''ne\n", "done")
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def typed(terminal: int, keys: str, wanted: str, seconds: float = 30) -> str:
    """What a terminal shows after some keys, until it shows what is wanted."""
    os.set_blocking(terminal, False)
    os.write(terminal, keys.encode())
    shown = ""
    end = time.monotonic() + seconds
    while wanted not in shown and time.monotonic() < end:
        try:
            shown += os.read(terminal, 4096).decode(errors="replace").replace("\x07", "")
        except BlockingIOError:
            time.sleep(0.05)
    assert wanted in shown, shown
    return shown

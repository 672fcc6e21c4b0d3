"""Run the command line's tests under the lowest and the highest typer that pyproject.toml allows, each in a fresh environment.

    python tools/typer_ends.py [--tests tests/test_clean_command.py …] [--keep DIR]

The highest is the newest release that the package index has below the range's end; nothing of the repository's own environment
is changed. Exits with 1 where a test fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/test_start_up.py",
    "tests/test_clean_command.py",
    "tests/test_check_command.py",
    "tests/test_filter.py",
    "tests/test_presets.py",
    "tests/test_streams.py",
)


def ends() -> dict[str, str]:
    """What to install for either end of the range.

    >>> sorted(ends())
    ['highest', 'lowest']
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (needed,) = (item for item in project["dependencies"] if item.startswith("typer"))
    low = next(part for part in needed.removeprefix("typer").split(",") if part.startswith(">="))
    return {"lowest": f"typer=={low.removeprefix('>=')}", "highest": needed}


def run(end: str, requirement: str, folder: Path, tests: list[str]) -> bool:
    """Whether the tests pass in an environment with this typer."""
    python = folder / end / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / end)], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-e", f"{ROOT}[test]", requirement], check=True)
    found = "from importlib.metadata import version as v; print('typer', v('typer'))"
    print(f"{end}:", subprocess.check_output([python, "-c", found], text=True).strip(), flush=True)
    return subprocess.run([python, "-m", "pytest", "-q", *tests], cwd=ROOT, check=False).returncode == 0


def main() -> None:
    """Run both ends."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tests", nargs="+", default=list(TESTS))
    parser.add_argument("--keep", type=Path, help="keep the environments here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.keep or Path(folder)
        passed = [run(end, requirement, home, options.tests) for end, requirement in ends().items()]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()

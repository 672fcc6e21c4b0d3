"""Draw the pictures of README and docs from real runs of newsclean on the seed page: `python docs/build_picture.py`.

terminal.svg is what a terminal shows; review.png the review page, made where Playwright and Chromium are.
"""

from __future__ import annotations

import html
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import regex
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "docs" / "assets"
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SEED = "seeds/lvliang-daily-2020-02-07-p1.txt"
RUNS = (("sed -n 301,313p " + SEED, 13), (f"newsclean clean {SEED} --format text | grep -A 3 补足", 4))
WIDTH = 92
REMOTE_FONT = regex.compile(r"@font-face \{.*?\}\s*", regex.DOTALL)

TEXT = regex.compile(r'(?<=textLength=")([\d.]+)(" [^>]*>)([^<]*)(?=</text>)')


def _wide(drawn: str) -> str:
    """The drawing with Han characters two cells wide: rich measures a run's length in characters."""

    def measured(found: regex.Match[str]) -> str:
        length, rest, text = found.groups()
        shown = html.unescape(text)
        return f"{float(length) / max(1, len(shown)) * cell_len(shown):.1f}{rest}{text}"

    return TEXT.sub(measured, drawn)


def _run(command: str) -> str:
    """What a shell command writes; newsclean is that of this Python."""
    environment = os.environ | {"PATH": PATH, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def terminal(target: Path) -> None:
    """Run the commands, and draw what a terminal shows of them."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for command, height in RUNS:
        console.print(Text("$ ", style="green") + Text(command, style="bold"))
        lines = [line for line in _run(command).splitlines() if line.strip()]
        for line in lines[:height]:
            shown = Text(line)
            shown.truncate(WIDTH, overflow="ellipsis")
            console.print(shown)
        console.print()
    drawn = console.export_svg(title="newsclean", unique_id="newsclean")
    target.write_text(_wide(REMOTE_FONT.sub("", drawn)), "utf-8")


def review(target: Path, browser: str) -> None:
    """Write the review page, choose a paragraph, and take a picture of it."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "review.html"
        _run(f"newsclean review {SEED} --lang en --output {page}")
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        shown = started.new_page(viewport={"width": 1200, "height": 760})
        shown.goto(page.as_uri())
        shown.locator("article .body .l[data-role=paragraph]", has_text="一年之计在于春").first.click()
        shown.screenshot(path=target)
        started.close()


def main() -> None:
    """Draw all of them."""
    terminal(ASSETS / "terminal.svg")
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or importlib.util.find_spec("playwright") is None:
        print("review.png is left as it is: no Chromium, or no Playwright (pip install -e '.[browser]')")
    else:
        review(ASSETS / "review.png", browser)


if __name__ == "__main__":
    main()

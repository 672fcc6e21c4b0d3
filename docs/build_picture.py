"""Draw docs/assets/terminal.svg from a real run of newsclean on the seed page: `python docs/build_picture.py`."""

from __future__ import annotations

import html
import io
import subprocess
from pathlib import Path

import regex
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
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


def main() -> None:
    """Run the commands, and draw what a terminal shows of them."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for command, height in RUNS:
        console.print(Text("$ ", style="green") + Text(command, style="bold"))
        result = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
        lines = [line for line in result.stdout.splitlines() if line.strip()]
        for line in lines[:height]:
            shown = Text(line)
            shown.truncate(WIDTH, overflow="ellipsis")
            console.print(shown)
        console.print()
    drawn = console.export_svg(title="newsclean", unique_id="newsclean")
    (ROOT / "docs" / "assets" / "terminal.svg").write_text(_wide(REMOTE_FONT.sub("", drawn)), "utf-8")


if __name__ == "__main__":
    main()

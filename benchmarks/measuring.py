"""What the benchmarks share: sizes, medians, slopes, tables, and one line about the machine."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNITS = {"K": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def size(text: str) -> int:
    """Bytes from 500, 10K, 20M or 1G.

    >>> size("10K"), size("0.5M")
    (10000, 500000)
    """
    number, unit = (text[:-1], UNITS[text[-1].upper()]) if text[-1:].upper() in UNITS else (text, 1)
    return int(float(number) * unit)


def shown(count: float) -> str:
    """Bytes as the options have them.

    >>> shown(10_000), shown(2_500_000)
    ('10K', '2.5M')
    """
    for unit in ("G", "M", "K"):
        if count >= UNITS[unit]:
            return f"{count / UNITS[unit]:.3g}{unit}"
    return f"{count:.0f}"


def number(value: float) -> str:
    """A figure with three digits that count.

    >>> number(0.012345), number(12345.6)
    ('0.0123', '12,346')
    """
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def slope(points: Iterable[tuple[float, float]]) -> float:
    """The slope of a line through (x, y) on two logarithmic scales, by least squares.

    >>> round(slope([(10, 5), (100, 50), (1000, 500)]), 3), round(slope([(1, 1), (10, 100)]), 3)
    (1.0, 2.0)
    """
    logs = [(log(x), log(y)) for x, y in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def spread(values: Sequence[float]) -> str:
    """How far the values lie apart, as a share of their median.

    >>> spread([9.0, 10.0, 12.0])
    '30 %'
    """
    return f"{100 * (max(values) - min(values)) / statistics.median(values):.0f} %"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """What it ran on, and how busy that was: a shared machine's figures are good as ratios only."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        name = models[0] if models else name
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return (
        f"{name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}; "
        f"newsclean {commit or 'of unknown commit'}; {' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])}"
    )

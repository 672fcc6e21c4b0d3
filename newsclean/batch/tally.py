"""Count what a run does: for the progress line, and for the summary at its end."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import Any

from newsclean.batch.manifest import Row


@dataclass(slots=True)
class Tally:
    """Counts so far. `files` and `size` are the whole archive's: input files, and their bytes on disk.

    `size_done` counts the same bytes as `size`, as far as the run has come; `bytes` those of the texts cleaned.
    """

    files: int = 0
    size: int = 0
    size_done: int = 0
    inputs: int = 0
    done: int = 0
    failed: int = 0
    reused: int = 0
    pages: int = 0
    articles: int = 0
    doubtful: int = 0
    edits: int = 0
    joined: int = 0
    unmatched_jumps: int = 0
    bytes: int = 0
    outputs: int = 0
    worker_peak: float = 0.0
    began: float = field(default_factory=time.monotonic)

    def add(self, row: Row, *, reused: bool) -> None:
        """Count an input."""
        self.inputs += 1
        self.done += row.outcome == "done"
        self.failed += row.outcome == "failed"
        self.reused += reused
        self.pages += row.pages
        self.articles += row.articles
        self.doubtful += row.doubtful
        self.edits += row.edits
        self.joined += row.joined
        self.unmatched_jumps += len(row.unmatched_jumps)
        self.bytes += row.bytes

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began

    def summary(self) -> dict[str, Any]:
        """The counts as the summary gives them; memory is the most that this process, and one worker, took."""
        seconds = self.seconds
        names = ("inputs", "done", "failed", "reused", "pages", "articles", "doubtful", "edits", "joined")
        found: dict[str, Any] = {name: getattr(self, name) for name in names}
        return found | {
            "unmatched_jumps": self.unmatched_jumps,
            "outputs": self.outputs,
            "bytes": self.bytes,
            "seconds": round(seconds, 3),
            "mb_per_second": round(self.bytes / 1e6 / seconds, 3) if seconds else 0.0,
            "peak_mib": peak_mib(),
            "worker_peak_mib": self.worker_peak,
        }


def peak_mib() -> float:
    """The most memory that this process ever took, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)

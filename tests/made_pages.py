"""Pages made by hypothesis: any text, and lines of real dumps in any order, dropped, doubled, cut, spaced out and broken."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
DUMPS = sorted(PAGES.rglob("*.txt"))
ROWS = sorted((PAGES.parent / "rows").glob("*.txt"))
LINES = sorted({line for dump in DUMPS for line in dump.read_text(encoding="utf-8").splitlines()})
RUNS = [dump.read_text(encoding="utf-8").splitlines() for dump in (*DUMPS, *ROWS)]
RELAXED = settings(
    max_examples=int(
        os.environ.get("EXAMPLES", "60")
    ),  # EXAMPLES=2000 pytest --timeout 0 tests/test_invariants*
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ODD = st.sampled_from(
    "　 \t\n\r\f\0\u00ad\u200b\ufeff□○﹃﹄（）【】《》“”—…-·0１二年月日版讯电摄：；，。！？*#<>&_`\u2028𠮷\u070f\u061c"
)
any_text = st.lists(st.one_of(st.text(max_size=12), ODD, st.sampled_from(LINES)), max_size=30).map("".join)
ENDS = ("\n", "\n", "\n\n", "\n\n\n", "\r\n", "\n\u3000\u3000", "\f")
SPACES = (" ", "  ", "\u3000", "\u00a0", "\t")


@st.composite
def composed_pages(draw: st.DrawFn) -> str:
    """Runs and single lines of real dumps, each line left as it is or damaged, with any breaks between."""
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            run = draw(st.sampled_from(RUNS))
            start = draw(st.integers(0, max(0, len(run) - 1)))
            lines += run[start : start + draw(st.integers(1, 12))]
        else:
            lines += draw(st.lists(st.sampled_from(LINES), max_size=6))
    order = draw(st.permutations(range(len(lines)))) if draw(st.booleans()) else range(len(lines))
    return "".join(_damaged(draw, lines[at]) for at in order)


def _damaged(draw: st.DrawFn, line: str) -> str:
    """A line and its end, after at most one damage."""
    end = draw(st.sampled_from(ENDS))
    at = draw(st.integers(0, max(0, len(line))))
    kind = draw(
        st.sampled_from(
            ["kept", "kept", "kept", "dropped", "doubled", "cut", "spread", "space", "broken", "odd"]
        )
    )
    return {
        "kept": line + end,
        "dropped": "",
        "doubled": (line + end) * 2,
        "cut": line[:at] + end,
        "spread": " ".join(line) + end,
        "space": line[:at] + draw(st.sampled_from(SPACES)) + line[at:] + end,
        "broken": line[:at] + end + line[at:] + end,
        "odd": line[:at] + draw(ODD) + line[at:] + end,
    }[kind]  # fmt: skip


any_page = st.one_of(any_text, composed_pages())

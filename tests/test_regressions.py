"""Inputs that once broke something (fixtures/regressions): each keeps every promise now, and comes to an end."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_targets import TARGETS

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "regressions").glob("*.txt"))


def test_cases_name_the_target_that_they_broke() -> None:
    assert len(CASES) >= 3
    assert {case.name.partition("-")[0] for case in CASES} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_was_broken_holds(case: Path, target: str) -> None:
    TARGETS[target](case.read_bytes())

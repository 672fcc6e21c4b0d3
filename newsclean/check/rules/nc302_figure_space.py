"""NC302: Han characters and figures set with a space in one place and without in another."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every place in running text that differs from what the file does elsewhere."""
    spaced, tight = file.figures
    if not spaced or not tight:
        return
    habit = f"{len(spaced)} with a space, {len(tight)} without"
    if len(tight) >= len(spaced):
        for begin, end in spaced:
            fix = Fix((Replacement(begin, end, ""),))
            yield Finding(begin, end, f"space between Han character and figure; in this file {habit}", fix)
    else:
        for begin, _ in tight:
            yield Finding(begin, begin, f"no space between Han character and figure; in this file {habit}")


RULE = Rule(
    code="NC302",
    name="figure-space",
    summary="space between Han characters and figures inconsistent in one file",
    why="`2 月 6 日` and `2月6日` are two strings to a search. Which one a paper sets is its own business; both in one "
    "file are not. The fix takes the spaces out where most places have none; it puts none in.",
    wrong="2月6日，市里新开3条公交线路，全长 18 公里，3月1日起试运行。",
    right="2月6日，市里新开3条公交线路，全长18公里，3月1日起试运行。",
    fix="safe",
    find=find,
)

"""No regular expression of newsclean backtracks beyond linear: each is run on strings made to hurt it.

The patterns are found by running newsclean with `compile` watched (`pattern_uses.py`), and by reading its source for those
that the run did not reach. Each is asked what newsclean asks of it (all things, where that is not known). No time is
compared but that of a pattern with itself: what takes longer than a linear pattern could is measured at two sizes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

import pattern_uses
import pytest
import regex

LENGTH = 6_000
SUSPICIOUS = 0.006
"""Seconds of processor time: a linear pattern needs a thousandth for a string of LENGTH."""
GROWTH = 8.0
"""Time of a string four times as long, in times of the short one: 4 if linear, 16 if quadratic."""
HOPELESS = 20.0
ONCE = ("search", "match", "fullmatch")
COMMON = (
    *" \t　1a人，。“”（）()「」『』《》〈〉【】、：:；;！？…—-·/／□○０Ａ%.&<>=\n",
    "1 ", " 1", "人 ", "a ", "a-", "，人", "“人", "“”", "（人", "人）", "1.", "本报讯（记者 ", "记者 人人 ", "人人 ",
)  # fmt: skip
WORD = regex.compile(r"[\p{L}\p{N}]{2,}")
META = regex.compile(
    r"\\[pP]\{[^}]*\}|\\.|\{\d*,?\d*\}|\(\?(?:P?<\w+>|<?[=!]|[:>]|[aiLmsux]+[:)])|[()\[\]|*+?^$]"
)


@dataclass(frozen=True)
class Use:
    """A pattern and what is asked of it."""

    engine: str
    pattern: str
    flags: int
    site: str
    methods: tuple[str, ...]

    def compiled(self) -> Any:
        return pattern_uses.ENGINES[self.engine].compile(self.pattern, self.flags)


@cache
def uses() -> tuple[Use, ...]:
    script = Path(pattern_uses.__file__)
    run = subprocess.run([sys.executable, str(script)], capture_output=True, check=True, text=True)
    found = []
    reached = set()
    for line in map(json.loads, run.stdout.splitlines()):
        reached |= set(line["sites"])
        methods = tuple(line["methods"]) or ONCE
        found.append(Use(line["engine"], line["pattern"], line["flags"], line["sites"][0], methods))
    for site, engine, called, pattern in pattern_uses.calls():
        if site not in reached:
            assert pattern is not None, f"{site}: make tests/pattern_uses.py reach this pattern"
            found.append(Use(engine, pattern, 0, site, (called,) if called != "compile" else ONCE))
    return tuple(found)


def pieces(pattern: str) -> list[str]:
    """What a string that hurts the pattern is made of: its own words and characters, and those that hurt most patterns."""
    plain = META.sub(" ", pattern)
    words = WORD.findall(plain)[:8]
    characters = dict.fromkeys(char for char in plain if not char.isspace())
    own = [char for char in characters if char not in COMMON]
    return [*own[:16], *words, *COMMON]


def hostile(pattern: str) -> Iterator[Callable[[int], str]]:
    """Makers of strings of some length: runs of one piece, closed by what ends it, opened by every other one."""
    made = pieces(pattern)
    for piece in made:
        for start, end in (("", ""), ("，", "\x01")):
            yield lambda n, p=piece, s=start, e=end: s + p * (n // len(p)) + e  # type: ignore[misc]
    for one, two in zip(made, made[1:] + made[:1], strict=True):
        yield lambda n, a=one, b=two: a * (n // 2 // len(a)) + b * (n // 2 // len(b)) + "\x01"  # type: ignore[misc]


def ask(compiled: Any, method: str, text: str) -> float:
    """Processor seconds that one use takes; infinite where it does not come to an end."""
    start = time.process_time()
    limit = {"timeout": HOPELESS} if isinstance(compiled, regex.Pattern) else {}
    try:
        if method in ("sub", "subn"):
            getattr(compiled, method)("", text, **limit)
        else:
            found = getattr(compiled, method)(text, **limit)
            if method in ("finditer", "splititer"):
                for _ in found:
                    pass
    except TimeoutError:
        return inf
    return time.process_time() - start


def grows_too_fast(use: Use) -> str:
    """What is wrong with a pattern: the method and the string; "" if nothing."""
    compiled = use.compiled()
    for method in use.methods:
        for make in hostile(use.pattern):
            text = make(LENGTH)
            if ask(compiled, method, text) < SUSPICIOUS:
                continue
            if ask(compiled, method, text) == inf:
                return f"{method} of {text[:12]!r}…{text[-4:]!r} does not end"
            short = min(ask(compiled, method, text) for _ in range(3))
            if short > SUSPICIOUS and (long := ask(compiled, method, make(4 * LENGTH))) > GROWTH * short:
                return (
                    f"{method} of {text[:12]!r}…{text[-4:]!r}: {short:.3f} s, four times as long {long:.3f} s"
                )
    return ""


def test_the_measure_finds_what_backtracks() -> None:
    for pattern, method in (
        (r"(?:\p{L}|1)*1(?:\p{L}|1)*b", "match"),
        (r" +$", "search"),
        (r" +[，,]", "search"),
    ):
        assert grows_too_fast(Use("regex", pattern, 0, "", (method,))), pattern
    assert not grows_too_fast(Use("regex", r" +(?=人)", 0, "", ("match",)))


def test_patterns_of_the_source_are_found() -> None:
    assert len(uses()) > 150
    assert any("data" not in use.site and "bylines" in use.site for use in uses())


@pytest.mark.timeout(600)
def test_no_pattern_backtracks_beyond_linear() -> None:
    slow = [f"{use.site} {use.pattern[:60]!r}: {why}" for use in uses() if (why := grows_too_fast(use))]
    assert not slow, "\n".join(slow)

"""For people and editors: `path:line:column CODE message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from newsclean.check.model import Problem
from newsclean.check.run import Outcome
from newsclean.languages import ENGLISH, told
from newsclean.plain import Style, harmless, plain

MARKS = {"safe": " [*]", "unsafe": " [!]", None: ""}


def report(problems: Iterable[Problem], style: Style = plain, language: str = ENGLISH) -> Iterator[str]:
    """A line for each problem; [*] marks those that --fix puts right, [!] those that need --unsafe-fixes."""
    for problem in problems:
        place = style(f"{harmless(problem.path)}:{problem.line}:{problem.column}", bold=True)
        code = style(problem.code, fg="red")
        mark = MARKS[problem.fix] and style(MARKS[problem.fix], fg="cyan")
        yield f"{place} {code} {harmless(told(language, problem.message))}{mark}\n"


def statistics(counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """A line for each rule (code, name) that found something: how often, the most frequent first."""
    wide = max((len(str(count)) for count in counts.values()), default=0)
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{wide}}  {code}  {name}\n"


def summary(outcome: Outcome, language: str = ENGLISH) -> str:
    """What the run came to, in one or two sentences."""
    files = f"{outcome.files} file" + ("" if outcome.files == 1 else "s")
    parts = []
    if fixed := sum(outcome.fixed.values()):
        parts.append(f"{fixed} fixed in {outcome.changed} of {files}")
    if not outcome.found:
        parts.append("nothing left" if fixed else f"nothing found in {files}")
        return _sentence(parts, language)
    left = "left" if fixed else "found"
    where = f"in {outcome.files_with_findings} of {files}"
    parts.append(f"{outcome.found} {left} {where}")
    if outcome.safe_fixes:
        parts.append(f"[*] {outcome.safe_fixes} can be put right with --fix")
    if outcome.unsafe_fixes:
        parts.append(f"[!] {outcome.unsafe_fixes} with --fix --unsafe-fixes")
    return _sentence(parts, language)


def _sentence(parts: list[str], language: str) -> str:
    semicolon, stop = ("; ", ".") if language == ENGLISH else ("；", "。")
    return semicolon.join(told(language, part) for part in parts) + stop

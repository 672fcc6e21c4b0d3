"""Check one text, and fix it until nothing is left that can be fixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsclean.check.fixing import apply_fixes, conserves
from newsclean.check.ignores import Ignores
from newsclean.check.model import Finding, Problem, Rule
from newsclean.check.source import TextFile

MOST_ROUNDS = 40
"""Safe fixes take characters out or join lines, so rounds come to an end by themselves; this is for what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after all rounds: what was put right, how often, and what was refused."""

    text: str
    done: tuple[Finding, ...]
    refused: tuple[Finding, ...]


def find_all(file: TextFile, rules: Sequence[Rule]) -> list[Finding]:
    """What the rules find in a file, in the order of the text."""
    off = Ignores(file)
    found: list[Finding] = []
    for rule in rules:
        if off.whole(rule.code):
            continue  # do not even look
        for finding in rule.find(file):
            if not off.cover(file.place(finding.start)[0], rule.code):
                found.append(replace(finding, code=rule.code))
    return sorted(found, key=lambda finding: (finding.start, finding.code, finding.end))


def fix_all(
    file: TextFile,
    rules: Sequence[Rule],
    make: Callable[[str], TextFile],
    *,
    unsafe: bool = False,
    found: Sequence[Finding] | None = None,
) -> Fixed:
    """Apply fixes round by round until a round changes nothing; `make` gives the file for a new text.

    `found` is what the rules found already. Later rounds run the rules that can fix something, and no others.
    """
    able = [rule for rule in rules if rule.fix == "safe" or (unsafe and rule.fix == "unsafe")]
    done: list[Finding] = []
    refused: dict[tuple[str, str], Finding] = {}
    texts = [file.printed]
    for _ in range(MOST_ROUNDS):
        findings = find_all(file, able) if found is None else found
        found = None
        applied = apply_fixes(file.printed, findings, unsafe=unsafe)
        refused.update({(finding.code, finding.message): finding for finding in applied.refused})
        if applied.text == file.printed:
            break
        declared = frozenset(what for finding in applied.done if finding.fix for what in finding.fix.declares)
        if not conserves(
            file.printed, applied.text, declared
        ):  # each keeps the text; together they must, too
            refused.update({(finding.code, finding.message): finding for finding in applied.done})
            break
        done += applied.done
        if applied.text in texts:  # two readings, each of which reads as the other: take one, always the same
            file = make(min(texts[texts.index(applied.text) :]))
            break
        texts.append(applied.text)
        file = make(applied.text)
    return Fixed(file.printed, tuple(done), tuple(refused.values()))


def problems(file: TextFile, findings: Sequence[Finding], rules: Sequence[Rule]) -> list[Problem]:
    """Findings as they are reported."""
    names = {rule.code: rule.name for rule in rules}
    reported = []
    for finding in findings:
        line, column = file.place(finding.start)
        end_line, end_column = file.place(finding.end)
        fix = None if finding.fix is None else ("safe" if finding.fix.safe else "unsafe")
        reported.append(
            Problem(
                path=file.path,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                code=finding.code,
                name=names[finding.code],
                message=finding.message,
                fix=fix,  # type: ignore[arg-type]
                source_line=file.line(line) if file.line_count else "",
                more=finding.more,
            )
        )
    return reported

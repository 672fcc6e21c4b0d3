"""Apply fixes, and refuse those that would lose or invent a visible character beyond what they declare."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsclean.check.model import Finding, Fix
from newsclean.check.source import UNSEEN

HYPHENS = frozenset("-\u2010")


@dataclass(frozen=True, slots=True)
class Applied:
    """A text after one round of fixes: which findings they answered, and which fixes were refused."""

    text: str
    done: tuple[Finding, ...]
    refused: tuple[Finding, ...]


def apply_fixes(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Applied:
    """One round: of fixes that overlap, the one with the lower code is applied; another round does the rest."""
    done: list[Finding] = []
    refused: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.code, found.start)):
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        if not keeps_text(text, fix):
            refused.append(finding)
            continue
        done.append(finding)
    return _apply(text, _apart(done), tuple(refused))


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings whose fixes do not overlap one that comes before them in the list, in the order of the text."""
    ordered = sorted(enumerate(findings), key=lambda item: (_extent(item[1])[0], item[0]))
    kept: list[tuple[int, Finding]] = []
    for rank, finding in ordered:
        start, end = _extent(finding)
        while kept and _extent(kept[-1][1])[1] >= start and kept[-1][0] > rank:
            kept.pop()
        if not kept or _extent(kept[-1][1])[1] < start or _touch(kept[-1][1], start, end):
            kept.append((rank, finding))
    return [finding for _, finding in kept]


def _touch(before: Finding, start: int, end: int) -> bool:
    """Whether a fix begins just where the one before ends; two insertions at one place do overlap."""
    return _extent(before)[1] == start and _extent(before)[0] < start and start < end


def _extent(finding: Finding) -> tuple[int, int]:
    assert finding.fix is not None
    replacements = finding.fix.replacements
    return replacements[0].start, replacements[-1].end


def _apply(text: str, findings: Sequence[Finding], refused: tuple[Finding, ...]) -> Applied:
    parts: list[str] = []
    place = 0
    for finding in findings:
        assert finding.fix is not None
        for change in finding.fix.replacements:
            parts += [text[place : change.start], change.text]
            place = change.end
    parts.append(text[place:])
    return Applied("".join(parts), tuple(findings), refused)


def keeps_text(text: str, fix: Fix) -> bool:
    """Whether a fix does to the visible characters no more than it declares (invariant 1 of the contract)."""
    before = "".join(text[change.start : change.end] for change in fix.replacements)
    after = "".join(change.text for change in fix.replacements)
    return conserves(before, after, fix.declares)


def conserves(before: str, after: str, declares: frozenset[str] = frozenset()) -> bool:
    """Whether two texts hold the same visible characters, but for what is declared.

    >>> conserves("茶 园", "茶园"), conserves("茶园", "茶"), conserves("inter-\\nnational", "international", frozenset({"hyphen"}))
    (True, False, True)
    >>> conserves("重担;", "重担；"), conserves("重担;", "重担；", frozenset({"variants"}))
    (False, True)
    """
    before, after = UNSEEN.sub("", before), UNSEEN.sub("", after)
    if before == after:
        return True
    lost, gained = Counter(before), Counter(after)
    lost, gained = lost - gained, gained - lost
    if "hyphen" in declares:
        lost = Counter({char: count for char, count in lost.items() if char not in HYPHENS})
    if "variants" in declares or ("forms" in declares and all("\ufe10" <= char <= "\ufe48" for char in lost)):
        lost, gained = _folded(lost), _folded(gained)
    return lost == gained


def _folded(chars: Counter[str]) -> Counter[str]:
    """The characters with their presentation and width variants made one."""
    folded: Counter[str] = Counter()
    for char, count in chars.items():
        for plain in unicodedata.normalize("NFKC", char):
            folded[plain] += count
    return folded

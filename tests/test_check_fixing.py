"""Fixes: conserving, idempotent, refused where they would lose text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import newsclean

from newsclean.check.codes import MODULES
from newsclean.check.engine import find_all, fix_all
from newsclean.check.fixing import apply_fixes, conserves
from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.registry import LAYOUT, rule
from newsclean.check.source import TextFile

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "lvliang-daily-2020-02-07-p1.txt"
RULES = [rule(code) for code in MODULES]
ALLOWED = frozenset({"hyphen", "forms"})


def rogue(start: int, end: int, text: str, **more: object) -> Rule:
    def find(file: TextFile) -> Iterator[Finding]:
        yield Finding(start, end, "rogue", Fix((Replacement(start, end, text),), **more))  # type: ignore[arg-type]

    return replace(RULES[0], code="NC999", find=find)


@pytest.mark.parametrize(
    "bad",
    [
        rogue(0, 1, ""),
        rogue(0, 1, "树"),
        rogue(1, 1, "叶"),
        rogue(0, 1, "", declares=frozenset({"hyphen", "forms", "variants"}), safe=False),
    ],
)
def test_a_fix_that_loses_text_is_refused(bad: Rule) -> None:
    fixed = fix_all(TextFile("茶园"), [bad], TextFile, unsafe=True)
    assert fixed.text == "茶园"
    assert not fixed.done
    assert [finding.code for finding in fixed.refused] == ["NC999"]


def test_overlapping_fixes_take_turns() -> None:
    a = Finding(0, 3, "", Fix((Replacement(1, 2, ""),)), code="NC102")
    b = Finding(0, 9, "", Fix((Replacement(0, 5, "茶园开"),)), code="NC104")
    applied = apply_fixes("茶 园 开", [b, a])
    assert applied.text == "茶园 开"
    assert applied.done == (a,)


@pytest.mark.parametrize("unsafe", [False, True])
def test_seed_page_fixed_keeps_its_characters_and_stays(unsafe: bool) -> None:
    text = SEED.read_bytes().decode()
    fixed = fix_all(TextFile(text), RULES, TextFile, unsafe=unsafe)
    assert fixed.text != text
    assert not fixed.refused
    assert conserves(text, fixed.text, ALLOWED | {"variants"} if unsafe else ALLOWED)
    again = fix_all(TextFile(fixed.text), RULES, TextFile, unsafe=unsafe)
    assert again.text == fixed.text
    left = find_all(TextFile(fixed.text), RULES)
    assert not [finding for finding in left if finding.fix and (finding.fix.safe or unsafe)]


PIECES = [
    "茶园",
    "传 染 病 区",
    "补\n足\n短\n板\n",
    "，",
    "。",
    "\n",
    "\r\n",
    "　　",
    "inter-\n",
    "3 月",
    "3月",
    "“",
    "）",
    "\u200b",
    "\x00",
    "﹃",
    "\f",
    "本报讯（记者 王 涛）",
    " ",
    ";",
    "５",
    "5",
    "<!-- newsclean: ignore NC1 -->",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_fixed_once_and_for_all(text: str) -> None:
    fixed = fix_all(TextFile(text), RULES, TextFile, unsafe=True)
    assert conserves(text, fixed.text, ALLOWED | {"variants"})
    assert fix_all(TextFile(fixed.text), RULES, TextFile, unsafe=True).text == fixed.text


@given(st.text(max_size=60))
def test_no_text_breaks_a_rule(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    file = TextFile(text)
    for finding in find_all(file, RULES):
        assert 0 <= finding.start <= finding.end <= len(text)
        file.place(finding.start)


def layout_findings(text: str) -> list[Finding]:
    return find_all(TextFile(text), [rule(code) for code in MODULES if code.startswith(LAYOUT)])


@pytest.mark.timeout(600)
def test_what_clean_writes_has_no_layout_finding() -> None:
    from newsclean.api import clean_pages
    from newsclean.formats.markdown import to_markdown
    from newsclean.formats.text import to_text

    pages = [SEED, *sorted((ROOT / "fixtures" / "pages" / "dev").glob("0[12].*.txt"))]
    for page in pages:
        documents = list(clean_pages(page.read_bytes().decode()))
        for write in (to_text, to_markdown):
            assert layout_findings(b"".join(write(documents)).decode()) == [], page


def test_front_matter_that_clean_wrote_has_no_finding_and_stays(tmp_path: Path) -> None:
    assert newsclean("clean", "-f", "front-matter", SEED, "-o", tmp_path / "page.md").returncode == 0
    text = (tmp_path / "page.md").read_text("utf-8")
    front = text.index("\n---\n") + len("\n---\n")
    assert front > len("---\n\n---\n")
    found = find_all(TextFile(text), RULES)
    assert [finding for finding in found if finding.start < front] == []
    assert {finding.code for finding in found} <= {"NC301"}, "the page's own half-width marks"
    spoilt = text[:front] + text[front:].replace("，", "， ")
    fixed = fix_all(TextFile(spoilt), RULES, TextFile, unsafe=True).text
    assert fixed[:front] == text[:front]
    assert fixed != spoilt


def test_joining_at_figures_keeps_to_the_files_habit() -> None:
    """No junction of lines is without the space that the file sets: only what is printed so."""
    text = SEED.read_text("utf-8")
    spaced, tight = TextFile(text).figures
    assert len(spaced) > len(tight), "the habit of this page"
    fixed = TextFile(fix_all(TextFile(text), RULES, TextFile).text)
    for begin, _ in fixed.figures[1]:
        assert fixed.text[begin - 2 : begin + 2] in text

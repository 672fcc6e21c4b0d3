"""Every rule against its cases in fixtures/check, and against the examples in its explanation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsclean.check.codes import MODULES
from newsclean.check.engine import find_all, fix_all
from newsclean.check.model import Rule
from newsclean.check.registry import rule
from newsclean.check.source import TextFile
from newsclean.config import Settings
from newsclean.settings import CheckSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).parent.parent / "fixtures" / "check"
CASES = {
    code: tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))["case"] for code in MODULES
}
ALL = [
    pytest.param(code, case, id=f"{code} {case['name']}") for code, cases in CASES.items() for case in cases
]
NOT_SHOWN = {"NC207", "NC401"}
"""Rules whose examples are descriptions: no text shows them."""


def make(text: str, case: dict[str, Any]) -> TextFile:
    check = msgspec.convert(case.get("settings", {}), CheckSettings)
    return TextFile(text, Settings(check=check), encoding=case.get("encoding", "utf-8"))


def fixed(text: str, known: Rule, case: dict[str, Any], *, unsafe: bool) -> str:
    result = fix_all(make(text, case), [known], lambda text: make(text, case), unsafe=unsafe)
    assert not result.refused, "the fix would lose or invent a printed character and does not declare it"
    return result.text


@pytest.mark.parametrize(("code", "case"), ALL)
def test_finds(code: str, case: dict[str, Any]) -> None:
    file = make(case["text"], case)
    found = find_all(file, [rule(code)])
    assert ["{}:{}".format(*file.place(finding.start)) for finding in found] == case["finds"], found


@pytest.mark.parametrize(("code", "case"), ALL)
def test_fixes(code: str, case: dict[str, Any]) -> None:
    known = rule(code)
    safe = fixed(case["text"], known, case, unsafe=False)
    assert safe == case.get("fixed", case["text"])
    unsafe = fixed(case["text"], known, case, unsafe=True)
    assert unsafe == case.get("unsafe", safe)
    assert fixed(safe, known, case, unsafe=False) == safe
    assert fixed(unsafe, known, case, unsafe=True) == unsafe


@pytest.mark.parametrize("code", MODULES)
def test_cases_show_all_that_a_rule_does(code: str) -> None:
    cases = CASES[code]
    assert any(case["finds"] for case in cases), "a case that fails"
    assert any(not case["finds"] for case in cases), "a case that passes"
    keys = {key for case in cases for key in case}
    fix = rule(code).fix
    assert ("fixed" in keys) == (fix == "safe")
    assert fix != "unsafe" or "unsafe" in keys


@pytest.mark.parametrize("code", sorted(set(MODULES) - NOT_SHOWN))
def test_examples_are_true(code: str) -> None:
    known = rule(code)
    end = "" if code in ("NC402", "NC403") else "\n"
    assert known.code == code
    assert find_all(TextFile(known.wrong + end), [known])
    assert not find_all(TextFile(known.right + end), [known])

"""SARIF and GitHub annotations: valid, escaped, stable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newsclean.check.codes import MODULES
from newsclean.check.engine import find_all, problems
from newsclean.check.model import Problem
from newsclean.check.registry import rule
from newsclean.check.source import TextFile
from newsclean.report import FORMATS, reporter

HERE = Path(__file__).parent
SEED = HERE.parent / "seeds" / "lvliang-daily-2020-02-07-p1.txt"


def found_in(text: str, path: str) -> list[Problem]:
    rules = [rule(code) for code in MODULES]
    file = TextFile(text, path=path)
    return problems(file, find_all(file, rules), rules)


def sarif(found: list[Problem]) -> dict[str, Any]:
    log: dict[str, Any] = json.loads("".join(reporter("sarif")(found)))
    schema = json.loads((HERE / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    return log


def test_sarif_of_a_page_is_valid() -> None:
    found = found_in(SEED.read_text(encoding="utf-8"), "seeds/a b,吕梁.txt")
    log = sarif(found)
    (run,) = log["runs"]
    assert len(run["results"]) == len(found) > 20
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "seeds/a%20b%2C%E5%90%95%E6%A2%81.txt"
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_of_nothing_is_valid() -> None:
    assert sarif([])["runs"][0]["results"] == []


def test_sarif_schema_refuses_what_is_wrong() -> None:
    with pytest.raises(jsonschema.ValidationError):
        sarif([Problem("a.txt", 0, 1, 1, 1, "NC101", "spaced-run", "", None)])


def test_fingerprints_move_with_the_line() -> None:
    line = "传 染 病 区 医 护 人 员\n"

    def prints(text: str) -> list[str]:
        results = sarif(found_in(text, "a.txt"))["runs"][0]["results"]
        return [
            result["partialFingerprints"]["primaryLocationLineHash"]
            for result in results
            if result["ruleId"] == "NC101"
        ]

    assert prints(line) == prints("茶园开采。\n" + line)
    first, second = prints(line + line)
    assert first != second


def test_github_annotations_are_escaped() -> None:
    path, message = "a,b:c%\n::error::x.txt", "50%\r\n::stop-commands::y"
    problem = Problem(path, 3, 1, 3, 5, "NC301", "half-width-punctuation", message, None)
    (line,) = reporter("github")([problem])
    assert line == (
        "::warning file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.txt,line=3,endLine=3,col=1,endColumn=4,"
        "title=NC301 half-width-punctuation::50%25%0D%0A::stop-commands::y\n"
    )


def test_github_gets_ten_annotations_of_a_level_and_the_rest_as_lines_of_the_log() -> None:
    path = "::error::\n##[add-mask]x.txt"
    codes = ["NC301"] * 12 + ["NC309"] * 10 + ["NC207"] * 11 + ["NC301"]
    found = [Problem(path, at, 1, at, 2, code, "x", "::error::y", None) for at, code in enumerate(codes, 1)]
    lines = list(reporter("github")(found))
    commands = [line.split(" ")[0] for line in lines if line.lstrip().startswith("::")]
    assert commands == ["::warning"] * 10 + ["::error"] * 10 + ["::notice"] * 10
    assert "34 findings, of which 29 are annotations" in lines[-1]
    assert lines[-1].endswith("The rest, 5, stands in the log of this step.\n")
    rest = [line for line in lines if not line.startswith("::")]
    assert [line.split(" ")[0] for line in rest] == ["NC301", "NC301", "NC207", "NC207", "NC301"]
    assert not any("##[" in line for line in rest)
    assert all(line.count("\n") == 1 for line in lines)
    assert len(list(reporter("github")(found[:10]))) == 10


def test_no_format_lets_controls_or_line_breaks_through() -> None:
    problem = Problem("a\x1b[31m\n.txt", 1, 1, 1, 1, "NC306", "control-character", "x\x1b]0;\n", None)
    assert "\x1b" not in "".join(reporter("text")([problem]))
    for name in ("text", "jsonl", "github"):
        assert "".join(reporter(name)([problem])).count("\n") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_rule(name: str) -> None:
    found = [Problem("a.txt", 1, 1, 2, 1, code, rule(code).name, "x", "safe") for code in MODULES]
    text = "".join(reporter(name)(found))
    assert all(code in text for code in MODULES)

"""SARIF 2.1.0, which GitHub code scanning and editors read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from newsclean import __version__
from newsclean.check.codes import MODULES
from newsclean.check.model import Problem
from newsclean.check.registry import rule
from newsclean.report.levels import level

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """One log with one run. Columns count characters, not UTF-16 units: Han characters beyond the BMP are one each."""
    seen: Counter[str] = Counter()
    codes = list(MODULES)
    results = [_result(problem, codes, seen) for problem in problems]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "newsclean",
                        "version": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    yield msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def _rule(code: str) -> dict[str, Any]:
    known = rule(code)
    return {
        "id": code,
        "name": known.name,
        "shortDescription": {"text": known.summary},
        "fullDescription": {"text": known.why},
        "help": {"text": f"Wrong:\n{known.wrong}\n\nRight:\n{known.right}"},
        "defaultConfiguration": {"level": level(code)},
    }


def _result(problem: Problem, codes: list[str], seen: Counter[str]) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": level(problem.code),
        "message": {"text": problem.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(problem.path)},
                    "region": {
                        "startLine": problem.line,
                        "startColumn": problem.column,
                        "endLine": problem.end_line,
                        "endColumn": problem.end_column,
                    },
                }
            }
        ],
        "relatedLocations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(problem.path)},
                    "region": {"startLine": first, "endLine": last},
                }
            }
            for first, last in problem.more
        ],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(problem, seen)},
    }


def uri(path: str) -> str:
    """A path as a relative reference: slashes, and what a URI does not allow percent-encoded.

    >>> uri("1948/a b.txt"), uri("-")
    ('1948/a%20b.txt', 'stdin')
    """
    if path == "-":
        return "stdin"
    plain = quote(path.replace("\\", "/"), safe="/")
    return f"file://{plain}" if plain.startswith("/") else plain


def _fingerprint(problem: Problem, seen: Counter[str]) -> str:
    """The same for the same line in another place of the file; repetitions are counted."""
    key = f"{problem.path}\0{problem.code}\0{''.join(problem.source_line.split())}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"

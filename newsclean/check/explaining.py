"""Rules as text for `newsclean rule`."""

from __future__ import annotations

import textwrap

from newsclean.check.codes import MODULES
from newsclean.check.registry import rule
from newsclean.languages import ENGLISH, told, words

FIXES = {
    "safe": "--fix puts it right.",
    "unsafe": "--fix --unsafe-fixes puts it right: printed characters change.",
    "none": "No fix: a person has to look.",
}
MARKS = {"safe": "[*]", "unsafe": "[!]", "none": "   "}


def explanation(code: str, language: str = ENGLISH) -> str:
    """A rule's page. Raises ConfigError for an unknown code.

    >>> print(explanation("NC403").partition("Wrong")[0])
    NC403 no-final-newline: no newline at the end of the file
    <BLANKLINE>
    `cat` runs the last line together with the next file's first, and line counts are one short.
    <BLANKLINE>
    --fix puts it right.
    <BLANKLINE>
    <BLANKLINE>
    """
    known = rule(code)
    other = words(language, "rules").get(known.code, {})
    return "\n".join(
        [
            f"{known.code} {known.name}: {other.get('summary', known.summary)}",
            "",
            other.get("why") or textwrap.fill(known.why, 100),
            "",
            told(language, FIXES[known.fix]),
            "",
            told(language, "Wrong:"),
            textwrap.indent(_shown(known.wrong), "    ", lambda line: True),
            "",
            told(language, "Right:"),
            textwrap.indent(_shown(known.right), "    ", lambda line: True),
            "",
        ]
    )


def listing(language: str = ENGLISH) -> str:
    """One line a rule: code, whether --fix ([*]) or --unsafe-fixes ([!]) can put it right, name, summary."""
    rules = [rule(code) for code in MODULES]
    wide = max(len(known.name) for known in rules)
    other = words(language, "rules")
    lines = [
        f"{known.code} {MARKS[known.fix]} {known.name:<{wide}}  {other.get(known.code, {}).get('summary', known.summary)}\n"
        for known in rules
    ]
    return "".join(lines)


def _shown(example: str) -> str:
    """An example with the characters that nobody sees spelt out."""
    return "".join(
        char if char.isprintable() or char in "\n\u3000" else f"<U+{ord(char):04X}>" for char in example
    )

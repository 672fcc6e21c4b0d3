"""The interface in other languages: one TOML file each in newsclean/data, held by the English it stands for.

What a table lacks stays English. Error messages and outputs for programs are English in every language.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import regex

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the same module under its name on PyPI
    import tomli as tomllib

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh")


def language_of(name: str | None) -> str | None:
    """The language of a name or locale; None for one that there is not.

    >>> language_of("zh_CN.UTF-8"), language_of("zh-Hant"), language_of("C"), language_of("fr")
    ('zh', 'zh', None, None)
    """
    code = regex.split(r"[-_.@]", (name or "").lower())[0]
    return code if code in LANGUAGES else None


@cache
def table(language: str) -> dict[str, Any]:
    """All words of a language, by sections; empty for English."""
    if language == ENGLISH:
        return {}
    raw = pkgutil.get_data("newsclean", f"data/{language}.toml")
    assert raw is not None
    return tomllib.loads(raw.decode("utf-8"))


def words(language: str, section: str) -> Mapping[str, Any]:
    """One section of a language's words."""
    found: Mapping[str, Any] = table(language).get(section, {})
    return found


def told(language: str, message: str) -> str:
    """A finding's message, or a part of a summary, in a language.

    The table has them with {names} for what changes from one to the next; what stands there is looked up too.

    >>> told("zh", "paragraph broken over 3 lines: 市图书馆恢复…")
    '段落断成 3 行：市图书馆恢复…'
    >>> told("zh", "no such message"), told("en", "paragraph broken over 3 lines: 市…")
    ('no such message', 'paragraph broken over 3 lines: 市…')
    """
    for pattern, template in _patterns(language):
        if found := pattern.fullmatch(message):
            return template.format(**{name: told(language, text) for name, text in found.groupdict().items()})
    parts = message.split(", ")
    if len(parts) > 1 and all(told(language, part) != part for part in parts):
        return "、".join(told(language, part) for part in parts)
    return message


@cache
def _patterns(language: str) -> tuple[tuple[regex.Pattern[str], str], ...]:
    """The messages as patterns, those that leave least open first."""
    messages = words(language, "findings")
    ordered = sorted(messages, key=lambda english: -len(regex.sub(r"\{\w+\}", "", english)))
    return tuple((_pattern(english), messages[english]) for english in ordered)


def _pattern(english: str) -> regex.Pattern[str]:
    pieces = regex.split(r"\{(\w+)\}", english)
    return regex.compile(
        "".join(f"(?P<{piece}>.+?)" if at % 2 else regex.escape(piece) for at, piece in enumerate(pieces)),
        regex.DOTALL,
    )

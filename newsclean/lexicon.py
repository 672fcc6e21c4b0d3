"""The word lists in newsclean/data as compiled patterns. A list is plain text: one entry a line, `#` a comment."""

from __future__ import annotations

import pkgutil
import re
from functools import cache


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of data/NAME.txt, in file order. Raises FileNotFoundError for an unknown name."""
    raw = pkgutil.get_data("newsclean", f"data/{name}.txt")
    if raw is None:  # pragma: no cover - only loaders without data support
        raise FileNotFoundError(name)
    lines = [
        (line.partition("#")[0] if "#" in line else line).strip() for line in raw.decode("utf-8").splitlines()
    ]
    return tuple(filter(None, lines))


def simplified() -> dict[str, str]:
    """The simplified character of every traditional one.

    >>> simplified()["國"]
    '国'
    """
    return dict(line.split("\t") for line in entries("trad_simp"))


def alternatives(name: str, extra: tuple[str, ...] = ()) -> str:
    """A regular expression that matches any entry, longest first; `extra` are the user's own entries."""
    words = sorted({*entries(name), *extra}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def patterns(name: str, extra: tuple[str, ...] = ()) -> str:
    """A regular expression that matches any entry, each of which is itself a regular expression."""
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in (*entries(name), *extra)) + ")"

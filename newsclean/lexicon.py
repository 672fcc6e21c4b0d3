"""The word lists in newsclean/data as compiled patterns. A list is plain text: one entry a line, `#` a comment."""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import Any


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of data/NAME.txt, in file order. Raises FileNotFoundError for an unknown name."""
    lines = [(line.partition("#")[0] if "#" in line else line).strip() for line in _text(name).splitlines()]
    return tuple(filter(None, lines))


def _text(name: str) -> str:
    # as `pkgutil.get_data` does it, which takes as long to import as ten lists to read
    loader: Any = __spec__.loader
    raw: bytes = loader.get_data(os.path.join(os.path.dirname(__file__), "data", f"{name}.txt"))
    return raw.decode("utf-8")


@cache
def two_scripts() -> tuple[str, str]:
    """All traditional characters that have a simplified one, and these in the same order.

    >>> old, new = two_scripts()
    >>> new[old.index("國")]
    '国'
    """
    text = _text("trad_simp")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text[::4], text[2::4]  # every line is a character, a tab, a character, its end


@lru_cache(maxsize=64)
def alternatives(name: str, extra: tuple[str, ...] = ()) -> str:
    """A regular expression that matches any entry, longest first; `extra` are the user's own entries.

    Entries that begin alike stand together, which takes a quarter of the time where none is found.
    """
    words = sorted({*entries(name), *extra})
    words.sort(key=len, reverse=True)  # of equal length as before
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(_escaped(word[1:]))
    branches = [
        _escaped(first) + (rests[0] if len(rests) == 1 else "(?:" + "|".join(rests) + ")")
        for first, rests in by_first.items()
    ]
    return "(?:" + "|".join(branches) + ")"


def _escaped(text: str) -> str:
    return text if text.isalnum() else re.escape(text)


def patterns(name: str, extra: tuple[str, ...] = ()) -> str:
    """A regular expression that matches any entry, each of which is itself a regular expression."""
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in (*entries(name), *extra)) + ")"

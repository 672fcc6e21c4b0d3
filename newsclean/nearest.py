"""The name that somebody meant, for messages about one that there is not."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str:
    """The end of a message: the nearest of the names, if one is near.

    >>> nearest("spacng", ["spacing", "vertical"]), nearest("x", ["spacing", "vertical"])
    ('; the nearest is spacing', '')
    """
    from difflib import get_close_matches  # only a wrong name needs it

    near = get_close_matches(name.lower(), names, 1)
    return f"; the nearest is {near[0]}" if near else ""

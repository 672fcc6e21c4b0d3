"""How bad a finding is, for formats that tell errors, warnings and notes apart."""

from __future__ import annotations

from typing import Literal

Level = Literal["error", "warning", "note"]
_LEVELS: dict[str, Level] = {"NC207": "note", "NC401": "note", "NC308": "error", "NC309": "error"}


def level(code: str) -> Level:
    """The level of a rule's findings.

    >>> level("NC309"), level("NC101")
    ('error', 'warning')
    """
    return _LEVELS.get(code, "warning")

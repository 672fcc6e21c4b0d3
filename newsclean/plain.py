"""Text made fit for a terminal: a dump may hold escapes that would move the cursor or change the colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

Style = Callable[..., str]
"""Paints a text: `style(text, fg="red", bold=True)`."""


def plain(text: str, **_: object) -> str:
    """The style of no colours."""
    return text


def harmless(text: str) -> str:
    r"""Text without live terminal escapes: controls, and spaces that look like others, are shown, not sent.

    >>> print(harmless("\x1b[31m报\u3000"))
    \x1b[31m报\u3000
    """
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


@cache  # few runs need it
def _live() -> re.Pattern[str]:
    return re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def dead(text: str) -> str:
    r"""Text of several lines without what a terminal obeys: controls and direction marks are shown, not sent.

    >>> dead("\x1b]8;;x\x9b31m\u202e报\u3000\n\r\n")
    '\\x1b]8;;x\\x9b31m\\u202e报\u3000\n\r\n'
    """
    return _live().sub(lambda found: repr(found.group())[1:-1], text)

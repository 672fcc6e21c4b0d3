"""Text made fit for a terminal: a dump may hold escapes that would move the cursor or change the colours."""

from __future__ import annotations

from collections.abc import Callable

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

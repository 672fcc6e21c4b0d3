"""The difference between two texts as a unified diff that `patch` takes, whatever the line endings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from newsclean.patterns import expression
from newsclean.plain import Style

COLOURS = {"-": {"fg": "red"}, "+": {"fg": "green"}, "@": {"fg": "cyan"}}

LINE = expression(r"[^\n]*\n|[^\n]+$")


def unified(path: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of the diff.

    >>> print("".join(unified("a.txt", "茶 园\n", "茶园\n")), end="")
    --- a/a.txt
    +++ b/a.txt
    @@ -1 +1 @@
    -茶 园
    +茶园
    """
    name = path.lstrip("/")
    for line in difflib.unified_diff(LINE.findall(before), LINE.findall(after), f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def painted(line: str, style: Style) -> str:
    """A line of a diff in the colours that git gives it; its end stays outside of them."""
    how = {"bold": True} if line.startswith(("--- ", "+++ ")) else COLOURS.get(line[:1])
    if how is None:
        return line
    text = line.rstrip("\r\n")
    return style(text, **how) + line[len(text) :]

"""Regular expressions that are compiled when they are first used: a start needs few of the some hundred that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from newsclean.kept_patterns import KEPT

if TYPE_CHECKING:
    import regex


class _Late:
    """Stands for a compiled pattern; keeps what was asked of it, so that later uses cost nothing more."""

    def __init__(self, text: str | Callable[[], str], flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "compiled":
            text = self._text if isinstance(self._text, str) else self._text()
            found: Any = KEPT.compile(text, self._flags)
        else:
            found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


def expression(text: str | Callable[[], str], flags: int = 0) -> regex.Pattern[str]:
    """What `regex.compile` gives, but for the time: it is compiled at its first use. `text` may be what makes the text.

    >>> years = expression(r"\\d{4}年")
    >>> years.findall("1948年至1949年"), years.pattern
    (['1948年', '1949年'], '\\\\d{4}年')
    """
    return cast("regex.Pattern[str]", _Late(text, flags))


def defined(**parts: str) -> str:
    """The beginning of a pattern that calls these parts by name: `(?&name)`; what stands in it often is compiled once.

    >>> expression(defined(digit="[0-9]") + "(?&digit)月(?&digit)日").fullmatch("3月5日") is not None
    True
    """
    return "(?(DEFINE)" + "".join(f"(?P<{name}>{part})" for name, part in parts.items()) + ")"

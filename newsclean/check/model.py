"""What rules give: findings at places of a text, with the replacements that would put them right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from newsclean.check.source import TextFile


@dataclass(frozen=True, slots=True)
class Replacement:
    """The characters from `start` to before `end` become `text`. Offsets count the file's decoded characters, BOM aside."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Replacements that belong together, in order and apart.

    `declares` is what they may do to visible characters beyond nothing: drop line-end hyphens ("hyphen"), turn vertical
    presentation forms horizontal ("forms"), put one form of a character for another ("variants"). A safe fix declares
    no variants; a fix that does more than it declares is refused (`newsclean.check.fixing`).
    """

    replacements: tuple[Replacement, ...]
    safe: bool = True
    declares: frozenset[Literal["hyphen", "forms", "variants"]] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the characters from `start` to before `end`; `more` are further lines that it is about."""

    start: int
    end: int
    message: str
    fix: Fix | None = None
    code: str = ""
    more: tuple[tuple[int, int], ...] = ()


Find = Callable[["TextFile"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, why it is there, an example of wrong and right, and the function that finds.

    `fix` is what `--fix` can do about it: "safe", "unsafe" (only with --unsafe-fixes), "none".
    """

    code: str
    name: str
    summary: str
    why: str
    wrong: str
    right: str
    fix: Literal["safe", "unsafe", "none"]
    find: Find


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding as it is reported: lines and columns count from 1, columns in characters; the end is past the last one."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    message: str
    fix: Literal["safe", "unsafe"] | None
    source_line: str = ""
    more: tuple[tuple[int, int], ...] = ()

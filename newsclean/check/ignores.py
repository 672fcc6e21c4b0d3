"""Findings that somebody said not to report: by comments in the text, or by file and line in the configuration.

    <!-- newsclean: ignore NC301 -->       this line, or the next one if the comment has a line to itself
    <!-- newsclean: ignore-file NC3 -->    the whole file; without codes, all rules

Codes are parted by commas or spaces; words after them are the reason. What cannot be meant is NC404's.

A text that must stay as printed takes its exceptions from `check.line-ignores`: {"1948/*.txt" = ["12: NC101", "3-9: NC1"]}.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.check.registry import known, plain
from newsclean.check.source import TextFile
from newsclean.config import ConfigError, Settings
from newsclean.patterns import expression

if TYPE_CHECKING:
    import regex
    from pathspec import GitIgnoreSpec

IGNORE, IGNORE_FILE = "ignore", "ignore-file"
_WORD = expression(r"[^\s,，、]+")
_CODE = expression(r"(?i)NC\d*|ALL|[A-Z]{1,8}\d[A-Z\d]*")
_COMMA = expression(r"[\s,]+")
_LINES = expression(r"(?P<first>\d{1,9})\s*(?:-\s*(?P<last>\d{1,9}))?\s*:\s*(?P<codes>.+)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """Codes, or their beginnings, that are off from one line to another."""

    first: int
    last: int
    codes: tuple[str, ...]

    def covers(self, line: int, code: str) -> bool:
        return self.first <= line <= self.last and code.startswith(self.codes)


class Ignores:
    """What is off in a file. Raises ConfigError where the configuration's line ranges cannot be read."""

    def __init__(self, file: TextFile) -> None:
        found = dict.fromkeys((*_from_comments(file), *_from_settings(file)))
        self.last = file.line_count
        self._lines: dict[int, list[Ignore]] = {}
        self._ranges = [item for item in found if item.first != item.last]
        for item in found:
            if item.first == item.last:
                self._lines.setdefault(item.first, []).append(item)

    def whole(self, code: str) -> bool:
        """Whether a rule is off in the whole file."""
        items = self._lines.get(1, ()) if self.last <= 1 else self._ranges
        return any(item.last >= self.last and item.covers(1, code) for item in items)

    def cover(self, line: int, code: str) -> bool:
        """Whether a rule is off in a line."""
        return any(item.covers(line, code) for item in (*self._lines.get(line, ()), *self._ranges))


def _from_comments(file: TextFile) -> Iterable[Ignore]:
    filled = file.filled_lines if file.directives else []
    for found in file.directives:
        given = codes_of(found)
        codes = tuple(plain(code) for code, _ in given) or ("NC",)
        line, _ = file.place(found.start())
        if found["what"] == IGNORE_FILE:
            yield Ignore(1, file.line_count, codes)
        elif found["what"] == IGNORE:
            yield Ignore(line, line, codes)
            at = bisect_right(filled, line)
            alone = not at or filled[at - 1] != line
            if alone and at < len(filled):  # it is meant for what follows
                yield Ignore(filled[at], filled[at], codes)


def codes_of(directive: regex.Match[str]) -> list[tuple[str, int]]:
    """The codes of a comment, each with its offset: the first word, and those after it that look like codes."""
    words = [(word.group(), word.start()) for word in _WORD.finditer(directive[0], *_within(directive))]
    after = next((at for at, (word, _) in enumerate(words) if at and not _CODE.fullmatch(word)), len(words))
    return [(word, directive.start() + at) for word, at in words[:after]]


def _within(directive: regex.Match[str]) -> tuple[int, int]:
    start, end = directive.span("codes")
    return start - directive.start(), end - directive.start()


def _from_settings(file: TextFile) -> Iterable[Ignore]:
    settings = file.settings
    for pattern, codes in settings.check.per_file_ignores.items():
        if matches(settings, [pattern], file.path):
            yield Ignore(1, max(1, file.line_count), configured(settings, "per-file-ignores", codes))
    for pattern, entries in settings.check.line_ignores.items():
        if not matches(settings, [pattern], file.path):
            continue
        for entry in entries:
            yield line_range(settings, entry)


def line_range(settings: Settings, entry: str) -> Ignore:
    """What an entry of `check.line-ignores` has off. Raises ConfigError where it cannot be read."""
    found = _LINES.fullmatch(entry.strip())
    if found is None:
        raise ConfigError(
            f'{settings.path}: check.line-ignores: {entry!r} is not of the form "12: NC101" or "3-9: NC1"'
        )
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not 1 <= first <= last:
        raise ConfigError(f"{settings.path}: check.line-ignores: {entry!r} means no line: they count from 1")
    return Ignore(first, last, configured(settings, "line-ignores", _COMMA.split(found["codes"].strip())))


def configured(settings: Settings, key: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Codes of the configuration, in capitals. Raises ConfigError for one that there is not."""
    try:
        return tuple(known(codes))
    except ConfigError as error:
        raise ConfigError(f"{settings.path}: check.{key}: {error}") from None


def matches(settings: Settings, patterns: Sequence[str], path: str | Path) -> bool:
    """Whether a path fits a pattern, as in a .gitignore in the configuration's folder. Raises ConfigError for what is none."""
    return bool(decided(settings, patterns, path))


def included(settings: Settings, path: Path) -> bool:
    """Whether `check.include` names a file of a folder; P1.TXT is one of `*.txt`. Raises ConfigError for what is no pattern."""
    found = decided(settings, settings.check.include, path)
    if found is None and path.suffix != path.suffix.lower():
        found = decided(settings, settings.check.include, path.with_suffix(path.suffix.lower()))
    return bool(found)


def decided(settings: Settings, patterns: Sequence[str], path: str | Path) -> bool | None:
    """What the last pattern that a path fits says of it; None where it fits none. Raises ConfigError for what is no pattern."""
    place = Path(path).absolute()
    try:
        name = place.relative_to(settings.root).as_posix()
    except ValueError:
        name = place.name  # outside: only patterns of names can fit
    try:
        return _spec(tuple(patterns)).check_file(name).include
    except ValueError:
        patterned(settings, patterns)
        raise


def patterned(settings: Settings, patterns: Sequence[str]) -> None:
    """Raises ConfigError for the first that is no pattern of files."""
    for pattern in patterns:
        if not is_pattern(pattern):
            where = f"{settings.path}: " if settings.path else ""
            raise ConfigError(f"{where}{pattern!r} is no pattern of files, as in a .gitignore")


def is_pattern(line: str) -> bool:
    """Whether a line can stand in a .gitignore; what cannot, a lone `!` for one, git passes over.

    >>> is_pattern("/out/*"), is_pattern("!")
    (True, False)
    """
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)

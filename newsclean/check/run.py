"""A run of `newsclean check` over files: read, check, fix or show the difference, and count."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.check.engine import Fixed, find_all, fix_all, problems
from newsclean.check.model import Finding, Problem, Rule
from newsclean.check.registry import rule, selected
from newsclean.check.source import TextFile
from newsclean.config import Settings, settings_for
from newsclean.errors import StageError
from newsclean.io.encodings import BOMS, DecodeError, decode
from newsclean.io.files import STDIN, InputError, is_input, read_input, whole_file

if TYPE_CHECKING:
    from newsclean.check.cache import Cache, Entry
    from newsclean.check.pages import PageStore


@dataclass(frozen=True, slots=True)
class Call:
    """What the command line says. None and empty: as the configuration has it; but an empty `cache` is none."""

    paths: Sequence[str]
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    exclude: Sequence[str] = ()
    force_exclude: bool = False
    stdin_filename: str | None = None
    config: str | None = None
    isolated: bool = False
    encoding: str | None = None
    cache: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a run came to. `fixed` counts fixes by code; `changed` files were, or with --diff would be, changed."""

    files: int = 0
    found: int = 0
    files_with_findings: int = 0
    fixed: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    failed: int = 0
    wrong_call: bool = False
    safe_fixes: int = 0
    unsafe_fixes: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its problems (after fixing, those that are left), its text before and after, and the bytes after.

    `stdin`: it is standard input, whatever its name.
    """

    path: str
    problems: list[Problem]
    before: str
    after: str
    content: bytes
    stdin: bool = False


class CheckRun:
    """One run. Iterate over `files()`; then `outcome` holds the counts."""

    def __init__(self, call: Call, complain: Callable[[str], None], own: str | None = None) -> None:
        """`own` is the file that the report goes to: an earlier one in a folder is no text to check."""
        self.call, self.complain, self.own = call, complain, own
        self.outcome = Outcome()
        self._proven: set[Path | None] = set()
        self._cache: Cache | None = None
        self._codes: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}

    def settings(self, path: str | Path | None) -> Settings:
        """The settings for a file or folder, the command line's exceptions included. Raises ConfigError."""
        if self.call.isolated:
            return Settings()
        found = settings_for(path, config=self.call.config)
        if found.path is not None and found.path not in self._proven:
            from newsclean.check.names import prove

            prove(found)
            self._proven.add(found.path)
        return found

    def codes(self, settings: Settings) -> tuple[str, ...]:
        """The codes of the rules that are on. Raises ConfigError for a code that there is not."""
        select = tuple(self.call.select) or settings.check.select
        ignore = (*(() if self.call.select else settings.check.ignore), *self.call.ignore)
        key = (tuple(select), tuple(ignore))
        if key not in self._codes:
            self._codes[key] = selected(select, ignore)
        return self._codes[key]

    def rules(self, settings: Settings) -> tuple[Rule, ...]:
        """The rules that are on, imported: a run whose findings are all kept needs none of them."""
        return tuple(map(rule, self.codes(settings)))

    def files(self) -> Iterator[Checked]:
        """Every file, checked. What fails is reported, counted and passed over; ConfigError ends the run."""
        for path in self._paths():
            try:
                checked = self._check(path)
            except InputError as error:
                # A link in a folder that leads nowhere, a file that goes while others are checked: no wrong call.
                self._fail(str(error), error.usage and path in self.call.paths)
                continue
            except (DecodeError, UnicodeEncodeError) as error:
                self._fail(f"{path}: {error}")
                continue
            except OSError as error:
                self._fail(f"{path}: {error.strerror or error}")
                continue
            except StageError as error:
                self._fail(f"{path}: {error}")
                continue
            self._count(checked)
            yield checked
        if self._cache is not None:
            self._cache.sweep()

    def _paths(self) -> Iterator[str]:
        from newsclean.check.walk import NothingFits, files

        if all(path == STDIN for path in self.call.paths):
            yield STDIN
            return
        found = files(
            self.call.paths,
            self.settings,
            exclude=self.call.exclude,
            force_exclude=self.call.force_exclude,
        )
        for path in found:
            if isinstance(path, NothingFits):
                self.complain(str(path))
            elif isinstance(path, InputError):
                self._fail(str(path), path.usage)
            elif is_input(self.own, [path]) is None:
                yield path

    def _fail(self, message: str, usage: bool = False) -> None:
        self.complain(message)
        self.outcome.wrong_call |= usage
        self.outcome.failed += 1

    def _check(self, path: str) -> Checked:
        data = read_input(path)
        name = (self.call.stdin_filename or STDIN) if path == STDIN else path
        settings = self.settings(name)
        entry = None if path == STDIN else self._entry(name, data, settings)
        kept = None if entry is None else entry.get()
        if kept is not None and not any(self._would_fix(problem) for problem in kept):
            return Checked(name, kept, "", "", data, path == STDIN)
        store = None if entry is None else entry.pages
        checked = self._fresh(path, name, data, settings, self.rules(settings), store)
        if entry is not None and checked.before == checked.after:
            entry.put(checked.problems)
        return checked

    def _entry(self, name: str, data: bytes, settings: Settings) -> Entry | None:
        """What is kept of a file, if anything is to be."""
        if self.call.cache == "":
            return None
        if self._cache is None:
            from newsclean.check.cache import Cache

            self._cache = Cache(self.call.cache)
        try:
            return self._cache.entry(name, data, settings, self.codes(settings), self.call.encoding)
        except OSError:  # the working folder was removed
            return None

    def _would_fix(self, problem: Problem) -> bool:
        rewrites = self.call.fix or self.call.diff
        return rewrites and (problem.fix == "safe" or (problem.fix == "unsafe" and self.call.unsafe))

    def _fresh(
        self,
        path: str,
        name: str,
        data: bytes,
        settings: Settings,
        rules: tuple[Rule, ...],
        store: PageStore | None = None,
    ) -> Checked:
        decoded = decode(data, self.call.encoding)

        def make(text: str) -> TextFile:
            return TextFile(text, settings, path=name, encoding=decoded.encoding, store=store)

        def checked(file: TextFile, findings: list[Finding], content: bytes) -> Checked:
            found = problems(file, findings, rules)
            return Checked(name, found, decoded.text, file.printed, content, path == STDIN)

        file = make(decoded.text)
        found = find_all(file, rules)
        if not (self.call.fix or self.call.diff):
            return checked(file, found, data)
        fixed = self._fixed(file, rules, make, found)
        if fixed.text == file.printed:
            return checked(file, found, data)
        content = _content(path, data, decoded.text, fixed.text, decoded.encoding)
        if self.call.fix and not self.call.diff and path != STDIN:
            _write(path, data, content)
        after = make(fixed.text)
        self.outcome.fixed.update(finding.code for finding in fixed.done)
        return checked(after, find_all(after, rules), content)

    def _fixed(
        self,
        file: TextFile,
        rules: tuple[Rule, ...],
        make: Callable[[str], TextFile],
        found: list[Finding],
    ) -> Fixed:
        fixed = fix_all(file, rules, make, unsafe=self.call.unsafe, found=found)
        for finding in fixed.refused:
            line, column = file.place(min(finding.start, len(file.printed)))
            self.complain(
                f"{file.path}:{line}:{column} {finding.code}: fix refused, it would change visible characters"
            )
        return fixed

    def _count(self, checked: Checked) -> None:
        outcome = self.outcome
        outcome.files += 1
        outcome.found += len(checked.problems)
        outcome.files_with_findings += bool(checked.problems)
        outcome.changed += checked.before != checked.after
        outcome.safe_fixes += sum(problem.fix == "safe" for problem in checked.problems)
        outcome.unsafe_fixes += sum(problem.fix == "unsafe" for problem in checked.problems)


def _write(path: str, data: bytes, content: bytes) -> None:
    """Put a fixed file in the place of what was read. Raises InputError where that may not be, or is not there any more."""
    if not os.path.isfile(
        path
    ):  # what was read from a pipe or a device is gone, and nobody waits for it there
        raise InputError(path, "is no file that could be written back; nothing was changed")
    if not os.access(path, os.W_OK):
        raise InputError(path, "must not be written; nothing was changed")
    with whole_file(Path(path)) as handle:
        handle.write(content)
        if read_input(path) != data:
            raise InputError(path, "was changed by somebody else while it was checked; left as it is")


def _content(path: str, data: bytes, before: str, after: str, encoding: str) -> bytes:
    """A fixed text in the file's own encoding, its byte order mark kept. Raises InputError where that cannot be."""
    mark = next((bom for bom, _ in BOMS if data.startswith(bom)), b"")
    if mark + before.encode(encoding) != data:
        raise InputError(path, f"cannot be written back in {encoding} byte for byte; nothing was changed")
    return mark + after.encode(encoding)

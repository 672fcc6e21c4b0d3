"""Which files a call names: files as they are, folders walked, patterns expanded; .gitignore and `exclude` respected."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.check.ignores import included, is_pattern, matches
from newsclean.config import Settings
from newsclean.io.files import STDIN, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pathspec import GitIgnoreSpec

NEVER = frozenset({".git", ".hg", ".svn", ".bzr"})
WILD = frozenset("*?[")


class NothingFits(Exception):
    """A folder that was named holds no file that is checked: no failure, but hardly what is meant."""


def files(
    paths: Sequence[str],
    settings_of: Callable[[Path], Settings],
    *,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
) -> Iterator[str | InputError | NothingFits]:
    """The files to check, each once, in a fixed order; an InputError for what is not there.

    Files that are named are taken whatever they are called, and unless `force_exclude` also when a pattern excludes
    them; folders give the files that `check.include` names.
    """
    seen: set[str] = set()
    for path in paths:
        empty = True
        for found in _expand(path, settings_of, exclude, force_exclude):
            empty = False
            place = str(found)
            if isinstance(found, str) and found != STDIN:
                place = str(Path(found).absolute())  # `..` stays: behind a link it leads elsewhere
            if place not in seen:
                seen.add(place)
                yield found
        if empty and (os.path.isdir(path) or not os.path.lexists(path)) and path != STDIN:
            names = (
                ", ".join(settings_of(Path(path)).check.include) or "nothing, since check.include is empty"
            )
            yield NothingFits(
                f"{path}: no file to check; looked for {names}, less what exclude and .gitignore leave out"
            )


def _expand(
    path: str, settings_of: Callable[[Path], Settings], exclude: Sequence[str], force: bool
) -> Iterator[str | InputError]:
    if path == STDIN:
        yield path
    elif not path:
        yield InputError("''", "not a file name", usage=True)
    elif os.path.isdir(path):
        yield from _walk(Path(path), settings_of, exclude)
    elif os.path.lexists(path):
        if not force or not _excluded(Path(path), settings_of, exclude):
            yield path
    elif WILD & set(path):
        found = sorted(glob.glob(path, recursive=True))
        if not found:
            yield InputError(path, "no file fits the pattern", usage=True)
        for name in found:
            if os.path.isdir(name):
                yield from _walk(Path(name), settings_of, exclude)
            elif _may_be_text(name) and not _excluded(Path(name), settings_of, exclude):
                yield name
    else:
        yield InputError(path, "no such file or folder", usage=True)


def _may_be_text(path: str | Path) -> bool:
    """Whether a path that nobody named is a file, or a link to nothing: a pipe or a device is nobody's text."""
    return os.path.isfile(path) or not os.path.exists(path)


def _excluded(path: Path, settings_of: Callable[[Path], Settings], exclude: Sequence[str]) -> bool:
    settings = settings_of(path.parent)
    if settings.check.exclude and matches(settings, settings.check.exclude, path):
        return True
    return bool(exclude) and matches(Settings(), exclude, path)


def _walk(
    root: Path, settings_of: Callable[[Path], Settings], exclude: Sequence[str]
) -> Iterator[str | InputError]:
    closed: list[OSError] = []
    specs = _Ignored(root, closed)
    for folder, folders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        specs.enter(here)
        yield from map(_unread, closed)
        closed.clear()
        settings = settings_of(here)
        folders[:] = sorted(
            name
            for name in folders
            if name not in NEVER
            and not specs.match(here / name, folder=True)
            and not _excluded(here / name / "_", settings_of, exclude)
            and not _excluded(here / name, settings_of, exclude)
        )
        for name in sorted(names):
            path = here / name
            if (
                included(settings, path)
                and not specs.match(path)
                and not _excluded(path, settings_of, exclude)
                and _may_be_text(path)
            ):
                yield str(path)
    yield from map(_unread, closed)


def _unread(error: OSError) -> InputError:
    """A folder or .gitignore that cannot be read: without a word, files would go unchecked, or be checked by mistake."""
    return InputError(str(error.filename), error.strerror or str(error))


class _Ignored:
    """The .gitignore files from the repository's root down to where the walk is."""

    def __init__(self, root: Path, closed: list[OSError]) -> None:
        """`closed` gets what the system says of those that cannot be read."""
        self.specs: dict[Path, GitIgnoreSpec] = {}
        self.closed = closed
        place = root.absolute()
        above = []
        for folder in (place, *place.parents):
            above.append(folder)
            if os.path.exists(folder / ".git"):  # not Path.exists, which fails where it may not look
                break
        else:
            above = [place]  # no repository: only the files below count
        for folder in reversed(above):
            self.enter(folder)

    def enter(self, folder: Path) -> None:
        """Read the .gitignore of a folder, if there is one."""
        place = folder.absolute()
        path = place / ".gitignore"
        if place not in self.specs and os.path.isfile(path):
            from pathspec import GitIgnoreSpec

            try:
                lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
            except OSError as error:
                self.closed.append(error)
                lines = []
            self.specs[place] = GitIgnoreSpec.from_lines(line for line in lines if is_pattern(line))

    def match(self, path: Path, *, folder: bool = False) -> bool:
        """Whether git would leave a path out: the nearest .gitignore that speaks of it decides."""
        place = path.absolute()
        for base in place.parents:
            spec = self.specs.get(base)
            if spec is None:
                continue
            name = place.relative_to(base).as_posix() + ("/" if folder else "")
            found = spec.check_file(name)
            if found.include is not None:
                return found.include
        return False

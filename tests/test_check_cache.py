"""The cache of `check`: what it keeps is used, is never wrong, lies where it should, and goes when nobody asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, PLAIN, newsclean

from newsclean import __version__
from newsclean.check import store
from newsclean.check.cache import FOLDER, changed, folder_for, installed
from newsclean.check.run import Call, CheckRun
from newsclean.check.store import DAY, DAYS_KEPT, OWN, TAG, Store, user_folder
from newsclean.config import Settings
from newsclean.settings import CheckSettings

SPREAD = "传 染 病 区 医 护 人 员\n"
WHOLE = "传染病区医护人员\n"
FAULTS = ("check", "--select", "NC101")
NAME, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with one file, that has one fault."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(SPREAD, "utf-8")
    return tmp_path


def run(place: Path, *args: str, env: dict[str, str] | None = None, stdin: bytes = b"") -> tuple[int, str]:
    """Exit code and report; nothing may stand on standard error."""
    done = newsclean(*args, cwd=place, env=env, stdin=stdin)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def entries(cache: Path) -> list[Path]:
    return sorted((cache / OWN).glob("*/*"))


def messages(path: Path, cache: Path, **more: object) -> list[str]:
    call = Call([str(path)], select=["NC101"], isolated=True, cache=str(cache), **more)  # type: ignore[arg-type]
    (checked,) = CheckRun(call, pytest.fail).files()
    return [f"{problem.path}: {problem.message}" for problem in checked.problems]


def test_a_file_that_did_not_change_is_not_checked_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = messages(place / "a.txt", place / "kept")
    with monkeypatch.context() as patch:
        patch.setattr(CheckRun, "_fresh", lambda *_: pytest.fail("checked again"))
        assert messages(place / "a.txt", place / "kept") == first
        patch.chdir(place)
        assert messages(Path("a.txt"), place / "kept") == [first[0].replace(f"{place}{os.sep}", "")]
        patch.setattr(store, "SEAL", 31)
        with pytest.raises(pytest.fail.Exception):
            messages(place / "a.txt", place / "kept")


def test_the_same_is_found_and_changes_are_noticed(place: Path) -> None:
    kept = place / "kept"
    (place / "a.txt").write_text(SPREAD + SPREAD, "utf-8")
    cached = (*FAULTS, "--cache", "kept", "a.txt")
    plain = run(place, *FAULTS, "--no-cache", "a.txt")
    assert not kept.exists()
    for _ in range(2):
        assert run(place, *cached) == plain
    (file,) = entries(kept)
    sealed = file.read_bytes()
    for damage in (
        b"",
        b"{",
        sealed[:-1],
        sealed + b"\0",
        bytes(len(sealed)),
        sealed.replace(b"set", b"put"),
    ):
        file.write_bytes(damage)
        assert run(place, *cached) == plain
        assert file.read_bytes() == sealed
    assert "nothing found" in run(place, *cached, "--ignore", "NC101")[1]
    assert len(entries(kept)) == 2, "another choice of rules is another entry"
    (place / "newsclean.toml").write_text("spaced-run = 30\n", "utf-8")
    assert run(place, *cached)[0] == 0, "other settings, other findings"
    (place / "newsclean.toml").unlink()
    (place / "a.txt").write_text(WHOLE, "utf-8")
    assert run(place, *cached)[0] == 0
    assert len(entries(kept)) == 2, "it grows with the files, not with their changes"


def test_settings_are_the_same_in_every_process(place: Path) -> None:
    (place / "newsclean.toml").write_text(
        'spaced-run = 3\nskip = ["furniture"]\n[check]\nignore = ["NC2"]\ncache = "kept"\n', "utf-8"
    )
    written = set()
    for seed in "123":
        run(place, *FAULTS, "a.txt", env={"PYTHONHASHSEED": seed, FOLDER: ""})
        written.add(entries(place / "kept")[0].stat().st_mtime_ns)
    assert len(written) == 1, "the entry was used, not made again"


def test_fixing_uses_it_and_is_never_wrong(place: Path) -> None:
    path, fix = place / "a.txt", (*FAULTS, "--cache", "kept", "--fix", "a.txt")
    run(place, *FAULTS, "--cache", "kept", "a.txt")
    for _ in range(2):  # the second time, what is kept is of the fixed text, and must not count
        path.write_text(SPREAD, "utf-8")
        assert run(place, *FAULTS, "--cache", "kept", "--diff", "a.txt")[0] == 1
        assert path.read_text("utf-8") == SPREAD
        assert run(place, *fix)[0] == 1
        assert path.read_text("utf-8") == WHOLE
        assert run(place, *FAULTS, "--cache", "kept", "a.txt")[0] == 0
        assert run(place, *fix)[0] == 0
    assert len(entries(place / "kept")) == 1


def test_other_code_is_noticed(tmp_path: Path) -> None:
    package = tmp_path / "newsclean"
    rule = package / "check" / "rule.py"
    rule.parent.mkdir(parents=True)
    rule.write_text("one", "utf-8")
    before = changed(package)
    assert changed(package) == before
    (package / "notes.md").write_text("no code", "utf-8")
    assert changed(package) == before
    rule.write_text("other", "utf-8")
    assert changed(package) != before
    assert installed(package) == "", "a checkout"
    record = tmp_path / f"newsclean-{__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("newsclean/check/rule.py,sha256=abc,3\n", "utf-8")
    assert installed(package) == record.read_text("utf-8")
    assert changed(tmp_path / "none.zip") != changed(tmp_path / "none.zip"), "nothing to tell it by"


def test_standard_input_is_not_kept(place: Path) -> None:
    for name in ("-", "a.txt"):
        call = (*FAULTS, "--cache", "kept", "--stdin-filename", name, "-")
        assert run(place, *call, stdin=SPREAD.encode())[0] == 1
    assert not (place / "kept").exists()


def test_where_it_lies(place: Path) -> None:
    home = place / "home"
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(place / "xdg"), FOLDER: ""}

    def used(*args: str, **more: str) -> str:
        before = set(place.rglob(TAG))
        assert run(place, *FAULTS, "a.txt", *args, env=env | more)[0] == 1
        new = set(place.rglob(TAG)) - before
        return " ".join(path.parent.parent.relative_to(place).as_posix() for path in new)

    own = used()
    if sys.platform.startswith("linux"):
        assert own == "xdg/newsclean"
        assert used(XDG_CACHE_HOME="relative") == "home/.cache/newsclean"
    assert used(**{FOLDER: str(place / "env")}) == "env"
    assert used(**{FOLDER: "~/env"}) == "home/env"
    assert used("--cache", "named", **{FOLDER: str(place / "env2")}) == "named"
    assert used("--cache", "other", "--no-cache", **{FOLDER: str(place / "env2")}) == ""
    assert used("--cache", "", **{FOLDER: str(place / "env2")}) == ""
    (place / "newsclean.toml").write_text('[check]\ncache = "set"\n', "utf-8")
    assert used() == "set"
    assert used(**{FOLDER: str(place / "env3")}) == "env3"
    for none in ("false", '""'):
        (place / "newsclean.toml").write_text(f"[check]\ncache = {none}\n", "utf-8")
        assert used(**{FOLDER: str(place / "env4")}) == "", "a configuration's no is no"
        assert used("--cache", f"named-{len(none)}") == f"named-{len(none)}"


@pytest.mark.parametrize(
    ("system", "variables", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/newsclean"),
        ("linux", {"XDG_CACHE_HOME": "x", "HOME": "/h"}, "/h/.cache/newsclean"),
        ("freebsd", {"HOME": "/h"}, "/h/.cache/newsclean"),
        ("darwin", {"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/h/Library/Caches/newsclean"),
        ("win32", {"LOCALAPPDATA": "/l", "HOME": "/h"}, "/l/newsclean/Cache"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
def test_the_folder_of_each_system(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], folder: str
) -> None:
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert user_folder() == Path(folder)


def test_nobody_has_no_home_and_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as it is for a user whom nobody knows
    for name in (FOLDER, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert folder_for(None, Settings()) is None
    assert folder_for(None, Settings(check=CheckSettings(cache="~/kept"))) is None
    monkeypatch.setenv(FOLDER, "~/kept")
    assert folder_for(None, Settings()) is None


@pytest.mark.parametrize(
    "folder", ["a.txt", "a.txt/below", "/proc/no", "/dev/null", "/dev/null/no", "x" * 999]
)
def test_a_folder_that_cannot_be_is_as_good_as_none(place: Path, folder: str) -> None:
    expected = run(place, *FAULTS, "--no-cache", "a.txt")
    for args, env in (
        (("--cache", folder), {}),
        ((), {FOLDER: folder}),
        ((), {FOLDER: "", "HOME": folder, "XDG_CACHE_HOME": ""}),
    ):
        assert run(place, *FAULTS, "a.txt", *args, env=env) == expected
    (place / "newsclean.toml").write_text('[check]\ncache = "no\\u0000thing"\n', "utf-8")
    assert run(place, *FAULTS, "a.txt", env={FOLDER: ""}) == expected
    assert (place / "a.txt").read_text("utf-8") == SPREAD


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may do everything")
def test_rights_that_are_missing(place: Path) -> None:
    expected = run(place, *FAULTS, "--no-cache", "a.txt")
    kept = place / "kept"
    kept.mkdir(0o500)
    assert run(place, *FAULTS, "--cache", "kept", "a.txt") == expected
    kept.chmod(0o700)
    run(place, *FAULTS, "--cache", "kept", "a.txt")
    (entry,) = entries(kept)
    for path, mode in ((entry, 0o000), (entry.parent, 0o000), (entry.parent, 0o500), (kept, 0o000)):
        path.chmod(mode)
        assert run(place, *FAULTS, "--cache", "kept", "a.txt") == expected
        path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_only_its_owner_can_read_it(place: Path) -> None:
    run(place, *FAULTS, "--cache", "kept", "a.txt")
    (entry,) = entries(place / "kept")
    modes = [
        path.stat().st_mode & 0o777 for path in (place / "kept", place / "kept" / OWN, entry.parent, entry)
    ]
    assert modes == [0o700, 0o700, 0o700, 0o600]
    assert (
        (place / "kept" / OWN / TAG).read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )
    assert (place / "kept" / OWN / ".gitignore").read_text() == "*\n"


def test_a_folder_that_holds_other_things_is_left_as_it_is(place: Path) -> None:
    (place / "findings").mkdir()
    for _ in range(2):
        assert run(place, *FAULTS, "--cache", ".", "-q", ".")[1].count("NC101") == 1
    assert len(entries(place)) == 1
    assert not list(place.rglob(TAG))
    assert not list(place.rglob(".gitignore"))


def test_processes_at_once(place: Path) -> None:
    for number in range(20):
        (place / f"{number}.txt").write_text(SPREAD * number, "utf-8")
    command = [COMMAND, *FAULTS, "--isolated", "--cache", "kept", "."]
    started = [
        subprocess.Popen(command, cwd=place, env={**os.environ, **PLAIN}, stdout=subprocess.PIPE, stderr=-2)
        for _ in range(3)
    ]
    reports = {process.communicate()[0] for process in started}
    assert reports == {run(place, *FAULTS, "--no-cache", "--isolated", ".")[1].encode()}
    assert {path.suffix for path in entries(place / "kept")} == {".findings"}
    assert len(entries(place / "kept")) == 21


def test_an_entry_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Store(tmp_path / "kept")
    kept.write(NAME + store.PAGES, b"one", b"key")
    assert kept.read(NAME + store.PAGES, b"key") == b"one"
    assert kept.read(NAME + store.PAGES, b"another") is None

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", refuse)
    kept.write(NAME + store.PAGES, b"two", b"key")
    assert kept.read(NAME + store.PAGES, b"key") == b"one"
    assert len(entries(tmp_path / "kept")) == 1, "nothing unfinished is left"


def test_what_nobody_asks_for_is_removed(tmp_path: Path) -> None:
    kept = Store(tmp_path / "kept")
    for name in (NAME, OTHER):
        kept.write(name + store.FINDINGS, b"found")
    used, unused = entries(tmp_path / "kept")
    unfinished = used.with_name(f"{used.name}.00{store.UNFINISHED}")
    strangers = [kept.folder / "ab" / "notes.md", kept.folder / "abc" / used.name, kept.folder / used.name]
    for path in (unfinished, *strangers):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")

    def age(path: Path, days: float) -> None:
        then = path.stat().st_mtime - days * DAY
        os.utime(path, (then, then))

    for path in (used, unused, unfinished, *strangers):
        age(path, DAYS_KEPT + 1)
    assert kept.read(NAME + store.FINDINGS) == b"found", "which makes it young"
    kept.sweep()
    assert unused.exists(), "not so soon after the last time"
    age(kept.folder / TAG, 2)
    kept.sweep()
    assert used.exists()
    assert not unused.exists()
    assert not unfinished.exists()
    assert all(path.exists() for path in strangers)
    age(used, DAYS_KEPT + 1)
    kept.sweep()
    assert used.exists(), "once a day"

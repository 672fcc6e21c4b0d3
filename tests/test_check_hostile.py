"""`newsclean check` as nobody plans it: odd folders and files, odd calls; through the installed command."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from running import COMMAND, newsclean, said

from newsclean.check.engine import find_all
from newsclean.check.registry import rule
from newsclean.check.run import Call, CheckRun
from newsclean.check.source import TextFile
from newsclean.check.walk import files
from newsclean.config import Settings
from newsclean.io.files import InputError

SPREAD, WHOLE = "传 染 病 区 医 护 人 员\n", "传染病区医护人员\n"
NC101 = ("--select", "NC101")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one file in it."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(SPREAD, "utf-8")
    return tmp_path


def check(folder: Path, *args: str, text: str = "") -> tuple[int, str, str]:
    run = newsclean("check", *args, cwd=folder, stdin=text.encode())
    assert b"Traceback" not in run.stderr
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def test_folders_with_links_that_go_round_or_nowhere(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "round").symlink_to("..")
    (folder / "b" / "nowhere.txt").symlink_to("none")
    code, out, err = check(folder, *NC101, "-q", ".")
    assert out.count("NC101") == 1
    assert (code, err) == (3, "newsclean: b/nowhere.txt: no such file\n")
    assert check(folder, *NC101, "b/nowhere.txt")[0] == 2, "a name that was given is a wrong call"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_folders_with_pipes_empty_and_binary_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    code, out, err = check(folder, *NC101, ".")
    assert code == 3
    assert err.startswith("newsclean: binary.txt: ")
    assert err.count("\n") == 1
    assert "1 found in 1 of 2 files" in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert check(folder, *NC101, "*.txt")[0] == 1, "a pattern means files"
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as given:
        assert given.stdin is not None
        assert given.stdout is not None
        given.stdin.write(SPREAD.encode())
        given.stdin.close()
        fd = given.stdout.fileno()
        done = subprocess.run(
            [COMMAND, "check", *NC101, "--fix", f"/dev/fd/{fd}"],
            pass_fds=[fd],
            capture_output=True,
            cwd=folder,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert b"is no file that could be written back; nothing was changed\n" in done.stderr


def test_a_file_that_is_named_in_many_ways_is_checked_once(folder: Path) -> None:
    out = check(folder, *NC101, "-q", "a.txt", "./a.txt", str(folder / "a.txt"), ".", "*.txt")[1]
    assert out.count("NC101") == 1


@pytest.mark.skipif(os.name == "nt", reason="a working folder cannot be removed")
def test_a_working_folder_that_was_removed(folder: Path) -> None:
    gone = folder / "gone"
    gone.mkdir()
    call = f"rmdir {gone}; {COMMAND} check {folder}"
    done = subprocess.run(call, shell=True, cwd=gone, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr == b"newsclean: working folder: No such file or directory\n"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_closed_folder_does_not_end_the_run(folder: Path) -> None:
    (folder / "closed").mkdir(0o000)
    code, out, err = check(folder, *NC101, ".")
    assert (code, out.count("NC101 characters")) == (3, 1)
    assert err.endswith("closed: Permission denied\n")


def test_a_folder_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shut").mkdir()
    (folder / "shut" / "b.txt").write_text(SPREAD, "utf-8")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.chdir(folder)
    found = [str(item) for item in files(["."], lambda _: Settings()) if isinstance(item, InputError)]
    assert [item.removeprefix("./") for item in found] == ["shut: Permission denied"]


def test_a_gitignore_with_lines_that_are_no_patterns(folder: Path) -> None:
    (folder / ".gitignore").write_bytes("\ufeffb.txt\n!\nc\\\n//\n# d.txt\n\xff\nd.txt \n".encode())
    for name in "bcd":
        (folder / f"{name}.txt").write_text(SPREAD, "utf-8")
    _, out, err = check(folder, *NC101, "-q", ".")
    assert ([line.partition(":")[0] for line in out.splitlines()], err) == (["a.txt", "c.txt"], "")


def test_what_git_ignores_is_ignored(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name in ("a", "b", "deep/a", "deep/b", "deep/er/a", "deep/er/b", "out/a", "out/b", "版/a", "版/b"):
        path = tmp_path / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPREAD, "utf-8")
    (tmp_path / ".gitignore").write_text("/out/*\n!out/b.txt\n版/\nb.txt\n")
    (tmp_path / "deep" / ".gitignore").write_text("!b.txt\n/a.txt\n")
    (tmp_path / "deep" / "er" / ".gitignore").write_text("*\n!a.txt\n")
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "-z", "*.txt"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    wanted = sorted(listed.stdout.decode().strip("\0").split("\0"))
    out = check(tmp_path, *NC101, "-q", ".")[1]
    assert sorted(line.partition(":")[0] for line in out.splitlines()) == wanted
    assert len(wanted) == 3


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[check]\nexclude = ["!"]\n', "newsclean.toml: '!' is no pattern of files, as in a .gitignore"),
        (
            '[check.per-file-ignores]\n"*" = ["NC999"]\n',
            "newsclean.toml: check.per-file-ignores: no rule has a code",
        ),
        (
            '[check.line-ignores]\n"*" = ["1: NC999"]\n',
            "newsclean.toml: check.line-ignores: no rule has a code",
        ),
        (
            "[tool.newsclean]\nspaced-run = 3\n",
            "the keys stand at the top of this file, not in [tool.newsclean]",
        ),
        (
            '[check]\nselect = ["NC1", "NC140"]\n',
            "newsclean.toml: check.select: no rule has a code that begins",
        ),
        ('[check]\nignore = ["spaced-runs"]\n', "the nearest is NC101"),
        ('[check.per-file-ignores]\n"elsewhere/" = ["NC3O1"]\n', "the nearest is NC301"),
        ('[check.line-ignores]\n"elsewhere/" = ["NC301"]\n', "'NC301' is not of the form \"12: NC101\""),
        ('[check.line-ignores]\n"elsewhere/" = ["9-1: NC301"]\n', "'9-1: NC301' means no line"),
        ('[check.line-ignores]\n"elsewhere/" = ["0: NC301"]\n', "'0: NC301' means no line"),
        ('preset = ""\n', "newsclean.toml: no preset named ''; there are: default, minimal"),
        ('preset = "corpsu"\n', "newsclean.toml: no preset named 'corpsu'; there are: default, minimal"),
        ('skip = ["spacng"]\n', "the nearest is spacing"),
    ],
)
def test_configurations_that_would_do_nothing_are_refused(folder: Path, config: str, message: str) -> None:
    (folder / "newsclean.toml").write_text(config, "utf-8")
    for call in (["check", "--ignore", "NC4", "."], ["check", "--select", "NC101", "a.txt"], ["config"]):
        shown = newsclean(*call, cwd=folder)
        assert message in said(shown, 2), call
        assert shown.stdout == b""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["check", ""], "'': not a file name"),
        (["check", "--selct", "NC1"], "--select"),
        (["check", "--exclude", "!", "."], "'!' is no pattern of files"),
        (["check", "--select", "spaced-runs"], "the nearest is NC101"),
        (["check", "--select", "NC10O"], "the nearest is NC101"),
        (["check", "--output-format", "jsn"], "'json'"),
        (["check", "--statistics", "--output-format", "sarif"], "text, json, jsonl, not as sarif"),
        (["rule", "mojibak"], "the nearest is NC309"),
        (["chek"], "'check'"),
    ],
)
def test_wrong_calls_name_what_would_be_right(folder: Path, call: list[str], message: str) -> None:
    assert message in said(newsclean(*call, cwd=folder), 2)


def test_quiet_leaves_the_counts_out(folder: Path) -> None:
    line = f"a.txt:1:1 NC101 characters set apart by justification: {SPREAD.strip()} [*]\n"
    assert check(folder, *NC101, "--quiet", ".")[1] == line
    assert check(folder, *NC101, "--quiet", "--statistics", ".")[1] == "1  NC101  spaced-run\n"
    assert check(folder, *NC101, "--verbose", ".")[2] == "newsclean: a.txt: findings 1\n"
    assert check(folder, *NC101, "--verbose", "--quiet", ".")[2] == ""


def test_counts_as_json_lines(folder: Path) -> None:
    out = check(folder, *NC101, "--statistics", "--output-format", "jsonl", ".")[1]
    assert out == '{"code":"NC101","name":"spaced-run","count":1}\n'


def test_fixed_standard_input_is_alone_on_standard_output(folder: Path) -> None:
    code, out, err = check(folder, *NC101, "--fix", "a.txt", "-", text=SPREAD * 2)
    assert (code, out) == (1, WHOLE * 2)
    assert err == "3 fixed in 2 of 2 files; nothing left.\n"
    assert (folder / "a.txt").read_text("utf-8") == WHOLE


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github"])
def test_fixed_standard_input_and_a_report(folder: Path, form: str) -> None:
    args = ("--select", "NC101,NC301", "--output-format", form)
    text = "会议强调,要抓好春耕。\n"
    report = check(folder, *args, "-", text=text)[1]
    code, out, err = check(folder, *args, "--fix", "-", text=text + SPREAD)
    assert (code, out, err.count("NC301")) == (1, text + WHOLE, report.count("NC301"))
    code, out, err = check(folder, *args, "--fix", "-o", "report", "-", text=text + SPREAD)
    assert (code, out, err) == (1, text + WHOLE, "")
    assert (folder / "report").read_text("utf-8").count("NC301") == report.count("NC301")


def test_differences_of_standard_input(folder: Path) -> None:
    code, out, _ = check(folder, *NC101, "--diff", "--stdin-filename", "版/甲.txt", "-", text=SPREAD.strip())
    assert code == 1
    assert out == (
        f"--- a/版/甲.txt\n+++ b/版/甲.txt\n@@ -1 +1 @@\n-{SPREAD.strip()}\n\\ No newline at end of file\n"
        f"+{WHOLE.strip()}\n\\ No newline at end of file\n"
    )
    coloured = check(folder, *NC101, "--diff", "--color", "-", text=SPREAD)[1]
    assert f"\x1b[32m+{WHOLE.strip()}\x1b[0m\n" in coloured
    assert "\x1b" not in check(folder, *NC101, "--diff", "-", text=SPREAD)[1]


def test_a_file_that_somebody_else_changes_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsclean.check import run

    path, told = folder / "a.txt", list[str]()
    real = run.fix_all

    def slow(*args: object, **more: object) -> object:
        path.write_text("另一个人写的字\n", "utf-8")
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "fix_all", slow)
    checking = CheckRun(Call([str(path)], select=["NC101"], fix=True, isolated=True), told.append)
    assert list(checking.files()) == []
    assert path.read_text("utf-8") == "另一个人写的字\n"
    assert told == [f"{path}: was changed by somebody else while it was checked; left as it is"]
    assert checking.outcome.failed == 1
    assert not checking.outcome.fixed
    assert sorted(item.name for item in folder.iterdir()) == [".git", "a.txt"]


def test_a_file_that_must_not_be_written_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, told = folder / "a.txt", list[str]()
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    checking = CheckRun(Call([str(path)], select=["NC101"], fix=True, isolated=True), told.append)
    assert list(checking.files()) == []
    assert path.read_text("utf-8") == SPREAD
    assert told == [f"{path}: must not be written; nothing was changed"]


def test_a_file_that_goes_while_others_are_checked(folder: Path) -> None:
    (folder / "b.txt").write_text(SPREAD, "utf-8")
    told = list[str]()
    checking = CheckRun(Call([str(folder)], select=["NC101"], isolated=True), told.append)
    found = []
    for checked in checking.files():
        found.append(Path(checked.path).name)
        (folder / "b.txt").unlink()
    assert found == ["a.txt"]
    assert told == [f"{folder / 'b.txt'}: no such file"]
    assert not checking.outcome.wrong_call


def test_two_rules_put_one_line_right(folder: Path) -> None:
    text = "会议强调,传 染 病 区 医 护 人 员 要２０日前到\u200b位,不得有误。 3日再报\r\n下午散会。\n"
    code, out, _ = check(folder, "--select", "NC1,NC3,NC4", "--fix", "--unsafe-fixes", "-", text=text)
    assert code == 1
    assert out.split("\r\n")[0].startswith("会议强调，传染病区医护人员要")
    assert "\u200b" not in out
    again = check(folder, "--select", "NC1,NC3,NC4", "--fix", "--unsafe-fixes", "-", text=out)
    assert again[1] == out


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- newsclean: ignore ",
        "<!-- newsclean: ignore NC1 -->",
        "<!-- newsclean: ignore NC1 -->\n",
        "<!-- newsclean: ignore NC101 -->\n会议强调,要到位\n",
        "<!-- newsclean: ignore-file NC1 -->\n会议强调,要到位\n",
    ],
)
def test_many_comments_take_linear_time(piece: str) -> None:
    rules = [rule("NC301"), rule("NC404")]

    def seconds(times: int) -> float:
        start = time.process_time()
        find_all(TextFile(piece * times), rules)
        return time.process_time() - start

    seconds(10)
    assert seconds(24_000) < 8 * max(0.02, min(seconds(6_000) for _ in range(3)))


def test_a_file_of_many_megabytes_in_one_line(folder: Path) -> None:
    (folder / "huge.txt").write_text("今天的会议在京召开，与会代表认真讨论。" * 100_000 + "\n", "utf-8")
    done = subprocess.run(
        [COMMAND, "check", "--select", "NC3,NC4", "huge.txt"],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_leaves_files_whole(folder: Path) -> None:
    (folder / "big.txt").write_text(SPREAD * 20_000, "utf-8")
    process = subprocess.Popen(
        [COMMAND, "check", *NC101, "--fix", "--verbose", "a.txt", "big.txt"],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stderr
    assert process.stderr.readline() == b"newsclean: a.txt: findings 0\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=50)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert (folder / "a.txt").read_text("utf-8") == WHOLE
    assert (folder / "big.txt").read_text("utf-8") == SPREAD * 20_000
    assert sorted(item.name for item in folder.iterdir()) == [".git", "a.txt", "big.txt"]

"""`newsclean check` through its command line: files, exit codes, fixes, reports."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SPREAD = "传 染 病 区 医 护 人 员\n"
WHOLE = "传染病区医护人员\n"
FAULTS = ["--select", "NC101"]

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command, run in an empty repository."""
    (tmp_path / ".git").mkdir()

    def call(*args: str, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "newsclean", *args]
        return subprocess.run(command, cwd=tmp_path, input=input, capture_output=True, check=False)

    return call


def write(path: Path, text: str = SPREAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def listed(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The files that were named, in order."""
    lines = result.stdout.decode().splitlines()
    return list(dict.fromkeys(line.partition(":")[0] for line in lines if " NC" in line and ":" in line))


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "good.txt", WHOLE)
    write(tmp_path / "bad.txt")
    (tmp_path / "binary.txt").write_bytes(bytes(range(128, 256)) * 9)
    assert run("check", *FAULTS, "good.txt").returncode == 0
    assert run("check", *FAULTS, "bad.txt").returncode == 1
    assert run("check", *FAULTS, "--exit-zero", "bad.txt").returncode == 0
    assert run("check", *FAULTS, "missing.txt").returncode == 2
    assert run("check", "--select", "NC9", "good.txt").returncode == 2
    assert run("check", *FAULTS, "--encoding", "none-such", "good.txt").returncode == 2
    assert run("check", *FAULTS, "--output-file", "no/such/place", "good.txt").returncode == 2
    partly = run("check", *FAULTS, "binary.txt", "bad.txt")
    assert partly.returncode == 3
    assert listed(partly) == ["bad.txt"]
    assert partly.stderr.decode().count("\n") == 1
    assert b"Traceback" not in partly.stderr


def test_text_report(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", WHOLE + SPREAD)
    result = run("check", *FAULTS, "a.txt")
    first, *rest = result.stdout.decode().splitlines()
    assert first == "a.txt:2:1 NC101 characters set apart by justification: 传 染 病 区 医 护 人 员 [*]"
    assert rest == ["1  NC101  spaced-run", "1 found in 1 of 1 file; [*] 1 can be put right with --fix."]


def test_walks_folders_patterns_and_gitignore(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/d.log", "b/skip/e.txt", "out/f.txt", "out/keep.txt", ".git/g.txt"):
        write(tmp_path / name)
    write(tmp_path / ".gitignore", "/out/*\n!/out/keep.txt\n")
    write(tmp_path / "b" / ".gitignore", "skip/\n")
    assert listed(run("check", *FAULTS, ".")) == ["a.txt", "b/c.txt", "out/keep.txt"]
    assert listed(run("check", *FAULTS, "b/*.log", "**/c.txt")) == ["b/d.log", "b/c.txt"]
    assert listed(run("check", *FAULTS, ".", "--exclude", "b/")) == ["a.txt", "out/keep.txt"]
    for named in ("a.txt", "./a.txt"):
        assert listed(run("check", *FAULTS, named, "--exclude", "a.txt")) == [named]
    assert listed(run("check", *FAULTS, "a.txt", "--exclude", "a.txt", "--force-exclude")) == []
    assert run("check", *FAULTS, "*.none").returncode == 2


def test_suffixes_of_any_case(run: Run, tmp_path: Path) -> None:
    for name in ("P1.TXT", "p2.txt", "p3.Md", "p4.LOG", "NOTES.TXT", "DRAFT.txt"):
        write(tmp_path / name)
    assert listed(run("check", *FAULTS, ".")) == ["DRAFT.txt", "NOTES.TXT", "P1.TXT", "p2.txt", "p3.Md"]
    write(tmp_path / "newsclean.toml", '[check]\ninclude = ["*.txt", "!NOTES.TXT", "!/DRAFT.txt"]\n')
    assert listed(run("check", *FAULTS, ".")) == ["P1.TXT", "p2.txt"]


def test_a_folder_without_a_file_that_fits_is_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "logs" / "a.log")
    write(tmp_path / "full" / "a.txt", WHOLE)
    result = run("check", *FAULTS, "logs", "full", "full")
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "newsclean: logs: no file to check; looked for *.txt, *.text, *.md, *.markdown, "
        "less what exclude and .gitignore leave out\n"
    )
    write(tmp_path / "newsclean.toml", '[check]\ninclude = ["*.log"]\n')
    assert run("check", *FAULTS, "logs").returncode == 1
    assert run("check", *FAULTS, "f*").stderr.startswith(
        b"newsclean: f*: no file to check; looked for *.log, less"
    )
    assert b"full: no file to check; looked for *.log, less" in run("check", *FAULTS, "full").stderr


def test_configuration(run: Run, tmp_path: Path) -> None:
    config = '[tool.newsclean.check]\nselect = ["NC1"]\nper-file-ignores = { "old/" = ["NC101"] }\n'
    config += 'line-ignores = { "a.txt" = ["2: NC101"] }\nexclude = ["draft*"]\n'
    write(tmp_path / "pyproject.toml", config)
    for name in ("a.txt", "old/b.txt", "draft.txt"):
        write(tmp_path / name, SPREAD + SPREAD)
    result = run("check", ".")
    assert [line.partition(" ")[0] for line in result.stdout.decode().splitlines()[:1]] == ["a.txt:1:1"]
    assert listed(result) == ["a.txt"]
    assert len(listed(run("check", "--isolated", "--select", "NC101", "."))) == 3
    write(tmp_path / "pyproject.toml", "[tool.newsclean.check]\nselekt = []\n")
    wrong = run("check", ".")
    assert wrong.returncode == 2
    assert b"unknown key check.selekt; the nearest is check.select" in wrong.stderr
    write(tmp_path / "pyproject.toml", '[tool.newsclean.check]\nselect = ["NC1001"]\n')
    assert run("check", ".").returncode == 2
    shown = run("check", "--config", "none.toml", ".")
    assert shown.returncode == 2


def test_comments_in_the_text(run: Run, tmp_path: Path) -> None:
    mark = "<!-- newsclean: ignore NC101 -->"
    write(tmp_path / "a.md", f"{mark}\n\n{SPREAD}\n{SPREAD.strip()} {mark}\n\n{SPREAD}")
    result = run("check", *FAULTS, "a.md")
    assert [line.split()[0] for line in result.stdout.decode().splitlines()[:-2]] == ["a.md:7:1"]
    write(tmp_path / "a.md", f"{SPREAD}<!-- newsclean: ignore-file NC1 -->\n")
    assert run("check", *FAULTS, "a.md").returncode == 0


def test_standard_input(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "old" / "newsclean.toml", '[check]\nignore = ["NC101"]\n')
    given = SPREAD.encode()
    assert run("check", *FAULTS, "-", input=given).stdout.startswith(b"-:1:1 NC101")
    named = run("check", *FAULTS, "--stdin-filename", "new/x.txt", input=given)
    assert named.stdout.startswith(b"new/x.txt:1:1 NC101")
    assert run("check", "--stdin-filename", "old/x.txt", input=given).stdout.count(b"NC101") == 0
    fixed = run("check", *FAULTS, "--fix", "-", input=given)
    assert fixed.stdout.decode() == WHOLE
    assert run("check", *FAULTS, "--fix", "-", input=WHOLE.encode()).stdout.decode() == WHOLE


@pytest.mark.parametrize(
    ("bom", "encoding", "newline"),
    [
        (b"", "utf-8", "\r\n"),
        (codecs.BOM_UTF8, "utf-8", "\n"),
        (b"", "gb18030", "\n"),
        (b"", "big5hkscs", "\r\n"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "\r\n"),
    ],
)
def test_fix_keeps_encoding_mark_and_line_endings(
    run: Run, tmp_path: Path, bom: bytes, encoding: str, newline: str
) -> None:
    prose = (
        "本市米價自上月以來，節節上騰，升斗小民，叫苦不迭。"
        if "big5" in encoding
        else "市里的公交线路，今天开始运行，很多人都来坐。"
    )
    text = f"大 家 都 好 人 生{newline}{prose}{newline}"
    path = tmp_path / "a.txt"
    path.write_bytes(bom + text.encode(encoding))
    path.chmod(0o640)
    assert run("check", *FAULTS, "--fix", "a.txt").returncode == 1
    fixed = text.replace(" ", "")
    assert path.read_bytes() == bom + fixed.encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640
    before = path.stat().st_mtime_ns
    assert run("check", *FAULTS, "--fix", "a.txt").returncode == 0
    assert path.stat().st_mtime_ns == before
    assert [item.name for item in tmp_path.iterdir() if item.name != ".git"] == ["a.txt"]


def test_fix_follows_a_link(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "real.txt")
    (tmp_path / "link.txt").symlink_to("real.txt")
    run("check", *FAULTS, "--fix", "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == WHOLE


def test_unsafe_fixes_are_asked_for(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "你们临危不惧,勇挑重担。\n")
    assert run("check", "--select", "NC301", "--fix", "a.txt").returncode == 1
    assert "," in path.read_text(encoding="utf-8")
    run("check", "--select", "NC301", "--fix", "--unsafe-fixes", "a.txt")
    assert path.read_text(encoding="utf-8") == "你们临危不惧，勇挑重担。\n"


def test_diff_changes_nothing_and_can_be_applied(run: Run, tmp_path: Path) -> None:
    text = "会议\r\n" + SPREAD.strip()
    path = write(tmp_path / "a.txt", text)
    result = run("check", "--select", "NC101,NC403", "--diff", "a.txt")
    assert result.returncode == 1
    assert path.read_bytes() == text.encode()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=result.stdout, check=True)
    assert path.read_bytes() == f"会议\r\n{WHOLE.strip()}\r\n".encode()
    assert run("check", "--select", "NC101,NC403", "--diff", "a.txt").stdout == b""


def test_json_and_statistics(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SPREAD + SPREAD)
    found = json.loads(run("check", *FAULTS, "--output-format", "json", "a.txt").stdout)
    assert found[1] == {
        "path": "a.txt",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 16,
        "code": "NC101",
        "name": "spaced-run",
        "message": "characters set apart by justification: 传 染 病 区 医 护 人 员",
        "fix": "safe",
        "more_lines": [],
    }
    lines = run("check", *FAULTS, "--output-format", "jsonl", "a.txt").stdout.splitlines()
    assert [json.loads(line) for line in lines] == found
    assert json.loads(run("check", *FAULTS, "--output-format", "json", "-", input=b"").stdout) == []
    counts = run("check", *FAULTS, "--statistics", "a.txt").stdout.decode().splitlines()
    assert counts[0] == "2  NC101  spaced-run"
    counted = run("check", *FAULTS, "--statistics", "--output-format", "json", "a.txt").stdout
    assert json.loads(counted) == [{"code": "NC101", "name": "spaced-run", "count": 2}]
    run("check", *FAULTS, "--output-format", "json", "-o", "out.json", "a.txt")
    assert json.loads((tmp_path / "out.json").read_bytes()) == found


def test_rule_explains_and_lists(run: Run) -> None:
    shown = run("rule", "nc104").stdout.decode()
    assert shown.startswith("NC104 broken-paragraph: paragraph broken over lines\n")
    assert "Wrong:\n" in shown
    assert "Right:\n" in shown
    assert len(run("rule", "--all").stdout.splitlines()) >= 26
    wrong = run("rule", "NC140")
    assert wrong.returncode == 2
    assert b"the nearest is NC106" in wrong.stderr
    assert run("rule").returncode == 2


def test_config_shows_what_is_in_force(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "newsclean.toml", 'byline-tags = ["青芷融媒讯"]\n[check]\nignore = ["NC302"]\n')
    write(tmp_path / "a.txt")
    shown = run("config", "a.txt").stdout.decode()
    assert f'byline-tags = ["青芷融媒讯"]  # {path}\n' in shown
    assert f'ignore = ["NC302"]  # {path}\n' in shown
    assert "spaced-run = 3  # default\n" in shown
    assert json.loads(run("config", "--schema").stdout)["properties"]["spaced-run"]["default"] == 3


def test_config_of_a_file_that_there_is_not(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "newsclean.toml", "spaced-run = 4\n")
    for name in ("nofile", ""):
        result = run("config", name)
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.decode() == f"newsclean: {name or repr('')}: no such file or folder\n"


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SPREAD * 3000)
    command = f"{sys.executable} -m newsclean check --select NC101 a.txt | head -1"
    result = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)
    assert result.stdout.count(b"\n") == 1
    assert result.stderr == b""


HEAVY = (
    "rich",
    "jinja2",
    "sarif",
    "github",
    "multiprocessing",
    "pathspec",
    "newsclean.pipeline",
    "newsclean.wording",
)


def test_start_up_imports_what_it_uses(tmp_path: Path) -> None:
    """A rule about characters in one small file: no pipeline, no other format, no folder walking's matcher."""
    write(tmp_path / "a.txt", WHOLE)
    code = (
        "import sys; from newsclean.cli.app import app\n"
        "try: app(['check', '--select', 'NC3,NC4', '--ignore', 'NC311', 'a.txt'])\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sorted(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        env={name: os.environ[name] for name in ("PATH", "NEWSCLEAN_CACHE_DIR")}
        | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    loaded = result.stdout.decode().splitlines()[-1].split()
    unwanted = [
        name
        for name in loaded
        if name in HEAVY
        or name.startswith(
            ("newsclean.stages", "newsclean.order", "newsclean.report.sarif", "newsclean.report.github")
        )
    ]
    assert unwanted == []
    rules = [name for name in loaded if name.startswith("newsclean.check.rules.nc")]
    assert not any("nc1" in name or "nc2" in name for name in rules)

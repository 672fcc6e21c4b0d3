"""Presets, --stages and --skip, and the list of stages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, PLAIN, SEED, newsclean, said

from newsclean.choosing import ChoiceError, choose
from newsclean.filtering import LabelsOnly, filter_chain
from newsclean.pipeline import STAGES, Pipeline
from newsclean.presets import LABELLING, NAMES, PRESETS

PAGE = "市图书馆开放\n本报讯 ２０日，各县(市)的 图 书 馆 开 放,欢迎来。\n".encode()


def body(*args: str) -> str:
    run = newsclean("clean", "-f", "json", "--verify", *args, stdin=PAGE)
    assert run.returncode == 0, run.stderr
    return str(json.loads(run.stdout)["articles"][0]["body"][0]["text"])


def test_presets_name_the_stages_that_there_are() -> None:
    assert tuple(stage.name for stage in STAGES) == NAMES, "STAGES and newsclean.presets.NAMES differ"
    assert Pipeline().names == PRESETS["default"].stages, "a stage is on that the preset lacks, or off"
    for name, preset in PRESETS.items():
        assert Pipeline.of(name).names == preset.stages


def test_the_stages_that_only_label_are_those_that_a_filter_refuses() -> None:
    for name in NAMES:
        if name in LABELLING:
            with pytest.raises(LabelsOnly):
                filter_chain([name])
        else:
            assert filter_chain([name]).names == (name,)


def test_presets_through_the_command() -> None:
    assert body() == "２０日，各县(市)的图书馆开放,欢迎来。"
    assert body("--preset", "corpus") == "20日，各县（市）的图书馆开放，欢迎来。"
    assert body("-p", "faithful") == body("-p", "minimal") == "２０日，各县(市)的 图 书 馆 开 放,欢迎来。"


def test_stages_are_added_and_skipped() -> None:
    assert body("--stages", "+digit_width").startswith("20日，各县(市)的图书馆")
    assert body("--stages", "+digit_width", "--skip", "spacing").startswith("20日，各县(市)的 图 书 馆")
    assert body("--preset", "corpus", "--skip", "digit_width,spacing").startswith(
        "２０日，各县（市）的 图 书 馆"
    )
    assert body("--stages", "characters,dehyphenate,articles,headlines").startswith(
        "２０日，各县(市)的 图 书 馆"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--preset", "minmal"], "corpus; the nearest is minimal"),
        (["--skip", "spacng"], "; the nearest is spacing"),
        (["--encoding", "gbk-18030"], "no encoding of text is called 'gbk-18030'; the nearest is gb18030"),
        (["--preset", "best"], "no preset named 'best'; there are: default, minimal, faithful, corpus"),
        (["--stages", "spaces"], "no stage named 'spaces'; there are: "),
        (["--skip", "spaces"], "no stage named 'spaces'; there are: "),
        (["--stages", "+spacing,vertical"], "either all stages have a +"),
    ],
)
def test_wrong_choices_are_one_line_and_exit_code_2(args: list[str], message: str) -> None:
    for command in ("clean", "explain"):
        run = newsclean(command, *args, str(SEED))
        assert message in said(run, 2)
        assert run.stdout == b""


def test_the_library_refuses_them_too() -> None:
    with pytest.raises(ChoiceError):
        choose("best")
    with pytest.raises(KeyError, match="no preset named 'best'"):
        Pipeline.of("best")


def test_stages_lists_them_in_order() -> None:
    lines = newsclean("stages").stdout.decode().splitlines()
    listed = [line.split()[:3] for line in lines[: len(STAGES)]]
    assert listed == [[s.name, "on" if s.on else "off", s.changes] for s in STAGES]
    assert all(len(line.split(maxsplit=3)[3]) > 10 for line in lines[: len(STAGES)])
    for name, preset in PRESETS.items():
        assert any(name in line and preset.summary in line for line in lines[len(STAGES) :])


def test_stages_of_a_preset_as_json() -> None:
    rows = [
        json.loads(line) for line in newsclean("stages", "--json", "--preset", "minimal").stdout.splitlines()
    ]
    assert [row["name"] for row in rows if row["on"]] == list(PRESETS["minimal"].stages)
    assert "no preset named 'x'" in said(newsclean("stages", "-p", "x"), 2)


def complete(line: str) -> list[str]:
    words = line.split(" ")
    env = {"_NEWSCLEAN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return newsclean(env=env).stdout.decode().split()


def test_the_shell_completes_commands_stages_and_presets() -> None:
    assert {"clean", "filter", "stages", "explain"} <= set(complete("newsclean "))
    assert complete("newsclean filter sp") == ["spacing"]
    assert "spacing" not in complete("newsclean filter spacing ")
    assert complete("newsclean filter ") == [name for name in NAMES if name not in LABELLING]
    assert complete("newsclean filter spacing,ver") == ["spacing,vertical"]
    assert complete("newsclean filter spacing,vertical ver") == []
    assert complete("newsclean clean --preset ") == list(PRESETS)
    assert complete("newsclean clean --skip spacing,ver") == ["spacing,vertical"]
    assert complete("newsclean clean --stages +dig") == ["+digit_width"]
    assert complete("newsclean explain --stage head") == ["headlines"]
    assert complete("newsclean explain --skip spac") == ["spacing"]
    assert complete("newsclean stages --preset f") == ["faithful"]
    assert complete("newsclean batch --preset c") == ["corpus"]
    assert complete("newsclean batch --stages +dig") == ["+digit_width"]
    assert complete("newsclean check --select NC10,NC4") == [
        "NC10,NC401",
        "NC10,NC402",
        "NC10,NC403",
        "NC10,NC404",
    ]
    assert complete("newsclean check --select NC10") == ["NC101", "NC102", "NC103", "NC104", "NC105", "NC106"]
    assert complete("newsclean check --ignore NC101,NC401") == ["NC101,NC401"]
    assert complete("newsclean rule NC40") == ["NC401", "NC402", "NC403", "NC404"]


UNDETECTED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""The shell is the one named: no shell need have started the tests."""
ASK = """
eval "$(newsclean --show-completion bash)"
read -ra COMP_WORDS <<< "$1"
[[ "$1" == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
"$(complete -p newsclean | sed -E 's/.*-F ([^ ]+) .*/\\1/')" newsclean
printf '%s\n' "${COMPREPLY[@]}"
"""
"""What bash does on TAB: the script that newsclean gives is read, and the function that it names is called."""


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("newsclean fil", ["filter"]),
        ("newsclean filter spacing ver", ["vertical"]),
        ("newsclean clean --preset ", list(PRESETS)),
        ("newsclean clean --skip spacing,ver", ["spacing,vertical"]),
        ("newsclean check --select NC40", ["NC401", "NC402", "NC403", "NC404"]),
        ("newsclean rule NC10", ["NC101", "NC102", "NC103", "NC104", "NC105", "NC106"]),
        ("newsclean check --sel", ["--select"]),
        ("newsclean clean --format = js", ["json", "jsonl", "jsonld"]),  # bash breaks words at =
        ("newsclean clean --preset =", list(PRESETS)),
        ("newsclean clean --preset=f", ["--preset=faithful"]),  # unless it was told not to
    ],
)
def test_bash_completes(line: str, offered: list[str]) -> None:
    path = os.pathsep.join([str(Path(COMMAND).parent), os.environ["PATH"]])
    run = subprocess.run(
        ["bash", "--norc", "-c", ASK, "bash", line],
        env={**os.environ, **PLAIN, **UNDETECTED, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.stdout.split(), run.stderr) == (offered, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_completion_is_installed(tmp_path: Path) -> None:
    run = newsclean("--install-completion", "bash", env=UNDETECTED | {"HOME": str(tmp_path)})
    assert run.returncode == 0, run.stderr
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert str(script) in (tmp_path / ".bashrc").read_text("utf-8")
    assert (
        newsclean("--show-completion", "bash", env=UNDETECTED).stdout.decode().strip()
        == script.read_text("utf-8").strip()
    )


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "newsclean filter sp"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "newsclean filter sp", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
        (
            "powershell",
            {"_TYPER_COMPLETE_ARGS": "newsclean filter sp", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "sp"},
        ),
    ],
)
def test_other_shells_complete_too(shell: str, words: dict[str, str]) -> None:
    script = newsclean("--show-completion", shell, env=UNDETECTED).stdout.decode()
    assert "_NEWSCLEAN_COMPLETE" in script
    offered = newsclean(env={"_NEWSCLEAN_COMPLETE": f"complete_{shell}", **words}).stdout.decode()
    assert "spacing" in offered
    assert "vertical" not in offered


def test_completion_loads_no_stage() -> None:
    code = "import sys, newsclean.cli.completion as c; c.stages(''); c.presets(''); print('regex' in sys.modules, 'newsclean.pipeline' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False False\n"


@pytest.mark.parametrize(
    "module", ["newsclean", "newsclean.pipeline", "newsclean.api", "newsclean.filtering"]
)
def test_the_library_loads_neither_typer_nor_rich(module: str) -> None:
    code = f"import sys, {module}; print(sorted({{'typer', 'rich', 'click'}} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_the_configuration_may_name_a_preset_and_stages_to_skip(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('preset = "corpus"\nskip = ["digit_width"]\n', "utf-8")
    (tmp_path / "page.txt").write_bytes(PAGE)
    text = newsclean("clean", "-f", "text", tmp_path / "page.txt").stdout.decode()
    assert "２０日，各县（市）的图书馆开放，欢迎来。" in text
    text = newsclean(
        "clean", "-f", "text", "--preset", "default", "--skip", "", tmp_path / "page.txt"
    ).stdout.decode()
    assert "２０日，各县(市)的图书馆开放,欢迎来。" in text


@pytest.mark.parametrize("command", ["clean", "explain", "review", "batch"])
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('skip = ["spacin"]\n', "no stage named 'spacin'; there are: "),
        ('preset = "corpuss"\n', "no preset named 'corpuss'; there are: "),
    ],
)
def test_a_wrong_name_in_the_configuration_is_told_with_its_file(
    command: str, settings: str, message: str, tmp_path: Path
) -> None:
    config = tmp_path / "newsclean.toml"
    config.write_text(settings, "utf-8")
    (tmp_path / "page.txt").write_bytes(PAGE)
    out = {"review": ["-o", "page.html"], "batch": ["-q", "-o", "out"]}.get(command, [])
    run = newsclean(command, "page.txt", *out, cwd=tmp_path)
    assert f"{config}: {message}" in run.stderr.decode()
    assert run.returncode == (
        3 if command == "batch" else 2
    )  # each of its inputs has a configuration of its own
    if command == "clean":
        assert newsclean(command, "page.txt", "--skip", "", "-p", "default", cwd=tmp_path).returncode == 0
        wrong = said(
            newsclean(command, "page.txt", "--stages", "spaces", "--skip", "", "-p", "minimal", cwd=tmp_path),
            2,
        )
        assert str(config) not in wrong


@pytest.mark.parametrize("command", ["clean", "explain", "batch"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--stages", ""], "--stages names no stage; `newsclean stages` lists them"),
        (["--stages", ","], "--stages names no stage; `newsclean stages` lists them"),
        (["--preset", ""], "no preset named ''; there are: "),
    ],
)
def test_a_choice_of_nothing_is_refused(
    command: str, options: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE)
    out = ["-o", "out"] if command == "batch" else []
    run = newsclean(command, "page.txt", *options, *out, cwd=tmp_path)
    assert message in said(run, 2)
    assert run.stdout == b""

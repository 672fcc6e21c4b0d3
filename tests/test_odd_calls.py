"""Calls that nobody means to make: whatever is named or closed, the installed command says one clear line and exits as told.

No output is ever named that is not below `tmp_path`: a fault here must not cost the machine a device.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, PLAIN, newsclean, said

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closed streams, pipes, permissions")
PAGE = "市图书馆恢复开放\n本报讯（记者 王 涛）3月20日，市图书\n馆恢复开放。\n"
READING = (["clean"], ["check"], ["explain"], ["review", "-o", "review.html"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A line for the shell, in which NC is the installed command; fails where it does not come to an end."""
    return subprocess.run(
        ["sh", "-c", line.replace("NC", COMMAND)],
        cwd=folder,
        capture_output=True,
        env={**os.environ, **PLAIN},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("name", "code"), [("none.txt", 2), ("", 2), ("page.txt/below", (2, 3)), ("x" * 5000, (2, 3))]
)
def test_a_missing_input(command: list[str], name: str, code: int | tuple[int, int], folder: Path) -> None:
    run = newsclean(*command, name, cwd=folder)
    assert run.returncode in (code if isinstance(code, tuple) else (code,))
    said(run, run.returncode)
    assert not (folder / "review.html").exists()


@pytest.mark.parametrize("command", [READING[0], *READING[2:]], ids=lambda command: command[0])
def test_a_folder_for_a_file(command: list[str], folder: Path) -> None:
    assert "is a directory; give the files in it" in said(newsclean(*command, "folder", cwd=folder), 2)


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "tei", "jsonld", "text", "markdown"])
def test_no_page_is_no_result(format: str, folder: Path) -> None:
    """Not even an empty array or a header: a reader would take it for an archive without articles."""
    (folder / "out").write_text("as it was", "utf-8")
    run = newsclean("clean", "-f", format, "none.txt", cwd=folder)
    said(run, 2)
    assert run.stdout == b""
    said(newsclean("clean", "-f", format, "none.txt", "-o", "out", cwd=folder), 2)
    assert (folder / "out").read_text("utf-8") == "as it was"


def test_the_rest_is_done_where_one_input_is_missing(folder: Path) -> None:
    run = newsclean("clean", "-f", "text", "none.txt", "page.txt", cwd=folder)
    said(run, 2)
    assert run.stdout.decode().startswith("市图书馆恢复开放\n")


SEVERAL = (
    ["clean", "-f", "text"],
    ["check", "-q"],
    ["review", "-o", "out.html"],
    ["batch", "-q", "-o", "out"],
)


@pytest.mark.parametrize("command", SEVERAL, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["none.txt", "page.txt"], 2),
        (["page.txt", "broken.txt"], 3),
        (["none.txt", "page.txt", "broken.txt"], 2),
    ],
)
def test_all_commands_of_several_files_do_the_rest(
    command: list[str], names: list[str], code: int, folder: Path
) -> None:
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    run = newsclean(*command, *names, cwd=folder)
    told = run.stderr.decode()
    assert run.returncode == code, told
    assert ("newsclean: none.txt: " in told) == ("none.txt" in names)
    assert ("newsclean: broken.txt: " in told) == ("broken.txt" in names)
    done = {"review": folder / "out.html", "batch": folder / "out" / "page.json"}.get(command[0])
    assert done.stat().st_size if done else run.stdout


def test_a_batch_tells_of_every_missing_input_and_where_its_manifest_is(folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    (folder / "list").write_text("none2.txt\npage.txt\n", "utf-8")
    call = ["batch", "-q", "none1.txt", "broken.txt", "--files-from", "list", "-o", "o/../out", "--summary"]
    run = newsclean(*call, cwd=folder)
    told = run.stderr.decode()
    assert run.returncode == 2, told
    assert "none1.txt: no such file or directory\n" in told
    assert "none2.txt: no such file or directory\n" in told
    assert "newsclean: 1 of 2 inputs failed; o/../out/manifest.jsonl says why\n" in told
    assert json.loads(run.stdout)["missing"] == 2
    gone = newsclean("batch", "none1.txt", "none2.txt", "-o", "never", cwd=folder)
    assert (gone.returncode, gone.stderr.count(b"\n")) == (2, 2)
    assert not (folder / "never").exists()


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize("encoding", ["klingon", "", "hex", "a\x1b]8;;x", "undefined"])
def test_an_unknown_encoding_is_a_wrong_call(command: list[str], encoding: str, folder: Path) -> None:
    message = said(newsclean(*command, "-e", encoding, "page.txt", cwd=folder), 2)
    assert message.startswith("newsclean: no encoding of text is called ")
    assert "\x1b" not in message


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_name_that_is_no_utf8(command: list[str], folder: Path) -> None:
    name = b"\xff\xe9.txt"
    (folder / os.fsdecode(name)).write_text(PAGE, "utf-8")
    run = newsclean(*command, os.fsdecode(name), cwd=folder)
    assert run.returncode in (0, 1)
    assert run.stderr == b""
    run.stdout.decode()
    (folder / os.fsdecode(name)).write_bytes(b"\xff\xfe\xfa")
    assert "ff" in said(newsclean(*command, os.fsdecode(name), cwd=folder), 3)


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_must_not_be_read(command: list[str], folder: Path) -> None:
    (folder / "page.txt").chmod(0)
    assert "Permission denied" in said(newsclean(*command, "page.txt", cwd=folder), 3)


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_pdf_for_a_text(command: list[str], folder: Path) -> None:
    (folder / "page.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    message = said(newsclean(*command, "page.txt", cwd=folder), 3)
    assert message == "newsclean: page.txt: is a PDF: extract its text first, e.g. with pdftotext -raw\n"


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_link_in_a_circle(command: list[str], folder: Path) -> None:
    (folder / "round.txt").symlink_to("round.txt")
    said(newsclean(*command, "round.txt", cwd=folder), 3)


def test_pipes_in_a_folder_are_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "folder" / "pipe.txt")
    (folder / "folder" / "page.txt").write_text("茶园。\n", "utf-8")
    assert newsclean("check", "folder", cwd=folder).stdout.endswith(b" of 1 file.\n")
    assert newsclean("batch", "folder", "-o", "out", cwd=folder).returncode == 0
    assert [path.name for path in (folder / "out").glob("*.json")] == ["page.json"]


def test_a_pipe_that_is_named_is_read_and_written(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    run = shell("(cat page.txt > pipe.txt &); NC clean -f text pipe.txt", folder)
    assert run.stdout == newsclean("clean", "-f", "text", folder / "page.txt").stdout
    run = shell("NC clean -f text page.txt -o pipe.txt & cat pipe.txt; wait", folder)
    assert run.stdout == newsclean("clean", "-f", "text", folder / "page.txt").stdout
    assert (folder / "pipe.txt").is_fifo(), "written to, not replaced by a file"


@pytest.mark.parametrize("command", ["clean", "check", "review"])
def test_no_output_takes_the_place_of_an_input(command: str, folder: Path) -> None:
    (folder / "link.txt").symlink_to("page.txt")
    for out in ("page.txt", "./link.txt", str(folder / "page.txt")):
        message = said(newsclean(command, "page.txt", "-o", out, cwd=folder), 2)
        assert message.startswith("newsclean: page.txt: ")
        assert "to another file" in message
    assert (folder / "page.txt").read_text("utf-8") == PAGE


def test_an_earlier_report_in_a_folder_is_not_checked(folder: Path) -> None:
    for _ in range(2):
        assert newsclean("check", ".", "-o", "report.txt", cwd=folder).returncode == 1
    report = (folder / "report.txt").read_text("utf-8")
    assert "report.txt:" not in report
    assert "page.txt:" in report


def test_a_linked_output_stays_a_link(folder: Path) -> None:
    (folder / "link.md").symlink_to("real.md")
    assert newsclean("clean", "page.txt", "-o", "link.md", cwd=folder).returncode == 0
    assert (folder / "link.md").is_symlink()
    assert (folder / "real.md").read_text("utf-8").startswith("## ")


@pytest.mark.parametrize("command", [["clean"], ["check"], ["review"]], ids=lambda command: command[0])
@pytest.mark.parametrize("out", ["folder", "none/page.out", "page.txt/out"])
def test_an_output_that_cannot_be(command: list[str], out: str, folder: Path) -> None:
    assert out in said(newsclean(*command, "page.txt", "-o", out, cwd=folder), 2)
    assert (folder / "page.txt").read_text("utf-8") == PAGE
    assert list((folder / "folder").iterdir()) == []


@pytest.mark.parametrize(
    "call",
    ["clean page.txt", "check page.txt", "explain page.txt", "stages", "rule --all", "--version", "--help", "config",
     "schema output", "filter spacing < page.txt", "review page.txt", "batch page.txt -o out --resume --summary"],
)  # fmt: skip
def test_closed_and_full_outputs(call: str, folder: Path) -> None:
    assert "standard output" in said(shell(f"NC {call} >&-", folder), 2)
    if Path("/dev/full").is_char_device():
        assert "No space left" in said(shell(f"NC {call} > /dev/full", folder), 2)
    silent = shell(f"NC {call} >&- 2>&-", folder)
    assert silent.returncode == 2
    quiet = shell(f"NC {call} | true", folder)
    assert quiet.stderr == b""


@pytest.mark.parametrize("call", ["clean", "check", "explain", "review -o review.html", "filter spacing"])
def test_a_closed_input(call: str, folder: Path) -> None:
    run = shell(f"NC {call} <&-", folder)
    assert said(run, 2) == "newsclean: standard input: Bad file descriptor\n"


def test_messages_to_a_closed_standard_error_do_not_get_among_the_results(folder: Path) -> None:
    run = shell("NC clean -f text none.txt page.txt 2>&-", folder)
    assert run.returncode == 2
    assert run.stdout == newsclean("clean", "-f", "text", folder / "page.txt").stdout


def test_what_is_done_to_a_file_needs_no_standard_output(folder: Path) -> None:
    assert shell("NC clean page.txt -o out.md >&- 2>&- <&-", folder).returncode == 0
    assert (folder / "out.md").read_text("utf-8").startswith("## ")


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (["clean", "--bogus", "page.txt"], "--bogus"),
        (["clean", "--format", "pdf", "page.txt"], "pdf"),
        (["explain", "--line", "x", "page.txt"], "--line"),
        (["nosuch"], "nosuch"),
        (["filter"], "STAGE"),
        (["schema", "x\x1b[31m"], "name"),
        (["batch", "page.txt"], "--output"),
    ],
)
def test_a_wrong_call_is_one_line_with_the_way_to_the_help(call: list[str], what: str, folder: Path) -> None:
    message = said(newsclean(*call, cwd=folder), 2)
    assert what in message
    assert message.endswith(" --help\n")
    assert "\x1b" not in message

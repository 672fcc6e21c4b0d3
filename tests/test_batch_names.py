"""Whatever an input is called, its output lies in OUT; inputs whose outputs would clash are refused first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from archives import PAGE, batch, command, plain, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.batch.names import below, stem
from newsclean.batch.start import WrongCall


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
@settings(deadline=None)
def test_every_name_is_below(name: str) -> None:
    below_out = below(name)
    parts = stem(below_out).split("/")
    assert os.path.normpath("/out/" + below_out).startswith("/out")
    assert ".." not in parts
    assert not stem(below_out).startswith("/")
    assert all(len(os.fsencode(part)) <= 255 for part in parts)
    assert len(os.fsencode(parts[-1] + ".record-00000000.page-0000.json")) <= 255


ODD = [
    "-rf.txt",
    "--help.txt",
    "a\nb.txt",
    "版" * 83 + ".txt",
    "x" * 251 + ".txt",
    "x" * 250 + "y.txt",
    "*.txt",
    "$(id).txt",
    "~.txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
def test_odd_names(tmp_path: Path) -> None:
    plain(tmp_path / "in", *ODD)
    (Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff\xfe.txt"))).write_text(PAGE, encoding="utf-8")
    done = command("in", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(tree(tmp_path / "out")) == len(ODD) + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert all(path.parent == tmp_path / "out" for path in (tmp_path / "out").iterdir())


def test_ways_up_and_roots_stay_below(tmp_path: Path) -> None:
    plain(tmp_path / "in", "p.txt", "deep/q.txt")
    work = tmp_path / "in" / "deep"
    done = command("../p.txt", tmp_path / "in/deep/q.txt", "-o", "../../out", cwd=work)
    assert (done.returncode, done.stderr) == (0, b"")
    inside = str(tmp_path / "in/deep/q.json").lstrip("/")
    assert sorted(tree(tmp_path / "out")) == sorted(["p.json", inside])


def test_links_of_inputs_are_read_and_links_of_folders_are_not_walked(tmp_path: Path) -> None:
    plain(tmp_path / "in", "a.txt")
    plain(tmp_path / "else", "b.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "else" / "b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    batch(tmp_path / "in", tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == ["a.json", "link.json"]


def test_links_in_the_output_lead_nowhere(tmp_path: Path) -> None:
    plain(tmp_path / "in", "sub/a.txt", "b.txt")
    (tmp_path / "out").mkdir()
    (tmp_path / "victim").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "victim")
    (tmp_path / "out" / "b.json").symlink_to(tmp_path / "file")
    summary, complaints = batch(tmp_path / "in", tmp_path / "out")
    assert (summary["failed"], "symbolic link" in complaints[0]) == (1, True)
    assert list((tmp_path / "victim").iterdir()) == []
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out" / "b.json").is_symlink()


@pytest.mark.parametrize(
    "names",
    [
        ("a.txt", "a.text"),
        ("a.txt", "a.txt.gz"),
        ("a.txt", "a.page-0002.txt"),
        ("a.jsonl", "a.record-000001.txt"),
        ("a.jsonl", "a.record-000001.page-0002.txt"),
        ("a.txt", "a.json/b.txt"),
        ("a.txt", "a.page-0001.json/b.txt"),
        ("x" * 240 + ".txt", "x" * 240 + ".text"),
    ],
)
def test_two_inputs_for_one_output_are_refused_first(tmp_path: Path, names: tuple[str, ...]) -> None:
    plain(tmp_path / "in", "other.txt", *names)
    with pytest.raises(WrongCall, match="rename"):
        batch(tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_folders_for_one_output_are_refused_first(tmp_path: Path) -> None:
    plain(tmp_path, "x/a.txt", "y/a.txt")
    with pytest.raises(WrongCall, match="both write a"):
        batch([str(tmp_path / "x"), str(tmp_path / "y")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", [".newsclean/a.txt", "manifest.jsonl/a.txt"])
def test_own_names_are_refused_first(tmp_path: Path, name: str) -> None:
    plain(tmp_path, name)
    done = command(name, "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert not (tmp_path / "out").exists()


def test_what_only_looks_like_a_clash_is_done(tmp_path: Path) -> None:
    plain(tmp_path / "in", "a.txt", "a/b.txt", "a.2020/c.txt", "b.page-0002.txt", "A.txt")
    batch(tmp_path / "in", tmp_path / "out")
    assert len(tree(tmp_path / "out")) == 5


def test_one_input_named_twice_is_done_once(tmp_path: Path) -> None:
    plain(tmp_path / "in", "a.txt")
    summary, _ = batch([str(tmp_path / "in"), str(tmp_path / "in")], tmp_path / "out")
    assert summary["inputs"] == 1

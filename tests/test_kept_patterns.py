"""Compiled patterns that are kept: the same as compiled anew, and no file of them is ever in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from newsclean.kept_patterns import MOST, SUM, Kept

PATTERNS = (
    (r"(?P<year>\d{4})年(?:\s*\p{Han}{1,3}?)*+", 0),
    ("(?(DEFINE)(?P<role>记者|通讯员))本报(?&role)", 0),
    (r"[[\p{Han}\p{L}]--[的是]]{2,}", regex.V1),
    ("(?i)covid|一", 0),
)
TEXTS = ("2020年 二月七日", "本报通讯员", "的新闻是ab", "Covid-19")


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def read(pattern: regex.Pattern[str]) -> list[object]:
    found = [match for text in TEXTS for match in pattern.finditer(text)]
    return [
        pattern.pattern,
        pattern.flags,
        dict(pattern.groupindex),
        *((m.span(), m.groups()) for m in found),
    ]


def filled(place: Path) -> Kept:
    kept = Kept(str(place))
    for text, flags in PATTERNS:
        kept.compile(text, flags)
    kept.write()
    return kept


def test_a_kept_pattern_is_the_same_as_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "deep" / "kept")
    new = [read(regex.compile(text, flags)) for text, flags in PATTERNS]
    kept = Kept(str(tmp_path / "deep" / "kept"))
    monkeypatch.setattr(regex, "compile", None)  # nothing is compiled anew
    assert [read(kept.compile(text, flags)) for text, flags in PATTERNS] == new


def test_what_others_kept_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "kept"
    first, second = Kept(str(place)), Kept(str(place))
    first.compile("一")
    second.compile("二")
    first.write()
    second.write()
    assert list(tmp_path.iterdir()) == [place]
    kept = Kept(str(place))
    monkeypatch.setattr(regex, "compile", None)
    assert kept.compile("一").match("一")
    assert kept.compile("二").match("二")


@pytest.mark.parametrize("at", [0, SUM, 40, -1])
def test_a_rotten_file_is_as_good_as_none(tmp_path: Path, at: int) -> None:
    place = tmp_path / "kept"
    filled(place)
    data = bytearray(place.read_bytes())
    data[at] ^= 0x55
    place.write_bytes(data)
    assert Kept(str(place)).compile("一").match("一")
    place.write_bytes(data[: len(data) // 2])
    assert Kept(str(place)).compile("一").match("一")
    place.write_bytes(b"")
    assert filled(place).compile("一").match("一")


def test_nothing_is_written_where_python_writes_no_byte_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    filled(tmp_path / "kept")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert filled(tmp_path / "file" / "kept").compile("一").match("一")
    (tmp_path / "kept").mkdir()
    assert filled(tmp_path / "kept").compile("一").match("一")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "kept"}
    kept = Kept(None)
    assert kept.compile("一").match("一")
    kept.write()


def test_a_file_does_not_grow_without_end(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    kept = filled(place)
    size = place.stat().st_size
    for number in range(MOST):
        kept.compile(f"第{number}版")
    kept.write()
    kept.compile("一")
    kept.write()
    assert place.stat().st_size < size


def test_what_cannot_be_written_down_is_compiled_anew(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    kept = filled(place)
    assert kept.compile("\ud800").match("\ud800")
    kept.write()
    assert Kept(str(place)).compile("\ud800").match("\ud800")
    assert Kept(str(place)).compile("一").match("一")


def test_errors_are_those_of_regex(tmp_path: Path) -> None:
    with pytest.raises(regex.error):
        Kept(str(tmp_path / "kept")).compile("(一")


def test_a_second_run_compiles_nothing(tmp_path: Path) -> None:
    script = (
        "import regex._regex_core as core, newsclean\n"
        "seen = []\n"
        "parse = core._parse_pattern\n"
        "import regex, sys\n"
        "main = sys.modules[regex.compile.__module__]\n"
        "main._parse_pattern = lambda *of: seen.append(of) or parse(*of)\n"
        "newsclean.clean('市图书馆恢复开放\\n本报讯（记者 王 涛）3月20日，市图书馆恢复开放。\\n')\n"
        "print(len(seen))\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    found = [
        int(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=env).stdout)
        for _ in range(2)
    ]
    assert found[0] > 20
    assert found[1] == 0

"""`newsclean filter`: chosen stages over a stream, all else byte for byte."""

from __future__ import annotations

import codecs
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import COMMAND, SEED, newsclean, said

from newsclean.filtering import Filter, LabelsOnly, filter_chain
from newsclean.io import blocks as reading
from newsclean.io.coding import WIDE, Coding
from newsclean.io.encodings import DecodeError
from newsclean.io.magic import no_text

SPREAD = "传 染 病 区 医 护 人 员\n".encode()
CLOSED = "传染病区医护人员\n".encode()


def filtered(data: bytes, *stages: str, **settings: object) -> bytes:
    return b"".join(Filter(filter_chain(stages), **settings).run(io.BytesIO(data)))  # type: ignore[arg-type]


def test_only_the_named_stage_runs() -> None:
    vertical = "补\n足\n短\n板\n".encode()
    run = newsclean("filter", "spacing", stdin=SPREAD + vertical)
    assert (run.returncode, run.stdout, run.stderr) == (0, CLOSED + vertical, b"")


def test_stages_run_in_the_order_given() -> None:
    assert filter_chain(["dehyphenate", "spacing"]).names == ("dehyphenate", "spacing")
    assert filter_chain(["spacing,vertical", "captions"]).names == ("spacing", "vertical", "captions")


def test_filters_compose_in_a_pipeline() -> None:
    data = SEED.read_bytes()
    one = newsclean("filter", "spacing", "vertical", stdin=data).stdout
    two = newsclean("filter", "vertical", stdin=newsclean("filter", "spacing", stdin=data).stdout).stdout
    assert one == two != data


def test_crlf_and_a_missing_last_line_end_survive() -> None:
    data = "春节是辞旧迎新、阖家团圆的时刻。\r\n\r\n但面对突如其来的新型冠状病毒感染的肺\r\n\r\n炎疫情，全市医务工作者义无反顾。".encode()
    out = filtered(data, "dehyphenate")
    assert out == data.replace(b"\r\n", b"")
    assert filtered(SPREAD[:-1] + b"\r\n" + SPREAD[:-1], "spacing") == CLOSED[:-1] + b"\r\n" + CLOSED[:-1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_text_stage_keeps_the_line_ends(end: str) -> None:
    data = SEED.read_text("utf-8").replace("\n", end).encode()
    for stage in (
        "merged_lines",
        "vertical",
        "spacing",
        "captions",
        "reading_order",
        "dehyphenate",
        "furniture",
    ):
        out = filtered(data, stage).decode()
        assert set(out.replace(end, "")).isdisjoint("\r\n"), stage


def test_characters_makes_line_ends_plain_when_asked_for() -> None:
    assert filtered(b"\xef\xbb\xbfa\r\nb\r", "characters") == b"a\nb\n"
    assert filtered(b"\xef\xbb\xbfa\r\nb\r", "spacing") == b"\xef\xbb\xbfa\r\nb\r"


def refused(data: bytes, stage: str = "digit_width", **settings: object) -> bool:
    """Whether nothing of it is written."""
    try:
        next(iter(Filter(filter_chain([stage]), **settings).run(io.BytesIO(data))), None)  # type: ignore[arg-type]
    except DecodeError:
        return True
    return False


FULL_WIDTH = re.compile("[\uff01-\uff5e]")
"""What `digit_width` is there to change."""


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_bytes_that_are_no_text_survive(data: bytes) -> None:
    if not FULL_WIDTH.search(data.decode("utf-8", "ignore")):
        wide = no_text(data) is not None or data.startswith(tuple(bom for bom, _ in WIDE))
        assert (
            refused(data, encoding="utf-8")
            if wide
            else filtered(data, "digit_width", encoding="utf-8") == data
        )
        begin = data[:39]
        assert refused(begin) if wide or b"\0" in begin else filtered(begin, "digit_width") == begin
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        coding = Coding(encoding)
        assert coding.encode(coding.decode(data)[0]) == data


def test_bytes_that_are_no_text_pass_with_a_remark() -> None:
    data = b"\xff\xfd\x01\x80 ok\n" + SPREAD
    run = newsclean("filter", "spacing", stdin=data)
    assert (run.returncode, run.stdout) == (0, b"\xff\xfd\x01\x80 ok\n" + CLOSED)
    assert "3 bytes are not utf-8, left as they are" in said(run, 0)
    assert newsclean("filter", "-q", "spacing", "--errors", "keep", stdin=data).stderr == b""


WIDE_TEXT = "传 染 病 区\n山 区 ok\n"
HAN = "全市春季农业生产暨乡村振兴现场推进会在青芷县举行 市委书记出席会议并讲话 "


@pytest.mark.parametrize("options", [(), ("--verify",), ("--errors", "strict")], ids=str)
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (codecs.BOM_UTF16_LE + WIDE_TEXT.encode("utf-16-le"), "is utf-16-le and cannot be read as a stream"),
        (codecs.BOM_UTF16_BE + WIDE_TEXT.encode("utf-16-be"), "is utf-16-be and cannot be read as a stream"),
        (codecs.BOM_UTF32_LE + WIDE_TEXT.encode("utf-32-le"), "is utf-32-le and cannot be read as a stream"),
        (WIDE_TEXT.encode("utf-16-le"), "holds NUL bytes (line 1)"),
        ("「一".encode("utf-16-le") * 3 + "\n".encode("utf-16-le"), "holds NUL bytes (line 1)"),
        (
            (HAN.replace(" ", "。") * 3).encode("utf-16-le"),
            "reads as utf-16-le and cannot be read as a stream",
        ),
        (b"ok\nb\0c\n", "holds NUL bytes (line 2)"),
        (b"%PDF-1.4\n1 0 obj\n", "is a PDF: extract its text first"),
        (b"\x1f\x8b\x08\x00", "is compressed (gzip): unpack it first"),
    ],
)
@pytest.mark.parametrize("stage", ["characters", "spacing"])
def test_what_is_no_text_is_refused_before_anything_is_written(
    data: bytes, what: str, stage: str, options: tuple[str, ...]
) -> None:
    run = newsclean("filter", stage, *options, stdin=data)
    assert f"newsclean: standard input {what}" in said(run, 3)
    assert run.stdout == b""
    assert "utf" not in what or "turn it into UTF-8 first, as with iconv -f utf-" in run.stderr.decode()


def test_a_mark_of_utf16_counts_for_more_than_the_encoding_that_is_named() -> None:
    data = codecs.BOM_UTF16_LE + WIDE_TEXT.encode("utf-16-le")
    run = newsclean("filter", "spacing", "-e", "utf-8", stdin=data)
    assert "is utf-16-le" in said(run, 3)
    assert run.stdout == b""


@pytest.mark.parametrize("stage", ["characters", "spacing"])
def test_lines_with_nuls_further_on_pass_as_they_are(stage: str) -> None:
    hollow = "a\0 传 染 病 区\x1b\n".encode() + WIDE_TEXT.encode("utf-16-be")
    begin = SPREAD * 4000 + b"\f"
    run = newsclean("filter", stage, stdin=begin * 2 + hollow + SPREAD)
    after = newsclean("filter", stage, stdin=SPREAD).stdout
    assert run.stdout.endswith(hollow + after)
    assert "lines with NUL bytes are left as they are" in said(run, 0)
    strict = newsclean("filter", stage, "--errors", "strict", stdin=begin * 2 + hollow)
    assert "line 8001: holds NUL bytes" in said(strict, 3)


def test_strays_pass_in_text_whose_encoding_is_named() -> None:
    run = newsclean("filter", "characters", "spacing", "-e", "utf-8", "--verify", stdin=b"a\0 b\n" + SPREAD)
    assert run.stdout == b"a\0 b\n" + CLOSED
    assert "1 line with NUL bytes is left as it is" in said(run, 0)


def test_strict_stops_at_bytes_that_are_no_text() -> None:
    run = newsclean("filter", "spacing", "--errors", "strict", stdin=SPREAD + b"ok\nb\xff\n")
    assert "line 3: not utf-8; name the encoding with --encoding" in said(run, 3)


def test_legacy_text_is_told_and_written_in_its_own_encoding() -> None:
    page = (SEED.read_text("utf-8") + SPREAD.decode()).encode("gb18030")
    for args in ((), ("--encoding", "gbk")):
        run = newsclean("filter", "spacing", *args, stdin=page)
        assert run.stderr == b""
        assert "传染病区医护人员\n".encode("gb18030") in run.stdout
    assert "turn it into UTF-8 first" in said(newsclean("filter", "spacing", "-e", "utf-16", stdin=b"a"), 2)
    assert "no encoding is called" in said(newsclean("filter", "spacing", "-e", "klingon", stdin=b"a"), 2)


def test_furniture_is_set_aside_at_the_end_of_its_page() -> None:
    page = "2020年2月7日 星期五 第1版\n会议召开\n责任编辑：王涛\n昨日，会议在京召开。\n"
    out = newsclean("filter", "furniture", stdin=(page + "\f" + page).encode()).stdout.decode()
    aside = "会议召开\n昨日，会议在京召开。\n2020年2月7日 星期五 第1版\n责任编辑：王涛\n"
    assert out == aside + "\f" + aside
    assert filtered(aside.encode(), "furniture") == aside.encode()


@pytest.mark.parametrize("name", ["articles", "headlines"])
def test_stages_that_change_no_text_are_refused(name: str) -> None:
    message = said(newsclean("filter", "spacing", name, stdin=b""), 2)
    assert f"{name} changes no text" in message
    assert "filter with: characters" in message
    with pytest.raises(LabelsOnly):
        filter_chain([name])


@pytest.mark.parametrize("given", ["", ",", "+spacing", "spacing,+vertical"])
def test_what_names_no_stage_is_refused(given: str) -> None:
    assert "without +" in said(newsclean("filter", given, stdin=b"\xe4"), 2)


def test_an_unknown_stage_is_refused_with_the_known_ones() -> None:
    message = said(newsclean("filter", "spaces", stdin=b""), 2)
    assert "no stage named 'spaces'; there are: " in message


def test_output_begins_before_the_input_ends() -> None:
    process = subprocess.Popen(
        [COMMAND, "filter", "spacing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(SPREAD + b"\f")
    process.stdin.flush()
    assert process.stdout.readline() == CLOSED  # the test's time-out is the failure
    process.stdin.write(SPREAD * 5000)
    process.stdin.flush()
    assert process.stdout.readline() == b"\f" + CLOSED
    assert process.communicate(timeout=30)[0].endswith(CLOSED)


def test_a_closed_pipe_is_quiet() -> None:
    process = subprocess.Popen(
        [COMMAND, "filter", "spacing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    assert process.stdin
    process.stdin.write(SPREAD + b"\f")
    process.stdin.flush()
    assert process.stdout.readline() == CLOSED
    process.stdout.close()
    try:
        for _ in range(200):
            process.stdin.write((SPREAD + b"\f") * 100)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.stderr.read() == b""
    assert process.wait(30) == 0


class Endless(io.RawIOBase):
    """A stream of so many megabytes, made as it is read."""

    def __init__(self, piece: bytes, megabytes: int) -> None:
        self.piece = piece * (65536 // len(piece))
        self.left = megabytes * (1 << 20) // len(self.piece)

    def read1(self, size: int) -> bytes:
        self.left -= 1
        return self.piece if self.left >= 0 else b""


@pytest.mark.parametrize("piece", [b"a\f", b"\n", "行\n".encode(), b"x", b"\r", "字".encode(), b"\x81"])
def test_blocks_are_bounded_and_whole(piece: bytes) -> None:
    sizes = [len(block) for block in reading.blocks(Endless(piece, 4))]  # type: ignore[arg-type]
    assert max(sizes) <= reading.BLOCK_BYTES + reading.CHUNK
    assert sum(sizes) == len(piece) * (65536 // len(piece)) * (
        4 * (1 << 20) // (len(piece) * (65536 // len(piece)))
    )


def test_memory_does_not_grow_with_the_stream() -> None:
    code = """
import resource, sys
from newsclean.filtering import Filter, filter_chain
class Pages:
    def __init__(self, count): self.left = count
    def read1(self, size):
        self.left -= 1
        return PAGE if self.left >= 0 else b""
PAGE = open(sys.argv[1], "rb").read() + b"\\f"
def peak(count):
    for block in Filter(filter_chain(["spacing", "vertical"])).run(Pages(count)): pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak(20), peak(200))
"""
    run = subprocess.run([sys.executable, "-c", code, str(SEED)], capture_output=True, check=True, text=True)
    small, large = map(int, run.stdout.split())
    assert large < small * 1.2


@given(
    st.lists(
        st.sampled_from([b"a\n", b"\n", b"\r\n", b"\f", "一。\n".encode(), b"\r", b"x" * 40]), max_size=300
    )
)
@settings(max_examples=100, deadline=None)
def test_joined_blocks_are_the_stream(parts: list[bytes]) -> None:
    data = b"".join(parts)
    before = reading.BLOCK_LINES, reading.BLOCK_BYTES, reading.CHUNK
    reading.BLOCK_LINES, reading.BLOCK_BYTES, reading.CHUNK = 5, 100, 30
    try:
        found = list(reading.blocks(io.BytesIO(data)))
    finally:
        reading.BLOCK_LINES, reading.BLOCK_BYTES, reading.CHUNK = before
    assert b"".join(found) == data
    for block, following in zip(found, found[1:], strict=False):
        assert not (block.endswith(b"\r") and following.startswith(b"\n"))


def test_a_block_ends_where_a_paragraph_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BLOCK_LINES", 4)
    lines = ["一\n", "二\n", "三\n", "四\n", "五。\n", "\n", "六\n", "七\n", "八\n", "九\n"]
    first = next(iter(reading.blocks(io.BytesIO("".join(lines).encode()))))
    assert first.decode() == "".join(lines[:6])


def test_the_configuration_extends_the_lexicons(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('furniture = ["吕梁新闻网独家"]\n', "utf-8")
    page = "吕梁新闻网独家\n会议召开\n".encode()
    assert newsclean("filter", "furniture", stdin=page).stdout == page
    assert (
        newsclean("filter", "furniture", stdin=page, cwd=tmp_path).stdout
        == "会议召开\n吕梁新闻网独家\n".encode()
    )

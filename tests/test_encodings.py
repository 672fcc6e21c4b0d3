"""Encodings: decided by score on the whole file; what cannot be told is an error that names two guesses."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.io.encodings import DecodeError, decode, guesses

NEWS = "全市春季农业生产暨乡村振兴现场推进会在青芷县召开。市委书记出席会议并讲话。"
OLD_NEWS = "米價回落市況轉穩，各埠來貨漸多，行情看低，市民稱便。"
BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (NEWS, "utf-8", "utf-8"),
        (NEWS, "gb2312", "gb18030"),
        (NEWS, "gbk", "gb18030"),
        (NEWS, "gb18030", "gb18030"),
        (NEWS, "utf-16-le", "utf-16-le"),
        (NEWS, "utf-16-be", "utf-16-be"),
        (OLD_NEWS, "utf-8", "utf-8"),
        (OLD_NEWS, "gbk", "gb18030"),
        (OLD_NEWS, "big5", "big5hkscs"),
        (OLD_NEWS, "cp950", "big5hkscs"),
        (OLD_NEWS + "啲嘢喺嗰度。", "big5hkscs", "big5hkscs"),
        (OLD_NEWS, "utf-16-le", "utf-16-le"),
        ("The quick brown fox", "ascii", "utf-8"),
        ("こんにちは", "utf-8", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_decided_without_a_mark(text: str, encoding: str, expected: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, expected)


@pytest.mark.parametrize("encoding", BOMS)
def test_a_mark_decides_and_is_no_text(encoding: str) -> None:
    decoded = decode(BOMS[encoding] + NEWS.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.confidence) == (NEWS, encoding, 1.0)


def test_big5_is_valid_gb18030_and_still_big5() -> None:
    data = OLD_NEWS.encode("big5")
    assert data.decode("gb18030") != OLD_NEWS  # no error: why trial and error would corrupt the text
    assert decode(data).text == OLD_NEWS


def test_a_word_that_is_valid_in_several_encodings_is_told_by_its_characters() -> None:
    assert decode("联通".encode("gbk")).text == "联通"


@pytest.mark.parametrize("data", ["不".encode("gbk"), "一".encode("utf-16-be")])
def test_a_single_character_is_too_little_to_tell(data: bytes) -> None:
    assert len(guesses(data)) > 1
    with pytest.raises(DecodeError, match=r"in doubt: [\w-]+ or [\w-]+; name it with --encoding"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89PNX\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06" + bytes(range(128, 256)),
        NEWS.encode("gb18030") + b"\xff\xff" + NEWS.encode("gb18030"),
        b"\0" * 99,
        "Señor Ümläut éàü çñ".encode("latin-1"),
    ],
)
def test_no_text_is_an_error_with_two_guesses(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"\w+ or \w+.*--encoding"):
        decode(data)


def test_what_is_given_is_taken() -> None:
    assert decode("的".encode("gbk"), "GBK").text == "的"
    assert decode(codecs.BOM_UTF16_LE + "的".encode("utf-16-le"), "utf-16").text == "的"
    with pytest.raises(DecodeError, match="byte 0 cannot be decoded"):
        decode(b"\xff\xff", "utf-8")
    with pytest.raises(DecodeError, match="no encoding of text"):
        decode(b"", "base64")


PAGE = f"{NEWS}\n{NEWS}\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            PAGE.encode()[:-5],
            r"UTF-8 but for byte 217 \(line 2\), a character that is cut off: mend the file, or drop",
        ),
        (
            b"\xff" + PAGE.encode(),
            r"UTF-8 but for byte 0 \(line 1\): mend the file, or drop the damaged bytes: iconv -c",
        ),
        (
            PAGE.encode() + b"\xff\r\n" + PAGE.encode() + b"\xff",
            r"UTF-8 but for 2 places, the first at byte 224 \(line 3\)",
        ),
        (codecs.BOM_UTF8 + PAGE.encode()[:-5], r"UTF-8 but for byte 220 \(line 2\)"),
        (
            codecs.BOM_UTF16_LE + b"a\0\0\xdc",
            r"not utf-16-le, as its first bytes say: byte 4 cannot .* mend the file$",
        ),
    ],
)
def test_a_damaged_file_is_told_where_and_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(DecodeError, match=f"^{message}"):
        decode(data)


def test_damage_in_another_encoding_is_none_of_utf8() -> None:
    for encoding in ("gb18030", "big5"):
        with pytest.raises(DecodeError) as failed:
            decode(OLD_NEWS.encode(encoding) * 3 + b"\xff")
        assert "UTF-8 but" not in str(failed.value)


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            PAGE.encode(),
            "gbk",
            "not gb18030, as --encoding says: byte .* it reads as utf-8: leave --encoding out",
        ),
        (PAGE.encode()[:-5], "gbk", "not gb18030, as --encoding says: byte .* it is UTF-8 but for byte 217"),
        (PAGE.encode()[:-5], "utf-8", "UTF-8 but for byte 217"),
        (bytes(range(256)), "utf-8", r"not utf-8, as --encoding says: byte 128 .*\(line 3\); mend the file$"),
        (b"%PDF-1.7\n\xff", "utf-8", "is a PDF"),
    ],
)
def test_who_has_named_an_encoding_is_not_told_to_name_it(data: bytes, encoding: str, message: str) -> None:
    with pytest.raises(DecodeError, match=f"^{message}") as failed:
        decode(data, encoding)
    assert "name" not in str(failed.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.5\n", "is a PDF: extract its text first, e.g. with pdftotext -raw"),
        (b"PK\x03\x04\x14\0\6\0", "is a zip archive, or a document made of one"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"is a picture \(PNG\): have its text read first"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", r"is a picture \(JPEG\)"),
        (b"\x1f\x8b\x08\0\0\0\0\0", r"is compressed \(gzip\): unpack it first, e.g. with gzip -dc"),
        (b"BZh91AY&SY\0", r"is compressed \(bzip2\)"),
        (b"{\\rtf1\\ansi hello}", "is an RTF document"),
    ],
)
def test_what_is_no_text_by_its_first_bytes(data: bytes, message: str) -> None:
    with pytest.raises(DecodeError, match=f"^{message}"):
        decode(data)
    with pytest.raises(DecodeError, match=f"^{message}"):
        decode(data + bytes(range(256)), "utf-8")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_text_or_an_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except DecodeError:
        return
    again = decoded.text.encode(decoded.encoding)
    assert again in (data, data[2:], data[3:], data[4:])  # without its mark


def test_no_sample_of_real_text_is_taken_for_another_encoding() -> None:
    """The table of the README, with fewer samples."""
    command = [sys.executable, "tools/encodings_table.py", "fixtures", "--samples", "15"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert table[-1] == "wrong: 0"
    refused = {line.split()[-2] for line in table[1:-1] if " 1 " not in line[20:27]}
    assert refused == {"0"}

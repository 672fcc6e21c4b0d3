"""Files that are no text, told by the bytes that they begin with, and what to do about each."""

from __future__ import annotations

_PACKED = "unpack it first, e.g. with {}"
_PICTURE = "have its text read first, e.g. by tesseract or PaddleOCR"
_SAVE = "save it as plain text first, e.g. with {}"
KINDS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "a PDF", "extract its text first, e.g. with pdftotext -raw"),
    (
        0,
        b"PK\x03\x04",
        "a zip archive, or a document made of one (docx, xlsx, odt, epub)",
        "unpack it, or save it as plain text, e.g. with pandoc -t plain",
    ),
    (0, b"\x1f\x8b", "compressed (gzip)", _PACKED.format("gzip -dc")),
    (0, b"\xfd7zXZ\0", "compressed (xz)", _PACKED.format("xz -dc")),
    (0, b"\x28\xb5\x2f\xfd", "compressed (Zstandard)", _PACKED.format("zstd -dc")),
    (4, b"1AY&SY", "compressed (bzip2)", _PACKED.format("bzip2 -dc")),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _PACKED.format("7z x")),
    (0, b"Rar!\x1a\x07", "a RAR archive", _PACKED.format("unrar x")),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (0, b"II*\0", "a picture (TIFF)", _PICTURE),
    (0, b"MM\0*", "a picture (TIFF)", _PICTURE),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "a picture (JPEG 2000)", _PICTURE),
    (0, b"AT&TFORM", "a DjVu file", "extract its text first, e.g. with djvutxt"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", _SAVE.format("antiword")),
    (0, b"{\\rtf", "an RTF document", _SAVE.format("pandoc -t plain")),
)
"""The place and the bytes that tell a kind of file, what that makes it, and the way to its text."""


def no_text(data: bytes) -> str | None:
    r"""What a file is, and what to do, where its first bytes are those of no text; None for any other.

    >>> no_text(b"%PDF-1.4\n"), no_text("茶园".encode())
    ('is a PDF: extract its text first, e.g. with pdftotext -raw', None)
    """
    for at, bytes_, what, then in KINDS:
        if data.startswith(bytes_, at):
            return f"is {what}: {then}"
    return None

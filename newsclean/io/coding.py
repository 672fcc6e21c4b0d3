"""Bytes to text and back to the very same bytes, also where the bytes are no text."""

from __future__ import annotations

import codecs

from msgspec import Struct

from newsclean.io.encodings import ALIASES, BOMS, DecodeError, UnknownEncoding, decode
from newsclean.io.magic import no_text

LEAST_EVIDENCE = 40
"""Bytes beyond ASCII that a sample must have before another encoding than UTF-8 is thought of: twenty characters."""
ASCII = "newsclean\r\n\f 0"
AS_UTF8 = "turn it into UTF-8 first, as with iconv"
WIDE = tuple((bom, name) for bom, name in BOMS if name != "utf-8")
"""The marks of encodings in which half a character may look like a space or a line's end."""


class WrongEncoding(UnknownEncoding):
    """The encoding that was asked for cannot be used for a stream."""


class Coding(Struct, frozen=True):
    """An encoding that holds ASCII as it is, so that lines can be told before their text is known."""

    encoding: str

    @classmethod
    def named(cls, encoding: str) -> Coding:
        """The encoding of that name. Raises WrongEncoding for one unknown, or in which lines cannot be told."""
        name = ALIASES.get(encoding.lower().replace("_", "-"), encoding)
        try:
            name = codecs.lookup(name).name
            plain = ASCII.encode(name) == ASCII.encode("ascii")
        except (LookupError, UnicodeError):
            raise WrongEncoding(f"no encoding is called {encoding!r}") from None
        if not plain:
            raise WrongEncoding(f"{encoding} cannot be read as a stream; {AS_UTF8}")
        return cls(name)

    @classmethod
    def of(cls, sample: bytes) -> Coding:
        """UTF-8, unless the sample proves to be in a legacy encoding of Chinese text; a few bytes prove nothing."""
        if len(sample.translate(None, delete=bytes(range(128)))) < LEAST_EVIDENCE:
            return cls("utf-8")
        try:
            return cls.named(decode(sample).encoding)
        except DecodeError:
            return cls("utf-8")

    def decode(self, data: bytes) -> tuple[str, int, int]:
        r"""The text of a block, how many bytes in it are no text, and the index of the first line that has such.

        Those bytes are escaped as in PEP 383, and come back in `encode`.

        >>> Coding("utf-8").decode(b"ok\n\xff\n")
        ('ok\n\udcff\n', 1, 1)
        """
        try:
            text = data.decode(self.encoding)
            if self.encode(text) == data:
                return text, 0, 0
        except UnicodeError:
            pass
        parts, escaped, first = [], 0, 0
        for index, line in enumerate(data.splitlines(keepends=True)):
            part, bad = self._line(line)
            if bad and not escaped:
                first = index
            escaped += bad
            parts.append(part)
        return "".join(parts), escaped, first

    def _line(self, line: bytes) -> tuple[str, int]:
        """A line, so decoded that it encodes to the same bytes, and how many of its bytes are no text.

        Some encodings have two codes for a character: such a line is left alone, and has nothing wrong.
        """
        try:
            text = line.decode(self.encoding, "surrogateescape")
            if self.encode(text) == line:
                return text, sum("\udc80" <= char <= "\udcff" for char in text)
        except UnicodeError:
            pass
        return line.decode("ascii", "surrogateescape"), 0

    def encode(self, text: str) -> bytes:
        """The bytes of a text. Raises UnicodeEncodeError for a character that the encoding lacks."""
        return text.encode(self.encoding, "surrogateescape")


def refuse(beginning: bytes, told: bool) -> None:
    """Raise DecodeError where a stream begins as no text of an encoding that holds ASCII as it is.

    Where the encoding is `told`, NUL bytes are strays; without that they are taken for halves of UTF-16.
    """
    if message := no_text(beginning):
        raise DecodeError(f"standard input {message}")
    for bom, name in WIDE:
        if beginning.startswith(bom):
            raise DecodeError(
                f"standard input is {name} and cannot be read as a stream; {AS_UTF8} -f {name[:6]} -t utf-8"
            )
    if told:
        return
    if b"\0" in beginning:
        line = len((beginning[: beginning.index(b"\0")] + b" ").splitlines())
        raise DecodeError(
            f"standard input holds NUL bytes (line {line}): if it is UTF-16, {AS_UTF8} -f utf-16 -t utf-8; if it is text with strays, "
            "name its encoding with --encoding: lines with NUL bytes then pass as they are"
        )
    if len(beginning.translate(None, delete=bytes(range(128)))) < LEAST_EVIDENCE or _is_utf8(beginning):
        return
    try:
        name = decode(beginning).encoding
    except DecodeError:
        return
    if name.startswith("utf-16"):
        raise DecodeError(
            f"standard input reads as {name} and cannot be read as a stream; {AS_UTF8} -f {name} -t utf-8"
        )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

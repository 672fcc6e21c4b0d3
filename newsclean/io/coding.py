"""Bytes to text and back to the very same bytes, also where the bytes are no text."""

from __future__ import annotations

import codecs

from msgspec import Struct

from newsclean.io.encodings import ALIASES, DecodeError, UnknownEncoding, decode

LEAST_EVIDENCE = 40
"""Bytes beyond ASCII that a sample must have before another encoding than UTF-8 is thought of: twenty characters."""
ASCII = "newsclean\r\n\f 0"


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
            raise WrongEncoding(
                f"{encoding} cannot be read as a stream; turn it into UTF-8 first, as with iconv"
            )
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

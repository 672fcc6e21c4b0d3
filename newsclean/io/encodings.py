"""Decide a file's encoding on the whole of it, and decode it without losing a byte.

A byte order mark decides. Without one every encoding that can decode the bytes is a candidate, and how likely its text
is as Chinese newsprint decides, never the order of trial: Big5 bytes decode as GB18030 without an error, into nonsense.
The likelihood is that of the characters one by one (`newsclean.io.likelihood`); two encodings that give one and the same
text are no doubt. Where the best text is not likely enough, or not clearly likelier than the second best, the error
names both. What is UTF-8 but for a few bytes (`newsclean.io.damage`), or no text by its first bytes (`newsclean.io.magic`), is
told as that.
"""

from __future__ import annotations

import codecs
from math import exp

from msgspec import Struct

from newsclean.io.damage import damaged, line_at
from newsclean.io.likelihood import likelihood
from newsclean.io.magic import no_text
from newsclean.nearest import nearest

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "utf8": "utf-8",
}

LEAST_MARGIN = 5.0
"""Nats by which the best text must be likelier than the second: wrong once in 150 times, if the figures hold."""
LEAST_PER_CHARACTER = -10.5
"""Nats a character: text is near -6, bytes in a wrong encoding near -13."""
LONG = 64
"""Characters outside ASCII after which valid UTF-8 is UTF-8, and of ASCII alone after which it is ASCII: no other encoding
keeps to their rules that long."""


class DecodeError(Exception):
    """The bytes are no text, or their encoding cannot be told. The message says what to do."""


class UnknownEncoding(DecodeError):
    """There is no such encoding: the call is wrong, whatever the input."""

    usage = True


class Decoded(Struct, frozen=True):
    """A text, the encoding that it was in, and how sure that is (0 to 1; 1.0 if told by BOM or given)."""

    text: str
    encoding: str
    confidence: float


class Guess(Struct, frozen=True):
    """The text in one encoding, and the log-likelihood of it, in nats."""

    encoding: str
    text: str
    nats: float


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a whole file. Raises DecodeError.

    >>> decode("各乡秋粮收购顺利".encode("gb18030")).encoding, decode("秋收完畢農戶歡喜".encode("big5")).encoding
    ('gb18030', 'big5hkscs')
    """
    if encoding is not None:
        return _as_told(data, encoding)
    if message := no_text(data):
        raise DecodeError(message)
    for bom, name in BOMS:
        if data.startswith(bom):
            try:
                return Decoded(data[len(bom) :].decode(name), name, 1.0)
            except UnicodeDecodeError as error:
                raise _damage(data, name, len(bom) + error.start, "its first bytes say") from None
    text = _utf8(data)
    if text is not None and (not text or _plainly_utf8(text)):
        return Decoded(text, "utf-8", 1.0)
    return _likeliest(data)


def known_encoding(encoding: str) -> str:
    """The name that an encoding goes by here. Raises UnknownEncoding for one that there is not, or that holds no text."""
    name = ALIASES.get(encoding.lower().replace("_", "-"), encoding)
    try:
        b" ".decode(name)
    except UnicodeDecodeError:
        pass  # one that takes more bytes
    except (LookupError, ValueError):
        near = nearest(encoding, [*CANDIDATES, *ALIASES, "gb18030", "utf-8", "utf-16", "gbk", "big5"])
        raise UnknownEncoding(f"no encoding of text is called {encoding!r}{near}") from None
    return name


def guesses(data: bytes) -> list[Guess]:
    """The text in every encoding that can decode it, the likeliest first.

    >>> [guess.encoding for guess in guesses("云湖灌区又传来喜讯".encode("gb18030"))][0]
    'gb18030'
    """
    found = []
    for name in CANDIDATES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        found.append(Guess(name, text, likelihood(text)))
    return sorted(found, key=lambda guess: -guess.nats)


def _likeliest(data: bytes) -> Decoded:
    found = guesses(data)
    if not found:
        raise _unclear(data, _broken(data))
    best = found[0]
    second = next((guess for guess in found[1:] if guess.text != best.text), None)
    names = " or ".join([best.encoding, second.encoding if second else _nearest(data, best.encoding)[0]])
    poor = best.nats < LEAST_PER_CHARACTER * len(best.text)
    if poor and (best.encoding != "utf-8" or "\0" in best.text):
        raise _unclear(
            data, f"not Chinese text in any encoding known here, {names} at best; name it with --encoding"
        )
    ahead = best.nats - second.nats if second else 2 * LEAST_MARGIN + 10
    if ahead < LEAST_MARGIN:
        raise _unclear(data, f"encoding in doubt: {names}; name it with --encoding")
    text = best.text.removeprefix("\ufeff") if best.encoding == "gb18030" else best.text
    return Decoded(text, best.encoding, round(1 / (1 + exp(-ahead)), 4))


def _unclear(data: bytes, message: str) -> DecodeError:
    """The error for bytes whose encoding cannot be told: with the damage, where they are UTF-8 but for a few."""
    return DecodeError(damaged(data) or message)


def _nearest(data: bytes, *without: str) -> tuple[str, int]:
    """The encoding whose text is likeliest if what it cannot decode is replaced, and the first such byte."""
    found: list[tuple[float, str, int]] = []
    for name in CANDIDATES:
        if name not in without:
            at = 0
            try:
                data.decode(name)
            except UnicodeDecodeError as error:
                at = error.start
            found.append((likelihood(data.decode(name, "replace")), name, at))
    _, name, at = max(found)
    return name, at


def _broken(data: bytes) -> str:
    """No encoding can decode the bytes: which ones come nearest, and where the nearest one stops."""
    name, at = _nearest(data)
    other, _ = _nearest(data, name)
    return (
        f"{name} or {other} at best, but byte {at} (line {line_at(data, at, name)}) cannot be decoded as {name}: "
        "mend the file, or name its encoding with --encoding"
    )


def _as_told(data: bytes, encoding: str) -> Decoded:
    name = known_encoding(encoding)
    bom = next(
        (bom for bom, marked in BOMS if data.startswith(bom) and marked.startswith(name.lower()[:6])), b""
    )
    try:
        return Decoded(data[len(bom) :].decode(name), name, 1.0)
    except UnicodeDecodeError as error:
        raise _damage(data, name, len(bom) + error.start, "--encoding says") from None


def _damage(data: bytes, encoding: str, at: int, who: str) -> DecodeError:
    """The error for bytes that are not what they are said to be, and what they are instead."""
    if message := no_text(data):
        return DecodeError(message)
    message = f"not {encoding}, as {who}: byte {at} cannot be decoded (line {line_at(data, at, encoding)}); "
    if found := damaged(data):
        return DecodeError(found if encoding == "utf-8" else f"{message}it is {found}")
    try:
        found = decode(data).encoding if who.startswith("--") else ""
    except DecodeError:
        found = ""
    return DecodeError(message + (f"it reads as {found}: leave --encoding out" if found else "mend the file"))


def _plainly_utf8(text: str) -> bool:
    """Whether valid UTF-8 is long enough to be nothing else."""
    outside = len(text) - len(text.encode("ascii", "ignore"))
    return "\0" not in text and (outside > LONG or (not outside and len(text) > LONG))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None

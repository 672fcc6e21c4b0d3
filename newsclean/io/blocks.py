"""Read a stream of text in blocks that are small enough to hold and large enough to judge a page by.

A block is a page (up to a form feed), or, where none comes, a bounded piece of text. It ends after at least
`BLOCK_LINES` lines, at the longest run of blank lines among the next `BLOCK_LINES` (after the end of a sentence, where
several are as long), and after `BLOCK_BYTES` in any case, so that memory stays flat on a stream without line ends too.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from newsclean.io.files import InputError
from newsclean.patterns import expression

BLOCK_LINES = 2_000
"""Lines after which a block may end; newspaper pages have up to some 1,500."""
BLOCK_BYTES = 1 << 20
CHUNK = 1 << 16
PAGE_BREAK = b"\f"
SENTENCE_END = expression(r"[。！？!?…][”’』」）)]*\s*$")


def blocks(
    stream: BinaryIO, encoding: str = "utf-8", prove: Callable[[bytes], None] = lambda _: None
) -> Iterator[bytes]:
    r"""The stream in blocks; each page break is a block of its own. Joined they are the stream.

    `encoding` must be one that holds ASCII as it is (no UTF-16). `prove` is given all that was read before the first block
    goes out, once, and may raise.

    >>> import io
    >>> list(blocks(io.BytesIO(b"1\n2\f3\n\f")))
    [b'1\n2', b'\x0c', b'3\n', b'\x0c']
    """
    pending, proven = b"", False
    while chunk := _read(stream):
        read = pending + chunk
        *pages, pending = read.split(PAGE_BREAK)
        *pieces, pending = _cut(pending, encoding)
        if not proven and (pages or pieces):
            prove(read)
            proven = True
        for page in pages:
            *parts, last = _cut(page, encoding)
            yield from parts
            if last:
                yield last
            yield PAGE_BREAK
        yield from pieces
    if pending:
        if not proven:
            prove(pending)
        yield pending


def _read(stream: BinaryIO) -> bytes:
    """What has come, at most a chunk; waits for the first byte only."""
    read1 = getattr(stream, "read1", None)
    try:
        data: bytes = read1(CHUNK) if read1 else stream.read(CHUNK)
    except OSError as error:
        raise InputError("standard input", error.strerror or str(error), usage=True) from None
    return data


def _cut(data: bytes, encoding: str) -> list[bytes]:
    """The data in pieces of which all but the last, which may go on, are whole blocks."""
    if len(data) <= BLOCK_BYTES and data.count(b"\n") + data.count(b"\r") <= 2 * BLOCK_LINES:
        return [data]
    pieces: list[bytes] = []
    lines = data.splitlines(keepends=True)
    begin = 0
    while True:
        size, stop = 0, begin
        while stop < len(lines) and stop - begin < 2 * BLOCK_LINES and size + len(lines[stop]) <= BLOCK_BYTES:
            size += len(lines[stop])
            stop += 1
        if stop == len(lines):
            break
        if stop == begin:  # a line too long for a block
            head = _whole_characters(lines[stop][:BLOCK_BYTES], encoding)
            pieces.append(lines[stop][:head])
            lines[stop] = lines[stop][head:]
            continue
        cut = begin + _best_cut(lines[begin:stop], encoding)
        pieces.append(b"".join(lines[begin:cut]))
        begin = cut
    return [*pieces, b"".join(lines[begin:])]


def _best_cut(lines: Sequence[bytes], encoding: str) -> int:
    """How many of the lines make the block: at least half of them."""
    best, longest, run = [len(lines)], 0, 0
    for at, line in enumerate(lines):
        if not line.strip():
            run += 1
            continue
        if at * 2 >= len(lines) and run >= max(1, longest):
            best = [at] if run > longest else [*best, at]
            longest = run
        run = 0
    for at in reversed(best):
        before = next((line for line in reversed(lines[:at]) if line.strip()), b"")
        if SENTENCE_END.search(before.decode(encoding, "ignore")):
            return at
    return best[-1]


def _whole_characters(data: bytes, encoding: str) -> int:
    """The length of the data without a character that its end may have cut, and without a CR that a LF may follow."""
    decoder = codecs.getincrementaldecoder(encoding)("ignore")
    decoder.decode(data)
    length = len(data) - len(decoder.getstate()[0])
    if data[:length].endswith(b"\r"):
        length -= 1
    return length or len(data)

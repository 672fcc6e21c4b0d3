"""Names of outputs: below OUT whatever an input is called, and short enough for any file system."""

from __future__ import annotations

import hashlib
import os

from newsclean.patterns import expression

TEXT_SUFFIXES = (".txt", ".text")
RECORD_SUFFIXES = (".jsonl", ".ndjson")
PACKED = (".gz", ".zst")
LONGEST = 255 - len(".record-00000000.page-0000.json") - 9
"""Bytes of UTF-8 that an input's own part of a file name may have: file systems take 255 with all that is added."""

MADE = expression(r"\.(?:page|record)-\d+$")
"""What is added to a stem where one input gives several files."""


def unpacked(name: str) -> str:
    """The name without the suffix of its compression.

    >>> unpacked("a.txt.gz"), unpacked("a.txt")
    ('a.txt', 'a.txt')
    """
    return os.path.splitext(name)[0] if name.lower().endswith(PACKED) else name


def is_records(name: str) -> bool:
    """Whether a file of that name holds JSON Lines."""
    return unpacked(name).lower().endswith(RECORD_SUFFIXES)


def is_dump(name: str) -> bool:
    """Whether a file of that name, found in a directory, is an input.

    >>> [is_dump(n) for n in ("p1.txt", "P1.TXT.GZ", "a.jsonl.zst", "a.json", "._p1.txt", "a.zst")]
    [True, True, True, False, False, True]
    """
    if name.startswith("."):
        return False
    inner = unpacked(name).lower()
    return inner.endswith((*TEXT_SUFFIXES, *RECORD_SUFFIXES)) or (inner != name.lower() and "." not in inner)


def below(name: str) -> str:
    """A name as one below some directory: no root, no empty part, no way up. Empty if nothing is left.

    >>> below("/data/1948/p1.txt"), below("../../p1.txt"), below("a/../../b.txt")
    ('data/1948/p1.txt', 'p1.txt', 'b.txt')
    """
    flat = os.path.normpath(name).replace(os.sep, "/")
    if os.name == "nt":  # pragma: no cover - drive letters and streams
        flat = flat.replace(":", "_")
    return "/".join(part for part in flat.split("/") if part not in ("", ".", ".."))


def stem(name: str) -> str:
    """What the outputs of an input are called, without a suffix; parts that are too long are cut and get a hash.

    >>> stem("1948/p1.txt.gz"), stem("-rf"), stem(".txt")
    ('1948/p1', '-rf', '.txt')
    >>> len(stem("版" * 84 + ".txt").encode()) < 255
    True
    """
    *folders, last = name.split("/")
    inner = unpacked(last)
    base, suffix = os.path.splitext(inner)
    if base and suffix.lower() in (*TEXT_SUFFIXES, *RECORD_SUFFIXES):
        inner = base
    return "/".join([*(_cut(part, 255) for part in folders), _cut(inner or last, LONGEST)])


def _cut(part: str, most: int) -> str:
    data = os.fsencode(part)
    if len(data) <= most:
        return part
    digest = hashlib.sha256(data).hexdigest()[:16]
    return data[: most - 17].decode("utf-8", "ignore") + "~" + digest


def shown(name: str) -> str:
    r"""A name as valid text: bytes that are no UTF-8 as `\xff`.

    >>> shown("a\udcff")
    'a\\xff'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")

"""What must hold for any input: run by `tools/fuzz.py` on inputs that it makes up, and by the tests on those kept.

Each target takes the bytes of a file and raises where a promise of the contract does not hold.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache

from newsclean.api import clean_pages
from newsclean.check.codes import MODULES
from newsclean.check.engine import find_all, fix_all
from newsclean.check.fixing import conserves
from newsclean.check.model import Rule
from newsclean.check.registry import rule
from newsclean.check.source import TextFile
from newsclean.filtering import Filter, filter_chain
from newsclean.formats.table import FORMATS
from newsclean.formats.text import to_text
from newsclean.io.coding import WIDE, Coding
from newsclean.io.encodings import CANDIDATES, DecodeError, decode
from newsclean.io.magic import no_text
from newsclean.presets import LABELLING, NAMES

TEXT = tuple(name for name in NAMES if name not in LABELLING)
FILTERS, JOINING = TEXT[: TEXT.index("dehyphenate")], TEXT[TEXT.index("dehyphenate") :]
FIXES = frozenset({"hyphen", "forms", "variants"})


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(map(rule, MODULES))


def text_of(data: bytes) -> str:
    """The text as `decode` has it; where it has none, UTF-8 as far as it is."""
    try:
        return decode(data).text
    except DecodeError:
        return data.decode("utf-8", "replace")


def differing(again: str, once: str) -> str:
    """The two texts from where they differ, as short as they are told apart."""
    at = next((i for i, (a, b) in enumerate(zip(again, once, strict=False)) if a != b), 0)
    return f"{again[max(0, at - 10) : at + 30]!r}, once: {once[max(0, at - 10) : at + 30]!r}"


def fuzz_decode(data: bytes) -> None:
    """A text or an error of one line, for every encoding; and a stream comes back byte for byte."""
    for encoding in (None, *CANDIDATES, "big5", "utf-16", "utf-8-sig"):
        try:
            found = decode(data, encoding)
        except DecodeError as error:
            if len(str(error).splitlines()) != 1:
                raise ValueError(f"not one line: {error}") from error
            continue
        assert 0 <= found.confidence <= 1
        found.text.encode("utf-8")  # no half of a surrogate pair
    for coding in (Coding.of(data), *map(Coding.named, ("utf-8", "gb18030", "big5hkscs"))):
        assert coding.encode(coding.decode(data)[0]) == data


def fuzz_clean(data: bytes) -> None:
    """Every character once, twice the same, every format written, no error in any stage."""
    text = text_of(data)
    documents = list(clean_pages(text, check=True))
    once = b"".join(to_text(documents)).decode()
    again = b"".join(to_text(clean_pages(once, check=True))).decode()
    assert again == once, f"cleaned again: {differing(again, once)}"
    for name, format in FORMATS.items():
        if name == "front-matter":
            for document in documents:
                b"".join(format.write([document])).decode()
        else:
            written = b"".join(format.write(documents)).decode()
            if name in ("json", "jsonld"):
                json.loads(written)


def fuzz_filter(data: bytes) -> None:
    """Each stage alone over the bytes as they are: every character is kept, and bytes that are no text too."""
    for names in (*((name,) for name in (*FILTERS, *JOINING)), FILTERS + JOINING):
        if no_text(data) or data.startswith(tuple(bom for bom, _ in WIDE)):
            try:
                refused = not next(Filter(filter_chain(names), encoding="utf-8").run(io.BytesIO(data)))
            except DecodeError:
                refused = True
            assert refused, "it is no text of one byte a letter"
            continue
        out = b"".join(Filter(filter_chain(names), encoding="utf-8", check=True).run(io.BytesIO(data)))
        if names == ("digit_width",):
            assert len(out) <= len(data)


def fuzz_check(data: bytes) -> None:
    """Findings stand in the text; fixes keep its characters, and a text that was fixed stays."""
    text = text_of(data)
    file = TextFile(text)
    for finding in find_all(file, rules()):
        assert 0 <= finding.start <= finding.end <= len(text), finding
        file.place(finding.start)
    for unsafe in (False, True):
        fixed = fix_all(file, rules(), TextFile, unsafe=unsafe)
        assert conserves(text, fixed.text, FIXES)
        again = fix_all(TextFile(fixed.text), rules(), TextFile, unsafe=unsafe)
        assert again.text == fixed.text, f"fixed again: {differing(again.text, fixed.text)}"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": fuzz_decode,
    "clean": fuzz_clean,
    "filter": fuzz_filter,
    "check": fuzz_check,
}

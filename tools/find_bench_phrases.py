"""Find phrases of bench pages in the package: what stands there in code, docstrings or examples is to be invented.

    python tools/find_bench_phrases.py ../shared/bench [--least 6]

Every run of --least Han characters or more that a string or comment of newsclean/**.py shares with an article or a dump of the bench
is printed with its place. Exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import regex

HAN = regex.compile(r"\p{Han}+")
PACKAGE = Path(__file__).parent.parent / "newsclean"


def strings(value: object) -> Iterator[str]:
    """All strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def texts(bench: Path) -> Iterator[str]:
    """The texts of the bench: articles and known answers as they read, dumps as they are and without white space."""
    for path in bench.rglob("*.json"):
        yield from strings(json.loads(path.read_text("utf-8")))
    for path in bench.rglob("*.txt"):
        text = path.read_text("utf-8")
        yield text
        yield "".join(text.split())


def shared(text: str, grams: set[str], least: int) -> Iterator[tuple[int, str]]:
    """The runs of a text of which every `least` characters stand in the bench: offset and run."""
    for run in HAN.finditer(text):
        start = None
        word = run.group()
        for at in range(len(word) - least + 2):
            known = word[at : at + least] in grams and at + least <= len(word)
            if known and start is None:
                start = at
            elif not known and start is not None:
                yield run.start() + start, word[start : at + least - 1]
                start = None


def main() -> None:
    """Print `file:line: phrase` for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--least", type=int, default=6)
    options = parser.parse_args()
    grams = {
        word[at : at + options.least]
        for text in texts(options.bench)
        for word in HAN.findall(text)
        for at in range(len(word) - options.least + 1)
    }
    if not grams:
        sys.exit(f"{options.bench}: no texts there")
    found = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        for offset, phrase in shared(text, grams, options.least):
            found += 1
            print(f"{path.relative_to(PACKAGE.parent)}:{text.count(chr(10), 0, offset) + 1}: {phrase}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

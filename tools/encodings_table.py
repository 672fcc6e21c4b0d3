"""The confusion table of the encodings: real text, in every encoding, a few lines of it at a time.

    python tools/encodings_table.py [../shared/bench] [--samples 200]

Text: the articles of bench/articles.json and the dumps of bench/dev, as they are (simplified, one traditional) and with
their characters in traditional form (newsclean/data/trad_simp.txt read backwards). Samples are runs of 1, 5, 20 and 200
printed lines that hold a Chinese character and can be encoded. `refused` are errors that name two guesses.
"""

from __future__ import annotations

import argparse
import codecs
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.io.encodings import DecodeError, decode
from newsclean.lexicon import entries

LINES = (1, 5, 20, 200)
ENCODINGS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": ("utf-8", lambda text: text.encode()),
    "utf-8 with BOM": ("utf-8", lambda text: codecs.BOM_UTF8 + text.encode()),
    "utf-16-le with BOM": ("utf-16-le", lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le")),
    "utf-16-be with BOM": ("utf-16-be", lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
    "utf-16-le": ("utf-16-le", lambda text: text.encode("utf-16-le")),
    "utf-16-be": ("utf-16-be", lambda text: text.encode("utf-16-be")),
    "gb2312": ("gb18030", lambda text: text.encode("gb2312")),
    "gbk": ("gb18030", lambda text: text.encode("gbk")),
    "gb18030": ("gb18030", lambda text: text.encode("gb18030")),
    "big5": ("big5hkscs", lambda text: text.encode("big5")),
    "big5hkscs": ("big5hkscs", lambda text: text.encode("big5hkscs")),
}


def texts(bench: Path) -> list[list[str]]:
    """The texts as lists of lines, simplified and traditional."""
    found = []
    for article in json.loads((bench / "articles.json").read_text(encoding="utf-8")):
        body = "\n".join([article["title"], article["lead_in"] or "", *article["paragraphs"]])
        found.append([piece for line in body.split("\n") for piece in regex.findall(".{1,20}", line)])
    for dump in sorted((bench / "dev").glob("*.txt")):
        found.append(dump.read_text(encoding="utf-8").replace("\f", "\n").splitlines())
    found = [[line for line in lines if regex.search(r"\p{Han}", line)] for lines in found]
    back: dict[int, str] = {}
    for entry in entries("trad_simp"):
        old, _, new = entry.partition("\t")
        back.setdefault(ord(new), old)
    return found + [[line.translate(back) for line in lines] for lines in found]


def samples(all_texts: list[list[str]], count: int, wanted: int, seed: int) -> Iterator[str]:
    """Runs of `count` lines; where a text is shorter it is repeated with others."""
    source = random.Random(seed)
    for _ in range(wanted):
        lines = source.choice(all_texts)
        while len(lines) < count:
            lines = lines + source.choice(all_texts)
        at = source.randrange(len(lines) - count + 1)
        yield "\n".join(lines[at : at + count]) + "\n"


def table(bench: Path, wanted: int) -> dict[tuple[str, int], Counter[str]]:
    """What became of the samples of each encoding and length."""
    all_texts = texts(bench)
    found: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for name, (_, encode) in ENCODINGS.items():
        sources = [[line for line in lines if _can(encode, line)] for lines in all_texts]
        sources = [lines for lines in sources if lines]
        for count in LINES:
            for text in samples(sources, count, wanted, count):
                try:
                    decoded = decode(encode(text))
                    same = decoded.text == text
                    found[name, count][decoded.encoding + ("" if same else " (other text)")] += 1
                except DecodeError:
                    found[name, count]["refused"] += 1
    return found


def _can(encode: Callable[[str], bytes], line: str) -> bool:
    try:
        encode(line)
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, nargs="?", default=Path("../shared/bench"))
    parser.add_argument("--samples", type=int, default=200)
    options = parser.parse_args()
    print(f"{'encoding':20} {'lines':>5} {'samples':>8} {'right':>7} {'refused':>8} {'wrong':>6}  taken for")
    wrong = 0
    for (name, count), outcomes in table(options.bench, options.samples).items():
        right = outcomes.pop(ENCODINGS[name][0], 0)
        refused = outcomes.pop("refused", 0)
        bad = sum(outcomes.values())
        wrong += bad
        taken = ", ".join(f"{other} {times}" for other, times in outcomes.most_common())
        print(f"{name:20} {count:5} {right + refused + bad:8} {right:7} {refused:8} {bad:6}  {taken}")
    print(f"wrong: {wrong}")


if __name__ == "__main__":
    main()

"""How many jumps between the same two pages find their other end: articles cut in two, some at a time.

    python tools/editions_table.py [fixtures/articles.json | DIRECTORY] [--tries 200] [--seed 1]

A directory holds one article a .txt file, whose name is the headline. Rows are what tells the parts apart: the headline
whole, its first eight or last six characters printed over the continuation, or none; the cut between two sentences or in
the middle of one. Columns are how many jumps from page 1 to page 3 there are at once. A cell has, of 100 jumps: right /
wrong / left alone. Every jump names the pages, so that only words can tell.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.editions.matching import Part, match

ARTICLES = Path(__file__).resolve().parents[1] / "fixtures" / "articles.json"
AT_ONCE = (1, 2, 4, 8, 25)
HEADS = {"whole": slice(None), "first 8": slice(8), "last 6": slice(-6, None), "none": slice(0)}
LEAST, MOST = 150, 3_000
"""Characters of an article's text: shorter ones do not jump."""


def articles(place: Path) -> Iterator[tuple[str, str]]:
    """Headlines and texts."""
    if place.is_dir():
        for path in sorted(place.rglob("*.txt")):
            text = "".join(path.read_text("utf-8", errors="ignore").split())
            if LEAST <= len(text) <= MOST:
                yield path.stem, text
    else:
        for article in json.loads(place.read_text("utf-8")):
            text = "".join([article["lead_in"] or "", *article["paragraphs"]])
            if LEAST <= len(text) <= MOST:
                yield article["title"], text


def halves(title: str, text: str, head: slice, torn: bool) -> tuple[Part, Part] | None:
    """The two parts of an article; None where it has no place to be cut at."""
    middle = len(text) // 2
    if not torn:
        found = regex.search(r"[。！？][”’」』]?", text, pos=middle)
        if found is None or found.end() == len(text):
            return None
        middle = found.end()
    elif text[middle - 1] in "。！？”":
        middle -= 3
    front, back = text[:middle], text[middle:]
    return Part("1", "3", title, front, front), Part("3", "1", title[head], back, back)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("place", type=Path, nargs="?", default=ARTICLES)
    parser.add_argument("--tries", type=int, default=200, help="editions a cell")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    known = list(articles(options.place))
    print(f"{len(known)} articles, {options.tries} editions a cell; right / wrong / left alone of 100 jumps")
    print(f"{'headline':8} {'cut':8}" + "".join(f"{count:>16}" for count in AT_ONCE))
    for name, head in HEADS.items():
        for torn in (False, True):
            pairs = [pair for article in known if (pair := halves(*article, head, torn))]
            cells = [cell(pairs, count, options) for count in AT_ONCE if count <= len(pairs)]
            print(f"{name:8} {'sentence' if torn else 'between':8}" + "".join(f"{one:>16}" for one in cells))


def cell(pairs: list[tuple[Part, Part]], count: int, options: argparse.Namespace) -> str:
    """What became of `count` jumps at once."""
    source = random.Random(options.seed)
    right = wrong = 0
    tries = max(1, min(options.tries, 4 * options.tries // count))
    for _ in range(tries):
        chosen = source.sample(pairs, count)
        order = source.sample(range(count), count)
        found = match([chosen[at][0] for at in range(count)], [chosen[at][1] for at in order])
        right += sum(order[b] == a for a, b in found)
        wrong += sum(order[b] != a for a, b in found)
    total = tries * count
    left = total - right - wrong
    return " / ".join(f"{100 * number / total:.0f}" for number in (right, wrong, left))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fit the weights of `newsclean.order.grouping` on pages with known articles, and judge them on others.

usage: fit_grouping.py FIT_DIR... [--judge DIR...] [--print]     needs scikit-learn (pip install scikit-learn)

A directory holds NN.gold.json and NN.pdftotext.txt, NN.pdfminer.txt (see bench/typeset.py). Every pair of column pieces is one
observation: of one article or not; its weight is the fourth root of the product of the pieces' lengths. Printed: the share of
gold articles of which one group holds the characters with F1 >= 0.9, with the fitted and with the shipped weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import eval_order
from fitting import arguments, as_python, logistic

from newsclean.order import grouping
from newsclean.order.evidence import Evidence
from newsclean.order.links import Piece
from newsclean.order.torn import dealt

TORN = ("pdftotext", "pdfminer")
FOUND = 0.9


@dataclass
class Sample:
    """One dump: its pieces, their signs by pair, and the article of each."""

    page: Evidence
    parts: list[Piece]
    pairs: list[tuple[int, int, dict[str, float]]]
    tiles: list[list[eval_order.Tile]]
    texts: list[str]

    def article(self, part: Piece) -> int | None:
        """The article that most of a piece's characters are of; None for display lines and furniture."""
        votes: Counter[int] = Counter()
        for i in part.lines:
            for article in {tile[0] for tile in self.tiles[i]}:
                votes[article] += len(self.page.texts[i])
        return votes.most_common(1)[0][0] if votes else None


def samples(folders: list[Path]) -> list[Sample]:
    """Every torn dump of the folders."""
    found = []
    for folder in folders:
        for known in sorted(folder.glob("*.gold.json")):
            gold: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
            for extractor in TORN:
                dump = folder / f"{known.name.split('.')[0]}.{extractor}.txt"
                if not dump.exists():
                    continue
                lines, gaps, tiles, _, texts = eval_order.load(dump, gold)
                page = Evidence(lines, gaps)
                cut = dealt(page)
                parts = [cut.parts[x] for x in cut.columns]
                found.append(Sample(page, parts, list(grouping.signs(parts, page)), tiles, texts))
    return found


def fit(found: list[Sample]) -> dict[str, float]:
    """The weights, by logistic regression."""
    rows, same, weights = [], [], []
    for sample in found:
        articles = [sample.article(part) for part in sample.parts]
        sizes = [grouping.size(part, sample.page) for part in sample.parts]
        for x, y, signs in sample.pairs:
            if articles[x] is not None and articles[y] is not None:
                rows.append(signs)
                same.append(articles[x] == articles[y])
                weights.append((sizes[x] * sizes[y]) ** 0.25)
    return logistic(rows, same, weights)


def judge(found: list[Sample]) -> float:
    """Share of gold articles that one group holds."""
    hits = total = 0
    for sample in found:
        counts = []
        for members in grouping.group(sample.parts, sample.page):
            own: Counter[int] = Counter()
            size = 0
            for part in (sample.parts[x] for x in members):
                for i in part.lines:
                    articles = {tile[0] for tile in sample.tiles[i]}
                    size += len(sample.page.texts[i]) if articles else 0
                    own.update(dict.fromkeys(articles, len(sample.page.texts[i])))
            counts.append((own, size))
        for article, text in enumerate(sample.texts):
            total += 1
            hits += max(2 * own[article] / (size + len(text)) for own, size in counts) >= FOUND
    return hits / total


def main() -> None:
    o = arguments(__doc__)
    own = samples(o.dirs)
    other = samples(o.judge)
    shipped = dict(grouping.WEIGHTS)
    fitted = fit(own)
    for name, weights in (("shipped", shipped), ("fitted", fitted)):
        grouping.WEIGHTS.clear()
        grouping.WEIGHTS.update(weights)
        print(f"{name:8} fit {judge(own):.3f}" + (f"  judge {judge(other):.3f}" if other else ""))
    if o.print:
        print(as_python(fitted))


if __name__ == "__main__":
    sys.exit(main())

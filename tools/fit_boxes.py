#!/usr/bin/env python3
"""Fit the weights of `newsclean.order.box_weights` on misread pages with known articles, and judge them on others.

usage: fit_boxes.py FIT_DIR... [--judge DIR...] [--print]     needs scikit-learn (pip install scikit-learn)

A directory holds NN.gold.json and NN.tesseract.txt (see bench/typeset.py --ocr). A line is of the paragraph that holds most of
its character pairs. First the neighbours in the dump are observations: of one article or not; then all pairs of the
pieces that the first weights leave. Printed: the share of
gold articles of which one group holds the characters with F1 >= 0.75.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fitting import arguments, as_python, logistic

from newsclean.model import parse
from newsclean.order import box_links, box_weights, grouping
from newsclean.order.box_order import Chains
from newsclean.order.boxes import boxes, texts_of
from newsclean.order.evidence import Evidence
from newsclean.pipeline import Pipeline
from newsclean.stages import reading_order as stage
from newsclean.wording import fold

FOUND = 0.75
LEAST = 0.5  # share of a line's pairs that its article must have
Row = tuple[dict[str, float], bool, float]


class Sample:
    """A dump as the order stage gets it, and the article of each of its lines (None: of none)."""

    def __init__(self, dump: str, gold: dict[str, Any]) -> None:
        page = parse(dump)
        for step, after in Pipeline().steps(page):
            if step.name == "reading_order":
                break
            page = after
        asked = stage.lines_in_question(page, misread=True)
        self.page = Evidence(asked.texts, asked.gaps, asked.display)
        texts = [fold("".join("".join(a["paragraphs"]).split())) for a in gold["articles"]]
        held = [_pairs(text) for text in texts]
        self.article = [_article(_pairs(fold("".join(line.split()))), held) for line in self.page.texts]

    def most(self, lines: Sequence[int]) -> int | None:
        """The article of most characters of some lines."""
        votes: Counter[int] = Counter()
        for at in lines:
            found = self.article[at]
            if found is not None:
                votes[found] += len(self.page.texts[at])
        return votes.most_common(1)[0][0] if votes else None

    def neighbours(self) -> list[Row]:
        """What is known of each box of text and the one before."""
        texts, shown = texts_of(boxes(self.page))
        own = [self.most(range(box.start, box.stop)) for box in texts]
        signs = box_links.neighbour_signs(self.page, texts, list(map(len, shown)))
        return [
            (found, a == b, 1.0)
            for found, a, b in zip(signs, own, own[1:], strict=False)
            if a is not None and b is not None
        ]

    def pairs(self) -> list[Row]:
        """What is known of all pairs of pieces."""
        chains = Chains(self.page)
        own = [self.most(part.lines) for part in chains.parts]
        sizes = [grouping.size(part, self.page) for part in chains.parts]
        return [
            (found, own[x] == own[y], (sizes[x] * sizes[y]) ** 0.25)
            for x, y, found in chains.signs(self.page)
            if own[x] is not None and own[y] is not None
        ]

    def held(self) -> tuple[int, int]:
        """How many articles one group holds, and of how many anything is there."""
        chains = Chains(self.page)
        groups = []
        for members in grouping.group(chains.parts, self.page, chains.signs(self.page), box_weights.PIECES):
            own: Counter[int | None] = Counter()
            for at in (at for x in members for at in chains.parts[x].lines):
                own[self.article[at]] += len(self.page.texts[at])
            groups.append(own)
        sizes = sum(groups, Counter())
        del sizes[None]
        hits = sum(
            max(2 * own[article] / (own.total() + size) for own in groups) >= FOUND
            for article, size in sizes.items()
        )
        return hits, len(sizes)


def _pairs(text: str) -> Counter[str]:
    return Counter(map(str.__add__, text, text[1:]))


def _article(pairs: Counter[str], held: Sequence[Counter[str]]) -> int | None:
    shares = [(sum((pairs & own).values()), number) for number, own in enumerate(held)]
    best, number = max(shares, default=(0, 0))
    return number if best >= LEAST * max(1, sum(pairs.values())) else None


def samples(folders: Sequence[Path]) -> list[Sample]:
    """Every misread dump of the folders."""
    found = []
    for folder in folders:
        for known in sorted(folder.glob("*.gold.json")):
            dump = known.with_name(known.name.replace(".gold.json", ".tesseract.txt"))
            if dump.exists():
                gold = json.loads(known.read_text(encoding="utf-8"))
                found.append(Sample(dump.read_text(encoding="utf-8"), gold))
    return found


def fit(rows: Sequence[Row], c: float) -> dict[str, float]:
    """The weights, by logistic regression."""
    return logistic([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], c)


def judge(found: Sequence[Sample]) -> float:
    """The share of gold articles that one group holds."""
    counts = [sample.held() for sample in found]
    return sum(hits for hits, _ in counts) / max(1, sum(total for _, total in counts))


def main() -> None:
    o = arguments(__doc__)
    own, other = samples(o.dirs), samples(o.judge)
    print(f"shipped  fit {judge(own):.3f}" + (f"  judge {judge(other):.3f}" if other else ""))
    for weights, rows, c in (
        (box_weights.NEIGHBOURS, Sample.neighbours, 1.0),
        (box_weights.PIECES, Sample.pairs, 0.3),
    ):
        fitted = fit([row for sample in own for row in rows(sample)], c)
        weights.clear()
        weights.update(sorted(fitted.items()))
    print(f"fitted   fit {judge(own):.3f}" + (f"  judge {judge(other):.3f}" if other else ""))
    if o.print:
        for name, weights in (("NEIGHBOURS", box_weights.NEIGHBOURS), ("PIECES", box_weights.PIECES)):
            print(name, as_python(weights), sep="\n")


if __name__ == "__main__":
    sys.exit(main())

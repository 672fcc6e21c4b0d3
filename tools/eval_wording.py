"""How well newsclean.wording tells the true next line from random other lines of a page.

    python tools/eval_wording.py [--fit] [ARTICLES.json...]

Every paragraph is set at several measures (kinsoku, first line indented), the lines of six articles make a page; each line that
has a successor in its paragraph ranks it among it and 2, 5 or 10 other lines of the page. Ties count half. ``--fit`` prints the
weights of the witnesses by logistic regression at even chances, for the constants in ``newsclean/wording``; give it articles that
the model was not trained on, and judge it on others.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from math import exp, log
from operator import mul
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.wording import PageWording

MEASURES = (11, 14, 17, 22)
OTHERS = (2, 5, 10)
NO_BEGINNING = set("、，。；：！？”’）》〉」』】…—%％),.;:!?]")
NO_END = set("“‘（《〈「『【([")


def typeset(paragraph: str, measure: int) -> list[str]:
    """The lines of a paragraph; closing punctuation hangs, numbers and words stay whole."""
    text, lines, start = "　　" + paragraph, [], 0
    while start < len(text):
        end = min(len(text), start + measure)
        while start + 3 < end < len(text) and _run(text[end - 1]) and _run(text[end]):
            end -= 1
        while end < len(text) and text[end] in NO_BEGINNING:
            end += 1
        while end < len(text) and end > start + 2 and text[end - 1] in NO_END:
            end -= 1
        lines.append(text[start:end])
        start = end
    return lines


def _run(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")


def pages(articles: list[list[str]], seed: int = 1) -> Iterator[tuple[list[str], dict[int, int]]]:
    """Lines, and the number of each line's successor, of pages of six articles."""
    rng = random.Random(seed)
    for measure in MEASURES:
        for _ in range(2):
            order = rng.sample(articles, len(articles))
            for k in range(0, len(order) - 3, 6):
                lines: list[str] = []
                successor: dict[int, int] = {}
                for paragraph in (p for article in order[k : k + 6] for p in article):
                    new = typeset(paragraph, measure)
                    successor.update((len(lines) + i, len(lines) + i + 1) for i in range(len(new) - 1))
                    lines += new
                yield lines, successor


WITNESSES = ("figures", "towers", "topic", "page")


def witnesses(page: PageWording, i: int, j: int) -> tuple[float, ...]:
    """What each witness says of line j going on where line i stops, unweighted."""
    left, right = page._ends[i], page._beginnings[j]
    model = page._model
    return (
        model.figures(left, right),
        model.towers(left, right),
        sum(map(mul, page.topic(i), page.topic(j))),
        page._evidence(left, right),
    )


def fitted(rows: list[tuple[tuple[float, ...], int]], columns: tuple[int, ...]) -> list[float]:
    """Bias and weights of some witnesses: logistic regression by Newton's method."""
    size = len(columns) + 1
    weights = [0.0] * size
    for _ in range(12):
        slope, curve = [0.0] * size, [[1e-6 * (i == j) for j in range(size)] for i in range(size)]
        for row, truth in rows:
            x = (1.0, *(row[c] for c in columns))
            p = 1 / (1 + exp(-max(-30.0, min(30.0, sum(map(mul, x, weights))))))
            for i in range(size):
                slope[i] += (truth - p) * x[i]
                for j in range(size):
                    curve[i][j] += p * (1 - p) * x[i] * x[j]
        weights = [w + d for w, d in zip(weights, solved(curve, slope), strict=True)]
    return weights


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(len(rows)):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[-1] for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="*", default=[Path("fixtures/articles.json")])
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    articles = [
        article["paragraphs"] for path in options.articles for article in json.loads(path.read_text("utf-8"))
    ]
    rng = random.Random(7)
    hits = {kind: dict.fromkeys(OTHERS, 0.0) for kind in (*WITNESSES, "quick", "full")}
    bins: dict[int, list[int]] = {}
    asked, rows = 0, []
    for lines, successor in pages(articles):
        page = PageWording(lines)
        for i, j in successor.items():
            others = [k for k in rng.sample(range(len(lines)), max(OTHERS) + 2) if k not in (i, j)]
            wanted = [(i, k) for k in (j, *others[: max(OTHERS)])]
            seen = [witnesses(page, a, b) for a, b in wanted]
            rows += [(seen[0], 1), (seen[1], 0)]
            scores = dict(zip(WITNESSES, map(list, zip(*seen, strict=True)), strict=True))
            scores["quick"] = page.scores(wanted)
            scores["full"] = [page.fit(a, b) for a, b in wanted]
            for kind, (true, *rest) in scores.items():
                for n in OTHERS:
                    hits[kind][n] += (true > max(rest[:n])) + 0.5 * (true == max(rest[:n]))
            asked += 1
            for score, truth in zip(scores["full"][:2], (1, 0), strict=True):
                tally = bins.setdefault(max(-4, min(4, round(score / 1.5))), [0, 0])
                tally[truth] += 1
    print(f"{asked} junctions; top-1 of 3, 6, 11 lines:")
    for kind, row in hits.items():
        print(f"  {kind:8}", *(f"{100 * hit / asked:5.1f} %" for hit in row.values()))
    print("full: log-odds said -> measured (truths, others)")
    for step in sorted(bins):
        others_n, truths = bins[step]
        print(
            f"  {1.5 * step:+5.1f} -> {log((truths + 0.5) / (others_n + 0.5)):+5.2f}  ({truths}, {others_n})"
        )
    if options.fit:
        for name, columns in (("junction", (0, 1)), ("quick", (0, 3)), ("full", (0, 1, 2, 3))):
            bias, *weights = fitted(rows, columns)
            print(
                name,
                f"bias {bias:.2f},",
                ", ".join(f"{WITNESSES[c]} {w:.2f}" for c, w in zip(columns, weights, strict=True)),
            )
    lines, _ = next(pages(articles))
    pairs = [(i, j) for i in range(len(lines)) for j in range(len(lines))]
    page = PageWording(lines)
    started = time.perf_counter()
    page.scores(pairs)
    quick = time.perf_counter()
    for i, j in pairs:
        page.fit(i, j)
    full = time.perf_counter()
    print(
        f"{len(pairs) / (quick - started) / 1e3:.0f}k quick, {len(pairs) / (full - quick) / 1e3:.0f}k full answers a second"
    )


if __name__ == "__main__":
    main()

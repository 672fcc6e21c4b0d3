"""How well newsclean.wording tells the true next line from random other lines of a page.

    python tools/eval_wording.py [articles.json]

Every paragraph is set at several measures (kinsoku, first line indented), the lines of six articles make a page; each line that
has a successor in its paragraph ranks it among it and 2, 5 or 10 other lines of the page. Ties count half.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean import wording

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


def page_only(page: wording.PageWording, pairs: list[tuple[int, int]]) -> list[float]:
    """The page's evidence with a general model that knows nothing."""
    kept = page._model
    page._model = Ignorant()
    found = page.scores(pairs)
    page._model = kept
    return found


class Ignorant(wording.Wording):
    """Even chances for every junction."""

    def __init__(self) -> None:
        pass

    def score(self, end: wording.End, beginning: wording.End) -> float:
        return 0.0


def main() -> None:
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "/work/shared/bench/articles.json")
    articles = [article["paragraphs"] for article in json.loads(path.read_text("utf-8"))]
    started = time.perf_counter()
    wording.wording()
    loaded = time.perf_counter()
    wording.fold("")
    print(
        f"load: model {1e3 * (loaded - started):.1f} ms, table {1e3 * (time.perf_counter() - loaded):.1f} ms"
    )
    rng = random.Random(7)
    hits = {kind: dict.fromkeys(OTHERS, 0.0) for kind in ("general", "page", "both")}
    bins: dict[int, list[int]] = {}
    asked, loss = 0, {"general": 0.0, "both": 0.0}
    for lines, successor in pages(articles):
        page = wording.PageWording(lines)
        for i, j in successor.items():
            others = [k for k in rng.sample(range(len(lines)), max(OTHERS) + 2) if k not in (i, j)][
                : max(OTHERS)
            ]
            wanted = [(i, k) for k in (j, *others)]
            scores = {
                "general": [wording.junction(lines[a], lines[b]) for a, b in wanted],
                "page": page_only(page, wanted),
                "both": page.scores(wanted),
            }
            for kind, (true, *rest) in scores.items():
                for n in OTHERS:
                    hits[kind][n] += (true > max(rest[:n])) + 0.5 * (true == max(rest[:n]))
            asked += 1
            for kind in loss:
                loss[kind] += (log(1 + exp(-scores[kind][0])) + log(1 + exp(scores[kind][1]))) / 2
            for score, truth in zip(scores["both"][:2], (1, 0), strict=True):
                tally = bins.setdefault(max(-4, min(4, round(score / 1.5))), [0, 0])
                tally[truth] += 1
    print(f"{asked} junctions; top-1 of 3, 6, 11 lines:")
    for kind, row in hits.items():
        print(f"  {kind:8}", *(f"{100 * hit / asked:5.1f} %" for hit in row.values()))
    print(
        "log loss at even chances (ignorance is 0.693):",
        {kind: round(value / asked, 3) for kind, value in loss.items()},
    )
    print("both: log-odds said -> measured (truths, others)")
    for step in sorted(bins):
        others_n, truths = bins[step]
        print(
            f"  {1.5 * step:+5.1f} -> {log((truths + 0.5) / (others_n + 0.5)):+5.2f}  ({truths}, {others_n})"
        )
    lines, _ = next(pages(articles))
    pairs = [(i, j) for i in range(len(lines)) for j in range(len(lines))]
    started = time.perf_counter()
    page = wording.PageWording(lines)
    built = time.perf_counter()
    page.scores(pairs)
    rate = len(pairs) / (time.perf_counter() - built)
    print(
        f"page of {len(lines)} lines built in {1e3 * (built - started):.1f} ms; {rate / 1e3:.0f}k junctions a second in bulk"
    )


if __name__ == "__main__":
    main()

"""Fit the weights by which rows are parted into columns (``newsclean/layout/seams.py``).

    python -m pip install numpy pdfplumber
    python tools/fit_seams.py DIR... [--judge DIR...] [--show N]

DIR holds typeset pages (NN.pdf). A row's words are as pdfplumber's `extract_text` parts them; their places tell the truth: from a
distance of WIDE em on it is another column. Logistic regression; prints the weights, and how many spaces are read right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from newsclean.layout.seams import WEIGHTS, signs, widths

WIDE = 1.25  # em; a page's own spaces are up to 1.0 em wide, gutters 1.5 or more
RIDGE = 0.5
Row = tuple[list[str], list[float]]


def rows(pdf: Path) -> list[Row]:
    """The words of every row, and the distances between them in em."""
    found: list[Row] = []
    with pdfplumber.open(pdf) as document:
        for line in (line for page in document.pages for line in page.extract_text_lines(return_chars=True)):
            words = line["text"].split(" ")
            chars = [char for char in line["chars"] if char["text"].strip()]
            if sum(map(len, words)) != len(chars):
                continue
            distances, at = [], 0
            for word in words[:-1]:
                at += len(word)
                left, right = chars[at - 1], chars[at]
                distances.append((right["x0"] - left["x1"]) / max(left["size"], right["size"]))
            found.append((words, distances))
    return found


def spaces(folders: list[Path]) -> Iterator[tuple[dict[str, float], bool, str]]:
    """Signs of every space, whether it parts two columns, and what stands beside it; pieces so far are the true ones."""
    for pdf in (pdf for folder in folders for pdf in sorted(folder.glob("*.pdf"))):
        page = rows(pdf)
        for (words, distances), full in zip(page, widths([words for words, _ in page]), strict=True):
            text = words[0]
            for at, distance in enumerate(distances, 1):
                parts = distance >= WIDE
                yield signs(text, words, at, full), parts, f"{text} | {words[at]}"
                text = words[at] if parts else f"{text} {words[at]}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--judge", nargs="*", type=Path, default=[])
    parser.add_argument("--show", type=int, default=0, help="so many of the surest mistakes")
    options = parser.parse_args()
    weights = np.array(list(WEIGHTS.values()))
    seen = list(spaces(options.folders))
    x = np.array([[float(own[name]) for name in WEIGHTS] for own, _, _ in seen])
    y = np.array([parts for _, parts, _ in seen], float)
    fitted = np.zeros(len(weights))
    for _ in range(20):
        p = 1 / (1 + np.exp(-np.clip(x @ fitted, -30, 30)))
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(fitted))
        fitted += np.linalg.solve(curve, x.T @ (y - p) - RIDGE * fitted)
    for name, weight in zip(WEIGHTS, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')
    for label, folders in (("fitted on", options.folders), ("judged on", options.judge)):
        found = list(spaces(folders))
        for which, using in (("these", fitted), ("the module's", weights)):
            scores = [sum(own[n] * w for n, w in zip(WEIGHTS, using, strict=True)) for own, _, _ in found]
            right = [(score > 0) == parts for score, (_, parts, _) in zip(scores, found, strict=True)]
            if right:
                print(f"{label} {len(right)} spaces, {which}: {sum(right) / len(right):.4f} right")
    wrong = [
        (score, text)
        for score, (_, parts, text) in zip(x @ fitted, seen, strict=True)
        if (score > 0) != parts
    ]
    for score, text in sorted(wrong, key=lambda pair: -abs(pair[0]))[: options.show]:
        print(f"{score:+.1f} {text}")


if __name__ == "__main__":
    main()

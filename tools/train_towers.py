"""Train the two towers and the topics of ``newsclean/data/wording.bin``; used by ``tools/build_wording.py``. Needs torch.

Paragraphs of running text are set at random measures, as on a page. Of six stretches of 64 lines each, taken from anywhere in
the text, every line has to find its true successor among all (softmax both ways), by the sum of the towers' product and the
likeness of topics. So the towers learn what phrases follow each other, and the topics what lines of one article share.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))
from eval_wording import typeset

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.wording.towers import FAINT, PAIRS, REACH, Shape

SHAPE = Shape(near_chars=2500, far_chars=1000, near_pairs=12000, far_pairs=4000, hidden=40, out=24, topic=24)
LONGEST = 24  # pairs of a line that its topic is trained on
STRETCH, STRETCHES = 64, 6
EPOCHS, RATE, DENSE_RATE = 5, 0.12, 2e-3
MEASURES = (9, 24)


class Vocabulary:
    """Row numbers of the commonest characters and pairs; row 0 of every place is for all others."""

    def __init__(self, lines: list[str]) -> None:
        chars: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for line in lines:
            chars.update(c for c in line if c <= "\uffff")
            pairs.update(a + b for a, b in pairwise(line) if max(a, b) <= "\uffff")
        self.chars = [c for c, _ in chars.most_common(SHAPE.near_chars - 1)]
        self.pairs = [p for p, _ in pairs.most_common(SHAPE.near_pairs - 1)]
        self.char_ids = {c: i for i, c in enumerate(self.chars, 1)}
        self.pair_ids = {p: i for i, p in enumerate(self.pairs, 1)}
        limits = SHAPE.limits()
        self.places = [(limit, sum(limits[:at])) for at, limit in enumerate(limits)]

    def rows(self, chars: list[str], pairs: list[str]) -> list[int]:
        """The rows of the characters next to a junction, from the junction outward, and of their pairs."""
        found = [self.char_ids.get(c, 0) for c in (chars + [""] * REACH)[:REACH]]
        found += [self.pair_ids.get(p, 0) for p in (pairs + [""] * PAIRS)[:PAIRS]]
        return [start + (i if i < limit else 0) for i, (limit, start) in zip(found, self.places, strict=True)]

    def end(self, line: str) -> list[int]:
        near = line[-REACH:]
        return self.rows(list(near[::-1]), [a + b for a, b in pairwise(near)][::-1])

    def beginning(self, line: str) -> list[int]:
        near = line[:REACH]
        return self.rows(list(near), [a + b for a, b in pairwise(near)])

    def bag(self, line: str) -> list[int]:
        found = [self.pair_ids.get(a + b, 0) for a, b in pairwise(line)][:LONGEST]
        return found + [0] * (LONGEST - len(found))


class Model(nn.Module):
    """Both towers and the topics."""

    def __init__(self) -> None:
        super().__init__()
        rows = sum(SHAPE.limits())
        self.left = nn.EmbeddingBag(rows, SHAPE.hidden, mode="sum", sparse=True)
        self.right = nn.EmbeddingBag(rows, SHAPE.hidden, mode="sum", sparse=True)
        self.topic = nn.EmbeddingBag(SHAPE.near_pairs, SHAPE.topic, mode="sum", sparse=True, padding_idx=0)
        self.left_bias = nn.Parameter(torch.zeros(SHAPE.hidden))
        self.right_bias = nn.Parameter(torch.zeros(SHAPE.hidden))
        self.left_mix = nn.Linear(SHAPE.hidden, SHAPE.out)
        self.right_mix = nn.Linear(SHAPE.hidden, SHAPE.out)
        self.scale = nn.Parameter(torch.tensor(6.0))
        for table in (self.left, self.right, self.topic):
            nn.init.normal_(table.weight, 0, 0.1)
        with torch.no_grad():
            self.topic.weight[0] = 0

    def forward(self, ends: torch.Tensor, beginnings: torch.Tensor, bags: torch.Tensor) -> torch.Tensor:
        """Scores of every line (row) going on with every line (column)."""
        u = self.left_mix(functional.relu(self.left(ends) + self.left_bias))
        v = self.right_mix(functional.relu(self.right(beginnings) + self.right_bias))
        topic = self.topic(bags)
        topic = topic / (FAINT + topic.norm(dim=1, keepdim=True))
        return u @ v.T + self.scale * (topic @ topic.T)


def train(paragraphs: list[str], vocabulary: Vocabulary) -> Model:
    """The model after EPOCHS of the text, each set at other measures."""
    torch.manual_seed(1)
    model = Model()
    sparse = torch.optim.Adagrad(
        [t.weight for t in (model.left, model.right, model.topic)], lr=RATE, eps=1e-6
    )
    dense = torch.optim.Adam(
        [p for name, p in model.named_parameters() if name.split(".")[0] not in ("left", "right", "topic")],
        lr=DENSE_RATE,
    )
    rng = np.random.default_rng(1)
    for epoch in range(EPOCHS):
        ends, beginnings, bags, goes_on = _lines(paragraphs, vocabulary, epoch)
        starts = rng.permutation(len(ends) // STRETCH - 1) * STRETCH + rng.integers(0, STRETCH)
        total = 0.0
        for at in range(0, len(starts) - STRETCHES, STRETCHES):
            chosen = np.concatenate([np.arange(a, a + STRETCH) for a in starts[at : at + STRETCHES]])
            scores = model(*(torch.from_numpy(table[chosen]) for table in (ends, beginnings, bags)))
            scores = scores - torch.eye(len(chosen)) * 1e4
            has_next = goes_on[chosen].copy()
            has_next[STRETCH - 1 :: STRETCH] = False
            i = torch.from_numpy(np.nonzero(has_next)[0])
            loss = (
                functional.cross_entropy(scores[i], i + 1) + functional.cross_entropy(scores.T[i + 1], i)
            ) / 2
            sparse.zero_grad()
            dense.zero_grad()
            loss.backward()
            sparse.step()
            dense.step()
            total += float(loss)
        print(f"epoch {epoch + 1}: mean loss {total / max(1, len(starts) // STRETCHES):.3f}", flush=True)
    return model


def _lines(
    paragraphs: list[str], vocabulary: Vocabulary, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The rows of every line's end, beginning and pairs; and whether the next line goes on with its paragraph."""
    rng = random.Random(seed)
    ends, beginnings, bags, goes_on = [], [], [], []
    measure = 15
    for number, paragraph in enumerate(paragraphs):
        if number % 5 == 0:
            measure = rng.randint(*MEASURES)
        lines = [line.strip() for line in typeset(paragraph[: 60 * measure], measure)]
        for at, line in enumerate(lines):
            ends.append(vocabulary.end(line))
            beginnings.append(vocabulary.beginning(line))
            bags.append(vocabulary.bag(line))
            goes_on.append(at + 1 < len(lines))
    return (
        np.array(ends, np.int32),
        np.array(beginnings, np.int32),
        np.array(bags, np.int32),
        np.array(goes_on),
    )

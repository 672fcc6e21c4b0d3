"""Train the two towers and the topics of ``newsclean/data/wording.bin``; used by ``tools/build_wording.py``. Needs torch.

Paragraphs of running text are set at random measures, as on a page. Of some stretches of 64 lines each, taken from anywhere in
the text, every line has to find its true successor among all (softmax both ways), by the sum of the towers' product, the
likeness of topics, and what the figures say: those of the other half of the text, for those of its own half know every junction
in it. So the towers learn what phrases follow each other beyond that, and the topics what lines of one article share.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from itertools import accumulate
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))
from eval_wording import typeset
from wording_counts import Offsets, codes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from newsclean.wording.towers import FAINT, PAIRS, REACH, Shape

SHAPE = Shape(near_chars=3000, far_chars=1500, near_pairs=20000, far_pairs=6000, hidden=64, out=32, topic=24)
LONGEST = 24  # pairs of a line that its topic is trained on
STRETCH, STRETCHES = 64, 8
BATCHES, RATE, DENSE_RATE = 9000, 0.12, 2e-3  # batches of each worker
WORKERS = 2  # that change the same numbers, without waiting for each other
LEAST_RATE = 0.1  # of the rates, at the end
MEASURES = (9, 24)
MOST_LINES = 60  # of a paragraph
HALF = 60  # paragraphs: blocks of so many belong to one half of the text and the other by turns


def half(number: int) -> int:
    """The half of the text that a paragraph belongs to."""
    return number // HALF % 2


class Vocabulary:
    """Row numbers of the commonest characters and pairs; row 0 of every place is for all others."""

    def __init__(self, chars: list[int], pairs: list[int]) -> None:
        """`chars`: codes, the commonest first; `pairs`: keys (see `newsclean.wording.figures.pair_key`), likewise."""
        self.chars = [chr(c) for c in chars[: SHAPE.near_chars - 1]]
        pairs = pairs[: SHAPE.near_pairs - 1]
        self.pairs = [chr(p >> 16) + chr(p & 0xFFFF) for p in pairs]
        self._char_ids = np.zeros(1 << 16, np.int32)
        self._char_ids[chars[: SHAPE.near_chars - 1]] = np.arange(1, len(self.chars) + 1)
        order = np.argsort(pairs)
        self._sorted, self._pair_ids = np.array(pairs, np.uint32)[order], (order + 1).astype(np.int32)
        limits = np.array(SHAPE.limits())
        self._limits, self._starts = limits, np.cumsum(limits) - limits

    def read(self, text: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The number of every character, and of the pair that begins with it."""
        keys = text[:-1].astype(np.uint32) << 16 | text[1:]
        at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        pairs = np.where(self._sorted[at] == keys, self._pair_ids[at], 0)
        return self._char_ids[text], np.append(pairs, 0).astype(np.int32)

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """The rows of the characters next to a junction, from the junction outward, and of their pairs."""
        return self._starts + np.where(numbers < self._limits, numbers, 0)


class Lines:
    """Paragraphs set in lines: features of any of them."""

    def __init__(self, paragraphs: list[str], vocabulary: Vocabulary) -> None:
        self._paragraphs, self._vocabulary = paragraphs, vocabulary
        self.text = codes(paragraphs)
        self._chars, self._pairs = vocabulary.read(self.text)
        self.first = self.last = self.half = np.zeros(0, np.int64)
        self.goes_on = np.zeros(0, bool)

    def set(self, seed: int) -> None:
        """All paragraphs anew, at other measures."""
        rng = random.Random(seed)
        first, goes_on, halves = [], [], []
        measure, at = 15, 1
        lengths = []
        for number, paragraph in enumerate(self._paragraphs):
            if number % 5 == 0:
                measure = rng.randint(*MEASURES)
            sizes = [len(line) for line in typeset(paragraph[: MOST_LINES * measure], measure)]
            starts = [
                at + s - 2 for s in accumulate(sizes, initial=0)
            ]  # the indentation is no part of the text
            starts[0] = at
            first += starts[:-1]
            lengths += [b - a for a, b in zip(starts, starts[1:], strict=False)]
            goes_on += [True] * (len(sizes) - 1) + [False]
            halves += [half(number)] * len(sizes)
            at += len(paragraph) + 1
        self.first = np.array(first)
        self.last = self.first + np.array(lengths)
        self.goes_on, self.half = np.array(goes_on), np.array(halves)

    def ends(self, chosen: np.ndarray) -> np.ndarray:
        return self._side(chosen, self.last[chosen][:, None] - 1 - np.arange(REACH), -1)

    def beginnings(self, chosen: np.ndarray) -> np.ndarray:
        return self._side(chosen, self.first[chosen][:, None] + np.arange(REACH), 0)

    def _side(self, chosen: np.ndarray, places: np.ndarray, pair: int) -> np.ndarray:
        inside = (places >= self.first[chosen][:, None]) & (places < self.last[chosen][:, None])
        chars = np.where(inside, self._chars[places], 0)
        pairs = np.where(inside[:, 1 : PAIRS + 1], self._pairs[places[:, :PAIRS] + pair], 0)
        return self._vocabulary.rows(np.concatenate([chars, pairs], 1))

    def bags(self, chosen: np.ndarray) -> np.ndarray:
        places = self.first[chosen][:, None] + np.arange(LONGEST)
        inside = places < self.last[chosen][:, None] - 1
        return np.where(inside, self._pairs[np.minimum(places, len(self._pairs) - 1)], 0)

    def nearest(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The codes of the two characters nearest to both ends of lines, as `Offsets` asks for them."""
        ends, beginnings = self.last[chosen], self.first[chosen]
        return (
            np.stack([self.text[ends - 1], self.text[ends - 2]], 1),
            np.stack([self.text[beginnings], self.text[beginnings + 1]], 1),
        )


class Table:
    """Rows of numbers, of which a batch changes few (Adagrad); faster than torch's sparse gradients."""

    def __init__(self, rows: int, size: int) -> None:
        self.weight = torch.randn(rows, size) * 0.1
        self._squares = torch.zeros(rows, size)
        self._used: list[tuple[torch.Tensor, torch.Tensor]] = []

    def sums(self, rows: np.ndarray) -> torch.Tensor:
        """The sum of each line's rows."""
        used, back = np.unique(rows, return_inverse=True)
        ids = torch.from_numpy(used)
        values = self.weight[ids].requires_grad_()
        self._used.append((ids, values))
        return functional.embedding_bag(torch.from_numpy(back.reshape(rows.shape)), values, mode="sum")

    def share(self) -> None:
        """With other processes."""
        self.weight.share_memory_()
        self._squares.share_memory_()

    def step(self, rate: float) -> None:
        for ids, values in self._used:
            assert values.grad is not None
            squares = self._squares[ids] + values.grad**2
            self._squares[ids] = squares
            self.weight[ids] = values.detach() - rate * values.grad / (squares.sqrt() + 1e-6)
        self._used.clear()


class Model(nn.Module):
    """Both towers and the topics."""

    def __init__(self) -> None:
        super().__init__()
        rows = sum(SHAPE.limits())
        self.left, self.right = Table(rows, SHAPE.hidden), Table(rows, SHAPE.hidden)
        self.topic = Table(SHAPE.near_pairs, SHAPE.topic)
        self.left_bias = nn.Parameter(torch.zeros(SHAPE.hidden))
        self.right_bias = nn.Parameter(torch.zeros(SHAPE.hidden))
        self.left_mix = nn.Linear(SHAPE.hidden, SHAPE.out)
        self.right_mix = nn.Linear(SHAPE.hidden, SHAPE.out)
        self.scale = nn.Parameter(torch.tensor(6.0))
        self.figures = nn.Parameter(torch.tensor(0.5))

    def forward(
        self, ends: np.ndarray, beginnings: np.ndarray, bags: np.ndarray, offsets: np.ndarray
    ) -> torch.Tensor:
        """Scores of every line (row) going on with every line (column)."""
        u = self.left_mix(functional.relu(self.left.sums(ends) + self.left_bias))
        v = self.right_mix(functional.relu(self.right.sums(beginnings) + self.right_bias))
        self.topic.weight[0] = 0
        topic = self.topic.sums(bags)
        topic = topic / (FAINT + (topic.square().sum(1, keepdim=True) + 1e-12).sqrt())
        return u @ v.T + self.scale * (topic @ topic.T) + self.figures * torch.from_numpy(offsets)

    def tensors(self) -> dict[str, torch.Tensor]:
        """All that has been learned, to be saved."""
        tables = {name: getattr(self, name).weight for name in ("left", "right", "topic")}
        return {**self.state_dict(), **tables}

    def load(self, tensors: dict[str, torch.Tensor]) -> None:
        """The reverse of `tensors`."""
        for name in ("left", "right", "topic"):
            getattr(self, name).weight = tensors.pop(name)
        self.load_state_dict(tensors)

    def step(self, rate: float) -> None:
        """Change the rows of the tables that the last batch used."""
        for table in (self.left, self.right, self.topic):
            table.step(rate)
        self.topic.weight[0] = 0


def train(
    paragraphs: list[str], vocabulary: Vocabulary, offsets: tuple[Offsets, Offsets], batches: int = BATCHES
) -> Model:
    """The model after some batches of every worker; the text is set at other measures each time it has been read.

    `offsets`: what the figures of the first and second half of the text say.
    """
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = Model()
    model.share_memory()
    for table in (model.left, model.right, model.topic):
        table.share()
    lines = Lines(paragraphs, vocabulary)
    work = [
        multiprocessing.get_context("fork").Process(target=_work, args=(model, lines, offsets, batches, seed))
        for seed in range(WORKERS)
    ]
    for process in work:
        process.start()
    for process in work:
        process.join()
    return model


def _work(model: Model, lines: Lines, offsets: tuple[Offsets, Offsets], batches: int, seed: int) -> None:
    """One worker's batches."""
    dense = torch.optim.Adam(model.parameters(), lr=DENSE_RATE)
    rng = np.random.default_rng(seed)
    done, total, started = 0, 0.0, time.time()
    while done < batches:
        lines.set(int(rng.integers(1 << 30)))
        starts = rng.permutation(len(lines.first) // STRETCH - 1) * STRETCH + rng.integers(0, STRETCH)
        of_half = [starts[lines.half[starts] == h] for h in (0, 1)]
        turns = [(h, at) for h in (0, 1) for at in range(0, len(of_half[h]) - STRETCHES, STRETCHES)]
        for h, at in rng.permutation(turns)[: batches - done].tolist():
            chosen = np.concatenate([np.arange(a, a + STRETCH) for a in of_half[h][at : at + STRETCHES]])
            said = offsets[1 - h](*lines.nearest(chosen))
            scores = model(lines.ends(chosen), lines.beginnings(chosen), lines.bags(chosen), said)
            scores = scores - torch.eye(len(chosen)) * 1e4
            has_next = lines.goes_on[chosen].copy()
            has_next[STRETCH - 1 :: STRETCH] = False
            i = torch.from_numpy(np.nonzero(has_next)[0])
            loss = (
                functional.cross_entropy(scores[i], i + 1) + functional.cross_entropy(scores.T[i + 1], i)
            ) / 2
            rate = max(LEAST_RATE, min(1.0, 2 * (1 - done / batches)))
            dense.param_groups[0]["lr"] = DENSE_RATE * rate
            dense.zero_grad()
            loss.backward()
            dense.step()
            model.step(RATE * rate)
            total += float(loss.detach())
            done += 1
            if done % 250 == 0:
                print(
                    f"worker {seed}: {done} batches, mean loss {total / 250:.3f}, weight of figures "
                    f"{float(model.figures.detach()):.2f}, {time.time() - started:.0f} s",
                    flush=True,
                )
                total = 0.0

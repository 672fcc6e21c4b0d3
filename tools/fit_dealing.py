"""Fit the weights by which lines are dealt out to columns (``newsclean/order/streams.py``, ``turns.py`` and ``fit.py``).

    python tools/fit_dealing.py DIR... [--judge DIR...] [--rounds 4] [--only GLOB]

DIR holds NN.gold.json and dumps beside it, as for ``tools/eval_order.py``. On every page the lines are put where they belong, one
after another, and each choice is compared with what the weights say of it (conditional logistic regression: the share of the
true place among all places is made as great as can be). Weights are the upper-case floats of these modules.
Prints the new values; ``--write`` puts them into the modules.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from eval_order import follows, load

from newsclean.order import fit, streams, turns
from newsclean.order.evidence import Evidence
from newsclean.order.shown import Heads

FIXED = {
    "INDENT",
    "ROUNDING",
    "WIDER",
    "NEAR_FULL",
    "NEARLY",
    "WORDING_FLOOR",
    "WORDING_CEILING",
    "START_FLOOR",
    "START_CEILING",
    "NEVER",
    "PRUNE",
    "PEAK_APART",
    "BOXED_FLOOR",
    "FADING",
    "STRANGERS",
    "ROUNDED",
}
RIDGE = 0.5  # of the square of a weight's change: what was seldom seen stays
Place = tuple[object, str, tuple[int, ...]]


class Traced(float):
    """A number that remembers how much of each weight is in it: of those that it was made from, times a factor."""

    made_from: tuple[tuple[Traced, float], ...]
    weight: int

    def __new__(
        cls, value: float, made_from: tuple[tuple[Traced, float], ...] = (), weight: int = -1
    ) -> Traced:
        number = super().__new__(cls, value)
        number.made_from, number.weight = made_from, weight
        return number

    def __add__(self, other: float) -> Traced:
        both = ((self, 1.0), (other, 1.0)) if isinstance(other, Traced) else ((self, 1.0),)
        return Traced(float(self) + float(other), both)

    __radd__ = __add__

    def __mul__(self, by: float) -> Traced:
        return Traced(float(self) * by, ((self, float(by)),))

    __rmul__ = __mul__

    @property
    def parts(self) -> dict[int, float]:
        found: dict[int, float] = {}
        left: list[tuple[Traced, float]] = [(self, 1.0)]
        while left:
            number, amount = left.pop()
            if number.weight >= 0:
                found[number.weight] = found.get(number.weight, 0.0) + amount
            left += [(inner, amount * by) for inner, by in number.made_from]
        return found


def weights() -> list[Place]:
    """Where the weights are: module, name, place in nested tuples."""
    found: list[Place] = []

    def collect(module: object, name: str, value: object, path: tuple[int, ...]) -> None:
        if isinstance(value, float):
            found.append((module, name, path))
        elif isinstance(value, tuple):
            for at, inner in enumerate(value):
                collect(module, name, inner, (*path, at))

    for module in (streams, turns, fit):
        for name, value in vars(module).items():
            if name.isupper() and name not in FIXED:
                collect(module, name, value, ())
    return found


def read(place: Place) -> float:
    value = getattr(place[0], place[1])
    for at in place[2]:
        value = value[at]
    return float(value)


def put(place: Place, number: float) -> None:
    """Set a weight, inside its tuples where it stands in some."""

    def inside(value: object, path: tuple[int, ...]) -> object:
        if not path:
            return number
        assert isinstance(value, tuple)
        return (*value[: path[0]], inside(value[path[0]], path[1:]), *value[path[0] + 1 :])

    setattr(place[0], place[1], inside(getattr(place[0], place[1]), place[2]))


def decisions(
    page: Evidence, true: list[int | None], heads: frozenset[int]
) -> Iterator[tuple[streams.Way, int, bool, int]]:
    """Every choice on the way that deals the lines out as they belong: the way so far, the line, its true stream."""
    way = streams.Way(0.0, {}, -1, 0, None)
    stream_of: dict[int, int] = {}
    for j, before in enumerate(true):
        boxed = page.boxed[j]
        if j in heads:
            stream_of[j] = j
            way = streams.advance(way, 0.0, j, streams.Fits(j, page).opened, 0.0, 0, boxed)
            continue
        name = j
        if before is not None and before >= 0:
            owner = stream_of[before]
            stream = way.streams.get(owner)
            if stream is not None and stream.last == before:
                name = owner
        choices = streams.choose(way, j, page, boxed, streams.Fits(j, page, heads))
        _, chosen, joined, fits, _ = next((c for c in choices if c[1] == name), choices[-1])
        if before is not None:
            yield way, j, boxed, chosen
        stream_of[j] = chosen
        way = streams.advance(way, 0.0, chosen, joined, fits, 0, boxed)


def truth(tiles: list[list[tuple[int, int, int]]], boxed: list[bool]) -> list[int | None]:
    """For every line the line before it in its article where that stands earlier in the dump; -1: none; None: not known.

    Display lines and furniture (no article's text) belong to no column: none, but where they may go on with one of their kind.
    """
    found: list[int | None] = []
    for j, own in enumerate(tiles):
        if not own:
            found.append(None if boxed[j] and not tiles[j - 1] else -1)
            continue
        before = [i for i in range(j) if follows(tiles[i], own)]
        found.append(before[-1] if before else -1)
    return found


Material = tuple[Evidence, list[int | None], frozenset[int]]


def pages(folders: list[str], kinds: list[str], only: str) -> Iterator[Material]:
    for folder in folders:
        for gold_path in sorted(Path(folder).glob("*.gold.json")):
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
            for kind in kinds:
                path = gold_path.with_name(f"{gold_path.name.split('.')[0]}.{kind}.txt")
                if path.exists() and fnmatch.fnmatch(path.name, only):
                    lines, gaps, tiles, _, _ = load(path, gold)
                    page = Evidence(lines, gaps)
                    yield page, truth(tiles, page.boxed), Heads(page).told


class Table:
    """All choices of all pages: scores, how much of each weight is in them, and which place is the true one."""

    def __init__(self, material: list[Material]) -> None:
        places = weights()
        for at, place in enumerate(places):
            put(place, Traced(read(place), weight=at))
        scores: list[float] = []
        cells: list[tuple[int, int, float]] = []
        self.groups: list[int] = []
        self.true: list[int] = []
        for page, true, heads in material:
            for way, j, boxed, name in decisions(page, true, heads):
                self.groups.append(len(scores))
                for score, chosen, _, _, _ in streams.choose(
                    way, j, page, boxed, streams.Fits(j, page, heads)
                ):
                    if chosen == name:
                        self.true.append(len(scores))
                    cells += [(len(scores), at, amount) for at, amount in getattr(score, "parts", {}).items()]
                    scores.append(float(score))
        for place in places:
            put(place, read(place))
        self.scores = np.array(scores)
        self.slopes = np.zeros((len(scores), len(places)), np.float32)
        if cells:
            rows, columns, amounts = zip(*cells, strict=True)
            self.slopes[list(rows), list(columns)] = amounts
        self.owner = np.repeat(np.arange(len(self.groups)), np.diff([*self.groups, len(scores)]))

    def loss(self, change: np.ndarray) -> tuple[float, np.ndarray, float]:
        """Mean of -ln of the true places' shares, its slope, and the share of choices that are right."""
        s = self.scores + self.slopes @ change
        top = np.maximum.reduceat(s, self.groups)
        e = np.exp(s - top[self.owner])
        z = np.add.reduceat(e, self.groups)
        p = e / z[self.owner]
        n = len(self.groups)
        slope = (p @ self.slopes - self.slopes[self.true].sum(0)) / n
        return float(-np.log(p[self.true]).mean()), slope, float((s[self.true] >= top).mean())

    def best(self) -> np.ndarray:
        """The change of weights that makes the loss least."""
        change = np.zeros(self.slopes.shape[1])
        m, v = np.zeros_like(change), np.zeros_like(change)
        for step in range(1, 800):
            _, slope, _ = self.loss(change)
            slope = slope + 2 * RIDGE * change / len(self.groups)
            m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
            change = change - 0.03 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-6)
        return change


def _rounded(value: object) -> object:
    return tuple(map(_rounded, value)) if isinstance(value, tuple) else round(float(value), 2)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--judge", nargs="*", default=[])
    parser.add_argument("--kinds", nargs="*", default=["pdftotext", "pdfminer"], help="of dumps")
    parser.add_argument("--only", default="*")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    material = list(pages(options.folders, options.kinds, options.only))
    judged = list(pages(options.judge, options.kinds, options.only))
    places = weights()
    for round_ in range(options.rounds):
        table = Table(material)
        loss, _, right = table.loss(np.zeros(len(places)))
        print(f"round {round_}: {len(table.groups)} choices, loss {loss:.4f}, right {right:.4f}", flush=True)
        change = table.best()
        for place, by in zip(places, change, strict=True):
            put(place, read(place) + float(by))
    for name, kept in (("fitted on", material), ("judged on", judged)):
        if kept:
            loss, _, right = Table(kept).loss(np.zeros(len(places)))
            print(f"{name}: loss {loss:.4f}, right {right:.4f}")
    for module, name, path in places:
        if not any(path):
            rounded = _rounded(getattr(module, name))
            print(f"{module.__name__.rpartition('.')[2]}.{name} = {rounded}")  # type: ignore[attr-defined]
            if options.write:
                path = Path(module.__file__)  # type: ignore[attr-defined]
                text = path.read_text("utf-8")
                text = re.sub(
                    rf"^({name}(?:: Final)? = )[^#\n]*?( *#.*)?$",
                    lambda f, r=rounded: f[1] + str(r) + (f[2] or ""),
                    text,
                    flags=re.M,
                )
                path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

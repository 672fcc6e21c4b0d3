#!/usr/bin/env python3
"""Fit the weights of `newsclean.assembly.roles` on heads whose roles are known, and judge them on others.

usage: fit_heads.py [--write] [--strength 3.0]     needs numpy and scipy (pip install numpy scipy)

Reads fixtures/heads.txt and fixtures/articles.json. Every head is read whole, without its rubric, kicker or decks, and
together with another one under it; a share of them with the blank lines that PDFBox sets where the size of type changes
(counted on fixtures/pages/dev and on other typeset pages). So that rubrics which no list knows are told by what they begin and
end with, those of the list stand over other heads too, and of all that are known most are taken for unknown. The reading is a
conditional log-linear model: the probability of the true roles against all others,
with a quadratic penalty. Printed: how many heads are read right when fitted on the others (six parts), and when fitted on all.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from newsclean.assembly import roles
from newsclean.assembly.heads import is_named_rubric
from newsclean.assembly.roles import HeadLine
from newsclean.assembly.vocabulary import bigrams
from newsclean.lexicon import entries

ROOT = Path(__file__).parent.parent
GAPS = {"HH": 0.05, "KH": 0.95, "RH": 0.97, "RK": 0.97, "HD": 0.2, "DD": 0.2, "KK": 0.2}
"""How often PDFBox writes a blank line between two lines of a head."""
FRAMED = {
    "KH": (-2.0, 0.3),
    "HH": (-3.0, 0.6),
    "HD": (-2.0, 0.8),
    "DD": (-0.25, 0.5),
    "RH": (0.68, -2.0),
    "RK": (0.44, -1.0),
    "apart": (0.93, -1.82),
}
"""The weights of a blank line, and of none, where blank lines part frames only (`newsclean.assembly.blank_lines`). Not fitted but chosen
by how 84 pages that pdfminer wrote are read: 0.612 of the headlines, 0.599 with weights fitted like the others, 0.560 before."""
OWN = 3.0
"""Weight of the heads whose pages hold the floors of tests/test_quality.py."""


PART = re.compile("^# heads .*$", re.MULTILINE)
"""What a part of heads.txt begins with."""
MADE_OFTEN = {"KK": -0.3, "DD": -0.35}
"""What the weights are changed by for lines that are made more often than papers have them: kickers and decks of two phrases, parted. By how
96 pages are read: decks .86 -> .90 of those of `pdftotext -raw`."""
LEAST_PHRASE = 5
"""Characters of the shortest phrase of a kicker or deck that may stand on a line of its own."""
MOST_LINES = 6
"""Lines of the longest head, or of two heads, that is a task."""
LEAST, LEAST_WORD = 0.05, 0.2
"""Weights that are smaller are left out; and those of pairs of characters, and of what a line ends and the next one begins with."""
EDGES, WORDS = 4, 8
"""Heads in which a line's first or last characters stand, and pairs of characters in a line, below which they are no sign."""
RUBRICS, RUBRIC_WEIGHT, UNKNOWN = 1200, 0.4, 0.4
"""Rubrics of the list put over heads that have none, what such a head weighs, and the share of known rubrics taken for unknown."""


@dataclass(frozen=True)
class Head:
    """A head's lines with their roles, and how its article begins."""

    lines: tuple[tuple[str, str], ...]
    body: str
    weight: float = 1.0

    @property
    def roles(self) -> str:
        return "".join(role for _, role in self.lines)


def parts() -> list[str]:
    """The parts of heads.txt, each of which begins with a line `# heads …`."""
    return PART.split((ROOT / "fixtures" / "heads.txt").read_text(encoding="utf-8"))[1:]


def load(texts: list[str]) -> list[Head]:
    """The heads of the fixtures: of these parts of heads.txt, and of our own pages."""
    found = []
    for line in "".join(texts).splitlines():
        if line and not line.startswith("#"):
            rubric, kicker, title, decks, body = line.split("|")
            found.append(Head(_lines(rubric, kicker.split(";"), title.split(" / "), decks.split(";")), body))
    seed = json.loads((ROOT / "fixtures" / "pages" / "seed" / "01.gold.json").read_text(encoding="utf-8"))
    own = json.loads((ROOT / "fixtures" / "articles.json").read_text(encoding="utf-8"))
    for article in [*own, *seed["articles"]]:
        lines = _lines(
            article.get("rubric"), [article.get("shoulder")], article["title_lines"], article["subtitles"]
        )
        found.append(Head(lines, "\n".join(article["paragraphs"]), OWN))
    return found


def _lines(
    rubric: str | None, kickers: list[str | None], title: list[str], decks: list[str]
) -> tuple[tuple[str, str], ...]:
    parts = [
        (rubric, "R"),
        *((line, "K") for line in kickers),
        *((line, "H") for line in title),
        *((line, "D") for line in decks),
    ]
    return tuple((text, role) for text, role in parts if text)


def variants(head: Head) -> Iterator[Head]:
    """The head, and what is left of it without some of its parts."""
    yield head
    seen = {head.lines}
    for drop in ("R", "K", "D", "RK", "KD", "RD"):
        lines = tuple(line for line in head.lines if line[1] not in drop)
        if lines not in seen:
            seen.add(lines)
            yield Head(lines, head.body, head.weight * 0.5)
    lines = tuple(part for text, role in head.lines for part in _phrases(text, role))
    if lines not in seen and len(lines) <= MOST_LINES:
        yield Head(lines, head.body, head.weight * 0.5)


def _phrases(text: str, role: str) -> Iterator[tuple[str, str]]:
    """A line; a kicker or deck of two phrases as a narrow head has them, one under the other."""
    phrases = text.split(" ") if role in (roles.KICKER, roles.DECK) else [text]
    whole = len(phrases) == 2 and min(map(len, phrases)) >= LEAST_PHRASE
    for phrase in phrases if whole else [text]:
        yield phrase, role


_SIGNS: dict[tuple[str, float], tuple[str, float]] = {}
"""Every sign once: with one of its own in every task those of the first part take 1,390 MB instead of 206."""


@dataclass
class Item:
    """One reading task: every candidate's signs, and which is right."""

    rows: list[list[tuple[str, float]]]
    names: list[str]
    right: int
    weight: float


def items(heads: list[Head], chance: random.Random) -> list[Item]:
    """The tasks that these heads give, with rubrics of the list over some of them."""
    found = []
    plain = [head for head in heads if not head.roles.startswith(roles.RUBRIC)]
    for rubric in random.Random(5).sample(entries("rubrics"), RUBRICS):
        below = chance.choice(plain)
        over = Head(
            ((rubric, roles.RUBRIC), *below.lines), below.body, min(below.weight, 1.0) * RUBRIC_WEIGHT
        )
        if len(over.lines) <= MOST_LINES:
            found += _both([over], over.weight, chance)
    for head in heads:
        for variant in variants(head):
            other = chance.choice(heads)
            for group in ([variant], [variant, other]):
                if 2 <= sum(len(part.lines) for part in group) <= MOST_LINES:
                    weight = variant.weight * (1.0 if len(group) == 1 else 0.5)
                    found += _both(group, weight, chance)
    return found


def _both(group: list[Head], weight: float, chance: random.Random) -> list[Item]:
    """The tasks of a head, or of two, without blank lines and with them."""
    both = [_item(group, gaps, weight * 0.6, chance) for gaps in (None, chance)]
    return [item for item in both if item]


def _item(
    group: list[Head], chance: random.Random | None, weight: float, forgets: random.Random | None = None
) -> Item | None:
    """A task; `chance` sets blank lines, `forgets` takes a share of the known rubrics for unknown."""
    lines: list[HeadLine] = []
    for head in group:
        words = bigrams(head.body)
        for at, (text, role) in enumerate(head.lines):
            gap = None
            if chance:
                gap = True if not at else chance.random() < GAPS[head.lines[at - 1][1] + role]
            own = bigrams(text)
            echo = len(own & words) / len(own) if own and head.body else None
            runs_on = bool(at) and head.lines[at - 1][0][-2:] + text[:2] in head.body
            known = is_named_rubric(text) and (forgets is None or forgets.random() >= UNKNOWN)
            lines.append(HeadLine(text, gap=gap, banner=known, runs_on=runs_on, echo=echo))
    true = "|".join(head.roles for head in group)
    names, rows = [], []
    for name, cuts in _readings(len(lines)):
        signs: list[tuple[str, float]] = []
        for start, stop, chain in cuts:
            if start:
                signs += roles.apart_signs(lines[start - 1], lines[start])
            signs += roles.signs(lines[start:stop], chain)
        names.append(name)
        rows.append([_SIGNS.setdefault(sign, sign) for sign in signs])
    return Item(rows, names, names.index(true), weight) if true in names else None


def _readings(count: int) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """All ways to read so many lines as one head or as two."""
    for chain in roles.chains(count):
        yield chain, [(0, count, chain)]
    for cut in range(1, count):
        for first in roles.chains(cut):
            for second in roles.chains(count - cut):
                yield f"{first}|{second}", [(0, cut, first), (cut, count, second)]


def rare_signs(heads: list[Head]) -> frozenset[str]:
    """What lines of enough heads begin or end with, and lists of rubrics, and the pairs of characters that lines of enough heads have."""
    found: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for texts in [*(tuple(text for text, _ in head.lines) for head in heads), *zip(entries("rubrics"))]:
        found.update({name for text in texts for name, _ in roles.edges(text)})
        words.update({name for text in texts for name, _ in roles.pairs(text)})
    known = {name for name, count in found.items() if count >= EDGES}
    return frozenset(known | {name for name, count in words.items() if count >= WORDS})


def is_rare(sign: str) -> bool:
    """Whether a sign is a few characters, which stand in few heads."""
    return sign[:1] in ("<", "~") or sign.endswith(">")


def least(name: str) -> float:
    """The least weight of a sign that is worth its place."""
    of, _, sign = name.partition(".")
    return LEAST_WORD if is_rare(sign) and (sign[0] == "~" or of not in roles.CHAIN) else LEAST


def fit(tasks: list[Item], strength: float, known: frozenset[str]) -> dict[str, float]:
    """The weights under which the true readings are likeliest; `known`: the characters of lines that are signs."""
    number: dict[str, int] = {}
    starts, true, importance, values, columns, ends = [], [], [], [], [], [0]
    for task in tasks:
        starts.append(len(ends) - 1)
        true.append(len(ends) - 1 + task.right)
        importance.append(task.weight)
        for row in task.rows:
            for name, value in row:
                sign = name.partition(".")[2]
                if sign in known or not is_rare(sign):
                    columns.append(number.setdefault(name, len(number)))
                    values.append(value)
            ends.append(len(columns))
    table = csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(number)))
    turned, weight = table.T.tocsr(), np.array(importance)
    lengths = np.diff([*starts, len(ends) - 1])
    seen = np.asarray(table[true].multiply(weight[:, None]).sum(0)).ravel()

    def cost(x: Any) -> tuple[float, Any]:
        scores = table @ x
        most = np.maximum.reduceat(scores, starts)
        shares = np.exp(scores - np.repeat(most, lengths))
        sums = np.add.reduceat(shares, starts)
        shares *= np.repeat(weight / sums, lengths)
        total = strength * float(x @ x) / 2 - float(weight @ (scores[true] - most - np.log(sums)))
        return total, strength * x + turned @ shares - seen

    found = minimize(cost, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 250})
    return {name: float(found.x[at]) for name, at in number.items()}


def fitted(heads: list[Head], strength: float, seed: int = 1) -> dict[str, float]:
    """The weights that these heads give; other heads and blank lines are put to them by chance."""
    return fit(items(heads, random.Random(seed)), strength, rare_signs(heads))


def right(tasks: list[Item], weights: dict[str, float]) -> list[bool]:
    """Which tasks are read right."""
    found = []
    for task in tasks:
        scores = [sum(weights.get(name, 0.0) * value for name, value in row) for row in task.rows]
        found.append(scores.index(max(scores)) == task.right)
    return found


def judge(heads: list[Head], weights: dict[str, float]) -> dict[str, list[bool]]:
    """Whole heads read right, with the blank lines and without."""
    found: dict[str, list[bool]] = {"without blank lines": [], "with blank lines": []}
    for head in heads:
        if len(head.lines) > 1:
            for name, chance in (
                ("without blank lines", None),
                ("with blank lines", random.Random(head.body)),
            ):
                item = _item([head], chance, 1.0)
                if item is None:
                    continue
                whole = [at for at, reading in enumerate(item.names) if "|" not in reading]
                rows, names = [item.rows[at] for at in whole], [item.names[at] for at in whole]
                if head.roles in names:
                    found[name] += right([Item(rows, names, names.index(head.roles), 1.0)], weights)
    return found


def main() -> None:
    """Fit, judge, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write newsclean/data/head_weights.txt")
    parser.add_argument("--strength", type=float, default=3.0)
    parser.add_argument("--parts", type=int, default=6)
    asked = parser.parse_args()
    texts = parts()
    heads = load(texts)
    chance = random.Random(7)
    chance.shuffle(heads)
    totals: dict[str, list[bool]] = {}
    for part in range(asked.parts):
        rest = [head for at, head in enumerate(heads) if at % asked.parts != part]
        weights = fitted(rest, asked.strength, part)
        for name, flags in judge(heads[part :: asked.parts], weights).items():
            totals.setdefault(name, []).extend(flags)
    for name, flags in totals.items():
        print(f"fitted on the others, {name}: {sum(flags) / len(flags):.3f} of {len(flags)}")
    # Pages are read better with the mean of fits on the first part, the first two and so on than with the last alone: of 150 pages that
    # PDFBox wrote (60 of them of sets whose heads are fitted on) 0.859 of the headlines and 0.899 of the decks, 0.845 and 0.828 with that.
    fits = [fitted(load(texts[:count]), asked.strength) for count in range(1, len(texts) + 1)]
    weights = {
        name: sum(found.get(name, 0.0) for found in fits) / len(fits) for found in fits for name in found
    }
    for both, less in MADE_OFTEN.items():
        weights[both] = weights.get(both, 0.0) + less
    for both, (blank, none) in FRAMED.items():
        weights[f"{both}.frame"], weights[f"{both}.framed"] = blank, none
    for name, flags in judge(heads, weights).items():
        print(f"fitted on all, {name}: {sum(flags) / len(flags):.3f}")
    if asked.write:
        lines = [
            f"{name}\t{value:.2f}" for name, value in sorted(weights.items()) if abs(value) >= least(name)
        ]
        text = "# Weights in nats, fitted by tools/fit_heads.py; see newsclean/assembly/roles.py.\n"
        path = ROOT / "newsclean" / "data" / "head_weights.txt"
        path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

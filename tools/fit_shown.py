#!/usr/bin/env python3
"""Fit the weights of `newsclean.order.shown` on torn pages with known articles, and judge them on others.

usage: fit_shown.py FIT_DIR... [--judge DIR...] [--print]     needs scikit-learn (pip install scikit-learn)

A directory holds NN.gold.json and NN.pdftotext.txt, NN.pdfminer.txt (see bench/typeset.py). Every line that reading order asks about is one
observation: a line of a head (rubric, kicker, headline, deck, author line), or not. Subheads and signatures are not: they stand in their columns.
Printed: how many of the heads' lines are told, and how many of those told are a head's, with the fitted and with the shipped weights.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fitting import arguments, as_python, logistic

from newsclean.model import parse
from newsclean.options import DEFAULT
from newsclean.order.evidence import Evidence
from newsclean.order.natural import suspect
from newsclean.order.shown import LEAST, Signs, log_odds, signs
from newsclean.order.shown_weights import WEIGHTS
from newsclean.pipeline import Pipeline
from newsclean.stages.reading_order import lines_in_question

TORN = ("pdftotext", "pdfminer")
LEAST_PART = 4  # characters of a piece of a head's line, at the least
Sample = tuple[list[dict[str, float]], list[bool]]
"""A dump: its lines' signs, and whether each is a head's."""


def squeeze(text: str | None) -> str:
    return "".join((text or "").split())


class Known:
    """What the articles of a page say of its lines."""

    def __init__(self, articles: list[dict[str, Any]]) -> None:
        heads, body = [], []
        for article in articles:
            heads += [article.get(key) for key in ("rubric", "shoulder", "author_line")]
            heads += [*article.get("title_lines", []), *article.get("subtitles", [])]
            body += [(article.get("lead_in") or "") + "".join(article["paragraphs"][:1])]
            body += article["paragraphs"][1:] + [text for _, text in article.get("subheads", [])]
            body += [*article.get("signature", []), article.get("tail"), article.get("head_note")]
        self._heads = set(map(squeeze, heads)) - {""}
        self._body = "\n".join(map(squeeze, body))

    def is_head(self, line: str) -> bool:
        """Whether a line is a head's, or a piece of one that no text has."""
        text = squeeze(line)
        if text in self._body:
            return False
        return text in self._heads or (len(text) >= LEAST_PART and any(text in head for head in self._heads))


def samples(folders: list[Path]) -> list[Sample]:
    """Every torn dump of the folders, as far as the stage before reading order brings it."""
    found = []
    for folder in folders:
        for gold in sorted(folder.glob("*.gold.json")):
            known = Known(json.loads(gold.read_text(encoding="utf-8"))["articles"])
            for extractor in TORN:
                dump = folder / f"{gold.name.split('.')[0]}.{extractor}.txt"
                if not dump.exists():
                    continue
                page = parse(dump.read_text(encoding="utf-8").replace("\f", "\n"))
                for step, after in Pipeline().steps(page, DEFAULT):
                    if step.name == "reading_order":
                        break
                    page = after
                asked = lines_in_question(page, misread=False)
                heads = list(map(known.is_head, asked.texts))
                for gaps in (asked.gaps, [0] * len(asked.gaps)):  # and as without blank lines
                    evidence = Evidence(asked.texts, gaps, asked.display)
                    if suspect(evidence):
                        found.append((signs(evidence), heads))
    return found


def rows(found: list[Sample]) -> tuple[list[Signs], list[bool]]:
    """Every line with its neighbours' signs in its box, and whether it is a head's."""
    lines: list[Signs] = []
    heads: list[bool] = []
    for own, is_head in found:
        for j, line in enumerate(own):
            row = dict(line)
            if "boxed" in line:
                row |= {f"above: {sign}": value for sign, value in own[j - 1].items()}
            if j + 1 < len(own) and "boxed" in own[j + 1]:
                row |= {f"below: {sign}": value for sign, value in own[j + 1].items()}
            lines.append(row)
        heads += is_head
    return lines, heads


def fit(found: list[Sample]) -> dict[str, float]:
    """The weights, by logistic regression."""
    fitted = logistic(*rows(found))
    fitted.pop("any line")  # the same as the constant
    return fitted


def judge(found: list[Sample], weights: dict[str, float]) -> str:
    """How many of the heads' lines are told, and how many of those told are a head's."""
    told = right = heads = 0
    for own, is_head in found:
        for odds, head in zip(log_odds(own, weights), is_head, strict=True):
            told += odds > LEAST
            right += odds > LEAST and head
            heads += head
    return f"{right / heads:.3f} of {heads} told, {right / max(1, told):.3f} of {told} right"


def main() -> None:
    o = arguments(__doc__)
    own = samples(o.dirs)
    other = samples(o.judge)
    fitted = fit(own)
    for name, weights in (("shipped", WEIGHTS), ("fitted", fitted)):
        print(f"{name:8} fit {judge(own, dict(weights))}")
        if other:
            print(f"{'':8} judge {judge(other, dict(weights))}")
    if o.print:
        print(as_python(fitted))


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Measure how well `newsclean.order` puts body lines back, against known articles.

usage: eval_order.py DIR... [--only GLOB] [--show N] [--identity]

DIR holds NN.gold.json and NN.<extractor>.txt (see bench/score.py). Every line of a dump is located in the gold articles;
the line that begins where it ends is its true successor. Figures, per extractor, over all pages:
  before   share of body lines followed, in the dump, by their true successor
  after    the same in the restored order
  whole    share of gold paragraphs all of whose lines are consecutive and in order (after)
  arts     share of gold articles whose lines are consecutive and in order, from first to last (after)
  moved    lines that left their place (must be 0 for extractors that keep the order)
  joined   share of wrong successions that are claimed (not in `breaks`)
  ms       mean time of `reading_order` per page, milliseconds
Characters of vertical headlines are taken out with the help of the gold text: another stage of newsclean does this.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import re
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from newsclean.order import reading_order

Tile = tuple[int, int, int]  # article, start, end (code points of the whitespace-free article)


def squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def body_text(art: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """The article's body as typeset, whitespace-free, and its paragraphs' spans."""
    subheads = dict(art.get("subheads", []))
    out, spans, at = [], [], 0

    def put(text: str | None) -> None:
        nonlocal at
        out.append(squeeze(text))
        at += len(out[-1])

    put(art.get("head_note"))
    for i, par in enumerate(art["paragraphs"]):
        put(subheads.get(i))
        start = at
        put((art.get("lead_in") or "") + par if i == 0 else par)
        spans.append((start, at))
    for line in art.get("signature", []):
        put(line)
    put(art.get("tail"))
    return "".join(out), spans


def display_strings(art: dict[str, Any]) -> set[str]:
    """Whitespace-free display lines of an article, and the pieces vertical printing makes of them."""
    keys = ("rubric", "shoulder", "title", "author_line")
    out = {squeeze(art.get(k)) for k in keys} | {
        squeeze(s) for k in ("title_lines", "subtitles") for s in art.get(k, [])
    }
    return out - {""}


def despace(line: str) -> str:
    """A justified run with a space between all characters is joined; other lines stay."""
    words = line.split()
    if len(words) > 4 and sum(map(len, words)) <= 2.2 * len(words):
        return "".join(words)
    return line.strip()


def locate(line: str, texts: list[str]) -> list[Tile]:
    found = []
    for a, text in enumerate(texts):
        at = text.find(line)
        while at >= 0 and line:
            found.append((a, at, at + len(line)))
            at = text.find(line, at + 1)
    return found


def load(
    path: Path, gold: dict[str, Any]
) -> tuple[list[str], list[int], list[list[Tile]], list[list[tuple[int, int]]], list[str]]:
    bodies = [body_text(a) for a in gold["articles"]]
    texts = [b[0] for b in bodies]
    vertical = set("".join("".join(display_strings(a)) for a in gold["articles"] if a["layout"]["vertical"]))
    shown = set().union(*[display_strings(a) for a in gold["articles"]])
    vertical |= {unicodedata.normalize("NFKC", c) for c in "﹃﹄︽︾"} | set("﹃﹄︽︾『』《》“”")
    lines: list[str] = []
    gaps: list[int] = []
    tiles: list[list[Tile]] = []
    gap = 0
    for raw in path.read_text(encoding="utf-8").replace("\f", "\n").split("\n"):
        if not raw.strip():
            gap += 1
            continue
        line = despace(raw)
        flat = squeeze(line)
        hits = locate(flat, texts)
        if not hits or len(flat) == 1:
            stripped = False
            for m in (re.match(r"^(?:\S\s+){1,3}(\S.*)$", line), re.match(r"^(.*\S)(?:\s+\S){1,3}$", line)):
                if m and locate(squeeze(m[1]), texts) and not hits:
                    line, stripped = m[1], True
                    hits = locate(squeeze(line), texts)
            if (
                not stripped
                and flat not in shown
                and len(flat) <= 4
                and all(c in vertical for c in flat)
                and not hits
            ):
                continue
            if len(flat) == 1 and flat in vertical:
                continue
        lines.append(line)
        gaps.append(gap)
        tiles.append(hits)
        gap = 0
    return lines, gaps, settle(tiles), [b[1] for b in bodies], texts


def settle(tiles: list[list[Tile]]) -> list[list[Tile]]:
    """Where a line stands in several places, keep those that another line needs beside it."""
    starts = {t[:2] for ts in tiles for t in ts}
    ends = {(t[0], t[2]) for ts in tiles for t in ts}
    out = []
    for ts in tiles:
        if len(ts) > 1:
            best = max((t[:2] in ends) + ((t[0], t[2]) in starts) for t in ts)
            ts = [t for t in ts if (t[:2] in ends) + ((t[0], t[2]) in starts) == best]
        out.append(ts)
    return out


def follows(a: list[Tile], b: list[Tile]) -> bool:
    return any(x[0] == y[0] and x[2] == y[1] for x in a for y in b)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dirs", nargs="+")
    ap.add_argument("--only", default="*")
    ap.add_argument("--show", type=int, default=0, help="wrong successions to print per page")
    ap.add_argument("--dump", action="store_true", help="print every page in its new order")
    o = ap.parse_args()
    sums: dict[str, list[float]] = {}
    for d in o.dirs:
        for gold_path in sorted(Path(d).glob("*.gold.json")):
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
            stem = gold_path.name.split(".")[0]
            for path in sorted(gold_path.parent.glob(stem + ".*.txt")):
                kind = path.name.split(".")[1]
                if "tesseract" in kind or not fnmatch.fnmatch(path.name, o.only):
                    continue
                row = score(path, gold, o.show, o.dump)
                for group in (kind,):
                    acc = sums.setdefault(group, [0.0] * (len(row) + 1))
                    for i, v in enumerate([*row, 1]):
                        acc[i] += v
    print(
        f"{'extractor':10} pages  lines before  after  whole   arts  moved  wrong claimed  ms/page  ms/line"
    )
    for kind, (
        n,
        before,
        after,
        pars,
        whole,
        arts,
        good,
        moved,
        wrong,
        claimed,
        ms,
        nlines,
        pages,
    ) in sums.items():
        print(
            f"{kind:10} {pages:5.0f} {n:6.0f} {before / n:6.3f} {after / n:6.4f} {whole / pars:6.3f} {good / arts:6.3f} "
            f"{moved:6.0f} {wrong:6.0f} {claimed:7.0f} {ms / pages:8.1f} {ms / nlines:8.3f}"
        )


def score(path: Path, gold: dict[str, Any], show: int, dump: bool) -> list[float]:
    lines, gaps, tiles, spans, texts = load(path, gold)
    t0 = time.perf_counter()
    res = reading_order(lines, gaps)
    ms = 1000 * (time.perf_counter() - t0)
    order = list(res.order)
    assert sorted(order) == list(range(len(lines)))
    starts = {t[:2] for ts in tiles for t in ts}
    has = [any((t[0], t[2]) in starts for t in ts) for ts in tiles]
    n = sum(has)
    before = sum(has[i] and follows(tiles[i], tiles[i + 1]) for i in range(len(lines) - 1))
    pos_next = dict(zip(order, order[1:], strict=False))
    after = 0
    wrong = claimed = 0
    shown = 0
    where = {j: k for k, j in enumerate(order)}
    for i in order:
        j = pos_next.get(i)
        ok = j is not None and follows(tiles[i], tiles[j])
        if has[i]:
            after += ok
            if not ok:
                wrong += 1
                k = where[i]
                said = j is not None and k + 1 not in res.breaks
                claimed += said
                if shown < show:
                    shown += 1
                    want = next((lines[t] for t in range(len(lines)) if follows(tiles[i], tiles[t])), "?")
                    conf = res.confidence[k + 1] if j is not None else 0
                    print(
                        f"{path.parent.name}/{path.name} {'JOIN' if said else 'brk'} {conf:.2f} [{i}] {lines[i]} -> [{j}] {lines[j] if j is not None else ''}   want {want}"
                    )
        elif j is not None and not ok and where[i] + 1 not in res.breaks and tiles[i] and tiles[j]:
            claimed += 1  # the end of an article runs into another's line
    # paragraphs and articles whole: concatenate the lines, look for the text
    flat = "".join(squeeze(lines[i]) for i in order)
    pars = whole = good = arts = 0
    for a, text in enumerate(texts):
        arts += 1
        good += text in flat
        for s, e in spans[a]:
            pars += 1
            whole += text[s:e] in flat
    moved = sum(order[k] != k for k in range(len(order)))
    if dump:
        print("=====", path)
        for k, i in enumerate(order):
            mark = "|" if k in res.breaks else " "
            print(f"{mark}{res.confidence[k]:.2f} {i:4} g{gaps[i]} {lines[i]}")
    return [n, before, after, pars, whole, arts, good, moved, wrong, claimed, ms, len(lines)]


if __name__ == "__main__":
    main()

"""Does `newsclean check` name every layout fault of a set of dumps? Counted without any of newsclean's code.

    python tools/count_layout.py DIR...

A folder holds dumps `NAME.EXTRACTOR.txt` and, for each NAME, the known articles `NAME.gold.json` (the format of bench/).
Counted from the dump and the known articles alone, with the patterns below:

* spaced-out runs: four or more Han characters in a line that stand apart one by one (names, 何 薇, have fewer);
* vertical headlines: four or more lines of one Han character (or bracket) each, blank lines aside; not counted are
  numbers and lists of 一 二 三;
* broken paragraphs: paragraphs of the known articles that stand in no single line of the dump; and their lines, those
  with six characters or more that are wholly theirs, or theirs but for a byline before them.

A fault counts as named where a finding of NC101, NC103 or NC104 covers its line, or one of its lines. Counted the other way
round, "wrongly named" are the findings of NC104 of which no line is a piece of a known paragraph, byline or caption.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HAN = "\u3400-\u9fff"
SPACED = re.compile(rf"(?<![{HAN}])(?:[{HAN}][，。、！？：；“”]? +){{3,}}[{HAN}](?![{HAN}])")
SINGLE = re.compile(rf"[{HAN}﹁-﹄︵-︽·！？、]")
NUMERAL = re.compile(r"[一二三四五六七八九十百]")
SHORTEST = 6


def spaced_runs(lines: list[str]) -> list[int]:
    """The lines that hold a run."""
    return [number for number, line in enumerate(lines, 1) if SPACED.search(line)]


def vertical_runs(lines: list[str]) -> list[tuple[int, int]]:
    """First and last line of every run of lines of one character."""
    runs: list[list[int]] = [[]]
    for number, line in enumerate(lines, 1):
        if SINGLE.fullmatch(line.strip()):
            runs[-1].append(number)
        elif line.strip():
            runs.append([])
    found = [run for run in runs if len(run) >= 4]
    return [
        (run[0], run[-1]) for run in found if not all(NUMERAL.fullmatch(lines[at - 1].strip()) for at in run)
    ]


def broken_paragraphs(lines: list[str], paragraphs: list[str]) -> list[list[int]]:
    """For every paragraph that stands in no single line, the lines that are wholly its, or its but for a byline."""
    tight = ["".join(line.split()) for line in lines]
    broken = []
    for paragraph in paragraphs:
        text = "".join(paragraph.split())
        if not any(text in line for line in tight):
            own = [
                number
                for number, line in enumerate(tight, 1)
                if len(line) >= SHORTEST and (line in text or opens(line, text))
            ]
            if own:
                broken.append(own)
    return broken


def opens(line: str, text: str) -> bool:
    """Whether the line ends with the paragraph's beginning: a byline stands before it."""
    at = line.find(text[:SHORTEST])
    return at > 0 and text.startswith(line[at:])


def is_piece(line: str, texts: list[str]) -> bool:
    """Whether a line, or the end of it, is a piece of one of the texts, which have no white space."""
    tight = "".join(line.split())
    return not tight or any(tight in text or opens(tight, text) for text in texts)


def findings(path: Path) -> dict[str, list[tuple[int, int]]]:
    """What `newsclean check` says: code to line ranges."""
    command = [
        sys.executable,
        "-m",
        "newsclean",
        "check",
        "--isolated",
        "--select",
        "NC1",
        "--output-format",
        "json",
    ]
    out = subprocess.run([*command, str(path)], capture_output=True, check=False)
    if out.returncode not in (0, 1):
        raise SystemExit(out.stderr.decode())
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for item in json.loads(out.stdout):
        found[item["code"]] += [(item["line"], item["end_line"]), *map(tuple, item["more_lines"])]
    return found


def count(
    path: Path, named: dict[str, list[tuple[int, int]]], show: bool = False
) -> dict[str, tuple[int, int]]:
    """For each fault: how many are named by the findings (code to line ranges), of how many; and findings named wrongly."""
    lines = re.split(r"\r\n|\n|\r", path.read_text(encoding="utf-8"))
    gold = json.loads((path.parent / f"{path.name.partition('.')[0]}.gold.json").read_text(encoding="utf-8"))
    paragraphs = [text for article in gold["articles"] for text in article["paragraphs"]]
    parts = [
        *(
            (article.get("lead_in") or "") + "".join(article["paragraphs"][:1])
            for article in gold["articles"]
        ),
        *(c["text"] + (c["credit"] or "") for article in gold["articles"] for c in article["captions"]),
    ]
    broken = broken_paragraphs(lines, paragraphs)
    wanted = {
        "spaced-out runs": (["NC101"], [[number] for number in spaced_runs(lines)]),
        "vertical headlines": (["NC103"], [list(range(a, b + 1)) for a, b in vertical_runs(lines)]),
        "broken paragraphs": (["NC104"], broken),
        "their lines": (["NC104"], [[number] for own in broken for number in own]),
    }
    result = {}
    for fault, (codes, places) in wanted.items():
        ranges = [span for code in codes for span in named[code]]
        hit = [any(a <= at <= b for at in place for a, b in ranges) for place in places]
        result[fault] = (sum(hit), len(hit))
        for place, is_named in zip(places, hit, strict=True):
            if show and not is_named and fault != "their lines":
                print(f"  not named: {path.name}:{place[0]} {fault}: {lines[place[0] - 1].strip()}")
    texts = ["".join(text.split()) for text in [*paragraphs, *parts]]
    wrong = [
        (first, last)
        for first, last in named["NC104"]
        if not any(is_piece(line, texts) for line in lines[first - 1 : last] if line.strip())
    ]
    result["wrongly named"] = (len(wrong), len(named["NC104"]))
    for first, _ in wrong if show else ():
        print(f"  wrongly named: {path.name}:{first} {lines[first - 1].strip()}")
    return result


def main(folders: list[str]) -> None:
    """Print the counts by extractor, and what is not named."""
    sums: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for folder in folders:
        for path in sorted(Path(folder).glob("*.txt")):
            for fault, (hit, total) in count(path, findings(path), show=True).items():
                for group in (path.name.split(".")[-2], "all"):
                    sums[group][fault][0] += hit
                    sums[group][fault][1] += total
    for group, faults in sums.items():
        print(
            f"{group:<10}", *(f"{fault} {hit} of {total}" for fault, (hit, total) in faults.items()), sep="  "
        )


if __name__ == "__main__":
    main(sys.argv[1:] or ["../shared/bench/seed", "../shared/bench/dev"])

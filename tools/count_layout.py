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
round, "wrongly named" are the findings of NC104 of which no line is a piece of a known paragraph, byline, caption or
subhead, and "wrong places" the ranges of lines, of all of them, of which this is true: where columns were torn a paragraph
may be named rightly, and with it a line that is another's. Single characters beside a line (of a headline that runs down
beside the column) do not count.
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
Named = dict[str, list[list[tuple[int, int]]]]
"""Code to findings, each of one or more ranges of lines."""


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
    """Whether a line, or the end of it, or what it is but for single characters, is a piece of one of the texts.

    The texts have no white space.
    """
    tight = {"".join(line.split()), "".join(part for part in line.split() if len(part) > 1)}
    return any(not some or any(some in text or opens(some, text) for text in texts) for some in tight)


def findings(path: Path) -> Named:
    """What `newsclean check` says: code to findings, each of one or more line ranges."""
    command = [
        sys.executable,
        "-m",
        "newsclean",
        "check",
        "--isolated",
        "--no-cache",
        "--select",
        "NC1",
        "--output-format",
        "json",
    ]
    out = subprocess.run([*command, str(path)], capture_output=True, check=False)
    if out.returncode not in (0, 1):
        raise SystemExit(out.stderr.decode())
    found: Named = defaultdict(list)
    for item in json.loads(out.stdout):
        found[item["code"]].append([(item["line"], item["end_line"]), *map(tuple, item["more_lines"])])
    return found


def count(path: Path, named: Named, show: bool = False) -> dict[str, tuple[int, int]]:
    """For each fault: how many are named by the findings, of how many; and findings and places named wrongly."""
    lines = re.split(r"\r\n|\n|\r", path.read_text(encoding="utf-8"))
    gold = json.loads((path.parent / f"{path.name.partition('.')[0]}.gold.json").read_text(encoding="utf-8"))
    paragraphs = [text for article in gold["articles"] for text in article["paragraphs"]]
    parts = [
        *(
            (article.get("lead_in") or "") + "".join(article["paragraphs"][:1])
            for article in gold["articles"]
        ),
        *(c["text"] + (c["credit"] or "") for article in gold["articles"] for c in article["captions"]),
        *(text for article in gold["articles"] for _, text in article["subheads"]),
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
        ranges = [span for code in codes for finding in named[code] for span in finding]
        hit = [any(a <= at <= b for at in place for a, b in ranges) for place in places]
        result[fault] = (sum(hit), len(hit))
        for place, is_named in zip(places, hit, strict=True):
            if show and not is_named and fault != "their lines":
                print(f"  not named: {path.name}:{place[0]} {fault}: {lines[place[0] - 1].strip()}")
    texts = ["".join(text.split()) for text in [*paragraphs, *parts]]

    def is_wrong(span: tuple[int, int]) -> bool:
        return not any(is_piece(line, texts) for line in lines[span[0] - 1 : span[1]] if line.strip())

    wrong = [finding for finding in named["NC104"] if all(map(is_wrong, finding))]
    places = [span for finding in named["NC104"] for span in finding]
    result["wrongly named"] = (len(wrong), len(named["NC104"]))
    result["wrong places"] = (sum(map(is_wrong, places)), len(places))
    for (first, _), *_ in wrong if show else ():
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

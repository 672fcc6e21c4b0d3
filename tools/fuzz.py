#!/usr/bin/env python3
"""Fuzz newsclean, guided by coverage: make up inputs until one breaks a promise of the contract.

usage: fuzz.py TARGET [--minutes N] [--folder DIR] [libFuzzer options]

TARGET is decode, clean, filter or check (tests/fuzz_targets.py says what must hold). Needs `pip install atheris` (CPython
3.11 to 3.13, Linux). The inputs found are kept in DIR/TARGET (.fuzz by default), so that a later run goes on from them; the
first ones are cut from the pages of fixtures/, for decode in all encodings. An input that breaks something is written to
DIR/TARGET-fault-… with a line on what broke, and the run goes on: mend the fault, and keep the input as
fixtures/regressions/TARGET-what-it-was, which the tests run. A hang or a crash of the interpreter ends the run.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

LONGEST = 3000
"""Bytes of an input: a page of 1,000 characters holds every phenomenon, and runs in a hundredth of a second."""
ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "big5hkscs", "utf-16-le")
ODD = [
    *" \n\n\n\t\r\f\0　\u00ad\u200b\u202e\ufeff\u2028\x85\x1c□○﹃﹄（）【】《》“”‘’「」—…-·0１二年月日版讯电摄：；，。！？*#<>&_`|=@\\𠮷Aa.",
    "\r\n", "\n\n", "本报讯（记者 ", "图为", "责任编辑：", "下转第2版", "inter-\n", "　　", "　　　　", "<!-- newsclean: ignore -->",
]  # fmt: skip


def seeds() -> list[str]:
    """Pieces of the project's own pages: some lines in a row, from every page at several places."""
    rng = random.Random(6)
    found = []
    folders = *(ROOT / "fixtures" / name for name in ("pages", "rows", "vertical")), ROOT / "seeds"
    pages = [page for folder in folders for page in sorted(folder.rglob("*.txt"))]
    for page in pages:
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        for count in (3, 10, 25, 60):
            start = rng.randrange(max(1, len(lines) - count))
            found.append("".join(lines[start : start + count])[: LONGEST // 3])
    return found


def write_seeds(folder: Path, encodings: tuple[str, ...]) -> None:
    for number, text in enumerate(seeds()):
        data = text.encode(encodings[number % len(encodings)], "replace")
        (folder / f"seed-{number:03}").write_bytes(data)
    for case in sorted((ROOT / "fixtures" / "regressions").glob("*.txt")):
        (folder / case.name).write_bytes(case.read_bytes())


class Mutator:
    """Changes of the kind that dumps suffer, line by line and character by character; bytes are libFuzzer's to mutate."""

    def __init__(self, pieces: list[str]) -> None:
        self.lines = sorted({line for piece in pieces for line in piece.splitlines(keepends=True)})

    def __call__(self, text: str, rng: random.Random) -> str:
        lines = text.splitlines(keepends=True) or [""]
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(lines)) if lines else 0
            line = lines[at] if lines else ""
            place = rng.randint(0, len(line))
            changed = {
                0: [],  # dropped
                1: [line, line],
                2: [line, rng.choice(self.lines)],
                3: [line[:place] + rng.choice(ODD) + line[place:]],
                4: [line[:place]],
                5: [line[place:]],
                6: [" ".join(line)],
                7: ["\n".join(line)],
                8: [line[:place], "\n", line[place:]],
                9: [line.replace("\n", "") if rng.random() < 0.5 else line + "\n"],
                10: [line[:place] + line[place + 1 :]],
                11: [line[:place] + rng.choice(self.lines).strip()[:8] + line[place:]],
            }[rng.randrange(12)]
            lines[at : at + 1] = changed
            if len(lines) > 1 and rng.random() < 0.1:
                other = rng.randrange(len(lines))
                lines[0], lines[other] = lines[other], lines[0]
        return "".join(lines)


def _record(place: Path, data: bytes, error: Exception, faults: dict[str, int]) -> None:
    """Keep the first ten inputs of every kind of fault: the error and the place that raised it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    kind = f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
    faults[kind] = faults.get(kind, 0) + 1
    if faults[kind] <= 10:
        name = f"{place.name}-fault-{hashlib.sha256(data).hexdigest()[:12]}"
        (place.parent / name).write_bytes(data)
        print(f"FAULT {name}: {kind}: {str(error)[:300]}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", choices=["decode", "clean", "filter", "check"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz")
    options, more = parser.parse_known_args()
    try:
        import atheris
    except ImportError:
        sys.exit("fuzz.py: atheris is not installed: pip install atheris")
    with atheris.instrument_imports(include=["newsclean"]):
        from fuzz_targets import TARGETS, rules

        rules()  # rules are imported when they are asked for
    corpus = options.folder / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    write_seeds(corpus, ENCODINGS if options.target == "decode" else ("utf-8",))
    mutate = Mutator(seeds())

    def mutator(data: bytes, size: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.random() < (0.7 if options.target == "decode" else 0.15):
            return bytes(atheris.Mutate(data, size))
        text = mutate(data.decode("utf-8", "replace" if rng.random() < 0.5 else "ignore"), rng)
        return text.encode("utf-8", "replace")[:size]

    faults: dict[str, int] = {}

    def target(data: bytes) -> None:
        try:
            TARGETS[options.target](data)
        except Exception as error:
            _record(options.folder / options.target, data, error, faults)

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={int(options.minutes * 60)}",
            f"-max_len={LONGEST}",
            "-len_control=0",
            "-timeout=20",
            "-print_final_stats=1",
            f"-artifact_prefix={options.folder}/{options.target}-",
            *more,
            str(corpus),
        ],
        target,
        custom_mutator=mutator,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()

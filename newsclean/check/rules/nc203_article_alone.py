"""NC203: an article with no headline."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.model import Role


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every article whose head the pipeline did not find."""
    for page, document in file.reading.documents():
        for article in document.articles:
            if article.headline is None and article.body:
                lines = [
                    line for line in page.lines if article.id in line.articles and line.role is Role.PARAGRAPH
                ]
                if lines:
                    yield _finding(file, lines[0].spans, lines[0].text)
    headed = {
        block.article for block in file.reading.blocks if not block.guessed and block.role is Role.HEADLINE
    }
    for block in file.reading.blocks:
        if not block.guessed and block.role is Role.PARAGRAPH and block.article not in headed:
            headed.add(block.article)
            yield _finding(file, block.spans, block.text)


def _finding(file: TextFile, spans: tuple[tuple[int, int], ...], text: str) -> Finding:
    start, _ = file.reading.extent(spans, text)
    end = file.extent(file.place(start)[0])[1]
    return Finding(start, end, f"article with no headline: {text.strip()[:16]}…")


RULE = Rule(
    code="NC203",
    name="article-without-headline",
    summary="article with no headline",
    why="Briefs may have none; but mostly the headline stands elsewhere in the file, or was lost.",
    wrong="　　本报讯（记者 王涛）3月6日，清河县的茶园开采，五十多名茶农上山采茶。",
    right="清河县茶园开采\n　　本报讯（记者 王涛）3月6日，清河县的茶园开采，五十多名茶农上山采茶。",
    fix="none",
    find=find,
)

"""Phenomena of newspaper pages, one small file each in fixtures/cases: what it shows, the dump, what a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.api import clean
from newsclean.schema import Document

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
KNOWN_FAILURE = "# known failure: "


def read(path: Path) -> tuple[str, str, list[str]]:
    """The first line, the dump and the expected listing of a case."""
    said, _, rest = path.read_text(encoding="utf-8").partition("\n")
    dump, _, expected = rest.partition("\n---\n")
    return said, dump + "\n", expected.splitlines()


def listing(page: Document, *, names: bool = False) -> list[str]:
    """What a reader sees, one `role: text` a line; a blank line between articles and before the furniture.

    With `names` a line for the reporters and one for the correspondents of every article.
    """
    lines: list[str] = []
    for article in page.articles:
        named = [
            ("rubric", article.rubric),
            ("kicker", article.kicker),
            ("headline", article.headline),
            *(("deck", deck) for deck in article.deck),
            ("author", article.author_line),
            ("byline", article.byline.text if article.byline else None),
            ("reporters", "、".join(article.byline.reporters) if names else None),
            ("correspondents", "、".join(article.byline.correspondents) if names else None),
            *((block.type, block.text) for block in article.body),
            *(("caption", caption.text) for caption in article.captions),
        ]
        lines += [f"{role}: {text}" for role, text in named if text] + [""]
    lines += [f"furniture: {item.text}" for item in page.furniture]
    return lines if lines and lines[-1] else lines[:-1]


def case(path: Path) -> object:
    reason = read(path)[0]
    known = reason.startswith(KNOWN_FAILURE)
    return pytest.param(
        path, id=path.stem, marks=[pytest.mark.xfail(reason=reason, strict=True)] if known else []
    )


@pytest.mark.parametrize("path", [case(path) for path in sorted(CASES.glob("*.txt"))])
def test_a_page_reads_as_a_reader_sees_it(path: Path) -> None:
    _, dump, expected = read(path)
    names = any(line.startswith(("reporters: ", "correspondents: ")) for line in expected)
    assert listing(clean(dump), names=names) == expected

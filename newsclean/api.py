"""Clean text: the whole way from a dump to documents, for Python callers and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsclean.document import to_document, verify
from newsclean.model import Page, parse
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import Pipeline
from newsclean.printed_lines import PAGE_BREAK, pages_of
from newsclean.schema import Document, Source


def clean(
    text: str, options: Options = DEFAULT, *, pipeline: Pipeline | None = None, source: Source | None = None
) -> Document:
    """The articles of one page.

    Form feeds count as line breaks; use `clean_pages` for a text of several pages. Raises TypeError for what is no text:
    bytes are decoded by `newsclean.io.encodings.decode`.

    >>> clean("本报讯 3月20日，图书馆开放。").articles[0].byline.agency
    '本报讯'
    >>> from newsclean.pipeline import Pipeline
    >>> clean("本报讯 ２０日，图书馆开放。", pipeline=Pipeline.of("corpus")).articles[0].body[0].text
    '20日，图书馆开放。'
    """
    text = as_text(text).replace(PAGE_BREAK, "\n")
    return next(clean_pages(text, options, pipeline=pipeline, source=source))


def clean_pages(
    text: str,
    options: Options = DEFAULT,
    *,
    pipeline: Pipeline | None = None,
    source: Source | None = None,
    check: bool = False,
) -> Iterator[Document]:
    """The pages of a text, parted by form feeds, one document each; source lines count through the whole text.

    With `check`, raises `newsclean.document.LostText` where a page's output does not hold exactly its characters; where
    a stage is at fault, the message names it.
    """
    for _, document in run_pages(text, options, pipeline=pipeline, source=source, check=check):
        yield document


def run_pages(
    text: str,
    options: Options = DEFAULT,
    *,
    pipeline: Pipeline | None = None,
    source: Source | None = None,
    check: bool = False,
    correct: Callable[[Page], Page] | None = None,
) -> Iterator[tuple[Page, Document]]:
    """As `clean_pages`, each document with the labelled page that it was made from.

    `correct` may change a page after the stages, as `newsclean.corrections` does.
    """
    pipeline = pipeline or Pipeline()
    base = source or Source()
    first_line = 1
    for number, piece in enumerate(pages_of(as_text(text)), 1):
        printed = parse(piece, number, first_line)
        page = pipeline.run(printed, options, check=check)
        if correct is not None:
            page = correct(page)
        document = to_document(
            page, Source(path=base.path, encoding=base.encoding, sha256=base.sha256, page=number), options
        )
        if check:
            verify(piece, page, document, pipeline.declares)
        yield page, document
        first_line += len(printed.lines)


def as_text(text: object) -> str:
    """The text, if it is one. Raises TypeError, which says what to do with what is none."""
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        way = "decode them first: newsclean.io.encodings.decode(data).text finds the encoding, or data.decode(...)"
        raise TypeError(f"newsclean cleans text, not {type(text).__name__}; {way}")
    raise TypeError(f"newsclean cleans text (str), not {type(text).__name__}; for a file, give what is in it")

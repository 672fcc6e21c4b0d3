"""Where the printed lines of a text begin: a block's text held against the source lines that it was gathered from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.patterns import expression

PAGE_BREAK = "\f"
"""What extractors write between pages, and after the last one."""
UNSEEN = expression(r"[\s\p{Cc}\p{Cf}]+")
LINE_END = expression(r"\r\n|\n|\r")
HYPHENS = "-\u2010\u00ad"


def pages_of(text: str) -> list[str]:
    r"""The pages of a text, one at least; what stands behind the last page break is none if nothing of it is seen.

    >>> pages_of("一\n\f二\n\f"), pages_of(""), pages_of("一\f\f")
    (['一\n', '二\n'], [''], ['一'])
    """
    pages = text.split(PAGE_BREAK)
    while len(pages) > 1 and not unspaced(pages[-1]):
        pages.pop()
    return pages


def source_lines(text: str) -> list[str]:
    r"""The lines of a whole source, numbered from 1 as the documents' `lines` are; a form feed ends a line too.

    >>> source_lines("一\r\n二\f三")
    ['一', '二', '三']
    """
    lines: list[str] = []
    pages = text.split(PAGE_BREAK)
    for at, page in enumerate(pages):
        pieces = LINE_END.split(page)
        if pieces and not pieces[-1] and (page or at < len(pages) - 1):
            pieces.pop()
        lines += pieces
    return lines


def line_starts(
    text: str, ranges: Iterable[Sequence[int]], lines: Sequence[str]
) -> list[tuple[int, int]] | None:
    """Offsets into `text` at which the printed lines of these ranges begin, each with its line number (from 1).

    A hyphen that broke a word at a line's end may be missing from the text. None where the text does not follow its
    lines one by one, as in a headline that was printed vertically.

    >>> line_starts("秋天是瓜果飘香", [(2, 4)], ["", "秋天是瓜", "", "果飘香"])
    [(0, 2), (4, 4)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    for first, last in ranges:
        for number in range(first, last + 1):
            printed = unspaced(lines[number - 1]) if number <= len(lines) else ""
            if not printed:
                continue
            start = _skip(text, at)
            end = _match(text, start, printed)
            if end is None and printed[-1] in HYPHENS:
                end = _match(text, start, printed[:-1])
            if end is None:
                return None
            found.append((start, number))
            at = end
    return found if _skip(text, at) == len(text) else None


def lines_by_text(lines: Sequence[str], first: int, last: int) -> dict[str, list[int]]:
    """The numbers of the lines from `first` to `last` that print the same, by their characters without white space.

    >>> lines_by_text(["众志成城", "", "王立伟 参加"], 1, 3)
    {'众志成城': [1], '王立伟参加': [3]}
    """
    found: dict[str, list[int]] = {}
    for number in range(first, min(last, len(lines)) + 1):
        if text := unspaced(lines[number - 1]):
            found.setdefault(text, []).append(number)
    return found


def unspaced(text: str) -> str:
    """The characters that are seen."""
    return UNSEEN.sub("", text)


def _skip(text: str, at: int) -> int:
    space = UNSEEN.match(text, at)
    return space.end() if space else at


def _match(text: str, at: int, printed: str) -> int | None:
    """The offset behind `printed` in the text from `at` on, white space in the text passed over."""
    for char in printed:
        at = _skip(text, at)
        if at >= len(text) or text[at] != char:
            return None
        at += 1
    return at

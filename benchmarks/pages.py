"""The texts that the benchmarks run on: the repository's dumps repeated, and texts made to hurt."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from measuring import ROOT

BREAK = "\f"


TORN = ("pdftotext", "pdfminer")
"""Extractors that tear columns apart; the other dumps of the pages are in reading order."""


def dumps(torn: bool | None = None) -> list[str]:
    """The seed page, and every dump of the dev pages: eight pages, five extractors; or the torn ones, or the others."""
    folder = ROOT / "fixtures" / "pages"
    paths = [*sorted((folder / "seed").glob("*.txt")), *sorted((folder / "dev").glob("*.txt"))]
    return [
        path.read_bytes().decode("utf-8").replace(BREAK, "\n")
        for path in paths
        if torn is None or torn is any(name in path.name for name in TORN)
    ]


def pages(size: int, torn: bool | None = None) -> list[str]:
    """Dumps in turn, as pages, until they have so many bytes; the last is cut at a line's end.

    >>> sum(len(page.encode()) for page in pages(30_000)) <= 30_000
    True
    """
    found, left = [], size
    for text in cycle(dumps(torn)):
        length = len(text.encode())
        if length >= left:
            return [*found, cut(text, left)]
        found.append(text)
        left -= length
    raise AssertionError("a cycle has no end")


def one_page(size: int, torn: bool | None = None) -> str:
    """The same as one page."""
    return "".join(pages(size, torn))


def cut(text: str, size: int) -> str:
    """At most so many bytes of a text, at a line's end where there is one."""
    piece = text.encode()[:size].decode("utf-8", "ignore")
    return piece[: piece.rfind("\n") + 1] or piece


def _repeated(line: str) -> Callable[[int], str]:
    length = len(line.encode())
    return lambda size: line * max(1, size // length)


def _numbered(form: str) -> Callable[[int], str]:
    """Lines that differ in a figure, so that no cache of lines helps."""

    def made(size: int) -> str:
        each = len(form.format(1_000_000).encode())
        return "".join(form.format(1_000_000 + at) for at in range(max(1, size // each)))

    return made


HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda size: one_page(size).replace("\r", "").replace("\n", ""),
    "one-character lines": lambda size: "\n".join(_repeated("全市农业生产会议要求抓好春耕")(size * 3 // 4)),
    "columns from top to bottom": lambda size: "\n".join(
        _numbered("茶山开采本报讯（记者 王涛）第{}户茶农今日开秤，价钱不低。")(size * 18 // 25)
    ),
    "blank lines": _repeated("\n"),
    "quotes": _repeated("“"),
    "digits": _repeated("7"),
    "bylines": _numbered("本报讯（记者 王涛 通讯员 李伟）{}日，\n"),
    "dispatches": _numbered("〔松岭六日电〕第{}户茶农今日开秤。\n"),
    "headlines": _numbered("我市第{}次会议昨日召开\n"),
}
"""Makers of texts of about so many bytes: 4 MB of one-character lines are a million, 3.6 MB of headlines 100,000."""

TEXTS: dict[str, Callable[[int], str]] = {
    "real": lambda size: one_page(size, torn=False),
    "real, torn": lambda size: one_page(size, torn=True),
    **HOSTILE,
}

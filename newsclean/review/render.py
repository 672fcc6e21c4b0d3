"""The review page as HTML: template, style and script put into one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from heapq import nsmallest
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsclean import __version__
from newsclean.languages import words
from newsclean.review.view import View

SCRIPTS = ("lines.js", "operations.js", "tools.js")
"""Parts of one script, in the order in which they need each other."""


MOST_LISTED = 5_000
"""Pages in an index: a browser has to lay them out, and a person to look at them."""


def hue(article: int) -> int:
    """A hue in degrees for an article's number; neighbours lie far apart (golden angle).

    >>> hue(1), hue(2)
    (138, 275)
    """
    return round(article * 137.5) % 360


def _environment(lang: str) -> Environment:
    table = words(lang, "review")
    environment = Environment(
        loader=PackageLoader("newsclean.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=lambda text: table.get(text, text), hue=hue, words=table, lang=lang)
    environment.globals.update(version=__version__)
    environment.filters["plain"] = asdict
    return environment


def render(views: Iterable[View], lang: str = "en") -> Iterator[bytes]:
    """The review page of these pages, in pieces; a page at a time is in memory."""
    script = "".join(map(_asset, SCRIPTS))
    yield from _generate("review.html", lang, views=views, script=script, style=_asset("review.css"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A review page in the index: its file, what dump, which page of it (0: all), and how sure it is."""

    file: str
    dump: str
    page: int
    articles: int
    doubts: int
    certainty: float


def render_index(entries: Iterable[Entry], lang: str = "en") -> Iterator[bytes]:
    """An index over review pages, the most doubtful first; of very many, only these."""
    total = 0

    def counted() -> Iterator[Entry]:
        nonlocal total
        for total, entry in enumerate(entries, 1):  # noqa: B007 - the last one is their number
            yield entry

    first = nsmallest(MOST_LISTED, counted(), key=lambda entry: (entry.certainty, -entry.doubts, entry.file))
    more = total - len(first)
    yield from _generate("index.html", lang, entries=first, more=more, script="", style=_asset("review.css"))


def _generate(template: str, lang: str, **values: Any) -> Iterator[bytes]:
    digest = base64.b64encode(hashlib.sha256(values["script"].encode()).digest()).decode()
    stream = _environment(lang).get_template(template).stream(policy=f"sha256-{digest}", **values)
    stream.enable_buffering(500)
    for chunk in stream:
        yield chunk.encode("utf-8", "replace")


def _asset(name: str) -> str:
    return (files("newsclean.review") / "assets" / name).read_text("utf-8")

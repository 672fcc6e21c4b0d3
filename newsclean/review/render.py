"""The review page as HTML: template, style and script put into one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsclean import __version__
from newsclean.review.view import View
from newsclean.review.words import words_of

SCRIPTS = ("lines.js", "operations.js", "tools.js")
"""Parts of one script, in the order in which they need each other."""


def hue(article: int) -> int:
    """A hue in degrees for an article's number; neighbours lie far apart (golden angle).

    >>> hue(1), hue(2)
    (138, 275)
    """
    return round(article * 137.5) % 360


def _environment(lang: str) -> Environment:
    words = words_of(lang)
    environment = Environment(
        loader=PackageLoader("newsclean.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=lambda text: words.get(text, text), hue=hue, words=words, lang=lang)
    environment.globals.update(version=__version__)
    environment.filters["plain"] = asdict
    return environment


def render(views: Iterable[View], lang: str = "en") -> Iterator[bytes]:
    """The review page of these pages, in pieces; a page at a time is in memory."""
    script = "".join(map(_asset, SCRIPTS))
    yield from _generate("review.html", lang, views=views, script=script, style=_asset("review.css"))


def render_index(entries: Iterable[tuple[str, View]], lang: str = "en") -> Iterator[bytes]:
    """An index over review pages: (file name, view) each, the most doubtful first."""
    ordered = sorted(
        (
            {
                "file": file,
                "source": view.source,
                "certainty": view.certainty,
                "doubts": len(view.doubts),
                "articles": len(view.articles),
            }
            for file, view in entries
        ),
        key=lambda entry: (entry["certainty"], entry["file"]),
    )
    yield from _generate("index.html", lang, entries=ordered, script="", style=_asset("review.css"))


def _generate(template: str, lang: str, **values: Any) -> Iterator[bytes]:
    digest = base64.b64encode(hashlib.sha256(values["script"].encode()).digest()).decode()
    stream = _environment(lang).get_template(template).stream(policy=f"sha256-{digest}", **values)
    stream.enable_buffering(500)
    for chunk in stream:
        yield chunk.encode("utf-8", "replace")


def _asset(name: str) -> str:
    return (files("newsclean.review") / "assets" / name).read_text("utf-8")

"""NC301: half-width punctuation between Han characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

import regex

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.options import Options
from newsclean.patterns import expression

FULL = str.maketrans(",;:!?()", "，；：！？（）")
LEFT = r"[\p{Han}”’」』》）】%％]"
MARK = expression(
    rf"(?<={LEFT})[,;:!?](?=[ \u3000]*(?:[\p{{Han}}“‘「『《（【—…]|\d+[年月日]|$))"
    rf"|(?<=\p{{Han}})\.(?=\p{{Han}})"
    r"|\((?=[\p{Han}“《])|(?<=[\p{Han}”》。])\)",
    regex.MULTILINE,
)
TITLES = ("记者", "記者", "通讯员", "通訊員")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every half-width mark that stands in Chinese text; bylines' brackets are NC201's."""
    text = file.text
    bylines = _bylines(text, file.settings.options) if "(" in text else []
    for found in MARK.finditer(text):
        at, mark = found.start(), found.group()
        byline = bisect_right(bylines, at, key=itemgetter(0)) - 1
        if (byline >= 0 and at < bylines[byline][1]) or not file.line(file.place(at)[0]).strip("!?"):
            continue
        full = mark.translate(FULL)
        fix = None
        if full != mark:
            fix = Fix((Replacement(at, at + 1, full),), False, frozenset({"variants"}))
        yield Finding(at, at + 1, f"half-width {mark} between Han characters", fix)


def _bylines(text: str, options: Options) -> list[tuple[int, int]]:
    """Where brackets with titles before names are, the user's own titles too."""
    titles = "|".join(map(regex.escape, (*TITLES, *options.reporter_roles, *options.correspondent_roles)))
    return [
        found.span()
        for found in regex.finditer(rf"\([^()（）\n]{{0,10}}(?:{titles})[^()（）\n]{{0,90}}\)", text)
    ]


RULE = Rule(
    code="NC301",
    name="half-width-punctuation",
    summary="half-width punctuation between Han characters",
    why="Editing systems and OCR mix `,` with `，`; sentence splitters and searches then miss one of them. The printed "
    "character changes, so the fix is an unsafe one. A full stop has none: it may stand for 。 or for ·.",
    wrong="他们早出晚归、翻山越岭;他们挨家走访,送药上门。",
    right="他们早出晚归、翻山越岭；他们挨家走访，送药上门。",
    fix="unsafe",
    find=find,
)

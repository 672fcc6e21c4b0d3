"""NC301: half-width punctuation between Han characters."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

FULL = str.maketrans(",;:!?()", "，；：！？（）")
LEFT = r"[\p{Han}”’」』》）】%％]"
MARK = expression(
    rf"(?<={LEFT})[,;:!?](?=[ \u3000]*(?:[\p{{Han}}“‘「『《（【—…]|\d+[年月日]|$))"
    rf"|(?<=\p{{Han}})\.(?=\p{{Han}})"
    r"|\((?=[\p{Han}“《])|(?<=[\p{Han}”》。])\)",
    regex.MULTILINE,
)
BYLINE = expression(r"\([^()（）\n]{0,10}(?:记者|記者|通讯员|通訊員)[^()（）\n]{0,90}\)")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every half-width mark that stands in Chinese text; bylines' brackets are NC201's."""
    text = file.text
    bylines = [found.span() for found in BYLINE.finditer(text)] if "(" in text else []
    for found in MARK.finditer(text):
        at, mark = found.start(), found.group()
        if any(start <= at < end for start, end in bylines) or not file.line(file.place(at)[0]).strip("!?"):
            continue
        full = mark.translate(FULL)
        fix = None
        if full != mark:
            fix = Fix((Replacement(at, at + 1, full),), False, frozenset({"variants"}))
        yield Finding(at, at + 1, f"half-width {mark} between Han characters", fix)


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

"""NC201: a byline that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.model import Role
from newsclean.options import Options
from newsclean.reading.names import roles

LONGEST = 120


@lru_cache(maxsize=16)
def _patterns(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    role = roles(options)
    opening = regex.compile(
        r"(?P<tag>[^（()）【】，。！？]{0,24}?(?:[讯訊电電]|消息|报道|報道|報導))?\s*(?P<open>[（(])"
        rf"(?P<names>[^（()）。，]{{0,10}}{role}[^（()）。]{{0,90}})(?P<close>[）)])?"
    )
    # A role with no name after it: the bracket closes, or the next role begins.
    nameless = regex.compile(rf"{role}(?=\s*(?:$|[、，,：:]|{role}))")
    return opening, nameless


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every paragraph that opens with a byline whose brackets or names are not in order."""
    opening, nameless = _patterns(file.settings.options)
    for block in file.reading.blocks:
        if block.role not in (Role.PARAGRAPH, Role.DISPLAY, Role.FURNITURE, Role.AUTHOR, Role.DECK):
            continue
        found = opening.match(block.text[:LONGEST])
        if found is None or (not found["tag"] and found["close"] is None):
            continue
        at = file.reading.locate(block, found.start("open"))
        if found["close"] is None:
            yield Finding(at, at + 1, "byline's bracket is not closed")
            continue
        end = file.reading.locate(block, found.start("close"))
        if nameless.search(found["names"]):
            yield Finding(
                at, end + 1, f"byline names nobody: {found['open']}{found['names']}{found['close']}"
            )
        if found["open"] + found["close"] != "（）":
            replacements = (Replacement(at, at + 1, "（"), Replacement(end, end + 1, "）"))
            changed = tuple(item for item in replacements if file.text[item.start] != item.text)
            fix = Fix(changed, False, frozenset({"variants"}))
            yield Finding(at, end + 1, "byline in half-width brackets", fix)


RULE = Rule(
    code="NC201",
    name="malformed-byline",
    summary="byline with an unclosed or half-width bracket, or without a name",
    why="The byline says where an article begins and who wrote it. With its bracket open the names run into the text; "
    "with no name the credit is lost.",
    wrong="本报讯（记者 王涛 3月6日，清河县的茶园开采，五十多名茶农上山采茶。",
    right="本报讯（记者 王涛）3月6日，清河县的茶园开采，五十多名茶农上山采茶。",
    fix="unsafe",
    find=find,
)

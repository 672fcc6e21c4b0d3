"""NC106: several columns side by side on the same lines."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every stretch of lines that the `side_by_side` stage parts."""
    for edit in file.reading.edits("side_by_side"):
        filled = [line for line in edit.before if not line.blank]
        start, end = file.reading.reach(filled)
        text = file.newline.join(line.text for line in edit.after)
        begins = filled[0].text.strip()[:12]
        yield Finding(
            start,
            end,
            f"columns side by side on {len(filled)} lines: {begins}…",
            Fix((Replacement(start, end, text),), False),
        )


RULE = Rule(
    code="NC106",
    name="columns-side-by-side",
    summary="columns side by side on the same lines",
    why="pdftotext -layout and other extractors write what stands at one height on one line. Whoever reads, searches or "
    "trains on lines gets the text of two articles mixed, and no sentence whole.",
    wrong="连日来，松岭镇抢抓晴天      厂长说，头一批新茶，\n组织茶农采茶、制茶，十      已经被三家茶庄订走，\n"
    "二万亩春茶陆续开采，比      价钱比去年高出两成。\n去年早了八天。",
    right="连日来，松岭镇抢抓晴天\n组织茶农采茶、制茶，十\n二万亩春茶陆续开采，比\n去年早了八天。\n\n"
    "厂长说，头一批新茶，\n已经被三家茶庄订走，\n价钱比去年高出两成。",
    fix="unsafe",
    find=find,
)

"""NC304: compatibility characters that stand for ordinary ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

# Compatibility ideographs, Kangxi radicals, radicals, Latin ligatures. Units (㎡, ℃) and ① are printed so, and stay.
COMPATIBLE = expression("[\uf900-\ufaff\U0002f800-\U0002fa1f\u2f00-\u2fd5\u2e80-\u2ef3\ufb00-\ufb06]")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every such character that Unicode gives an ordinary one for, and for radicals."""
    for found in COMPATIBLE.finditer(file.text):
        at, char = found.start(), found.group()
        plain = unicodedata.normalize("NFKC", char)
        if plain == char and not "\u2e80" <= char <= "\u2ef3":
            continue  # twelve of the block are ideographs in their own right
        fix = None
        if plain != char:
            fix = Fix((Replacement(at, at + 1, plain),), False, frozenset({"variants"}))
        stands_for = f", stands for {plain}" if plain != char else ""
        yield Finding(at, at + 1, f"compatibility character {char} (U+{ord(char):04X}){stands_for}", fix)


RULE = Rule(
    code="NC304",
    name="compatibility-character",
    summary="compatibility ideograph, radical or ligature in place of an ordinary character",
    why="Fonts in PDF map glyphs to look-alikes: ⽅ (a radical) for 方, ﬁ for fi. The word then is found by nobody.",
    wrong="全市各地⽅要做好春耕备耕⼯作。",
    right="全市各地方要做好春耕备耕工作。",
    fix="unsafe",
    find=find,
)

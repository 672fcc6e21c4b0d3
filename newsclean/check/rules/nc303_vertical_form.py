"""NC303: vertical presentation forms in horizontal text."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.patterns import expression

FORM = expression("[\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48]")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every form; those that have a line to themselves belong to a vertical headline (NC103)."""
    if not FORM.search(file.text):
        return
    from newsclean.stages.vertical import (
        FORMS,
    )  # the stage brings its wording model: only where there is a form

    for found in FORM.finditer(file.text):
        at, form = found.start(), found.group()
        if file.line(file.place(at)[0]).strip() == form:
            continue
        plain = form.translate(FORMS)
        fix = None
        if plain != form:
            fix = Fix((Replacement(at, at + 1, plain),), False, frozenset({"variants"}))
        yield Finding(at, at + 1, f"vertical presentation form {form} (U+{ord(form):04X})", fix)


RULE = Rule(
    code="NC303",
    name="vertical-form",
    summary="vertical presentation form of a punctuation mark",
    why="﹃ and ︒ are glyphs for vertical setting, which PDF keeps as characters of their own. In a line of text they "
    "pair with nothing and end no sentence.",
    wrong="补足﹃三农﹄短板，办好实事。",
    right="补足『三农』短板，办好实事。",
    fix="unsafe",
    find=find,
)

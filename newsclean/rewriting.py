"""The simplest kind of stage: one that rewrites lines, each by itself."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from newsclean.model import Edit, Page


def rewrite_lines(
    page: Page, function: Callable[[str], str], *, stage: str, rule: str, evidence: str = ""
) -> Page:
    """The page with `function` applied to the text of each line (no terminator in it); one edit for each changed line.

    >>> from newsclean.model import parse
    >>> page = rewrite_lines(parse("一○二○年\\n全文\\n"), lambda text: text.replace("○", "〇"), stage="zero", rule="zero")
    >>> page.text, len(page.edits)
    ('一〇二〇年\\n全文\\n', 1)
    """
    edits = []
    for index, line in enumerate(page.lines):
        text = function(line.text)
        if text != line.text:
            edits.append(Edit(stage, rule, index, (line,), (replace(line, text=text),), evidence))
    return page.apply(edits)

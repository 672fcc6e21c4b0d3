"""The proof that no text was lost or invented: the visible characters before and after, stage by stage.

An edit may change visible characters only under a declared rule, and then only as that rule says: its two sides must
be the same once the rule's own change is made on both.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from newsclean.model import Edit, Line, Page
from newsclean.patterns import expression
from newsclean.stages.vertical import FORMS

_UNSEEN = expression(r"[\s\p{Cc}\p{Cf}]+")


def _without_hyphens(text: str) -> str:
    return text.replace("-", "").replace("\u2010", "")


def _horizontal(text: str) -> str:
    return text.translate(FORMS)


def _compatible(text: str) -> str:
    # ASCII fills in for the full stop that has no compatible form.
    return unicodedata.normalize("NFKC", text).replace("。", ".")


DECLARED: Mapping[str, Callable[[str], str]] = {
    "vertical-headline": _horizontal,
    "caption": _without_hyphens,
    "join": _without_hyphens,
    "canonical-form": _compatible,
    "digit-width": _compatible,
    "punctuation-width": _compatible,
}
"""The rules whose edits may change visible characters, each with the form that both sides of an edit share."""


class LostText(Exception):
    """The output does not hold exactly the input's visible characters. Names what differs, and the stage if known."""


def visible(text: str) -> Counter[str]:
    """How often each visible character stands in a text: spaces, controls and format characters left out.

    >>> sorted(visible("吕 梁\\u200b吕").items())
    [('吕', 2), ('梁', 1)]
    """
    return Counter(_UNSEEN.sub("", text))


def check_stage(stage: str, before: Page, after: Page, declares: Collection[str] = ()) -> None:
    """Raise LostText, which names the stage, where it lost or invented a visible character.

    `declares` are rules, beyond `DECLARED`, whose edits may change characters as they like.
    """
    expected = visible(before.text)
    allow(expected, after.edits[len(before.edits) :], declares)
    compare(expected, visible(after.text), f"stage {stage} ")


def allow(expected: Counter[str], edits: Iterable[Edit], declares: Collection[str] = ()) -> None:
    """Change the characters that are expected as the edits under declared rules do. Raises LostText."""
    for edit in edits:
        if edit.rule not in DECLARED and edit.rule not in declares:
            continue
        old, new = _text(edit.before), _text(edit.after)
        before, after = visible(old), visible(new)
        if before == after:
            continue
        if edit.rule not in declares:
            same = DECLARED[edit.rule]
            compare(visible(same(old)), visible(same(new)), f"stage {edit.stage} (rule {edit.rule}) ")
        expected.subtract(before)
        expected.update(after)


def compare(expected: Counter[str], found: Counter[str], who: str = "") -> None:
    """Raise LostText unless both hold the same characters."""
    if expected != found:
        lost, invented = expected - found, found - expected
        raise LostText(
            f"{who}lost {sum(lost.values())} characters ({_sample(lost)}), "
            f"invented {sum(invented.values())} ({_sample(invented)})"
        )


def _text(lines: Iterable[Line]) -> str:
    return "".join(line.text for line in lines)


def _sample(counter: Counter[str]) -> str:
    return "".join(sorted(counter)[:12]) or "none"

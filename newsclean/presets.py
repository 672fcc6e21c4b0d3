"""Presets: which of the built-in stages run, as data. Light to import: shell completion reads it on every TAB."""

from __future__ import annotations

from msgspec import Struct

from newsclean.nearest import nearest


class Preset(Struct, frozen=True):
    """A choice of stages (names of `newsclean.pipeline.STAGES`, which has their order), and what it is for."""

    summary: str
    stages: tuple[str, ...]


PRESETS: dict[str, Preset] = {
    "default": Preset(
        "everything that mends the page; what it says stays as printed",
        (
            "typeset",
            "characters",
            "merged_lines",
            "furniture",
            "author_lines",
            "vertical",
            "strays",
            "spacing",
            "captions",
            "reading_order",
            "dehyphenate",
            "articles",
            "headlines",
        ),
    ),
    "minimal": Preset(
        "for a dump that is in order: joins lines and parts articles, mends nothing else",
        ("typeset", "characters", "furniture", "dehyphenate", "articles", "headlines"),
    ),
    "faithful": Preset(
        "every space and unseen character as in the dump; only lines are put together",
        (
            "typeset",
            "furniture",
            "author_lines",
            "vertical",
            "strays",
            "captions",
            "reading_order",
            "dehyphenate",
            "articles",
            "headlines",
        ),
    ),
    "corpus": Preset(
        "default, and one form for each character: for counting and searching",
        (
            "typeset",
            "characters",
            "merged_lines",
            "furniture",
            "author_lines",
            "vertical",
            "strays",
            "spacing",
            "captions",
            "reading_order",
            "dehyphenate",
            "canonical",
            "digit_width",
            "punctuation_width",
            "articles",
            "headlines",
        ),
    ),
}

NAMES = PRESETS["corpus"].stages
"""All built-in stages in order."""
LABELLING = ("typeset", "articles", "headlines")
"""Those that only label lines for others: `newsclean filter` has no use for them."""


def preset(name: str) -> Preset:
    """The preset of that name. Raises KeyError.

    >>> "spacing" in preset("faithful").stages
    False
    """
    if name not in PRESETS:
        raise KeyError(f"no preset named {name!r}; there are: {', '.join(PRESETS)}{nearest(name, PRESETS)}")
    return PRESETS[name]

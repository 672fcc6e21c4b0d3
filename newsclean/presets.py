"""Presets: which of the built-in stages run, as data. Light to import: shell completion reads it on every TAB."""

from __future__ import annotations

from msgspec import Struct

from newsclean.nearest import nearest


class Preset(Struct, frozen=True):
    """A choice of stages (names of `newsclean.pipeline.STAGES`, which has their order), and what it is for."""

    summary: str
    stages: tuple[str, ...]


NAMES = (
    "typeset",
    "characters",
    "canonical",
    "torn_figures",
    "top_to_bottom",
    "side_by_side",
    "merged_lines",
    "furniture",
    "author_lines",
    "vertical",
    "strays",
    "spacing",
    "captions",
    "reading_order",
    "dehyphenate",
    "severed_paragraphs",
    "digit_width",
    "punctuation_width",
    "articles",
    "headlines",
)
"""All built-in stages in order: those of `newsclean.pipeline.STAGES`."""
LABELLING = ("typeset", "articles", "headlines")
"""Those that only label lines for others: `newsclean filter` has no use for them."""

NORMAL_FORMS = ("canonical", "digit_width", "punctuation_width")
"""Those that a user asks for: they change what the text says."""


def _all_but(*left_out: str) -> tuple[str, ...]:
    return tuple(name for name in NAMES if name not in left_out)


PRESETS: dict[str, Preset] = {
    "default": Preset(
        "everything that mends the page; what it says stays as printed",
        _all_but(*NORMAL_FORMS),
    ),
    "minimal": Preset(
        "for a dump that is in order: joins lines and parts articles, mends nothing else",
        ("typeset", "characters", "furniture", "dehyphenate", "articles", "headlines"),
    ),
    "faithful": Preset(
        "every space and unseen character as in the dump; only lines are put together",
        _all_but(*NORMAL_FORMS, "characters", "torn_figures", "merged_lines", "spacing"),
    ),
    "corpus": Preset("default, and one form for each character: for counting and searching", NAMES),
}


def preset(name: str) -> Preset:
    """The preset of that name. Raises KeyError.

    >>> "spacing" in preset("faithful").stages
    False
    """
    if name not in PRESETS:
        raise KeyError(f"no preset named {name!r}; there are: {', '.join(PRESETS)}{nearest(name, PRESETS)}")
    return PRESETS[name]

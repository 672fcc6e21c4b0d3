"""Every setting of the pipeline, each with its meaning. Distances are relative: em of the text, shares of a measure."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import fields, force_setattr

from newsclean.errors import SettingError
from newsclean.structs import like_dataclass


class Options(Struct, frozen=True, cache_hash=True):  # patterns are looked up by options for every line
    """Settings shared by all stages; immutable, so that one object serves any number of pages and threads.

    Costs are in nats (natural log of odds): 3 means one in twenty.
    """

    # vertical
    vertical_length: int = 4
    """Fewest characters of a vertical headline; a shorter run may be an enumeration or a torn initial."""

    # spacing
    spaced_run: int = 3
    """Fewest characters that stand apart one by one before they count as set apart by justification."""
    digit_space_habit: float = 0.15
    """Share of the page's Han-digit neighbours with a space between, above which the space is the paper's typesetting."""

    # dehyphenate
    indent: float = 2.0
    """Indent of a paragraph's first line, em (two characters in all Chinese newspapers)."""
    measure_change: float = 5.0
    """Cost of a change of the column's measure between two lines (text round a picture, a new frame)."""
    odd_width: float = 6.0
    """Most that a line's deviation from its column's measure may cost: a line may have lost its end."""

    # lexicons, beyond those in newsclean/data
    byline_tags: tuple[str, ...] = ()
    """Further openings of news items, such as the name of the paper's own desk (某某融媒讯)."""
    reporter_roles: tuple[str, ...] = ()
    """Further titles before reporters' names in bylines and author lines, besides 记者, 实习生 and the like; not in vertical headlines."""
    correspondent_roles: tuple[str, ...] = ()
    """Further titles before the names of those who send in, besides 通讯员 and the like; not in vertical headlines."""
    rubrics: tuple[str, ...] = ()
    """Further section banners (栏目); which characters of a vertical headline's rows belong together, they do not tell."""
    caption_openers: tuple[str, ...] = ()
    """Further words that captions begin with, besides 图为 and the like."""
    furniture: tuple[str, ...] = ()
    """Further lines that belong to no article, as regular expressions that match the whole line."""

    def __post_init__(self) -> None:
        """Make tuples of lists. Raises SettingError for a string in the place of several, of which each character would count."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(field.default, tuple) and not isinstance(value, tuple):
                if isinstance(value, str):
                    raise SettingError(f"{field.name} takes several strings: ({value!r},), not {value!r}")
                force_setattr(self, field.name, tuple(value))


like_dataclass(Options)

DEFAULT = Options()

"""Breaks of a byline's lines: whether a space was lost there, between two names or before a title, or a name or title goes on.

The titles are those of the word lists and the user's own (`newsclean.reading.names.titles`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.lexicon import alternatives
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.byline_forms import DATE
from newsclean.reading.names import roles, titles
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex

PAPER = "(?:本[报報])?"
"""Before a title: 本报首席记者."""
MOST_BYLINE_LINES = 4
REPORT_NEXT = expression(r"报道|報道|報導|[：:、]")
WORK = ("报道", "報道", "報導", "摄影", "攝影", "采写", "採寫", "撰文", "整理", "供稿", "供图", "供圖")
"""What those who are named did, of which a line's end may part the two characters."""
NAME_BEFORE, NAME_AFTER = expression(r"[\s、，,（(]"), expression(r"[\s、，,）)]")
LONGEST_NAMES, AFTER_A_COMMA = 12, 6
"""Characters of names, or of an institution, without a mark or space between, at the most; in a bracket with commas, as text has."""
STOPS = frozenset("。；！？")
"""What stands in running text, and in no bracket of names."""
SINGLES = expression(r"\p{Han}(?: \p{Han})*+(?!\p{Han})")
"""Characters one by one, as padded names are set."""
HAN = expression(r"\p{Han}+")
OPENING_BRACKET = expression(r"[（(]")


@lru_cache(maxsize=16)
def bare_byline(options: Options) -> regex.Pattern[str]:
    """A byline without brackets, or as far as a line has it: 本报讯 记者江晓舟 通讯员何文, 本报松岭3月6日讯."""
    named = rf"\s*{PAPER}{roles(options)}\s*\p{{Han}}{{1,4}}(?:[、 ]\p{{Han}}{{1,4}}){{0,3}}"
    return expression(
        rf"\s*(?:本[报報]|\p{{Han}}{{2,3}}社)\p{{Han}}{{0,8}}(?:{DATE})?[讯訊电電](?:{named}){{0,3}}\s*"
    )


@lru_cache(maxsize=16)
def title_first(options: Options) -> regex.Pattern[str]:
    """A title that stands before names."""
    return expression(PAPER + roles(options))


@lru_cache(maxsize=16)
def _named_last(options: Options) -> regex.Pattern[str]:
    """The last title of a byline without brackets, and the last name behind it."""
    return expression(
        rf"{PAPER}{roles(options)}\s{{0,4}}(?:\p{{Han}}{{1,4}}[、 ]){{0,4}}(?P<name>\p{{Han}}{{0,4}})$"
    )


@lru_cache(maxsize=16)
def _bracket(options: Options) -> regex.Pattern[str]:
    """A bracket of names that is open, from its mark on."""
    return expression(rf"[（(][^（）()]{{0,12}}{_known(options)}[^（）()]*$")


@lru_cache(maxsize=16)
def _to_title(options: Options) -> regex.Pattern[str]:
    """All up to the end of the last title that anything stands behind: a whole one, not the first of 特约撰稿人."""
    return expression(rf"^.*(?>{_known(options)})(?=.)")


def _known(options: Options) -> str:
    """The titles of the lists and the user's, as an expression."""
    reporter = alternatives("roles_reporter", options.reporter_roles)
    return f"(?:{reporter}|{alternatives('roles_correspondent', options.correspondent_roles)})"


@lru_cache(maxsize=16)
def _halves(options: Options) -> tuple[frozenset[tuple[str, str]], frozenset[str], int]:
    """The halves of every title as a line's end can part it, what may stand alone before a title (见习, 本报), and how long one is."""
    known = frozenset(titles(options))
    halves = frozenset((title[:at], title[at:]) for title in known for at in range(1, len(title)))
    begun = frozenset(first for first, rest in halves if rest in known and len(first) > 1)
    return halves, begun, max(map(len, known))


def glue(before: str, after: str, out: list[str], options: Options) -> str:
    """What stands between two lines of a byline, " " or ""; `out` has all lines above, the last of them `before`.

    >>> glue("本报讯（特派员 何晓兰", "章禾）", ["本报讯（特派员 何晓兰"], DEFAULT), glue("茶山上", "起了雾", ["茶山上"], DEFAULT)
    (' ', '')
    """
    printed = "".join(out)[-80:]
    if len(out) <= MOST_BYLINE_LINES and bare_byline(options).fullmatch(printed):
        return _bare_glue(printed, after, options)
    return _name_glue(before, after, options, printed) if _bracket(options).search(printed) else ""


def _bare_glue(byline: str, after: str, options: Options = DEFAULT) -> str:
    """After a byline without brackets: a space before a title, and before the text if the names are whole.

    >>> _bare_glue("本报讯 记者江晓舟", "通讯员何文"), _bare_glue("本报讯 记者何文", "昨日上午"), _bare_glue("本报讯 记者江晓", "舟昨日上午")
    (' ', ' ', '')
    """
    if title_first(options).match(after):
        return " "
    named = _named_last(options).search(byline)
    if named is None or not named["name"]:
        return ""
    if len(named["name"]) == 1 or REPORT_NEXT.match(after) or byline[-1] + after[0] in WORK:
        return ""
    whole = junction("。", after)
    return " " if len(named["name"]) > 2 or whole >= junction("。", after[1:]) else ""


def _runs_on(printed: str, options: Options = DEFAULT) -> bool:
    """Whether the last bracket of names goes over into running text: one whose end is torn away.

    >>> _runs_on("（记者 田雨"), _runs_on("（记者 田近日，茶园开采。茶农"), _runs_on("（记者 田雨茶农把刚采的鲜叶送到村口，排队")
    (False, True, True)
    """
    bracket = OPENING_BRACKET.split(printed)[-1]
    most = AFTER_A_COMMA if "，" in bracket else LONGEST_NAMES
    return not STOPS.isdisjoint(bracket) or any(
        len(run) > most for run in HAN.findall(_to_title(options).sub("", bracket))
    )


def _name_glue(before: str, after: str, options: Options = DEFAULT, printed: str = "") -> str:
    """Inside a byline's brackets a break may part two names (a space is lost) or stand within one.

    `printed` is what stands before the break, with lines above `before`: no names follow where text runs on in an open bracket.

    >>> _name_glue("（记者 马文星 田", "雨 宋天行）"), _name_glue("（记者 马文星", "田 雨）"), _name_glue("（记者 江小", "舟）")
    ('', ' ', '')
    >>> _name_glue("（记者 江小舟 摄影报", "道）")
    ''
    >>> _name_glue("（记者 江小舟 特约撰", "稿人 田雨）"), _name_glue("（特约撰稿人 江小舟 小", "记者 田雨）"), _name_glue("（记者 江小", "记者 田雨）")
    ('', '', ' ')
    """
    if _runs_on(printed, options):
        return ""
    left = _to_title(options).sub("", NAME_BEFORE.split(before)[-1])
    tokens = NAME_AFTER.split(after)
    right = tokens[0]
    if not left or not right or not HAN.fullmatch(left + right):
        return ""
    if _parts_title(left, right, options) or left[-1] + right[:1] in WORK:
        return ""
    known, begun = titles(options), _halves(options)[1]
    if left.endswith(known) or title_first(options).match(right) or right in begun:
        return " "
    singles = SINGLES.match(after)
    padded = len(right) == 1 and singles is not None and len(singles.group()) % 4 == 3  # characters in pairs
    if len(left) >= 3 or (len(left) == 2 and (len(right) >= 2 or padded)):
        return " "
    return ""


def _parts_title(left: str, right: str, options: Options) -> bool:
    """Whether a break stands within a title: 网格 / 员. Where the second half is a title too, a single character before it is rather a
    name's last: 江小 / 记者, but for one that stands alone.

    >>> [_parts_title(left, right, DEFAULT) for left, right in (("通", "讯员"), ("何兰见习", "记者"), ("小", "记者"), ("何小", "记者"))]
    [True, True, True, False]
    """
    halves, _, longest = _halves(options)
    known = titles(options)
    return any(
        (first := left[-size:], rest := right[:end]) in halves
        and (size > 1 or left == first or rest not in known)
        for size in range(1, min(longest, len(left) + 1))
        for end in range(1, min(longest, len(right) + 1))
    )

"""Join broken lines: Chinese without a space, Latin with one, broken words whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex

ADDRESS_ENDS = expression(r"[a-z0-9-]{1,40}[.@/][A-Za-z0-9]")
"""What goes on with an address of the web or of mail: cha- / songling.example."""
SOFT_HYPHEN = "\u00ad"
# A word broken at the line's end: letters, a hyphen, and a small letter after it.
BROKEN_WORD = expression(r"(?<=[A-Za-z]{2})[-\u2010]$")
LATIN_WORD_END = expression(r"(?<![A-Za-z0-9])[0-9]*+[A-Za-z][A-Za-z0-9]*+[.,;:!?)'\"]*+$")
LATIN_START = expression(r"[A-Za-z(\"'][A-Za-z0-9]*")
COMPOUND = expression(r"(?:[A-Z]|\b(?:co|non|anti|self|ex|pre|post|semi|multi|e))[-\u2010]$|-[A-Za-z]++-$")
NAMES_WHERE = r"[（(][^（）()]{{0,12}}(?:{})[^（）()]*$"
TOKEN = expression(r"(?<![A-Za-z0-9./@:_-])[A-Za-z0-9./@:_-]++$")
NAME_PADDING = expression(NAMES_WHERE.format("记者|記者|通讯员|通訊員|实习生|見習生"))

_TITLES = (
    "(?:本[报報])?(?:[见見][习習]|首席|[实實][习習]|特[约約])?(?:记者|記者|通[讯訊][员員]|[实實][习習]生)"
)
MOST_BYLINE_LINES = 4
BARE_BYLINE = expression(
    rf"\s*本[报報]\p{{Han}}{{0,8}}[讯訊](?:\s*{_TITLES}\s*\p{{Han}}{{1,4}}(?:[、 ]\p{{Han}}{{1,4}}){{0,3}}){{0,3}}\s*"
)
"""A byline without brackets, or as far as a line has it: 本报讯 记者江晓舟 通讯员何文."""
BARE_START = expression(r"\s*本[报報]\p{Han}{0,8}[讯訊]")
TITLE_FIRST = expression(_TITLES)
NAMED_LAST = expression(rf"{_TITLES}\s{{0,4}}(?:\p{{Han}}{{1,4}}[、 ]){{0,4}}(?P<name>\p{{Han}}{{0,4}})$")
REPORT_NEXT = expression(r"报道|報道|報導|[：:、]")
TITLE = expression(r"^.*(?:记者|記者|通讯员|通訊員|实习生|實習生)(?=.)")
TITLE_ENDS, TITLE_BEGINS = (
    expression(r"(?:记者|記者|通讯员|通訊員|实习生)$"),
    expression(r"(?:通讯员|通訊員|记者|記者|本报|实习生|见习)"),
)
TITLE_CUT, TITLE_GOES_ON = expression(r"(?:通讯?|通訊?|记|記|实习?)$"), expression(r"[讯訊员員者习生]")
TITLE_HALF = expression(
    r"(?:[见見][习習]|[实實][习習]|首席|特[约約派]|[全融]媒[体體]?|[摄攝]影|高[级級]|主任|本[报報])$"
)
TITLE_WHOLE = expression(r"[体體]?(?:记者|記者|通[讯訊][员員]|[评評][论論][员員])")
"""The halves of a title that a line's end parts: 见习 / 记者."""
NAME_BEFORE, NAME_AFTER = expression(r"[\s、，,（(]"), expression(r"[\s、，,）)]")
LONGEST_NAMES, AFTER_A_COMMA = 12, 6
"""Characters of names, or of an institution, without a mark or space between, at the most; in a bracket with commas, as text has."""
STOPS = frozenset("。；！？")
"""What stands in running text, and in no bracket of names."""
SINGLES = expression(r"\p{Han}(?: \p{Han})*+(?!\p{Han})")
"""Characters one by one, as padded names are set."""
HAN = expression(r"\p{Han}+")
OPENING_BRACKET = expression(r"[（(]")


def join(lines: Sequence[str], options: Options = DEFAULT) -> str:
    r"""One paragraph from its printed lines; `options` may have titles before names of the user's own.

    >>> join(["市长陈立新登上清河大", "桥的桥头"])
    '市长陈立新登上清河大桥的桥头'
    >>> join(["the inter-", "national airport of", "Wuhan"]), join(["受COVID-", "19影响"]), join(["增长1.", "5%"])
    ('the international airport of Wuhan', '受COVID-19影响', '增长1.5%')
    >>> join(["登录www.songling-", "cha.example查询"]), join(["邮箱：cha-", "songling.example"])
    ('登录www.songling-cha.example查询', '邮箱：cha-songling.example')
    >>> join(["本报讯（网格员 江晓舟", "马文星）"], Options(correspondent_roles=("网格员",)))
    '本报讯（网格员 江晓舟 马文星）'
    """
    if len(lines) == 1:
        return lines[0]
    whole = "".join(lines)
    if _plain(lines) and "（" not in whole and "(" not in whole and not BARE_START.match(whole):
        return whole
    titles = options.reporter_roles + options.correspondent_roles
    out = [lines[0]]
    for before, line in zip(lines, lines[1:], strict=False):
        glue = _glue(before, line, out, titles)
        if glue == "-":
            out[-1] = out[-1][:-1]
            glue = ""
        out.append(glue + line)
    return "".join(out)


def _plain(lines: Sequence[str]) -> bool:
    """Whether no line but the last ends in anything that a space or a hyphen could belong to."""
    ends = "".join([line[-1:] for line in lines[:-1]])
    return SOFT_HYPHEN not in ends and len(ends.encode("ascii", "ignore")) == 0


def _is_address(before: str, after: str) -> bool:
    """Whether a line ends in an address of the web or of mail, whose hyphens are its own, or the next one goes on as such."""
    found = TOKEN.search(before)
    if found is not None and any(mark in found.group() for mark in "./@:"):
        return True
    return ADDRESS_ENDS.match(after) is not None


def _glue(before: str, after: str, out: list[str], titles: tuple[str, ...]) -> str:
    """What stands between two lines: "", " ", or "-" for 'drop the hyphen'."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if not last.isascii() and last != SOFT_HYPHEN:
        printed = "".join(out)[-80:]
        if len(out) <= MOST_BYLINE_LINES and BARE_BYLINE.fullmatch(printed):
            return _bare_glue(printed, after)
        if NAME_PADDING.search(printed):
            return _name_glue(before, after, titles, printed)
        return _name_glue(before, after, titles, printed) if titles and _names(titles).search(printed) else ""
    if last == SOFT_HYPHEN:
        return "-"
    if last in "-\u2010":
        word = BROKEN_WORD.search(before) and first.islower() and first.isascii()
        if word and not COMPOUND.search(before) and not _is_address(before, after):
            return "-"
        return ""
    if LATIN_WORD_END.search(before) and LATIN_START.match(after):
        return " "
    return ""


def _bare_glue(byline: str, after: str) -> str:
    """After a byline without brackets: a space before a title, and before the text if the names are whole.

    >>> _bare_glue("本报讯 记者江晓舟", "通讯员何文"), _bare_glue("本报讯 记者何文", "昨日上午"), _bare_glue("本报讯 记者江晓", "舟昨日上午")
    (' ', ' ', '')
    """
    if TITLE_FIRST.match(after):
        return " "
    named = NAMED_LAST.search(byline)
    if named is None or not named["name"]:
        return ""
    if (
        len(named["name"]) == 1
        or REPORT_NEXT.match(after)
        or byline[-1] + after[0] in ("报道", "報道", "報導")
    ):
        return ""
    whole = junction("。", after)
    return " " if len(named["name"]) > 2 or whole >= junction("。", after[1:]) else ""


@lru_cache(maxsize=16)
def _names(titles: tuple[str, ...]) -> regex.Pattern[str]:
    """The bracket of names that one of these titles opens."""
    return expression(NAMES_WHERE.format("|".join(map(re.escape, titles))))


def _runs_on(printed: str) -> bool:
    """Whether the last bracket of names goes over into running text: one whose end is torn away.

    >>> _runs_on("（记者 田雨"), _runs_on("（记者 田近日，茶园开采。茶农"), _runs_on("（记者 田雨茶农把刚采的鲜叶送到村口，排队")
    (False, True, True)
    """
    bracket = OPENING_BRACKET.split(printed)[-1]
    most = AFTER_A_COMMA if "，" in bracket else LONGEST_NAMES
    return not STOPS.isdisjoint(bracket) or any(
        len(run) > most for run in HAN.findall(TITLE.sub("", bracket))
    )


def _name_glue(before: str, after: str, titles: tuple[str, ...] = (), printed: str = "") -> str:
    """Inside a byline's brackets a break may part two names (a space is lost) or stand within one.

    `printed` is what stands before the break, with lines above `before`: no names follow where text runs on in an open bracket.

    >>> _name_glue("（记者 马文星 田", "雨 宋天行）"), _name_glue("（记者 马文星", "田 雨）"), _name_glue("（记者 江小", "舟）")
    ('', ' ', '')
    """
    if _runs_on(printed):
        return ""
    left = TITLE.sub("", NAME_BEFORE.split(before)[-1])
    tokens = NAME_AFTER.split(after)
    right = tokens[0]
    if not left or not right or not HAN.fullmatch(left + right):
        return ""
    if left.endswith(titles) or right.startswith(titles):
        return " "
    if any(
        left.endswith(title[:at]) and right.startswith(title[at:])
        for title in titles
        for at in range(1, len(title))
    ):
        return ""
    if TITLE_HALF.search(left) and TITLE_WHOLE.match(right):
        return ""
    if TITLE_ENDS.search(left) or TITLE_BEGINS.match(right):
        return " "
    if TITLE_CUT.search(left) and TITLE_GOES_ON.match(right):
        return ""
    singles = SINGLES.match(after)
    padded = len(right) == 1 and singles is not None and len(singles.group()) % 4 == 3  # characters in pairs
    if len(left) >= 3 or (len(left) == 2 and (len(right) >= 2 or padded)):
        return " "
    return ""

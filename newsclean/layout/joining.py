"""Join broken lines: Chinese without a space, Latin with one, broken words whole."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.layout import broken_names
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression

ADDRESS_ENDS = expression(r"[a-z0-9-]{1,40}[.@/][A-Za-z0-9]")
"""What goes on with an address of the web or of mail: cha- / songling.example."""
SOFT_HYPHEN = "\u00ad"
# A word broken at the line's end: letters, a hyphen, and a small letter after it.
BROKEN_WORD = expression(r"(?<=[A-Za-z]{2})[-\u2010]$")
LATIN_WORD_END = expression(r"(?<![A-Za-z0-9])[0-9]*+[A-Za-z][A-Za-z0-9]*+[.,;:!?)'\"]*+$")
LATIN_START = expression(r"[A-Za-z(\"'][A-Za-z0-9]*")
COMPOUND = expression(r"(?:[A-Z]|\b(?:co|non|anti|self|ex|pre|post|semi|multi|e))[-\u2010]$|-[A-Za-z]++-$")
BARE_START = expression(r"\s*本[报報]\p{Han}{0,8}[讯訊]")
"""How a byline without brackets begins."""
TOKEN = expression(r"(?<![A-Za-z0-9./@:_-])[A-Za-z0-9./@:_-]++$")


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
    out = [lines[0]]
    for before, line in zip(lines, lines[1:], strict=False):
        glue = _glue(before, line, out, options)
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


def _glue(before: str, after: str, out: list[str], options: Options) -> str:
    """What stands between two lines: "", " ", or "-" for 'drop the hyphen'."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if not last.isascii() and last != SOFT_HYPHEN:
        return broken_names.glue(before, after, out, options)
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

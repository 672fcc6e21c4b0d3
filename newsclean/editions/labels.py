"""Which edition and which page a dump is, by its name and by what the page prints about itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import regex

from newsclean.patterns import expression
from newsclean.schema import Document

HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}

_DATE = expression(
    r"(?<!\d)(?:(?P<y>1[89]\d\d|20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<y>1[89]\d\d|20\d\d)[-_./年](?P<m>0?[1-9]|1[0-2])[-_./月](?P<d>0?[1-9]|[12]\d|3[01]))(?!\d)日?"
)
_PRINTED_DATE = expression(
    r"(?<!\d)(?P<y>1[89]\d\d|20\d\d)\s*年\s*(?P<m>0?[1-9]|1[0-2])\s*月\s*(?P<d>0?[1-9]|[12]\d|3[01])\s*日"
)
_WHOLE_DATE = expression(
    r"\s*(?P<y>(?:1[89]|20)\d\d|[〇零○一二三四五六七八九]{4})\s*年\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*"
)
_PAGE = r"(?P<page>[A-Za-z]?\d{1,3}|[〇一二三四五六七八九十]{1,3})"
_NAMED_PAGE = (
    expression(rf"第?\s*{_PAGE}\s*版"),
    expression(r"(?i)(?<![a-z])(?:p|pg|page)[-_. ]?(?P<page>[A-Z]?\d{1,3})(?!\d)"),
    expression(r"(?<![A-Za-z\d])(?P<page>[A-Za-z]?\d{1,3})$"),
)
_PRINTED_PAGE = expression(rf"(?:第\s*{_PAGE}\s*版|^\s*{_PAGE}\s*版?\s*$|(?<![\p{{L}}\d]){_PAGE}\s*版(?!面))")


def date_in(text: str) -> str:
    """The first date in a name, as YYYY-MM-DD; empty if there is none.

    >>> date_in("lvliang-daily-2020-02-07-p1"), date_in("1948/6/5/p1"), date_in("20200207_03"), date_in("p12")
    ('2020-02-07', '1948-06-05', '2020-02-07', '')
    """
    return _iso(_DATE.search(text))


def _iso(found: regex.Match[str] | None) -> str:
    return f"{int(found['y']):04}-{int(found['m']):02}-{int(found['d']):02}" if found else ""


def published(document: Document) -> str:
    """The date of a page by its name, else by what it prints of itself, as YYYY-MM-DD; empty if neither tells it."""
    path = document.source.path or ""
    named = date_in(path.rpartition("/")[2]) or date_in(path)
    found = named or printed_date(part.text for part in document.furniture)
    return found if _is_day(found) else ""


def date_of(text: str) -> str:
    """The date that a line is, as YYYY-MM-DD; empty where it is anything else.

    >>> [date_of(t) for t in ("2020年2月6日", "一九四八年六月十一日", "2020年2月30日", "2月6日")]
    ['2020-02-06', '1948-06-11', '', '']
    """
    found = _WHOLE_DATE.fullmatch(text)
    if not found:
        return ""
    year = "".join(str(HAN_DIGITS.get(char, char)) for char in found["y"])
    month, day = (page_label(found[part]).zfill(2) for part in ("m", "d"))
    whole = f"{year}-{month}-{day}"
    return whole if _is_day(whole) else ""


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def page_label(text: str) -> str:
    """A page's number in one form: an optional letter and figures without zeros before them.

    >>> [page_label(t) for t in ("03", "A03", "三", "十二", "二十", "二十四", "x")]
    ['3', 'A3', '3', '12', '20', '24', '']
    """
    text = text.strip().upper()
    found = regex.fullmatch(r"([A-Z]?)(\d+)", text)
    if found:
        return f"{found[1]}{int(found[2])}"
    if not text or any(char not in HAN_DIGITS and char != "十" for char in text):
        return ""
    if "十" not in text:
        return str(int("".join(str(HAN_DIGITS[char]) for char in text)))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return ""
    return str((HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0))


def page_in(base: str) -> str:
    """The number of the page in a file's name without folder and suffix; empty if there is none.

    >>> [page_in(n) for n in ("lvliang-daily-2020-02-07-p1", "20200207_A03", "第三版", "news")]
    ['1', 'A3', '3', '']
    """
    rest = _DATE.sub(" ", base).strip(" -_.")
    for pattern in _NAMED_PAGE:
        if found := pattern.search(rest):
            return page_label(found["page"])
    return ""


def printed_date(furniture: Iterable[str]) -> str:
    """The date that a page prints in its masthead, as YYYY-MM-DD; empty if there is none.

    >>> printed_date(["吕梁日报", "2020年2月7日 星期五"])
    '2020-02-07'
    """
    for text in furniture:
        if found := _PRINTED_DATE.search(text):
            return _iso(found)
    return ""


def printed_page(furniture: Iterable[str]) -> str:
    """The number that a page prints of itself; empty if there is none.

    >>> printed_page(["2020年2月7日 第3版"]), printed_page(["综合新闻 02"]), printed_page(["04"])
    ('3', '', '4')
    """
    for text in furniture:
        if found := _PRINTED_PAGE.search(text):
            return page_label(found["page"])
    return ""


def edition_of(stem: str, *, always: bool = False) -> str | None:
    """What the pages of one edition share: their folder, and where file names hold dates, paper and date as well.

    None where a page is of no edition: it lies in no folder that is named by a date, and `always` is not set.

    >>> edition_of("lb/2020-02-07/p1"), edition_of("lb/2020/02/07/p1"), edition_of("lb/p1")
    ('lb/2020-02-07/', 'lb/2020/02/07/', None)
    >>> edition_of("lb/a-2020-02-07-p1", always=True), edition_of("lb/p1", always=True)
    ('lb/a-2020-02-07', 'lb/')
    """
    folder, slash, base = stem.rpartition("/")
    dated = _DATE.search(base)
    if dated and (always or date_in(_last(folder))):
        return folder + slash + base[: dated.start()] + _iso(dated)
    if always or date_in(_last(folder)):
        return folder + slash
    return None


def _last(folder: str) -> str:
    """The end of a path that may be a date: one folder (2020-02-07), or three (2020/02/07)."""
    parts = folder.split("/")
    return parts[-1] if date_in(parts[-1]) else "/".join(parts[-3:])

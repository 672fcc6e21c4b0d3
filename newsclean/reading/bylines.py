"""Bylines (讯头/电头): where they are, and which agency and whom they name.

Spellings seen in papers from the 1940s to today: 本报讯（记者 …）, 本报讯 记者…报道：, 本报某县讯, 【本報訊】,
新华社某地2月6日电（记者 …）, 据新华社…电, 〔新华社北京六日电〕, 本报记者 … 报道：, 某某晚报讯（记者 …）.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.byline_forms import DATE, LOOKED_AT, MARK, MISREAD_OPEN, patterns
from newsclean.reading.names import (
    PADDED,
    are_names,
    are_of_length,
    read_names,
    read_people,
    role_words,
    roles,
    split_names,
    surnames,
)

if TYPE_CHECKING:
    import regex

CLOSING = expression(rf"[（(][^（）()]{{2,24}}{DATE}[电電讯訊][）)]\s*")
"""Where and when an article was written, in brackets on a line of its own: that ends it, as its author line began it."""
WIRE_AGENCY = expression(r"本[報报]|\p{Han}{2,4}(?:通[讯訊])?社")
WIRED = expression(r"[日急航合][电電讯訊]$|[）)〕\]】]$")
"""How a dateline ends, or a byline in a box: 六日電, 廿一日航訊, 【本市消息】."""
REPORT_END = expression(r"(?:[综綜]合)?(?:報導|报道|報道)$")
SENT_FROM = expression(r"^(?:\p{Han}{2,4}[報报台社])?[駐驻]\p{Han}{1,4}特派[員员]")
"""The title of a correspondent abroad: 駐美特派員."""
OWN_PAPER = expression(rf"{MARK}(本[报報])")
REPORTED_FROM = ("報導", "报道", "報道", "專訪", "专访")
SLASH = expression("[／/]")


class Lead(Struct, frozen=True):
    """A byline at the beginning of a text: `end` is the index where the article's own text begins."""

    end: int
    text: str
    agency: str | None
    dateline: str | None
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]


def read_lead(text: str, options: Options = DEFAULT) -> Lead | None:
    """The byline that a paragraph begins with, if it does; `options` may have openings and titles of the user's own.

    >>> read_lead("本报讯（记者 周小明 通讯员 何文清）2月6日，")
    Lead(end=19, text='本报讯（记者 周小明 通讯员 何文清）', agency='本报讯', dateline=None, reporters=('周小明',), correspondents=('何文清',))
    >>> read_lead("新华社北京2月6日电（记者 江小舟、郁 林） 记者").dateline
    '北京2月6日电'
    >>> read_lead("记者在渡口边看到，") is None
    True

    A bracket may have been read wrongly, or not at all:

    >>> [lead.reporters for text in ("本报讯 《记者 何兰)3月", "本报讯 记者 何兰)3月", "本报讯 记者从县里得知，1)修路") if (lead := read_lead(text))]
    [('何兰',), ('何兰',), ()]
    """
    return _read_lead(text[:LOOKED_AT], options)


@lru_cache(maxsize=1024)  # several stages ask it of the same paragraphs
def _read_lead(head: str, options: Options) -> Lead | None:
    lead, named = patterns(options)
    found = lead.match(head) or named.match(head)
    if found is None or CLOSING.fullmatch(head):
        return None
    groups = found.groupdict()
    if (told := groups.get("told")) and not are_names(tuple(split_names(told))):
        return _read_lead(head[: found.start("told")], options)
    if (misread := groups.get("misread")) and not are_of_length(read_people(misread, options)):
        return _read_lead(head[: found.start("misread")], options)
    people = _people(groups, options)
    if people is None:
        return None
    reporters, correspondents, place = people
    agency, dateline = (None, place) if groups.get("by") else _agency(groups)
    if dateline and (sent := role_words(options).match(dateline)):
        names, dateline = _apart((dateline[sent.end() :],))
        reporters = (*reporters, *names)
    if agency is None and (own := OWN_PAPER.match(_named(groups))):
        agency = own[1]
    return Lead(found.end(), found.group().strip(), agency, dateline or place, reporters, correspondents)


_Groups = dict[str, str | None]
_People = tuple[tuple[str, ...], tuple[str, ...], str | None]
"""Reporters, correspondents, and the place that stands with their names."""


def _named(groups: _Groups) -> str:
    """The part of a byline in which titles stand with names."""
    return next(
        (text for key in ("names", "misread", "bare", "sender", "opened") if (text := groups.get(key))), ""
    )


def _people(groups: _Groups, options: Options) -> _People | None:
    """Whom a byline names; None where what stands in the place of names is none, so that it is no byline."""
    if by := groups.get("by"):
        return _people_by(by, options)
    reporters, correspondents = read_names(_named(groups), options)
    place = None
    if groups.get("opened") and not are_names(reporters + correspondents):
        return None
    if first := groups.get("first"):
        reporters = (*split_names(first), *reporters)
    if group := groups.get("group"):
        correspondents = (group,)
    if told := groups.get("told"):
        reporters = tuple(split_names(told))
    if plain := groups.get("plain"):
        reporters = tuple(split_names(plain))
        if not (are_names(reporters) or PADDED.search(plain)):
            return None
    if (groups.get("names") or groups.get("sender") or "").endswith(REPORTED_FROM):
        reporters, place = _apart(reporters)
    if (groups.get("bare") or groups.get("sender")) and not (reporters or correspondents):
        return None
    return reporters, correspondents, place


def _people_by(by: str, options: Options) -> _People | None:
    """Whom a byline with a stroke before the place names: 記者甘小禾／台北報導."""
    who, place = SLASH.split(by)
    who = SENT_FROM.sub("", who)
    reporters, correspondents = read_names(who, options)
    if not (reporters or correspondents):
        reporters = tuple(split_names(who))
        if not are_names(reporters):
            return None
    return reporters, correspondents, REPORT_END.sub("", place) or None


def is_whole(text: str, lead: Lead | None) -> bool:
    """Whether a text is its byline and nothing else.

    >>> [is_whole(text, read_lead(text)) for text in ("本报讯（记者 周小明）", "本报讯（记者 周小明）今年", "茶园开采")]
    [True, False, False]
    """
    return lead is not None and lead.end == len(text)


def is_dispatch(lead: Lead) -> bool:
    """Whether a byline names nobody and says whence and when something was wired, or stands in a box.

    >>> [is_dispatch(lead) for text in ("〔松嶺六日電〕今年", "本报讯（记者 周小明）今年") if (lead := read_lead(text))]
    [True, False]
    """
    named = lead.reporters or lead.correspondents
    return not named and WIRED.search(lead.text) is not None


def _apart(names: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Names of which the last runs into the place that its report comes from, and the place.

    >>> _apart(("甘小禾台北12日電",)), _apart(("何兰", "甘小禾"))
    ((('甘小禾',), '台北12日電'), (('何兰', '甘小禾'), None))
    """
    *others, last = names or ("",)
    size = 4 if last[:2] in surnames() else 3
    if len(last) < size + 2 or not (size == 4 or last[:1] in surnames()):
        return names, None
    return (*others, last[:size]), last[size:]


def _agency(groups: _Groups) -> tuple[str | None, str | None]:
    """Who sent what a byline is of, and whence and when."""
    if paper := groups.get("paper"):
        place = f"{groups['place']}{groups['date'] or ''}"
        return paper + ("訊" if paper == "本報" else "讯"), place
    if tag := groups.get("tag"):
        return tag, None
    for agency, dateline in (("agency", "dateline"), ("agency2", "dateline2")):
        if name := groups.get(agency):
            return name, groups[dateline]
    if sent := groups.get("sent"):
        return None, sent
    if wired := groups.get("wired"):
        sender = WIRE_AGENCY.match(wired)
        return (sender.group(), wired[sender.end() :]) if sender else (None, wired)
    known = ("agency3", "brand", "quoted", "relayed", "boxed", "team")
    return next((name for key in known if (name := groups.get(key))), None), None


@lru_cache(maxsize=16)
def _names_bracket(options: Options) -> regex.Pattern[str]:
    return expression(
        rf"[（(]\s*(?:本报|本報)?\p{{Han}}{{0,4}}{roles(options)}|{MISREAD_OPEN}\s*(?:本[报報])?{roles(options)}(?![^》〉>]{{0,{LOOKED_AT}}}[》〉>])"
    )


def opens_names(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with the names' bracket of a byline whose agency stands on the line before.

    >>> opens_names("（记者 周小"), opens_names("（三）推定五人")
    (True, False)

    A bracket may have been misread:

    >>> opens_names("《记者 周小"), opens_names("《记者日记》")
    (True, False)
    """
    return _names_bracket(options).match(text) is not None

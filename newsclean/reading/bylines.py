"""Bylines (讯头/电头): where they are, and which agency and whom they name.

Spellings seen in papers from the 1940s to today: 本报讯（记者 …）, 本报讯 记者…报道：, 本报某县讯, 【本報訊】,
新华社某地2月6日电（记者 …）, 据新华社…电, 〔新华社北京六日电〕, 本报记者 … 报道：, 某某晚报讯（记者 …）.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from newsclean.lexicon import alternatives
from newsclean.options import DEFAULT, Options
from newsclean.patterns import defined, expression
from newsclean.reading.names import (
    PADDED,
    WRITTEN,
    are_names,
    read_names,
    role_words,
    roles,
    split_names,
    surnames,
)

if TYPE_CHECKING:
    import regex

NUMBER = r"[\d０-９〇○零一二三四五六七八九十廿卅]"
DATE = rf"(?:{NUMBER}{{2,4}}年)?(?:{NUMBER}{{1,3}}月)?{NUMBER}{{1,3}}日"
HOUR = "凌晨|[清早]晨|[上中下]午|傍晚|晚[间間]?|深?夜"
OPEN, CLOSE = r"[（(﹙〔\[［【]", r"[）)﹚〕\]］】]"
MARK = r"(?:[□○■●◎◇◆]\s*)?"  # some of author_lines.MARK, which is made with this module
LONGEST_BYLINE = 90
"""Characters within which a byline's bracket must close; the longest on real pages, with eight names, have about 70."""
LOOKED_AT = LONGEST_BYLINE + 60
"""Characters of a text that are looked at: a byline and what is before its bracket."""
MOST_NAMES = LOOKED_AT // 3
"""Times that a role and a name, of three characters at least, have room there."""

CLOSING = expression(rf"[（(][^（）()]{{2,24}}{DATE}[电電讯訊][）)]\s*")
"""Where and when an article was written, in brackets on a line of its own: that ends it, as its author line began it."""
WIRE_AGENCY = expression(r"本[報报]|\p{Han}{2,4}(?:通[讯訊])?社")
WIRED = expression(r"[日急航合][电電讯訊]$|[）)〕\]】]$")
"""How a dateline ends, or a byline in a box: 六日電, 廿一日航訊, 【本市消息】."""
REPORT_END = expression(r"(?:[综綜]合)?(?:報導|报道|報道)$")
SENT_FROM = expression(r"^(?:\p{Han}{2,4}[報报台社])?[駐驻]\p{Han}{1,4}特派[員员]")
"""The title of a correspondent abroad: 駐美特派員."""
WIRES = "(?:路透|美[聯联]|合[眾衆众]|哈瓦斯|海通|德新|[国國][聞闻]|[電电]通|塔斯)社?"
"""Agencies whose telegrams name the day before the place: 路透十日倫敦電."""
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


@lru_cache(maxsize=16)
def _patterns(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    words = defined(
        role=roles(options),
        tags=alternatives("byline_tags", options.byline_tags),
        agencies=alternatives("agencies"),
        day=DATE,
    )
    role, tag, agency, day = "(?&role)", "(?&tags)", "(?&agencies)", "(?&day)"
    what = "(?:讯|訊|消息|特讯|特訊|专电|專電|急电|急電|航讯|航訊|通讯|通訊|电|電)"
    names_in_brackets = rf"\s*{OPEN}\s*(?P<names>(?:[^（）()【】〔〕。]{{0,12}}?){role}[^（）()【】〔〕。]{{0,{LONGEST_BYLINE}}}){CLOSE}"
    report = r"(?:[综綜]合(?:报道|報道|報導)|[摄攝]影[报報]道|报道|報道|報導|[摄攝]影(?!\s+\p{Han}(?:\s?\p{Han}){1,2}\s*$)|文[/／]?[图圖]|[发發]自\p{Han}{2,6}(?=[：:\s]|$))"
    # A role begins wherever its word stands, and a name goes on by one character: one way to read a text, so that what
    # is no byline is found out at once.
    further = rf"(?:[、，,·\s]*+(?!{role})\p{{Han}}){{0,31}}"
    name_run, long_run = (
        rf"\s*+(?:本[报報刊台社](?={role}))?+(?>{role})\s*+{name}(?:[、，,\s]*+(?>{role})\s*+{name}){{0,{MOST_NAMES}}}"
        for name in (rf"\p{{Han}}{further}?", rf"\p{{Han}}{further}")
    )
    plain_names = rf"\s*{OPEN}\s*(?P<plain>\p{{Han}}[ ]?\p{{Han}}{{1,2}}(?:[、，, ]+\p{{Han}}[ ]?\p{{Han}}{{1,2}}){{0,4}}){CLOSE}"
    reported = rf"(?P<bare>{name_run}(?:[、，,\s]*+(?:{WRITTEN})?+{report})?)(?:[、，,\s]*+[：:]|(?<=报道|報道|報導|[摄攝]影)\s*+)"
    first = rf"(?:(?!{role})\p{{Han}}[ ]?\p{{Han}}{{1,2}}、)"  # who wrote with a reporter: 何文清、本报记者周小明报道
    names_bare = rf"\s*+(?:(?P<first>(?:(?<=\s){first}{{1,3}})?+){reported}|(?P<bare>{long_run})[、，,\s]*\s)"
    group = r"(?:通[讯訊]|[报報]道|宣[传傳])[组組]"
    sent_in = rf"\s*{OPEN}\s*(?P<group>\p{{Han}}{{2,14}}{group})\s*{CLOSE}"
    # no title before the names: 本报讯 祖国栋、游春报道：
    unnamed = r"\s+(?P<told>\p{Han}[ ]?\p{Han}{1,2}(?:[、 ]+\p{Han}[ ]?\p{Han}{1,2}){0,3}?)\s*(?:报道|報道|報導)(?=\s*[：:])"
    names = rf"(?:{names_in_brackets}|{plain_names}|{names_bare}|{sent_in}|{unnamed})?\s*[：:]?"
    person = r"\p{Han}(?:\x20?\p{Han}){1,2}"  # no space here: they are taken out below
    opening = rf"""
        (?P<tag>{tag})
      | (?P<paper>本[报報刊社台])(?P<place>(?:(?!讯|訊|报|通[讯訊]|航[讯訊])\p{{Han}}{{2,9}}?(?:、\p{{Han}}{{2,6}})*)?)(?:(?P<date>{day}(?:{HOUR})?)\s*{what}|{what}(?=[\s（(【〔】〕）)：:]|{role}|$|(?<=[县縣市镇鎮乡鄉区區社州盟旗省][讯訊]|[專专急][電电])\p{{Han}}))
      | 据?據?(?P<agency>{agency}|\p{{Han}}{{2,5}}(?:通讯社|通訊社|社|网|網|報|报|财经|財經|新闻|新聞|客[户戶]端)(?={NUMBER}|\p{{Han}}{{2,8}}{NUMBER}))(?P<dateline>[^，。；：！？（）()【】〔〕\s]{{0,10}}?(?:\s*{day})\s*(?:专|專|急|航)?[电電讯訊])
      | [据據](?P<agency3>{agency})(?:[電电][讯訊]?|[讯訊])(?![台视視影话話力报報])
      | (?P<agency>{WIRES})(?P<dateline>{day}\p{{Han}}{{2,5}}?[電电])
      | 据?據?(?P<agency2>{agency})(?P<dateline2>\p{{Han}}{{2,6}}(?:专|專)?[电電])
      | (?P<sender>(?>{role})\s*+{person}(?:[、\s]+{person}){{0,3}}?)\s+(?P<sent>\p{{Han}}{{0,6}}(?:今[日天晨晚]|昨[日天夜晚]|{day})(?:专|專)?[电電讯訊])(?=[\s：:（(]|$)
      | [据據](?P<relayed>\p{{Han}}{{2,6}}[报報])(?:消息|[讯訊])(?=\s+\p{{Han}})
      | 据?據?(?P<quoted>《\p{{Han}}{{2,10}}》)[讯訊]
      | (?P<brand>(?:\p{{Han}}{{2,10}})?[讯訊])(?=\s*{OPEN}\s*(?:本报|本報)?{role}|\s+{role})
    """.replace(" ", "").replace("\n", "")
    sent_by = rf"(?:\p{{Han}}{{2,4}}[報报台社])?(?:[駐驻]\p{{Han}}{{1,4}})?(?:{role}|特派[員员])"
    boxed = rf"{OPEN}\s*(?:{opening}|(?P<wired>(?!又)\p{{Han}}{{1,12}}?(?:{day}|\s日)\p{{Han}}{{0,5}}[讯訊电電])|(?P<boxed>(?!又)\p{{Han}}{{1,8}}(?:[讯訊电電]|消息|通訊|通讯|特寫|特写|專訪|专访)|(?P<by>(?:{sent_by})?\s*{person}(?:[、\x20]{person}){{0,3}}[／/]\s*\p{{Han}}{{2,8}}(?:報導|报道|報道))|[綜综]合(?:報導|报道|報道)))\s*{CLOSE}"
    # without a box: 記者甘小禾／台北報導 at a text's beginning, and 某厂通讯组报道
    placed = rf"(?P<by>{sent_by}\s*{person}[／/]\s*\p{{Han}}{{2,6}}?(?:報導|报道|報道)(?![，、的]))"
    team = rf"(?P<team>(?![据據])\p{{Han}}{{2,14}}?{group})(?:报道|報道|報導)(?=[：:\s])"
    lead = expression(rf"{words}\s*(?:{boxed}|{placed}|{team}|{opening}){names}\s*")
    plain_role = alternatives("roles_reporter", options.reporter_roles)
    # apart from the text by no more than a space, or a padded name's two characters: 本报记者 何 兰入夜，
    signers = (
        rf"(?:{person}(?:[、\x20]{{1,2}}{person}){{0,2}}?(?=[\x20“「])|\p{{Han}}\x20\p{{Han}}(?=\p{{Han}}))"
    )
    named = (
        rf"\s*(?:{OPEN}\s*(?P<names>{role}\s*[^（）()【】〔〕。，]{{2,60}}){CLOSE}"
        rf"|(?P<bare>(?=本[报報]|{plain_role}){name_run}[、，,\s]*+(?:{WRITTEN})?+{report})\s*[：:]?"
        rf"|(?P<opened>{MARK}本[报報]{role}\x20{signers}(?:\x20(?:本[报報])?{role}\x20{signers})?)\x20?(?=\S{{0,40}}[，。：“「]))\s*"
    )
    # Called in a loop at a text's very beginning, the words by name would take more than linear time.
    named_pattern = expression(named.replace(role, roles(options)))
    return lead, named_pattern


def read_lead(text: str, options: Options = DEFAULT) -> Lead | None:
    """The byline that a paragraph begins with, if it does; `options` may have openings and titles of the user's own.

    >>> read_lead("本报讯（记者 周小明 通讯员 何文清）2月6日，")
    Lead(end=19, text='本报讯（记者 周小明 通讯员 何文清）', agency='本报讯', dateline=None, reporters=('周小明',), correspondents=('何文清',))
    >>> read_lead("新华社北京2月6日电（记者 江小舟、郁 林） 记者").dateline
    '北京2月6日电'
    >>> read_lead("记者在渡口边看到，") is None
    True
    """
    return _read_lead(text[:LOOKED_AT], options)


@lru_cache(maxsize=1024)  # several stages ask it of the same paragraphs
def _read_lead(head: str, options: Options) -> Lead | None:
    lead, named = _patterns(options)
    found = lead.match(head) or named.match(head)
    if found is None:
        return None
    if CLOSING.fullmatch(head):
        return None
    groups = found.groupdict()
    people = groups.get("names") or groups.get("bare") or groups.get("sender") or groups.get("opened") or ""
    reporters, correspondents = read_names(people, options)
    if groups.get("opened") and not are_names(reporters + correspondents):
        return None
    if first := groups.get("first"):
        reporters = (*split_names(first), *reporters)
    if group := groups.get("group"):
        correspondents = (group,)
    if told := groups.get("told"):
        reporters = tuple(split_names(told))
        if not are_names(reporters):
            return _read_lead(head[: found.start("told")], options)
    if plain := groups.get("plain"):
        reporters = tuple(split_names(plain))
        if not (are_names(reporters) or PADDED.search(plain)):
            return None
    place = None
    if by := groups.get("by"):
        who, place = SLASH.split(by)
        who = SENT_FROM.sub("", who)
        place = REPORT_END.sub("", place) or None
        reporters, correspondents = read_names(who, options)
        if not (reporters or correspondents):
            reporters = tuple(split_names(who))
            if not are_names(reporters):
                return None
    elif (groups.get("names") or groups.get("sender") or "").endswith(REPORTED_FROM):
        reporters, place = _apart(reporters)
    if (groups.get("bare") or groups.get("sender")) and not (reporters or correspondents):
        return None
    agency, dateline = (None, place) if groups.get("by") else _agency(groups)
    if dateline and (sent := role_words(options).match(dateline)):
        names, dateline = _apart((dateline[sent.end() :],))
        reporters = (*reporters, *names)
    if agency is None and (own := OWN_PAPER.match(people)):
        agency = own[1]
    return Lead(found.end(), found.group().strip(), agency, dateline or place, reporters, correspondents)


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


def _agency(groups: dict[str, str | None]) -> tuple[str | None, str | None]:
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
    return expression(rf"[（(]\s*(?:本报|本報)?\p{{Han}}{{0,4}}{roles(options)}")


def opens_names(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with the names' bracket of a byline whose agency stands on the line before.

    >>> opens_names("（记者 周小"), opens_names("（三）推定五人")
    (True, False)
    """
    return _names_bracket(options).match(text) is not None

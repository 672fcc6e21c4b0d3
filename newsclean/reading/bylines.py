"""Bylines (讯头/电头) and author lines (署名): where they are and whom they name.

Spellings seen in papers from the 1940s to today: 本报讯（记者 …）, 本报讯 记者…报道：, 本报某县讯, 【本報訊】,
新华社某地2月6日电（记者 …）, 据新华社…电, 〔新华社北京六日电〕, 本报记者 … 报道：, 某某晚报讯（记者 …）.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from msgspec import Struct

from newsclean.lexicon import alternatives, entries
from newsclean.options import DEFAULT, Options
from newsclean.patterns import defined, expression
from newsclean.reading.notes import begins_with_jump

NUMBER = r"[\d０-９〇○零一二三四五六七八九十廿卅]"
DATE = rf"(?:{NUMBER}{{2,4}}年)?(?:{NUMBER}{{1,3}}月)?{NUMBER}{{1,3}}日"
OPEN, CLOSE = r"[（(﹙〔\[［【]", r"[）)﹚〕\]］】]"
NAME_END = r"[^，。；：！？、（）()【】〔〕:]"
MARK = r"[□○■●◎◇◆▲△▼★☆※◻◯⊙]"
LONGEST_BYLINE = 90
"""Characters within which a byline's bracket must close; the longest on real pages, with eight names, have about 70."""


CLOSING = expression(rf"[（(][^（）()]{{2,24}}{DATE}[电電讯訊][）)]\s*")
"""Where and when an article was written, in brackets on a line of its own: that ends it, as its author line began it."""


class Lead(Struct, frozen=True):
    """A byline at the beginning of a text: `end` is the index where the article's own text begins."""

    end: int
    text: str
    agency: str | None
    dateline: str | None
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]


def titles(options: Options = DEFAULT) -> tuple[str, ...]:
    """All titles that stand before names, the user's own last."""
    known = (*entries("roles_reporter"), *entries("roles_correspondent"))
    return (*known, *options.reporter_roles, *options.correspondent_roles)


def roles(options: Options = DEFAULT) -> str:
    """A regular expression for the titles that stand before names: 记者, 通讯员 … and the user's own."""
    reporter = alternatives("roles_reporter", options.reporter_roles)
    return f"(?:{reporter}|{alternatives('roles_correspondent', options.correspondent_roles)})"


@lru_cache(maxsize=16)
def _patterns(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    words = defined(
        role=roles(options),
        tags=alternatives("byline_tags", options.byline_tags),
        agencies=alternatives("agencies"),
        day=DATE,
    )
    role, tag, agency, day = "(?&role)", "(?&tags)", "(?&agencies)", "(?&day)"
    what = "(?:讯|訊|消息|特讯|特訊|专电|專電|电|電)"
    names_in_brackets = rf"\s*{OPEN}\s*(?P<names>(?:[^（）()【】〔〕。]{{0,12}}?){role}[^（）()【】〔〕。]{{0,{LONGEST_BYLINE}}}){CLOSE}"
    report = (
        r"(?:综合报道|摄影报道|攝影報道|报道|報道|報導|摄影|文/图|文／图|文图|发自\p{Han}{2,6}(?=[：:\s]|$))"
    )
    # A role begins wherever its word stands, and a name goes on by one character: one way to read a text, so that what
    # is no byline is found out at once.
    further = rf"(?:[、，,\s]*+(?!{role})\p{{Han}}){{0,31}}"
    name_run, long_run = (
        rf"\s*+(?>{role})\s*+{name}(?:[、，,\s]*+(?>{role})\s*+{name})*"
        for name in (rf"\p{{Han}}{further}?", rf"\p{{Han}}{further}")
    )
    plain_names = rf"\s*{OPEN}\s*(?P<plain>\p{{Han}}[ ]?\p{{Han}}{{1,2}}(?:[、，, ]+\p{{Han}}[ ]?\p{{Han}}{{1,2}}){{0,4}}){CLOSE}"
    reported = (
        rf"(?P<bare>{name_run}(?:[、，,\s]*+{report})?)(?:[、，,\s]*+[：:]|(?<=报道|報道|報導|摄影)\s*+)"
    )
    names_bare = rf"\s*+(?:{reported}|(?P<bare>{long_run})[、，,\s]*\s)"
    names = rf"(?:{names_in_brackets}|{plain_names}|{names_bare})?\s*[：:]?"
    person = r"\p{Han}(?:\x20?\p{Han}){1,2}"  # no space here: they are taken out below
    opening = rf"""
        (?P<tag>{tag})
      | (?P<paper>本[报報刊社台])(?P<place>(?:(?!讯|訊|报)\p{{Han}}{{2,9}}?(?:、\p{{Han}}{{2,6}})*)?)(?:(?P<date>{day})\s*{what}|{what}(?=[\s（(【〔】〕）)：:]|{role}|$))
      | 据?據?(?P<agency>{agency}|\p{{Han}}{{2,5}}(?:通讯社|通訊社|社|网|網|報|报|财经|財經|新闻|新聞|客户端)(?={NUMBER}|\p{{Han}}{{2,8}}{NUMBER}))(?P<dateline>[^，。；：！？（）()【】〔〕\s]{{0,10}}?(?:\s*{day})\s*(?:专|專)?[电電讯訊])
      | 据?據?(?P<agency2>{agency})(?P<dateline2>\p{{Han}}{{2,6}}(?:专|專)?[电電])
      | (?P<sender>(?>{role})\s*+{person}(?:[、\s]+{person}){{0,3}}?)\s+(?P<sent>\p{{Han}}{{0,6}}(?:今[日天晨晚]|昨[日天夜晚]|{day})(?:专|專)?[电電讯訊])(?=[\s：:（(]|$)
      | 据?據?(?P<quoted>《\p{{Han}}{{2,10}}》)[讯訊]
      | (?P<brand>(?:\p{{Han}}{{2,10}})?[讯訊])(?=\s*{OPEN}\s*(?:本报|本報)?{role}|\s+{role})
    """.replace(" ", "").replace("\n", "")
    boxed = rf"{OPEN}\s*(?:{opening}|(?P<boxed>(?!又)\p{{Han}}{{1,8}}(?:[讯訊电電]|通訊|通讯|特寫|特写)|(?P<by>(?:{role})?\s*{person}(?:[、\x20]{person}){{0,3}}[／/]\s*\p{{Han}}{{2,8}}(?:報導|报道|報道))|[綜综]合(?:報導|报道|報道)))\s*{CLOSE}"
    lead = expression(rf"{words}\s*(?:{boxed}|{opening}){names}\s*")
    plain_role = alternatives("roles_reporter", options.reporter_roles)
    named = (
        rf"\s*(?:{OPEN}\s*(?P<names>{role}\s*[^（）()【】〔〕。，]{{2,60}}){CLOSE}"
        rf"|(?P<bare>(?=本[报報]|{plain_role}){name_run}[、，,\s]*+{report})\s*[：:]?)\s*"
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
    return _read_lead(text[: LONGEST_BYLINE + 60], options)


@lru_cache(maxsize=1024)  # several stages ask it of the same paragraphs
def _read_lead(head: str, options: Options) -> Lead | None:
    lead, named = _patterns(options)
    found = lead.match(head) or named.match(head)
    if found is None:
        return None
    if CLOSING.fullmatch(head):
        return None
    groups = found.groupdict()
    people = groups.get("names") or groups.get("bare") or groups.get("sender") or ""
    reporters, correspondents = read_names(people, options)
    if plain := groups.get("plain"):
        reporters = tuple(split_names(plain))
        if not _are_names(reporters):
            return None
    place = None
    if by := groups.get("by"):
        who, place = SLASH.split(by)
        place = REPORT_END.sub("", place) or None
        reporters, correspondents = read_names(who, options)
        if not (reporters or correspondents):
            reporters = tuple(split_names(who))
            if not _are_names(reporters):
                return None
    elif (groups.get("names") or "").endswith(("報導", "报道", "報道")):
        reporters, place = _apart(reporters)
    if (groups.get("bare") or groups.get("sender")) and not (reporters or correspondents):
        return None
    agency, dateline = (None, place) if groups.get("by") else _agency(groups)
    if dateline and (sent := _role_words(options).match(dateline)):
        names, dateline = _apart((dateline[sent.end() :],))
        reporters = (*reporters, *names)
    if agency is None and people.startswith(("本报", "本報")):
        agency = people[:2]
    return Lead(found.end(), found.group().strip(), agency, dateline or place, reporters, correspondents)


REPORT_END = expression(r"(?:[综綜]合)?(?:報導|报道|報道)$")


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
    return groups.get("brand") or groups.get("quoted") or groups.get("boxed"), None


def _are_names(names: tuple[str, ...]) -> bool:
    """Whether all are of a name's length and most begin with a family name."""
    known = sum(1 for name in names if name[0] in surnames() or name[:2] in surnames())
    return all(2 <= len(name) <= 4 for name in names) and known * 2 >= len(names) > 0


@lru_cache(maxsize=16)
def _role_words(options: Options) -> regex.Pattern[str]:
    reporter = alternatives("roles_reporter", options.reporter_roles)
    correspondent = alternatives("roles_correspondent", options.correspondent_roles)
    return expression(rf"(?P<reporter>{reporter})|(?P<correspondent>{correspondent})")


@lru_cache(maxsize=16)
def _names_bracket(options: Options) -> regex.Pattern[str]:
    return expression(rf"[（(]\s*(?:本报|本報)?\p{{Han}}{{0,4}}{roles(options)}")


def opens_names(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line begins with the names' bracket of a byline whose agency stands on the line before.

    >>> opens_names("（记者 周小"), opens_names("（三）推定五人")
    (True, False)
    """
    return _names_bracket(options).match(text) is not None


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names, one or two characters."""
    found: set[str] = set()
    for entry in entries("surnames"):
        found.update([entry] if len(entry) == 2 else entry)
    return frozenset(found)


OTHER_PEOPLE = expression(
    r"\s文\s+(?=\p{Han}(?: ?\p{Han}){1,3}\s*[摄攝])|[）)】〕]|(?:嘉\s?宾|主持人|口述|整理|摄影|攝影|撰文|策划)\s*[：:]"
)
NOT_A_NAME = expression(
    r"文[/／并]?[图圖摄]|[图圖][/／]?文|文[/／]|(?:综合|摄影|攝影)?(?:报道|報道|報導)|摄影|攝影|(?<=\s)[摄攝]$|(?<=\p{Han}{2})\s+文$|整理|供图|供稿|采写|撰文|发自.*|[/／]"
    r"|(?<!\S)本[报報](?:[驻駐赴]\p{Han}{2,6})?(?=\s|$)|\s本[报報]\S{1,10}[电電讯訊]$"
)
SEPARATORS = expression(r"[、，,;；\s]+")
LISTED = expression(r"[、，,;；]")
SLASH = expression("[／/]")
HAN = expression(r"\p{Han}+")
PADDED = expression(r"\p{Han} \p{Han}")
NAMED = expression(r"\p{Han}{2,3}|\p{Han} \p{Han} \p{Han}")


def read_names(text: str, options: Options = DEFAULT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reporters and correspondents that a byline or author line names, padding spaces taken out.

    >>> read_names("记者 何 兰 通讯员 谭文远 罗 英 文/图")
    (('何兰',), ('谭文远', '罗英'))
    """
    reporters: list[str] = []
    correspondents: list[str] = []
    found = list(_role_words(options).finditer(text))
    for index, role in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(text)
        (reporters if role.group("reporter") else correspondents).extend(
            split_names(OTHER_PEOPLE.split(text[role.end() : stop])[0])
        )
    return tuple(reporters), tuple(correspondents)


def read_people(text: str, options: Options = DEFAULT) -> tuple[str, ...]:
    """All whom a byline or author line names: reporters, then correspondents."""
    reporters, correspondents = read_names(text, options)
    return reporters + correspondents


def split_names(text: str) -> list[str]:
    """Names from a list: parted by spaces or commas, two-character names often padded (李 伟).

    >>> split_names(" 陈文行、李 伟"), split_names("贺文亭"), split_names("王 涛文/图")
    (['陈文行', '李伟'], ['贺文亭'], ['王涛'])
    """
    text = NOT_A_NAME.sub(" ", text)
    names: list[str] = []
    for listed in LISTED.split(text):
        pending = ""
        for token in listed.split():
            if pending:
                token, pending = pending + token, ""
            elif len(token) == 1:
                pending = token
                continue
            names.append(token)
        if pending:
            names.append(pending)
    return [part for name in names for part in _unglued(name)]


def _unglued(name: str) -> list[str]:
    """Names that lost the space between them: 马文星田雨 → 马文星, 田雨."""
    family = surnames()
    if len(name) < 4 or name[:2] in family or "·" in name or not HAN.fullmatch(name):
        return [name]
    if len(name) == 4:
        return [name[:2], name[2:]] if name[0] in family and name[2] in family else [name]
    for size in (3, 2):
        if name[size] in family:
            return [name[:size], *_unglued(name[size:])]
    return [name]


SENT = r"(?:本报|本報|新华社|新華社)?[驻駐赴]\p{Han}{2,6}?(?:记者|記者)"
"""A correspondent abroad or on the way: 本报驻某国记者."""
ABROAD = expression(SENT)
LABEL = r"(?:撰文|文字|摄影|攝影|口述|整理|主持人|嘉\s?宾|采写|采访|执笔|作者|编译|翻译|文|图|图文|供稿|记录|解答人?|答疑|讲述人?|主讲人?|受访人?|问诊专家|本期专家)"
MARKED = expression(rf"\s*(?:{MARK}|{LABEL})")
SENTENCE = expression("[，。；？！]")
WORKS_AT = (
    r"(?:局|厅|廳|委|办|處|处|站|院|所|社|馆|館|中心|中学|中學|小学|小學|大学|大學|学校|學校|公司|支队|大队|中队|街道|社区|社區"
    r"|镇|鎮|乡|鄉|村|联社|协会|協會|集团|集團)"
)
"""Last words of the institutions that authors' names stand after: 市水产技术推广站 闵 渔."""
PEN_NAME = 4
"""Characters of the longest name by itself after a mark: ○ 沈文秋; a longer line after one is an item of a list."""
BODY_OF_PEOPLE = expression(rf"(?:{WORKS_AT}|[会會室部组組])$|[评評][论論][员員]|[编編][辑輯]部")
WORK = r"(?:著|撰文?|编著|編著|编译|編譯|编写|編寫|整理|译|譯|供稿|采写|採寫|文[/／]?[图圖]?|[综綜]合报道|报道|報道|報導)"
"""What follows the name of who wrote: 沈文秋 著, 甘小禾 报道."""
TITLED = expression(
    rf"[^\s（）()，。：；！？]{{2,14}}{WORKS_AT} (?P<who>\p{{Han}}(?: ?\p{{Han}}){{1,2}})"
    r"|[^\s（）()]{4,}(?:医师|教授|主任|研究员|律师|编辑|作家|学者|博士|老师|院长|所长|会长|馆长|校长|专家|记者) \p{Han}(?: ?\p{Han}){1,2}"
)


MARK_FIRST = expression(rf"\s*+{MARK}\s*+")
WROTE = expression(
    rf"(?P<who>\p{{Han}}(?: ?\p{{Han}}){{1,3}}(?:、\p{{Han}}(?: ?\p{{Han}}){{1,3}}){{0,3}})\s+{WORK}"
)


@lru_cache(maxsize=16)
def _author_pattern(options: Options) -> regex.Pattern[str]:
    role = roles(options)
    person = r"\p{Han}(?:[ ]?\p{Han}){1,3}"
    staff = r"本[报報刊](?:特[约約])?(?:[評评][论論][员員]|[观觀]察[员員]|通[讯訊][员員])"
    return expression(
        rf"\s*+(?:{MARK}\s*\S.{{0,40}}"
        rf"|{OPEN}?\s*+(?:(?:{role}|{SENT})\s*(?:{NAME_END}|、){{1,40}}|{staff}(?:\s*{person})?|本報社論|本报社论|本报编辑部)\s*{CLOSE}?"
        rf"|{LABEL}(?:[/／：:|｜]\s*\S.{{0,48}}|\s+{role}.{{2,40}}))\s*"
    )


@lru_cache(maxsize=16)
def _author_openings(options: Options) -> frozenset[str]:
    """The characters with which an author line without a space can begin: those of `_author_pattern`."""
    opening = f"{MARK}{OPEN}本新驻駐赴撰文摄攝口整主嘉采执作编翻图供记"
    return frozenset(opening).union(*(title[:1] for title in titles(options)))


def is_author_line(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line of its own names who wrote the article.

    >>> [is_author_line(t) for t in ("□ 本报评论员", "本报记者 温 和 文/图", "记者从现场获悉", "○ 沈文秋", "记者：今年怎样？")]
    [True, True, False, True, False]
    """
    text = text.strip()
    if len(text) > 60 or not text or (text[0] not in _author_openings(options) and " " not in text):
        return False
    return _is_author_line(text, options)


@lru_cache(maxsize=4096)  # several stages ask it of the same lines
def _is_author_line(text: str, options: Options) -> bool:
    if (
        " " in text
        and (titled := TITLED.fullmatch(text))
        and (titled["who"] is None or is_person(titled["who"]))
    ):
        return True
    if " " in text and (wrote := WROTE.fullmatch(text)):
        return all(map(is_person, wrote["who"].split("、")))
    if _author_pattern(options).fullmatch(text) is None:
        return False
    if marked := MARK_FIRST.match(text):
        rest = text[marked.end() :]
        named = len(rest) <= PEN_NAME or " " in rest or BODY_OF_PEOPLE.search(rest) is not None
        if not named and not read_people(rest, options):
            return False
    if MARKED.match(text):
        return not SENTENCE.search(text) and not begins_with_jump(text)
    people = read_people(text, options)
    if not people:
        return not text.startswith(("记者", "記者"))
    known = [name for name in people if name[0] in surnames() or " ".join(name) in text]
    told = bool(known) or ABROAD.search(text) is not None
    return told and all(2 <= len(name) <= 4 for name in people)


def is_person(text: str) -> bool:
    """Whether a short line reads as one person's name: padded (章 台), or two to three characters with a family name.

    >>> [is_person(t) for t in ("章 台", "沈文秋", "要 闻 版", "会议召开")]
    [True, True, False, False]
    """
    text = text.strip()
    if PADDED.fullmatch(text):
        return True
    return NAMED.fullmatch(text) is not None and text[0] in surnames()

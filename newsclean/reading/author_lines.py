"""Author lines (署名): whether a line of its own names who wrote the article.

Spellings seen in papers from the 1940s to today: □ 本报评论员, 本报记者 … 文/图, 本报驻某国记者 …, 文/…, 某某 著.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.lexicon import alternatives, entries
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression
from newsclean.reading.byline_forms import CLOSE, OPEN
from newsclean.reading.names import (
    has_surname,
    is_list_of_people,
    is_person,
    read_people,
    roles,
    split_names,
    titles,
)
from newsclean.reading.notes import begins_with_jump

if TYPE_CHECKING:
    import regex

NAME_END = r"[^，。；：！？、（）()【】〔〕:]"
MARK = r"(?:[□○■●◎◇◆▲△▼★☆※◻◯⊙]|[口回](?=\s?本[报報刊])|O?〇(?=\s|本[报報刊]))"
"""What stands before an author; recognizers of characters read 口, 回 and 〇."""
MISREAD_MARK = expression(
    r"(?:[口回]|[品呂吕日目田](?=\s?本[报報刊])|[A-Za-z]?O?〇)"
    r"(?=\s?(?:本[报報刊]\s?)?(?:[见見][习習]|[实實][习習]|首席|特[约約]|[摄攝]影)?(?:记者|記者|通[讯訊][员員]))"
)
"""The same before a title, where they read more signs for it: what follows must be an author line by itself, and name somebody."""
LONGEST_NAME = 3
"""Characters of a name behind such a mark."""
SENT = r"(?:本报|本報|新华社|新華社)?[驻駐赴]\p{Han}{2,6}?(?:记者|記者)"
"""A correspondent abroad or on the way: 本报驻某国记者."""
ABROAD = expression(SENT)
MARKED = expression(lambda: rf"\s*(?:{MARK}|{alternatives('author_labels')})")
SENTENCE = expression("[，。；？！]")
PEN_NAME = 4
"""Characters of the longest name by itself after a mark: ○ 沈文秋; a longer line after one is an item of a list."""
BODY_OF_PEOPLE = expression(
    lambda: rf"(?:{alternatives('workplaces')}|[会會室部组組])$|[评評][论論][员員]|[编編][辑輯]部"
)
WORK = r"(?:著|撰文?|编著|編著|编译|編譯|编写|編寫|整理|译|譯|供稿|采写|採寫|文[/／]?[图圖]?|[综綜]合(?:报道|報道|報導)|报道|報道|報導)"
"""What follows the name of who wrote: 沈文秋 著, 甘小禾 报道."""
NAME = r"\p{Han}(?: ?\p{Han}){1,2}"
TITLED = expression(
    lambda: (
        rf"[^\s（）()，。：；！？]{{2,14}}{alternatives('workplaces')} (?P<who>{NAME})"
        rf"|[^\s（）()]{{4,}}{alternatives('expert_titles')} {NAME}"
        r"|\p{Han}{2,4} (?P<padded>\p{Han} \p{Han})"
        rf"|(?:主持人|口述|整理|[执執][笔筆]|撰文|[采採][写寫]|[记記][录錄]|[编編][译譯]|翻[译譯]|供稿) (?P<who>{NAME})"
        rf"|[^\s（）()，。：；！？]{{2,14}} ?{alternatives('posts')} (?P<who>{NAME})"
    )
)
"""Where an author works, what he is or what he did, and his name."""
PUPILS = expression(
    r"(?:(?:[初高][一二三中]?|[一二三四五六七八九]年[级級]?|\p{Han}{2,8}\d{2,4}[级級])\s?[（(]?[\d一二三四五六七八九十]{1,2}[）)]?\s?班"
    r"|\p{Han}{2,8}\d{2,4}[级級])(?:\s?(?:学生|學生|同学|同學))? (?P<who>\p{Han}{2,4}|\p{Han} \p{Han})(?:\s+|$)"
)
"""Pupils and students, whose papers print their class: 高二（3）班 何文清."""
OTHER_DESK = expression(r"\p{Han}{2,8}(?:记者|記者) (?=\p{Han})")
"""A reporter of another paper or of a desk: 证券周刊记者."""
REPORTER = r"(?:[见見][习習]|首席)?(?:记者|記者)"
OTHER_PAPER = expression(rf"\p{{Han}}{{0,5}}[报報]{REPORTER}\s?(?P<who>\p{{Han}}(?: ?\p{{Han}}){{1,2}})")
"""A reporter of a paper that is named, as vertical lines have them, without a space: 晚报记者何文清."""
STAFF = r"本[报報刊](?:特[约約])?(?:[評评][论論][员員]|[观觀]察[员員]|通[讯訊][员員])"
"""Authors whom a paper does not name: 本报特约评论员."""
OWN = expression(r"本[报報]|新[华華]社")
"""What the title of a paper's or agency's own reporter begins with."""
ENDS_AS_STAFF = expression(r"[評评][论論][员員]$|[编編][辑輯]部$")
ITEM_MARKS = frozenset("▲△▼●◆■★☆※")
"""Marks that open the items of a column too, so that what stands behind is an author only if it is a name or the staff."""
MARK_FIRST = expression(rf"\s*+{MARK}\s*+")
WROTE = expression(
    rf"(?P<who>\p{{Han}}(?: ?\p{{Han}}){{1,3}}(?:、\p{{Han}}(?: ?\p{{Han}}){{1,3}}){{0,3}})\s+{WORK}"
)

BOTH = r"(?:文[/／]?[图圖]|[图圖][/／]?文)"
"""Text and pictures: a reporter's work, not an essayist's."""
PICTURED = expression(rf"\s*+(?:{MARK})?\s*+{BOTH}[\s：:|｜]+")
REPORTED = expression(rf"(?:报道|報道|報導|{BOTH})\s*$")


def writers(text: str) -> tuple[str, ...]:
    """The names of a line that is nothing but who wrote, without a title.

    >>> writers("甘小禾 报道"), writers("沈文秋、章 禾 供稿"), writers("春茶上市 报道")
    (('甘小禾',), ('沈文秋', '章禾'), ())
    """
    wrote = WROTE.fullmatch(text.strip()) if " " in text else None
    if wrote is None or not all(map(is_person, wrote["who"].split("、"))):
        return ()
    return tuple("".join(name.split()) for name in wrote["who"].split("、"))


def reporters_of(author_line: str) -> tuple[str, ...]:
    """Who reports, by an author line that has no title with the names: what is reported, or written and photographed by the same.

    >>> [reporters_of(text) for text in ("甘小禾 报道", "文/图 何 兰", "甘小禾、章 禾 文/图", "甘小禾 著", "文/图 县气象局")]
    [('甘小禾',), ('何兰',), ('甘小禾', '章禾'), (), ()]
    """
    if labelled := PICTURED.match(author_line):
        people = author_line[labelled.end() :]
        return tuple(split_names(people)) if is_list_of_people(people) else ()
    return writers(author_line) if REPORTED.search(author_line) else ()


@lru_cache(maxsize=16)
def _author_pattern(options: Options) -> regex.Pattern[str]:
    role = roles(options)
    person = r"\p{Han}(?:[ ]?\p{Han}){1,3}"
    return expression(
        rf"\s*+(?:{MARK}\s*\S.{{0,40}}"
        rf"|{OPEN}?\s*+(?:(?:(?:本[报報刊台社])?{role}|{SENT})\s*(?:{NAME_END}|、){{1,40}}|{STAFF}(?:\s*{person})?|本[报報](?:社[论論]|[编編][辑輯]部)|新[华華]社(?:记者|記者))\s*{CLOSE}?"
        rf"|{alternatives('author_labels')}(?:\s?[/／：:|｜]\s*\S.{{0,48}}|\s+{role}.{{2,40}}))\s*"
    )


@lru_cache(maxsize=16)
def _author_openings(options: Options) -> frozenset[str]:
    """The characters with which an author line without a space can begin: those of `_author_pattern`."""
    opening = f"{MARK}{OPEN}本新驻駐赴"
    words = (*titles(options), *entries("author_labels"))
    return frozenset(opening).union(*(word[:1] for word in words))


@lru_cache(maxsize=16)
def _column(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """The name of a column before its reporter, the user's own among them: 热线追踪记者 何 兰."""
    return expression(rf"{alternatives('rubrics', rubrics)}(?={REPORTER})")


def is_author_line(text: str, options: Options = DEFAULT) -> bool:
    """Whether a line of its own names who wrote the article.

    >>> [is_author_line(t) for t in ("□ 本报评论员", "本报记者 温 和 文/图", "记者从现场获悉", "○ 沈文秋", "记者：今年怎样？")]
    [True, True, False, True, False]
    >>> is_author_line("热线追踪记者 何 兰")
    True
    >>> [is_author_line(t) for t in ("本报记者那育新", "记者那一年", "本报记者手记")]
    [True, False, False]
    >>> [is_author_line(t) for t in ("口记者 何 兰", "品 本报记者 章 禾", "G〇 记者 何 兰 文/图", "日记者从县里获悉", "日报记者 何兰")]
    [True, True, True, False, True]
    >>> is_author_line("云岭新村记者 何 兰", Options(rubrics=("云岭新村",)))
    True
    >>> [is_author_line(t) for t in ("本報編輯部", "採訪：何蘭", "讲述人：何兰", "清河醫院內科醫師 何 蘭")]
    [True, True, True, True]
    """
    text = text.strip().replace("\u3000", " ")
    if len(text) > 60 or not text:
        return False
    if _reads_as_author(text, options):
        return True
    misread = MISREAD_MARK.match(text)
    if misread is None:
        return False
    text = text[misread.end() :].lstrip()
    people = read_people(text, options)
    named = all(has_surname(name, titled=True) and len(name) <= LONGEST_NAME for name in people)
    return bool(people) and named and _reads_as_author(text, options)


def _reads_as_author(text: str, options: Options) -> bool:
    """The same of a text without white space at its ends, as it stands."""
    if "者" in text and (column := _column(options.rubrics).match(text)):
        text = text[column.end() :]
    if text[0] not in _author_openings(options) and " " not in text:
        found = OTHER_PAPER.fullmatch(text) if "报" in text or "報" in text else None
        return found is not None and is_person(found["who"])
    return _is_author_line(text, options)


def _are_pupils(text: str) -> bool:
    """Whether a line is nothing but pupils, each behind a class.

    >>> _are_pupils("高二(3)班 何文清 高一(4)班 甘 禾"), _are_pupils("高二(3)班 夺冠军")
    (True, False)
    """
    at = 0
    while at < len(text) and (found := PUPILS.match(text, at)):
        if not has_surname(found["who"]):
            return False
        at = found.end()
    return 0 < at == len(text)


@lru_cache(maxsize=4096)  # several stages ask it of the same lines
def _is_author_line(text: str, options: Options) -> bool:
    if (
        " " in text
        and (titled := TITLED.fullmatch(text))
        and (titled["who"] is None or is_person(titled["who"]))
        and (titled["padded"] is None or has_surname(titled["padded"]))
    ):
        return True
    if writers(text) or _are_pupils(text):
        return True
    if _author_pattern(options).fullmatch(text) is None:
        people = read_people(text, options) if OTHER_DESK.match(text) else ()
        return bool(people) and all(map(is_person, people))
    if marked := MARK_FIRST.match(text):
        rest = text[marked.end() :]
        last = rest.rpartition(" ")[2]
        staff = (ENDS_AS_STAFF if text.lstrip()[0] in ITEM_MARKS else BODY_OF_PEOPLE).search(rest) is not None
        named = len(rest) <= PEN_NAME or (" " in rest and len(last) <= PEN_NAME) or staff
        if not named and not read_people(rest, options):
            return False
    if MARKED.match(text):
        return not SENTENCE.search(text) and not begins_with_jump(text)
    people = read_people(text, options)
    if not people:
        return not text.startswith(("记者", "記者"))
    own = OWN.match(text) is not None
    known = [name for name in people if has_surname(name, titled=own) or " ".join(name) in text]
    told = bool(known) or ABROAD.search(text) is not None
    return told and all(2 <= len(name) <= 4 for name in people)

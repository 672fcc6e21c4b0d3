"""Names of people: the titles that stand before them, and how lists of them are read.

Two-character names are padded (李 伟), names lose the space between them (马文星田雨), and what a person did stands among
them (王 涛文/图).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from newsclean.lexicon import alternatives, entries
from newsclean.options import DEFAULT, Options
from newsclean.patterns import expression

if TYPE_CHECKING:
    import regex

OTHER_PEOPLE = expression(
    r"\s文\s+(?=\p{Han}(?: ?\p{Han}){1,3}\s*[摄攝])|\s(?:摄影|攝影)\s+(?=\p{Han}(?: ?\p{Han}){1,2}\s*$)|[）)】〕]|(?:嘉\s?[宾賓]|主持人|口述|整理|[摄攝]影|撰文|策[划劃])\s*[：:]"
)
WRITTEN = r"(?:[\d０-９]{2,4}年)?(?:[\d０-９]{1,2}月)?[\d０-９]{1,2}日"
"""When a report was written, between who wrote it and the word for it: 记者章小禾8月2日报道."""
NOT_A_NAME = expression(
    rf"{WRITTEN}(?=报道|報道|報導)|"
    r"[／/]\s*(?:文|[图圖摄攝]影?)(?=[\s、，,）)]|$)|[／/]文(?=\p{Han}{2,3}[／/][图圖摄攝])|"
    r"(?<=\p{Han}{2})(?:专访|專訪)(?=\s|$)|文[/／并並]?[图圖摄攝]|[图圖][/／]?文|[文图圖][/／]|(?:[综綜]合|[摄攝]影)?(?:报道|報道|報導)|摄影|攝影|(?<=\s)[摄攝]$|(?<=\p{Han}{2})\s+文$|(?:实录|實錄|录音|錄音)?整理|供[图圖]|供稿|[采採][写寫]|撰文|[发發]自.*|[/／]"
    r"|(?<!\S)(?:党委|政治|融媒体?|新闻|新聞)?(?:宣[传傳]|新[闻聞]|融媒体?)(?:部|科|处|處|中心)(?=\s)"
    r"|(?<!\S)本[报報](?:[驻駐赴]\p{Han}{2,6})?(?=\s|$)|\s本[报報]\S{1,10}[电電讯訊]$"
)
ABROAD = r"(?:(?:本[报報刊台])?[驻駐]\p{Han}{1,6}?(?:特派)?|本[报報]\p{Han}{2})(?:记者|記者)"
"""The title of a correspondent elsewhere, or of a desk's reporter: 驻葡萄牙记者, 本报驻京记者, 本报体育记者."""
PLACE = expression(r"(?<=\p{Han}\s)(\p{Han}{2,3})(?=(?:报道|報道|報導)\s*[：:]?\s*$)")
"""Where a report was written, or the last name of a list: 本报记者 何兰 北京报道."""
LISTED = expression(r"[、，,;；]|“(?![^“”\s]{1,8}”)|(?<!“[^“”\s]{1,8})”")
"""Between names; recognizers of characters (OCR) make quotes of the spaces there, which enclose nothing."""
HAN = expression(r"\p{Han}+")
PADDED = expression(r"\p{Han} \p{Han}")
MOST_OF_A_NAME = 3
STRANGE, LONG, NO_WAY = 1.0, 0.1, float("-inf")
"""What a name without a family name costs, and one of three characters, where a run of single characters is cut to names."""
NAMED = expression(r"\p{Han}{2,3}|\p{Han} \p{Han} \p{Han}")


def titles(options: Options = DEFAULT) -> tuple[str, ...]:
    """All titles that stand before names, the user's own last."""
    known = (*entries("roles_reporter"), *entries("roles_correspondent"))
    return (*known, *options.reporter_roles, *options.correspondent_roles)


def roles(options: Options = DEFAULT) -> str:
    """A regular expression for the titles that stand before names: 记者, 通讯员 … and the user's own."""
    reporter, correspondent = _roles(options)
    return f"(?:{reporter}|{correspondent})"


def _roles(options: Options) -> tuple[str, str]:
    """Regular expressions for the titles of reporters and of correspondents."""
    reporter = alternatives("roles_reporter", options.reporter_roles)
    correspondent = alternatives("roles_correspondent", options.correspondent_roles)
    return f"{reporter}|{ABROAD}", correspondent


@lru_cache(maxsize=16)
def role_words(options: Options) -> regex.Pattern[str]:
    """Finds the titles that stand before names, those of reporters and those of correspondents apart."""
    reporter, correspondent = _roles(options)
    return expression(rf"(?P<reporter>{reporter})|(?P<correspondent>{correspondent})")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names, one or two characters."""
    found: set[str] = set()
    for entry in entries("surnames"):
        found.update([entry] if len(entry) == 2 else entry)
    return frozenset(found)


@lru_cache(maxsize=1)
def _rare_surnames() -> frozenset[str]:
    """Family names that are common words too."""
    return frozenset("".join(entries("rare_surnames")))


def has_surname(name: str, titled: bool = False) -> bool:
    """Whether a name begins with a family name, of one character or two; `titled`: behind the title of a paper's
    own reporter, where common words may be names.

    >>> has_surname("那一年"), has_surname("那一年", titled=True)
    (False, True)
    """
    return not surnames().isdisjoint((name[0], name[:2])) or (titled and name[0] in _rare_surnames())


def read_names(text: str, options: Options = DEFAULT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reporters and correspondents that a byline or author line names, padding spaces taken out.

    >>> read_names("记者 何 兰 通讯员 谭文远 罗 英 文/图")
    (('何兰',), ('谭文远', '罗英'))
    """
    reporters: list[str] = []
    correspondents: list[str] = []
    found = list(role_words(options).finditer(text))
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
    >>> split_names("汤 沐/文 卓 然/图"), split_names("何兰 北京报道"), split_names("何兰 章禾报道")
    (['汤沐', '卓然'], ['何兰'], ['何兰', '章禾'])
    >>> split_names("何蘭 綜合報道"), split_names("何蘭 採寫")
    (['何蘭'], ['何蘭'])
    >>> split_names("汤沐/文卓然/图")
    ['汤沐', '卓然']
    >>> split_names("贺 文 亭 ”何 兰"), split_names("何兰“小禾”")
    (['贺文亭', '何兰'], ['何兰“小禾”'])
    >>> split_names("章 小 禾"), split_names("贺 文 亭 何 兰"), split_names("贺文何 兰")
    (['章小禾'], ['贺文亭', '何兰'], ['贺文', '何兰'])
    """
    text = PLACE.sub(lambda found: found[1] if has_surname(found[1]) else "", text)
    text = NOT_A_NAME.sub("、", text)
    names = [name for listed in LISTED.split(text) for name in _padded(listed.split())]
    return [part for name in names for part in _unglued(name)]


def _padded(tokens: Sequence[str]) -> list[str]:
    """Names from what spaces part: characters that stand alone are a padded name's, or several."""
    names: list[str] = []
    at = 0
    while at < len(tokens):
        if len(tokens[at]) > 1:
            names.append(tokens[at])
            at += 1
            continue
        stop = at
        while stop < len(tokens) and len(tokens[stop]) == 1:
            stop += 1
        alone = "".join(tokens[at:stop])
        tail = []
        if len(alone) % 2 and stop < len(tokens) and (len(alone) == 1 or not has_surname(tokens[stop])):
            tail, alone = [alone[-1] + tokens[stop]], alone[:-1]  # 路 遥远
            stop += 1
        if len(alone) == 1:
            if names and (parts := _parts(names[-1] + alone)) and all(map(has_surname, parts)):
                names[-1:] = parts  # 贺文何 兰: the space stands in the wrong place
            else:
                names.append(alone)
        else:
            names += _parts(alone)
        names += tail
        at = stop
    return names


def _parts(characters: str) -> list[str]:
    """A run of two characters or more as names of two or three, as many as may be with a family name: 贺文亭何兰."""
    ways: list[tuple[float, list[str]]] = [(0.0, [])]
    for stop in range(1, len(characters) + 1):
        found: list[tuple[float, list[str]]] = []
        for size in (2, 3):
            if size <= stop and (before := ways[stop - size])[0] > NO_WAY:
                name = characters[stop - size : stop]
                cost = STRANGE * (not has_surname(name)) + LONG * (size == MOST_OF_A_NAME)
                found.append((before[0] - cost, [*before[1], name]))
        ways.append(max(found, default=(NO_WAY, []), key=itemgetter(0)))
    return ways[-1][1]


def _unglued(name: str) -> list[str]:
    """Names that lost the space between them: 马文星田雨 → 马文星, 田雨."""
    family = surnames()
    if len(name) < 4 or name[:2] in family or "·" in name or not HAN.fullmatch(name):
        return [name]
    if len(name) == 4:
        return [name[:2], name[2:]] if name[0] in family and name[2] in family else [name]
    for size in (3, 2):
        if name[size] in family or name[size : size + 2] in family:
            return [name[:size], *_unglued(name[size:])]
    return [name]


def are_names(names: tuple[str, ...]) -> bool:
    """Whether all are of a name's length and most begin with a family name."""
    known = sum(map(has_surname, names))
    return are_of_length(names) and known * 2 >= len(names) > 0


def are_of_length(names: Iterable[str]) -> bool:
    """Whether all are as long as names are."""
    return all(2 <= len(name) <= 4 for name in names)


def is_person(text: str) -> bool:
    """Whether a short line reads as one person's name: padded (章 台), or two to three characters with a family name.

    >>> [is_person(t) for t in ("章 台", "沈文秋", "要 闻 版", "会议召开", "周小等")]
    [True, True, False, False, False]
    """
    text = text.strip()
    if PADDED.fullmatch(text):
        return True
    return NAMED.fullmatch(text) is not None and has_surname(text) and text[-1] != "等"


def is_list_of_people(text: str) -> bool:
    """Whether a text is nothing but names of people: one, or several with spaces or 、 between.

    >>> [is_list_of_people(text) for text in ("何 兰", "章小禾、何兰", "完", "下转第三版", "何兰 整理")]
    [True, True, False, False, False]
    """
    names = split_names(text)
    known = PADDED.fullmatch(text.strip()) is not None or all(map(has_surname, names))
    whole = "".join(names) == "".join(LISTED.sub("", text).split())
    return bool(names) and are_of_length(names) and known and whole


def are_people(text: str) -> bool:
    """Whether a line is nothing but the names of two people or more, one of three characters among them.

    >>> are_people("沈文秋 何文清"), are_people("沈文秋"), are_people("高山 流水")
    (True, False, False)
    """
    names = text.split()
    named = len(names) > 1 and max(map(len, names)) == MOST_OF_A_NAME
    return named and all(NAMED.fullmatch(name) is not None and has_surname(name) for name in names)

"""The spellings of bylines (讯头/电头), as expressions: one alternative a spelling, each with an example.

A new spelling is a line in `_openings` (what a byline begins with), `_boxed` (what stands in a box of its own) or `_names` (how those who
wrote are named behind it); its named groups are read in `newsclean.reading.bylines`. The expressions are linear: a title begins wherever its word
stands, and a name goes on by one character, so that there is one way to read a text, and what is no byline is found out at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.lexicon import alternatives
from newsclean.options import Options
from newsclean.patterns import defined, expression
from newsclean.reading.names import WRITTEN, roles

if TYPE_CHECKING:
    import regex

NUMBER = r"[\d０-９〇○零一二三四五六七八九十廿卅]"
DATE = rf"(?:{NUMBER}{{2,4}}年)?(?:{NUMBER}{{1,3}}月)?{NUMBER}{{1,3}}日"
HOUR = "凌晨|[清早]晨|[上中下]午|傍晚|晚[间間]?|深?夜"
OPEN, CLOSE = r"[（(﹙〔\[［【]", r"[）)﹚〕\]］】]"
MISREAD_OPEN = r"[《〈<＜]"
"""What recognizers of characters (OCR) make of a round bracket before a title."""
MARK = r"(?:[□○■●◎◇◆]\s*)?"  # some of author_lines.MARK, which is made with this module
LONGEST_BYLINE = 90
"""Characters within which a byline's bracket must close; the longest on real pages, with eight names, have about 70."""
LOOKED_AT = LONGEST_BYLINE + 60
"""Characters of a text that are looked at: a byline and what is before its bracket."""
MOST_NAMES = LOOKED_AT // 3
"""Times that a role and a name, of three characters at least, have room there."""
WIRES = "(?:路透|美[聯联]|合[眾衆众]|哈瓦斯|海通|德新|[国國][聞闻]|[電电]通|塔斯)社?"
"""Agencies whose telegrams name the day before the place: 路透十日倫敦電."""

# The words of the lists stand once in an expression, and are called by name.
ROLE, TAG, AGENCY, DAY = "(?&role)", "(?&tags)", "(?&agencies)", "(?&day)"
PERSON = r"\p{Han}(?:\x20?\p{Han}){1,2}"
FURTHER = rf"(?:[、，,·\s]*+(?!{ROLE})\p{{Han}}){{0,31}}"
"""What a name may have behind its first character, in one that goes on to others."""
SENT = "(?:讯|訊|消息|特讯|特訊|专电|專電|急电|急電|航讯|航訊|通讯|通訊|电|電)"
"""What a paper's own byline ends in."""
REPORT = r"(?:[综綜]合(?:报道|報道|報導)|[摄攝]影[报報]道|报道|報道|報導|[摄攝]影(?!\s+\p{Han}(?:\s?\p{Han}){1,2}\s*$)|文[/／]?[图圖]|[发發]自\p{Han}{2,6}(?=[：:\s]|$))"
"""What those did who are named without a bracket."""
GROUP = r"(?:通[讯訊]|[报報]道|宣[传傳])[组組]"
SENT_BY = rf"(?:\p{{Han}}{{2,4}}[報报台社])?(?:[駐驻]\p{{Han}}{{1,4}})?(?:{ROLE}|特派[員员])"
"""A title, with the paper or the post of who has it: 某报驻京记者."""


@lru_cache(maxsize=16)
def patterns(options: Options) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What finds a byline at a text's beginning: one that says how or by whom it was sent, and one that only names who wrote it."""
    words = defined(
        role=roles(options),
        tags=alternatives("byline_tags", options.byline_tags),
        agencies=alternatives("agencies"),
        day=DATE,
    )
    # without a box: 記者甘小禾／台北報導 at a text's beginning, and 某厂通讯组报道
    placed = rf"(?P<by>{SENT_BY}\s*{PERSON}[／/]\s*\p{{Han}}{{2,6}}?(?:報導|报道|報道)(?![，、的]))"
    team = rf"(?P<team>(?![据據])\p{{Han}}{{2,14}}?{GROUP})(?:报道|報道|報導)(?=[：:\s])"
    lead = expression(rf"{words}\s*(?:{_boxed()}|{placed}|{team}|{_openings()}){_names()}\s*")
    # Called in a loop at a text's very beginning, the words by name would take more than linear time.
    return lead, expression(_named(options).replace(ROLE, roles(options)))


def _openings() -> str:
    """What a byline begins with: who sent it, whence and when."""
    spellings = (
        # 晨报讯: an opening of the lists, or of the user's
        rf"(?P<tag>{TAG})",
        # 本报讯, 本报清河县讯, 本报北京3月6日专电
        rf"(?P<paper>本[报報刊社台])(?P<place>(?:(?!讯|訊|报|通[讯訊]|航[讯訊])\p{{Han}}{{2,9}}?(?:、\p{{Han}}{{2,6}})*)?)(?:(?P<date>{DAY}(?:{HOUR})?)\s*{SENT}|{SENT}(?=[\s（(【〔】〕）)：:]|{ROLE}|$|(?<=[县縣市镇鎮乡鄉区區社州盟旗省][讯訊]|[專专急][电電])\p{{Han}}))",
        # 新华社北京2月6日电, 据某某网3月6日讯
        rf"据?據?(?P<agency>{AGENCY}|\p{{Han}}{{2,5}}(?:通讯社|通訊社|社|网|網|報|报|财经|財經|新闻|新聞|客[户戶]端)(?={NUMBER}|\p{{Han}}{{2,8}}{NUMBER}))(?P<dateline>[^，。；：！？（）()【】〔〕\s]{{0,10}}?(?:\s*{DAY})\s*(?:专|專|急|航)?[电電讯訊])",
        # 据新华社电
        rf"[据據](?P<agency3>{AGENCY})(?:[電电][讯訊]?|[讯訊])(?![台视視影话話力报報])",
        # 路透十日倫敦電
        rf"(?P<agency>{WIRES})(?P<dateline>{DAY}\p{{Han}}{{2,5}}?[電电])",
        # 新华社北京电
        rf"据?據?(?P<agency2>{AGENCY})(?P<dateline2>\p{{Han}}{{2,6}}(?:专|專)?[电電])",
        # 本报记者何兰 清河今日电
        rf"(?P<sender>(?>{ROLE})\s*+{PERSON}(?:[、\s]+{PERSON}){{0,3}}?)\s+(?P<sent>\p{{Han}}{{0,6}}(?:今[日天晨晚]|昨[日天夜晚]|{DAY})(?:专|專)?[电電讯訊])(?=[\s：:（(]|$)",
        # 据清河日报消息
        r"[据據](?P<relayed>\p{Han}{2,6}[报報])(?:消息|[讯訊])(?=\s+\p{Han})",
        # 据《清河日报》讯
        r"据?據?(?P<quoted>《\p{Han}{2,10}》)[讯訊]",
        # 清河晚报讯（记者 …
        rf"(?P<brand>(?:\p{{Han}}{{2,10}})?[讯訊])(?=\s*{OPEN}\s*(?:本报|本報)?{ROLE}|\s+{ROLE}|{_misread_names()})",
    )
    return "|".join(spellings)


def _boxed() -> str:
    """What stands in a box of its own."""
    spellings = (
        _openings(),
        # 〔松嶺六日電〕
        rf"(?P<wired>(?!又)\p{{Han}}{{1,12}}?(?:{DAY}|\s日)\p{{Han}}{{0,5}}[讯訊电電])",
        # 【本市消息】, 【綜合報導】
        r"(?P<boxed>(?!又)\p{Han}{1,8}(?:[讯訊电電]|消息|通訊|通讯|特寫|特写|專訪|专访)|[綜综]合(?:報導|报道|報道))",
        # 【記者甘小禾／台北報導】
        rf"(?P<by>(?:{SENT_BY})?\s*{PERSON}(?:[、\x20]{PERSON}){{0,3}}[／/]\s*\p{{Han}}{{2,8}}(?:報導|报道|報道))",
    )
    return rf"{OPEN}\s*(?:{'|'.join(spellings)})\s*{CLOSE}"


def _name_run(lazy: str = "") -> str:
    """Titles, each with names behind it; as short as may be with `lazy`, a "?"."""
    name = rf"\p{{Han}}{FURTHER}{lazy}"
    return rf"\s*+(?:本[报報刊台社](?={ROLE}))?+(?>{ROLE})\s*+{name}(?:[、，,\s]*+(?>{ROLE})\s*+{name}){{0,{MOST_NAMES}}}"


def _names() -> str:
    """How those who wrote are named behind an opening, if they are."""
    first = rf"(?:(?!{ROLE})\p{{Han}}[ ]?\p{{Han}}{{1,2}}、)"  # who wrote with a reporter: 何文清、本报记者周小明报道
    reported = rf"(?P<bare>{_name_run('?')}(?:[、，,\s]*+(?:{WRITTEN})?+{REPORT})?)(?:[、，,\s]*+[：:]|(?<=报道|報道|報導|[摄攝]影)\s*+)"
    spellings = (
        # （记者 何兰 通讯员 周小明）
        rf"\s*{OPEN}\s*(?P<names>(?:[^（）()【】〔〕。]{{0,12}}?){ROLE}[^（）()【】〔〕。]{{0,{LONGEST_BYLINE}}}){CLOSE}",
        # 《记者 何兰) or 记者 何兰), where the bracket was read wrongly or not at all
        rf"(?P<misread>{_misread_names()})",
        # （何 兰 周小明）
        rf"\s*{OPEN}\s*(?P<plain>\p{{Han}}[ ]?\p{{Han}}{{1,2}}(?:[、，, ]+\p{{Han}}[ ]?\p{{Han}}{{1,2}}){{0,4}}){CLOSE}",
        # 记者何兰、周小明报道：, or with a space before the text
        rf"\s*+(?:(?P<first>(?:(?<=\s){first}{{1,3}})?+){reported}|(?P<bare>{_name_run()})[、，,\s]*\s)",
        # （清河农具厂通讯组）
        rf"\s*{OPEN}\s*(?P<group>\p{{Han}}{{2,14}}{GROUP})\s*{CLOSE}",
        # no title before the names: 本报讯 祖国栋、游春报道：
        r"\s+(?P<told>\p{Han}[ ]?\p{Han}{1,2}(?:[、 ]+\p{Han}[ ]?\p{Han}{1,2}){0,3}?)\s*(?:报道|報道|報導)(?=\s*[：:])",
    )
    return rf"(?:{'|'.join(spellings)})?\s*[：:]?"


def _misread_names() -> str:
    """Titles and names behind a bracket that is none, or behind no bracket, to where it closes."""
    return rf"\s*+(?:{MISREAD_OPEN}\s*+)?(?:本[报報])?{ROLE}[\p{{Han}}\s、“”\"·/]{{2,{LONGEST_BYLINE}}}[）)]"


def _named(options: Options) -> str:
    """A byline that only names who wrote it."""
    plain_role = alternatives("roles_reporter", options.reporter_roles)
    # apart from the text by no more than a space, or a padded name's two characters: 本报记者 何 兰入夜，
    signers = (
        rf"(?:{PERSON}(?:[、\x20]{{1,2}}{PERSON}){{0,2}}?(?=[\x20“「])|\p{{Han}}\x20\p{{Han}}(?=\p{{Han}}))"
    )
    spellings = (
        # （记者 何兰）
        rf"{OPEN}\s*(?P<names>{ROLE}\s*[^（）()【】〔〕。，]{{2,60}}){CLOSE}",
        # 本报记者 何兰 报道：
        rf"(?P<bare>(?=本[报報]|{plain_role}){_name_run('?')}[、，,\s]*+(?:{WRITTEN})?+{REPORT})\s*[：:]?",
        # □ 本报记者 何兰 清河的夜，…
        rf"(?P<opened>{MARK}本[报報]{ROLE}\x20{signers}(?:\x20(?:本[报報])?{ROLE}\x20{signers})?)\x20?(?=\S{{0,40}}[，。：“「])",
    )
    return rf"\s*(?:{'|'.join(spellings)})\s*"

"""Salutations (称呼): a line of its own that says whom a letter or an appeal speaks to."""

from __future__ import annotations

from newsclean.lexicon import alternatives
from newsclean.patterns import expression

PAPER = r"(?:\p{Han}{1,6}[报報刊台臺]社?)?"
"""Whose editors a letter greets: 晚报编辑部："""
EDITORS = rf"{PAPER}(?:编辑|編輯)(?:部|先生|同志|老师|老師)?(?:，?[您你][们們]?好)?"
RESPECTS = r"[^，。；！？\s“‘「『]{1,12}(?:[大台臺惠钧鈞雅]|[赐賜])[鉴鑒鑑]"
PLAIN = (
    rf"(?:{EDITORS}|(?:编者|編者)(?:部|先生|同志|老师|老師)?(?:，?[您你][们們]?好)?|{RESPECTS}|[老小阿]\p{{Han}}|\p{{Han}}{{2}}(?:姐姐|大姐|阿姨|叔叔)"
    r"|各\p{Han}{1,8}(?:、各?\p{Han}{1,8}){0,4}(?<!如下|情况|情況))[：:]"
)
"""Those that say by their words alone that they are: 编辑部：, 编辑您好：, 主笔先生大鉴：, 各科室：, 老何："""
DEAR = "(?:尊敬|亲爱|親愛|敬爱|敬愛)的"
"""How many salutations begin: 尊敬的读者："""
ALL = "(?:各位|[广廣]大|全(?:市|省|[县縣体體]))"
"""How appeals to many begin: 全县父老乡亲们："""
SALUTE = expression(
    lambda: (
        rf"[^，。；！？]{{0,64}}{alternatives('addressees')}[：:]|{DEAR}[^，。；！？]{{1,20}}[：:]|{PLAIN}"
    )
)
SURE = expression(
    lambda: (
        rf"(?:“[^“”]{{2,10}}”)?[^，。；！？“‘「『]{{0,64}}{alternatives('addressees')}[：:]|{DEAR}[^，。；！？]{{1,20}}[：:]"
        rf"|(?:“[^“”]{{2,10}}”)?{EDITORS}[：:]|{RESPECTS}[：:]"
    )
)
LONGEST_REST = 4
"""Characters of what a salutation may leave for its second line."""


def is_salutation(text: str) -> bool:
    """Whether a whole line or paragraph is a salutation: it ends with whom it speaks to, and a colon.

    >>> [is_salutation(t) for t in ("编辑同志：", "尊敬的渡口茶农：", "茶农朋友介绍说：", "编辑同志")]
    [True, True, False, False]
    >>> [is_salutation(t) for t in ("编辑您好：", "编辑同志，你们好：", "晚报编辑部：")]
    [True, True, True]
    >>> [is_salutation(t) for t in ("全体员工：", "全體員工：", "敬愛的老師：")]
    [True, True, True]
    """
    return text.endswith(("：", ":")) and SALUTE.fullmatch(text) is not None


def opens_letter(line: str) -> bool:
    """Whether a printed line by itself is a salutation, whatever stands before it: no speaker's name, and no 各… that may end a sentence.

    >>> [opens_letter(t) for t in ("各位茶农朋友：", "主笔先生大鉴：", "各项工作：", "编者：", "“同志们：")]
    [True, True, False, False, False]
    """
    return line.endswith(("：", ":")) and SURE.fullmatch(line) is not None

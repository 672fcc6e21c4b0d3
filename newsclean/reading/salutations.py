"""Salutations (称呼): a line of its own that says whom a letter or an appeal speaks to."""

from __future__ import annotations

from newsclean.patterns import expression

PLAIN = (
    r"(?:(?:编辑|編輯|编者|編者)(?:部|先生|同志|老师|老師)?|[^，。；！？\s]{1,12}(?:[大台臺惠钧鈞雅]|[赐賜])[鉴鑒鑑]|[老小阿]\p{Han}|\p{Han}{2}(?:姐姐|大姐|阿姨|叔叔)"
    r"|各\p{Han}{1,8}(?:、各?\p{Han}{1,8}){0,4}(?<!如下|情况|情況))[：:]"
)
"""Those that say by their words alone that they are: 编辑部：, 主笔先生大鉴：, 各科室：, 老何："""
SALUTE = expression(
    r"(?:尊敬的|亲爱的|敬爱的|各位|广大|全市|全县|全体|致)?[^，。；！？]{0,60}(?:们|同志|市民|朋友|先生|女士|读者|居民|家长|编辑|人员|工作者|阁下|父老乡亲|员工|同学)[：:]|(?:尊敬的|亲爱的|敬爱的|親愛的)[^，。；！？]{1,20}[：:]"
    rf"|{PLAIN}"
)
LONGEST_REST = 4
"""Characters of what a salutation may leave for its second line."""


def is_salutation(text: str) -> bool:
    """Whether a whole line or paragraph is a salutation: it ends with whom it speaks to, and a colon.

    >>> [is_salutation(t) for t in ("编辑同志：", "尊敬的渡口茶农：", "茶农朋友介绍说：", "编辑同志")]
    [True, True, False, False]
    """
    return text.endswith(("：", ":")) and SALUTE.fullmatch(text) is not None

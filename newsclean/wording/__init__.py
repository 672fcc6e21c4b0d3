"""How well the end of one line and the beginning of another fit, told from the text alone.

>>> junction("当前防控疫", "情工作") > 1.5 and junction("当前防控疫", "米，比去年") < -1.5
True

Three witnesses, made by ``tools/build_wording.py`` and kept in ``data/wording.bin``: how often pairs and triples of
characters occur across such a junction (`figures`), two small networks that turn a line's end and a line's beginning into
numbers whose product says how well phrases follow each other (`towers`), and what subject a line speaks of (`towers.topic`).
A page adds its own names and repeated phrases (`page`). Traditional characters count as simplified ones, any digit as one
digit, any Latin letter as one letter.

Punctuation has no rule of its own: what ends in 、 goes on, what ends in 。 may or may not. A line that begins with 、，。”） or
ends with “（《 is impossible in typeset text (kinsoku), but happens in dumps; the networks have learned no such
line and are not asked, the figures score it like any other, so that ， fits best behind the end of a word. White space at a line's ends says nothing here: the indentation is the caller's to judge.
"""

from __future__ import annotations

from newsclean.wording.folding import fold
from newsclean.wording.model import Wording, junction, wording, wording_inside
from newsclean.wording.page import PageWording

__all__ = ["PageWording", "Wording", "fold", "junction", "wording", "wording_inside"]

"""What each line of a head is, as a chain: rubric, kicker, headline over one to three lines, deck.

Type size is lost in a dump. What is left is weighed together: how wide a line is, which words it has, how and with which characters it begins and ends, figures and
quotes, whether it could be followed by a comma (a clause is complete) or begin after one, whether the text near by has its
words (a banner's are nowhere, a headline's are), and between two lines how well the words run on, which
characters stand on either side, and how wide both are.
None of this decides alone. The weights (`data/head_weights.txt`) are fitted by `tools/fit_heads.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from newsclean.assembly.senders import is_notice_title, is_sender
from newsclean.assembly.vocabulary import bigrams
from newsclean.layout.measure import width
from newsclean.lexicon import entries
from newsclean.patterns import expression
from newsclean.wording import junction

Sign = tuple[str, float]
RUBRIC, KICKER, HEADLINE, DECK = "R", "K", "H", "D"
CHAIN = {"": "RKH", "R": "KH", "K": "KH", "H": "HD", "D": "D"}
MOST = {"R": 1, "K": 2, "H": 3, "D": 4}
WIDTHS = (4.0, 6.0, 8.5, 11.0, 15.0, 20.0)

EDGE, WORD = 0.5, 0.3
"""The value of what a line begins and ends with, and of a pair of characters in it: of many such signs, each rare, none should weigh much."""

SAYS = expression(
    r"(?:要求|[强強][调調]|指出|表示|提出|透露|介[绍紹]|[时時][说說]|[时時]|[会會]上|上|前夕|以来|以來)$"
)
ATTENDS = expression(
    r"(?:[讲講][话話]|主持|出席|[参參]加|[参參][会會]|作[报報]告|致[辞辭]|宣布|[发發]言|陪同|[调調]研|[点點][评評]|剪彩|揭牌)"
)
QUANTITY = expression(
    r"(?:\d|[一二三四五六七八九十百千万萬兩两])(?:名|个|個|處|处|家|万|萬|亿|億|米|公里|分[钟鐘]|人|元|年|天|日|成|倍|次|吨|噸|亩|畝|周)"
)
LOOSE = expression(r"[和与與及的对對为為将將在把向等是让讓使到从從被由以并或之]$")
PHRASES = expression(r"(?<=\p{Han}|[！？”』》」\d%％℃]) (?=\p{Han}|[“《『「\d])")
MISREAD_DASH = "一一"
"""What recognizers of characters make of ——."""
FIGURE = expression(r"\d")
QUOTE = expression(r"[“「『《]")
IMAGINATIVE = expression(r"^[“「『].+[”」』]|[！？!?]|^\S{3,7} \S{3,7}$|的.{0,4}[“”「」]")
EVENT = expression(
    r"^\d{4}|(?:[开開][赛賽幕通工]|[闭閉]幕|[举舉][行办辦]|[启啟啓][动動]|通[车車]|召[开開]|落成|揭牌|竣工|投[产產]|上[线線]|[运運]行|[发發]布|公[布佈]|出台)(?:$|.{0,2}$)"
)
FOURS = expression(r"\p{Han}{4}[ ·]\p{Han}{4}")
FROM = expression(
    r"(?:[对對][话話]|[专專]?[访訪]|[写寫](?:在|[给給])|[来來]自|[从從].{2,8}看|本[报報][记記]者|透[视視]|[读讀评評观觀]《)"
)
VISITS = expression(r"[专專]?[访訪](?![问問谈談])|[对對][话話](?=\p{Han}{5})")
DECISIVE = 3.0
"""The value of signs that are rare and nearly always right: fitted weights of rare signs are small."""
MEETS = expression(
    r"(?:会议|會議|大会|大會|座谈会|座談會|讲话|講話|调研|調研|活动|活動|仪式|儀式|论坛|論壇|例会|例會|全会|全會).{0,4}$|(?:访|訪|记|記|写给|寫給|致|寻访|尋訪|探访|探訪)"
)
SPEAKER = expression(r"\p{Han}{2,6}[：:]")
PARTICLE = expression(r"[了啦吗嗎呢吧][？！!?]?$")
GENRE = expression(
    r"(?:记|記|见闻|見聞|纪实|紀實|侧记|側記|调查|調查|观察|觀察|纪事|紀事|掠影|扫描|掃描|透视|透視|追记|追記|札记|札記|速写|速寫)$"
)
ABOUT = expression(r"关于|關於")
GAP = {
    (False, True): "gap",
    (False, False): "tight",
    (True, True): "frame",
    (True, False): "framed",
}
"""The sign of a blank line before a line, or of none, by what blank lines part on the page."""
PAIRS = (("“", "”"), ("《", "》"), ("『", "』"), ("「", "」"), ("（", "）"))


class HeadLine(Struct, frozen=True):
    """A display line: its text, and what the page knows of it.

    `gap`: a blank line stands before it; None where the dump sets none, or its order was changed. `framed`: blank lines part the
    page's frames (pdfminer), not also sizes of type in one (PDFBox, pdftotext). `runs_on`: the text near by
    goes on from the line before to this one. `echo`: the share of its wording that the text near by has. `stray`: the page's
    columns were put in order, and the line was set along: it may be a piece of text.
    """

    text: str
    vertical: bool = False
    gap: bool | None = None
    banner: bool = False  # known to be a rubric: it heads several articles of the page
    inner: bool = False  # one of several short lines apart in one column: a subhead
    runs_on: bool = False
    echo: float | None = None
    framed: bool = False
    stray: bool = False


@lru_cache(maxsize=4096)
def line_signs(text: str) -> tuple[Sign, ...]:
    """What a line alone shows."""
    wide = width(text)
    signs: list[Sign] = [(f"w{sum(wide > edge for edge in WIDTHS)}", 1.0)]
    add = signs.append
    phrases = len(PHRASES.findall(text))
    if phrases:
        add(("phrases" if phrases > 1 else "two_phrases", 1.0))
    for name, found in (
        ("exclaims", text[-1] in "！!"),
        ("asks", text[-1] in "？?"),
        ("colon", "：" in text[1:-1] or ":" in text[1:-1]),
        ("comma", "，" in text[1:-1] or "、" in text[1:-1]),
        ("pause", "、" in text[1:-1]),
        ("dash", text[0] in "—－" or text.startswith(("--", MISREAD_DASH))),
        ("quote", QUOTE.search(text) is not None),
        ("figure", FIGURE.search(text) is not None),
        ("quantity", QUANTITY.search(text) is not None),
        ("loose", LOOSE.search(text) is not None),
        ("says", SAYS.search(text) is not None),
        ("attends", ATTENDS.search(text) is not None),
        ("of", "的" in text[:-1]),
        ("imagines", IMAGINATIVE.search(text) is not None),
        ("event", EVENT.search(text) is not None),
        ("fours", FOURS.fullmatch(text) is not None),
        ("from", FROM.match(text) is not None),
        ("meets", MEETS.search(text) is not None),
        ("noun", text.endswith(entries("head_subjects"))),
        ("predicate", text.startswith(entries("head_predicates"))),
        ("speaker", SPEAKER.match(text) is not None),
        ("particle", PARTICLE.search(text) is not None),
        ("genre", GENRE.search(text) is not None),
        ("about", ABOUT.match(text) is not None),
        ("sender", is_sender(text)),
    ):
        if found:
            add((name, 1.0))
    if VISITS.match(text):
        add(("visits", DECISIVE))
    add(("ends", _clip(junction(text, "，"))))
    add(("begins", _clip(junction("，", text))))
    return (*signs, *edges(text), *pairs(text))


def pairs(text: str) -> list[Sign]:
    """The pairs of characters in a line: words that headlines have, and kickers and decks have not, or the reverse (为何, 强调, 主持).

    >>> pairs("6 县开通")
    [('~县开', 0.3), ('~开通', 0.3)]
    """
    return [(f"~{pair}", WORD) for pair in sorted(bigrams(text))]


def edges(text: str) -> list[Sign]:
    """The characters that a line begins and ends with, one and two: rubrics end in few (人物春秋, 市井见闻), and so do kickers and decks.

    >>> [name for name, _ in edges("“云湖”见闻")]
    ['闻>', '见闻>']
    """
    found = (f"<{text[:1]}", f"<{text[:2]}", f"{text[-1:]}>", f"{text[-2:]}>")
    return [(name, EDGE) for name in found if not name.isascii() and name.strip("<>").isalnum()]


def _vivid(text: str) -> bool:
    return IMAGINATIVE.search(text) is not None


def _figure(text: str) -> bool:
    return FIGURE.search(text) is not None or QUANTITY.search(text) is not None


def _clip(value: float) -> float:
    return max(-1.0, min(1.0, value / 3.0))


@lru_cache(maxsize=4096)
def seam_signs(first: str, second: str) -> tuple[Sign, ...]:
    """What two lines show, one under the other."""
    a, b = width(first), width(second)
    ratio = min(a, b) / max(a, b, 1.0)
    fits = junction(first, second)
    predicate, about, sender = (
        second.startswith(entries("head_predicates")),
        ABOUT.match(second),
        is_sender(first),
    )
    signs = [
        ("fits", _clip(fits)),
        ("rather", _clip(fits - max(junction(first, "，"), junction(first, "。")))),
    ]
    for name, found in (
        ("even", ratio >= 0.8),
        ("uneven", ratio < 0.5),
        ("wider", b > 1.25 * a),
        ("narrower", a > 1.25 * b),
        ("beats", max(a, b) <= 5.5),
        ("short", 5.5 < max(a, b) <= 8.5),
        ("long", min(a, b) > 12),
        ("turns_vivid", _vivid(second) and not _vivid(first)),
        ("turns_plain", _vivid(first) and not _vivid(second)),
        ("to_event", _vivid(first) and EVENT.search(second) is not None),
        ("figure_first", _figure(first) and not _figure(second)),
        ("figure_second", _figure(second) and not _figure(first)),
        ("cry", first[-1] in "！？!?"),
        ("mark", first[-1] in "，、：,:—"),
        ("loose", LOOSE.search(first) is not None),
        ("open", any(first.count(left) > first.count(right) for left, right in PAIRS)),
        ("phrases", PHRASES.search(first) is not None or PHRASES.search(second) is not None),
        ("subject", first.endswith(entries("head_subjects")) and predicate),
        ("predicate", predicate),
        ("sender", sender),
        ("about", about is not None),
        ("speaker", SPEAKER.match(second) is not None),
        ("repeats", not bigrams(first).isdisjoint(bigrams(second))),
        ("both_phrases", PHRASES.search(first) is not None and PHRASES.search(second) is not None),
    ):
        if found:
            signs.append((name, 1.0))
    if sender and about and is_notice_title(second):
        signs.append(("titled", DECISIVE))
    signs += [sign for sign in edges(first) if sign[0].endswith(">")]
    signs += [sign for sign in edges(second) if sign[0].startswith("<")]
    return tuple(signs)


@cache
def weights() -> dict[str, float]:
    """The fitted weights, by name."""
    return {name: float(value) for name, value in map(str.split, entries("head_weights"))}


@lru_cache(maxsize=16)
def chains(count: int) -> tuple[str, ...]:
    """All orders of roles that a head of so many lines may have."""
    found = [""]
    for _ in range(count):
        found = [
            chain + role for chain in found for role in CHAIN[chain[-1:]] if chain.count(role) < MOST[role]
        ]
    return tuple(chain for chain in found if HEADLINE in chain)


def signs(lines: Sequence[HeadLine], chain: str) -> Iterator[Sign]:
    """All signs of a head read in one way, named as the weights are."""
    for at, role in enumerate(chain):
        for name, value in own_signs(lines[at]):
            yield f"{role}.{name}", value
        if at:
            both = chain[at - 1] + role
            yield both, 1.0
            for name, value in between_signs(lines[at - 1], lines[at]):
                yield f"{both}.{name}", value
    yield "form." + chain.lstrip(RUBRIC), 1.0


def apart_signs(before: HeadLine, line: HeadLine) -> Iterator[Sign]:
    """The signs that a head ends with one line and another begins with the next."""
    yield "apart", 1.0
    for name, value in between_signs(before, line):
        yield f"apart.{name}", value


def own_signs(line: HeadLine) -> list[Sign]:
    """What a line shows, and what the page knows of it."""
    found = list(line_signs(line.text))
    if line.banner:
        found.append(("banner", 1.0))
    if line.echo is not None:
        found.append(("echo" if line.echo else "strange", 1.0))
        found.append(("echoes", line.echo))
    return found


def between_signs(before: HeadLine, line: HeadLine) -> list[Sign]:
    """What two lines show, and what the page knows of them."""
    found = list(seam_signs(before.text, line.text))
    if line.runs_on:
        found.append(("runs_on", 1.0))
    if line.gap is not None:
        found.append((GAP[line.framed, line.gap], 1.0))
    if before.echo is not None and line.echo is not None:
        found.append(("echo", max(-1.0, min(1.0, 2.0 * (line.echo - before.echo)))))
    return found

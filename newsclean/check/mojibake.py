"""Text decoded in the wrong encoding: where it is, and what it says when decoded rightly.

A run is mojibake when taking the wrong decoding back gives bytes that are valid in the right encoding and read as
Chinese. By chance that does not happen: UTF-8 refuses nearly all that is not UTF-8, and between GBK and Big5 the share
of common characters tells.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁價嚴這為個國們來時說會學發對過後動實經現點業開關體與無當長門問間書電車東馬風見氣萬"
)
"""The commonest characters, simplified and traditional."""

# U+FFFD written as UTF-8 and read as GBK, as Big5; memory of Windows programs read as GBK.
LOST = regex.compile("(?:锟斤拷|锟斤|嚙踝蕭|嚙踝|(?:烫){4,}|(?:屯){5,})+")
LOST_IS = "characters lost in a conversion (U+FFFD read in another encoding)"
CONVERSIONS = (
    # (read as, is, what stands in the text)
    ("gb18030", "utf-8", "UTF-8 read as GBK"),
    ("cp1252", "utf-8", "UTF-8 read as Windows-1252"),
    ("latin-1", "utf-8", "UTF-8 read as Latin-1"),
    ("latin-1", "gb18030", "GBK read as Latin-1"),
    ("cp1252", "gb18030", "GBK read as Windows-1252"),
    ("big5hkscs", "utf-8", "UTF-8 read as Big5"),
    ("gb18030", "big5hkscs", "Big5 read as GBK"),
    ("big5hkscs", "gb18030", "GBK read as Big5"),
)
RUN = regex.compile(
    r"[^\x00-\x7f\ufffd，。、；：！？“”‘’（）《》\s]{4,}(?:[\x20-\x7e]?[^\x00-\x7f\ufffd，。、；：！？（）《》\s]+)*"
)
LOST_CHAR = "\ufffd"
MOST_LOST = 0.34
"""Share of characters that may have been lost; what is not mojibake decodes to little else."""
LEGACY_LEAST = 8
"""Characters that a run must have to be told between GBK and Big5 by how common its characters are."""
BROKEN_UTF8 = regex.compile(r"(?:\ufffd+[^\x00-\x7f\p{Han}\ufffd，。、]?){3,}")


def mojibake(line: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and description of every garbled run of a line.

    >>> [what for _, _, what in mojibake("3月6日，锟斤拷锟斤拷开采")]
    ['characters lost in a conversion (U+FFFD read in another encoding)']
    >>> [what for _, _, what in mojibake("全市春季农业生产".encode().decode("gb18030", "replace"))]
    ['UTF-8 read as GBK: 全市春季农业生产']
    >>> list(mojibake("全市春季农业生产现场会召开，与会人员到柳湾村"))
    []
    """
    if line.isascii():
        return
    taken = 0
    for found in (*LOST.finditer(line), *BROKEN_UTF8.finditer(line)):
        lost = found.re is LOST
        yield (
            found.start(),
            found.end(),
            LOST_IS if lost else "GBK or Big5 read as UTF-8; its characters are lost",
        )
        taken = max(taken, found.end())
    if taken:
        return
    for found in RUN.finditer(line):
        if told := _decoded(found.group()):
            yield found.start(), found.end(), told


def _decoded(run: str) -> str | None:
    own = _common(run)
    if own > 0.35:
        return None
    for read_as, is_really, what in CONVERSIONS:
        try:
            data = run.encode(read_as)
        except UnicodeEncodeError:
            continue
        legacy = is_really != "utf-8"
        if legacy and (len(run) < LEGACY_LEAST):
            continue
        text = _decode(data, is_really)
        if text is None or not regex.search(r"\p{Han}{2}", text):
            continue
        if _common(text) >= (0.35 if legacy else 0.1) and _common(text) > own + (0.25 if legacy else 0.0):
            return f"{what}: {text[:16]}"
    return None


def _decode(data: bytes, encoding: str) -> str | None:
    """The text of the bytes; some may have been lost on the way. None where too many do not decode."""
    text = data.decode(encoding, "replace")
    return text if text.count(LOST_CHAR) <= MOST_LOST * len(text) else None


def _common(text: str) -> float:
    return sum(map(COMMON.__contains__, text)) / max(1, len(text))

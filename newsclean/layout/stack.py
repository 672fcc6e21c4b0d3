"""What stands in one vertical column, or in front of a text, and is not one piece: heads that ran together, drop capitals."""

from __future__ import annotations

from newsclean.layout.strings import banners
from newsclean.patterns import expression
from newsclean.reading.author_lines import WORKS_AT
from newsclean.reading.names import is_person
from newsclean.wording import junction

AUTHOR_MARK = expression(
    r"(?<=\S)(?=[□○■●◎◇◆▲△★☆]\p{Han})|(?<=[\p{Han}』」》！？）])(?=文[/／])|(?<=[\p{Han}』」》！？）])(?=\p{Han}{2,3}口述)|(?<=[\p{Han}』」》！？])(?="
    r"(?:本[报報刊台社]|新[华華]社)(?:记者|記者|评论员|評論員|特约|特約|通[讯訊][员員])|通[讯訊][员員]\p{Han}{2,4}(?:本[报報]|$))"
)
SENDER = expression(r"通[讯訊][员員]")
SIGNED = expression(r"[□○■●◎◇◆▲△★☆]|(?:本[报報刊台社]|新[华華]社)\p{Han}{2,3}|通[讯訊][员員]")
BANNER = expression(lambda: rf"(?:{banners()})(?=.{{4}})")
QUOTED_END = expression(r"(\p{Han}{4})([『「].{3,}[』」])")
INSTITUTION, LONGEST_INSTITUTION = expression(rf".{{3}}{WORKS_AT}$"), 12
NAME_APART = {3: -0.5, 2: -1.75}
"""Log-odds (nats) below which a name, by its characters, does not go on with a headline and is no words itself: of 1,843
headlines 7 have such an end (71 and 109 end as a name could), and 7 and 3 of 10 names are found."""
SHORTEST = 3
LONGEST_COLUMN, LEAST_COLUMN = 20, 4
"""Characters of the longest column of a headline: a longer one is several, of one head or of two; and of the shortest of them."""
LEAST_BODY = 6.0
"""Em of the shortest line that is taken for running text beside a column or a capital."""


def parted(column: str) -> list[str]:
    """A column in which several pieces ran together, parted: before an author's mark or name, after a banner, before a
    headline all in quotes.

    >>> parted("茶山通了公交车本报记者温和"), parted("茶山夜话章小禾")
    (['茶山通了公交车', '本报记者温和'], ['茶山夜话', '章小禾'])
    """
    pieces = [part for piece in AUTHOR_MARK.split(column) if piece for part in _short(piece)]
    if not pieces:
        return pieces
    if not SENDER.match(pieces[0]) and (banner := BANNER.match(pieces[0])):
        pieces[:1] = [banner.group(), pieces[0][banner.end() :]]
    if (quoted := QUOTED_END.fullmatch(pieces[0])) and not quoted[1].endswith(("的", "之", "和")):
        pieces[:1] = [quoted[1], quoted[2]]
    if (size := _name_at_end(pieces[-1])) and not SIGNED.match(pieces[-1]):
        headline, name = pieces[-1][:-size], pieces[-1][-size:]
        if size := _institution_at_end(headline):
            headline, name = headline[:-size], f"{headline[-size:]} {name}"
        pieces[-1:] = [headline, name]
    return pieces


def _short(piece: str) -> list[str]:
    """A piece that is longer than any column, cut where its characters go on with each other least."""
    if len(piece) <= LONGEST_COLUMN:
        return [piece]
    cuts = range(LEAST_COLUMN, len(piece) - LEAST_COLUMN + 1)
    cut = min(cuts, key=lambda at: junction(piece[:at], piece[at:]))
    return [*_short(piece[:cut]), *_short(piece[cut:])]


def _name_at_end(column: str) -> int:
    """How many characters at a column's end are its author's name, by how badly they go on with what stands before."""
    for size in (3, 2):
        headline, name = column[:-size], column[-size:]
        if len(headline) >= 5 - size and is_person(name) and _oddness(headline, name) < NAME_APART[size]:
            return size
    return 0


def _oddness(headline: str, name: str) -> float:
    """How well (nats) a name goes on with a headline, and its own characters with each other: other words do both."""
    return junction(headline, name) + own_fit(name)


def own_fit(name: str) -> float:
    """How well (nats) the characters of a name go on with each other; those of words do."""
    return sum(junction(name[:at], name[at:]) for at in range(1, len(name)))


def _institution_at_end(column: str) -> int:
    """How many characters at a column's end are where its author works."""
    if not INSTITUTION.search(column):
        return 0
    sizes = range(4, min(LONGEST_INSTITUTION, len(column) - SHORTEST) + 1)
    least, size = min(((junction(column[:-size], column[-size:]), size) for size in sizes), default=(0.0, 0))
    if least >= 0:
        return 0
    return size + (column[-size - 1] in "省市州县縣区區镇鎮乡鄉")


def gain_of_capital(char: str, text: str) -> float:
    """How much better (nats) a text begins with a character than without: its drop capital (首字下沉).

    >>> gain_of_capital("清", "晨的茶山上起了雾") > 2 > 1 > gain_of_capital("宁", "朋友之间微信转账")
    True
    """
    return junction(char, text) + junction("。", char + text) - junction("。", text)

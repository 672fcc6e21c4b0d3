"""Part lines in which an extractor ran the text of two frames together.

`pdftotext -raw` and others end a line where the baseline changes; where the last line of one frame and the first of the
next stand at one height they come out as one, with a space between: a headline or author line and the byline of the
next article (`市图书馆恢复开放 本报讯（记者 …`). Such a line is parted before the byline, or before a letter's salutation; and a drop capital
that followed an author line or byline is parted from it, so that it goes with its own text; and a head from the first line of a
text that goes on below, whatever stands after a notice's title, a well-known banner after a headline, and two headlines of which each
says what another part of the page says. Left alone: a byline that
opens its line, and bylines spoken of inside a sentence. Costs one search per line that has both a space and a byline's mark.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsclean.layout import two_heads
from newsclean.layout.costs import NOTICE, NOTICE_WORD
from newsclean.layout.measure import end_class, width
from newsclean.layout.stack import LEAST_BODY, gain_of_capital
from newsclean.lexicon import alternatives
from newsclean.model import Edit, Page, Role
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.reading.author_lines import is_author_line
from newsclean.reading.byline_forms import LONGEST_BYLINE
from newsclean.reading.bylines import is_whole, read_lead
from newsclean.reading.credits import begins_credit
from newsclean.reading.names import is_person, read_people, roles
from newsclean.reading.salutations import ALL, DEAR, LONGEST_REST, PLAIN
from newsclean.wording import junction

if TYPE_CHECKING:
    import regex

Seam = tuple[int, int]
"""Where one text ends and the next begins, in characters of the line."""

SALUTATION = expression(
    rf"(?<=\S)\s++(?=(?:{ALL}|{DEAR})[^，。；！？\s]{{1,24}}[：:]\s*$)"
    rf"|(?:(?<=[^，、：；:;]\s{{1,2}})|(?<=[。！？]))(?={PLAIN}\s*$)"
)
NOTICE_ENDS = expression(rf"(?<=^(?:{NOTICE}|\p{{Han}}{{2,4}}{NOTICE_WORD})) (?=\S)")
"""The space after a notice's title, which has no second phrase: another frame's text goes on there."""
CAPITAL_AT_END = expression(r"(?<=\S)\s+(\p{Han})\s*$")
CAPITAL = 0.5
"""Nats by which a text must begin better with a character than without, for it to be its drop capital."""
PHRASES, STOPS = expression(r"(?<=[\p{Han}”』》！？!?\d%]) (?=[\p{Han}“《])"), expression(r"[，。；、]")
LEAST_PART, GOES_ON = 5.0, 1.4
"""Em of the shorter part of a line that holds a head and the first line of a text, and log-odds (nats) that this goes on in
the next line, while the two do not go together: on 150 dumps three lines, all of them such."""
NAME_FIRST = expression(r"\s*(?P<name>\p{Han}{2,3}) (?=[^\s，。、；：]\S*$)")
"""What may be a name before a text without a space."""
NAME_APART = -1.0
"""Log-odds (nats) below which the two do not go together."""
SAME_WIDTH = 0.6
"""Em by which lines of one column differ in width, squeezed punctuation and figures among them."""
SET_APART = expression(r"(?<=^\S{5,30})\s+(?=\S(?:\s\S){7,}\s*$)")
"""The space between a line's head and characters that were set apart one by one, as only those of another frame are."""
SPOKEN = expression(r"[，、：“（(]$")


@lru_cache(maxsize=16)
def _seam(options: Options) -> regex.Pattern[str]:
    """The space before a byline inside a line."""
    bylines = (
        alternatives("byline_tags", options.byline_tags),
        rf"据?{alternatives('agencies')}\S{{2,14}}[电電]",
        r"本[报報]\p{Han}{2,6}[讯訊]",
        rf"本[报報]{roles(options)}\s*\S+\s*\S*\s*(?:报道|報道)",
        rf"{roles(options)}\p{{Han}}{{2,4}}[／/]\p{{Han}}{{2,6}}(?:報導|报道|報道)[】〕）]",
    )
    return expression(rf"(?<=\S)(?<![（(【〔据])\s++(?=[【〔（(]?(?:{'|'.join(bylines)}))")


@lru_cache(maxsize=16)
def _cut_seam(options: Options) -> regex.Pattern[str]:
    """The space before a byline that the line's end cuts in its date: 山区通了公路 据新华社清河１月２３ / 日电"""
    return expression(
        rf"(?<=\S)(?<![（(【〔据])\s++(?=据?(?:{alternatives('agencies')}|本[报報])\S{{0,10}}[\d月]$)"
    )


@lru_cache(maxsize=16)
def _banner_at_end(rubrics: tuple[str, ...]) -> regex.Pattern[str]:
    """The space before a well-known banner of three characters or more, or one of the user's own, after a headline."""
    return expression(
        rf"(?<=^[^，。；、\s]{{8,30}}) (?=\p{{Han}}{{3}}){alternatives('rubrics', rubrics)}\s*$"
    )


def merged_lines(page: Page, options: Options) -> Page:
    """Lines parted in which two frames ran together.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> merged_lines(parse("市图书馆恢复开放 本报讯（记者 刘启明）3月\\n"), DEFAULT).text
    '市图书馆恢复开放\\n本报讯（记者 刘启明）3月\\n'
    >>> merged_lines(parse("本报记者 聂 辛 清\\n晨的茶山上起了雾，\\n"), DEFAULT).text
    '本报记者 聂 辛\\n清\\n晨的茶山上起了雾，\\n'
    >>> merged_lines(parse("市图书馆昨日恢复开放 云岭新村\\n"), Options(rubrics=("云岭新村",))).text
    '市图书馆昨日恢复开放\\n云岭新村\\n'
    """
    edits = []
    following = ""
    two = two_heads.seams([line.text for line in page.lines])
    for index in range(len(page.lines) - 1, -1, -1):
        line = page.lines[index]
        if line.role is Role.TEXT and (" " in line.text or line.text.endswith(("：", ":"))):
            texts = _parted(line.text, following, options)
            if len(texts) == 1 and index in two and read_lead(line.text, options) is None:
                start, stop = two[index]
                texts = [line.text[:start], line.text[stop:]]
            if len(texts) > 1:
                *firsts, last = (replace(line, text=text) for text in texts)
                parts = (*(replace(part, end=line.end or "\n") for part in firsts), last)
                evidence = "two frames' text on one line"
                edits.append(Edit("merged_lines", "part", index, (line,), parts, evidence))
        following = following if line.blank else line.text.strip()
    return page.apply(edits[::-1])


def _parted(text: str, following: str, options: Options) -> list[str]:
    """The texts of the frames that a line holds, given the text of the next line."""
    seams = (find(text, following, options) for find in SEAMS)
    seam = next(filter(None, seams), None)
    *firsts, last = [text] if seam is None else [text[: seam[0]], text[seam[1] :]]
    return [*firsts, *_without_capital(last, following, options)]


def _before_letter(text: str, following: str, options: Options) -> Seam | None:
    """Before a letter's salutation, be it cut by the line's end."""
    found = SALUTATION.search(text) or _before_salutation(text, following)
    return None if found is None or SPOKEN.search(text[: found.start()]) else found.span()


def _before_byline(text: str, following: str, options: Options) -> Seam | None:
    """Before a byline that is not spoken of, be it set apart or cut in its date."""
    plain = _seam(options).search(text)
    found = plain or _cut_seam(options).search(text) or SET_APART.search(text)
    if found is None or SPOKEN.search(text[: found.start()]):
        return None
    rest = text[found.end() :].rstrip()
    if plain:
        return found.span() if read_lead(rest + "）", options) is not None else None
    rest = "".join(rest.split())
    lead = read_lead(f"{rest}{following[:LONGEST_BYLINE]}", options)
    return found.span() if lead is not None and lead.end >= len(rest) else None


def _after_notice(text: str, following: str, options: Options) -> Seam | None:
    """Behind a notice's title."""
    found = NOTICE_ENDS.search(text)
    return None if found is None else found.span()


def _before_banner(text: str, following: str, options: Options) -> Seam | None:
    """Before a well-known banner at the line's end."""
    found = _banner_at_end(options.rubrics).search(text)
    return None if found is None else (found.start(), found.start() + 1)


def _without_capital(text: str, following: str, options: Options) -> list[str]:
    """A byline or author line, and the drop capital of the next line's text behind it, apart."""
    capital = CAPITAL_AT_END.search(text)
    if capital is None or width(following) < LEAST_BODY:
        return [text]
    rest = text[: capital.start()].strip()
    whole = is_author_line(rest, options) and all(len(name) > 1 for name in read_people(rest, options))
    names = whole or is_whole(rest, read_lead(rest, options))
    if not names or gain_of_capital(capital[1], following) <= CAPITAL:
        return [text]
    return [text[: capital.start()], capital[1]]


def _before_salutation(text: str, following: str) -> regex.Match[str] | None:
    """The space before a salutation whose last characters stand on the next line: 秤要准 亲爱的个体工商户朋 / 友们："""
    if not following.endswith(("：", ":")) or len(following) > LONGEST_REST:
        return None
    found = SALUTATION.search(text.rstrip() + following)
    return found if found is not None and found.end() < len(text.rstrip()) else None


def _before_text(text: str, following: str, options: Options) -> Seam | None:
    """The space between a head and the first line of another frame's text, which goes on in the next line."""
    spaces = list(PHRASES.finditer(text))
    if len(spaces) != 1 or width(following) < LEAST_BODY:
        return None
    head, rest = text[: spaces[0].start()].strip(), text[spaces[0].end() :].strip()
    if (
        width(head) < LEAST_PART
        or width(rest) < LEAST_PART
        or STOPS.search(head)
        or not STOPS.search(rest + following)  # the next line of a head goes on as well
        or end_class(rest) not in ("", ",")
        or read_lead(text, options) is not None
    ):
        return None
    goes_on = junction(rest, "".join(following.split()))
    if junction(head, rest) >= 0:
        return None
    return spaces[0].span() if goes_on > GOES_ON or _is_set_like(rest, following, options) else None


def _after_name(text: str, following: str, options: Options) -> Seam | None:
    """The space between who wrote and the first line of the text below him, which goes on in the next line."""
    found = NAME_FIRST.match(text)
    if found is None or width(following) < LEAST_BODY or not is_person(found["name"]):
        return None
    rest, below = text[found.end() :].strip(), "".join(following.split())
    if width(rest) < LEAST_BODY or read_lead(text, options) is not None or begins_credit(rest, options):
        return None
    apart = junction(found["name"], rest) < NAME_APART
    return (found.end("name"), found.end()) if apart and junction(rest, below) > GOES_ON else None


def _is_set_like(rest: str, following: str, options: Options) -> bool:
    """Whether a piece with a stop inside is as wide as the line below, or by an indent narrower: a paragraph's first line."""
    short = width(following) - width(rest)
    full = min(abs(short), abs(short - options.indent)) <= SAME_WIDTH
    return full and STOPS.search(rest[:-1]) is not None and end_class(rest) == ""


SEAMS = (_before_letter, _before_byline, _after_notice, _before_banner, _before_text, _after_name)
"""Where a line may be parted, the surest first: each finds its seam in a line, given the next one's text."""

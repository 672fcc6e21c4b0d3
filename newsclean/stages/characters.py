"""Set right the characters that no reader sees.

Extractors and editors leave carriage returns, byte order marks, NULs and other controls, no-break and ideographic
spaces, zero-width characters and soft hyphens. Here lines get LF ends, every kind of space becomes U+0020 (each
U+3000 of an indent stays a space, so that the indent can still be told), what takes no room goes.

Left alone: every visible character, U+00AD at a line's end (it marks a broken word; `dehyphenate` joins it; not after an ideograph),
variation selectors, the number of spaces. Costs one search per page, more only for lines that have such a character.
"""

from __future__ import annotations

from msgspec.structs import replace

from newsclean.model import Edit, Line, Page
from newsclean.options import Options
from newsclean.patterns import expression

_SPACES = "[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# Controls, zero-width spaces and joiners, direction marks, BOM; a soft hyphen inside a line was no line end, and ideographs are not hyphenated.
CONTROLS = "\0-\x08\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_UNSEEN = rf"[{CONTROLS}]|\u00ad(?!$)|(?<=\p{{Han}})\u00ad"
_BREAKS = "[\x0b\r\u0085\u2028\u2029]"
SPACES, UNSEEN, BREAKS = expression(_SPACES), expression(_UNSEEN), expression(_BREAKS)
ODD = expression("|".join((_SPACES, _UNSEEN, _BREAKS)))


def characters(page: Page, options: Options) -> Page:
    """Controls, odd spaces and line ends made plain.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> characters(parse("\\ufeff吕\\u00a0梁\\x00\\r\\n日\\u200b报\\n"), DEFAULT).text
    '吕 梁\\n日报\\n'
    """
    edits = []
    for index, line in enumerate(page.lines):
        if line.end not in ("\n", "") or (not line.text.isprintable() and ODD.search(line.text)):
            edits.append(Edit("characters", "controls", index, (line,), _plain(line), _why(line)))
    return page.apply(edits)


def _why(line: Line) -> str:
    """The code points that are made plain, each once, in order."""
    odd = dict.fromkeys(ODD.findall(line.text + ("" if line.end in ("\n", "") else line.end)))
    return " ".join(f"U+{ord(char):04X}" for char in odd)


def _plain(line: Line) -> tuple[Line, ...]:
    end = "\n" if line.end else ""
    parts = BREAKS.split(line.text)
    plain = [UNSEEN.sub("", SPACES.sub(" ", part)) for part in parts]
    return tuple(
        replace(line, text=text, end=end if index == len(plain) - 1 else "\n")
        for index, text in enumerate(plain)
    )

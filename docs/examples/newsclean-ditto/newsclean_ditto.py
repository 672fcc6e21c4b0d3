"""A stage of one's own: ditto marks (〃) of old price lists written out.

    大米每石十二元
    小麥〃石九元    → 小麥每石九元

It changes visible characters, so it declares its rule: `--verify` then knows that they are meant to change. Where
nothing visible changes, `return rewrite_lines(...)` in a plain function is all that a stage needs.
"""

from msgspec.structs import replace

from newsclean.model import Edit, Page
from newsclean.options import Options
from newsclean.pipeline import Stage

DITTO = "〃"


def ditto(page: Page, options: Options) -> Page:
    """Ditto marks written out as the character above."""
    edits = []
    above = ""
    for index, line in enumerate(page.lines):
        text = "".join(
            above[at] if char == DITTO and at < len(above) else char for at, char in enumerate(line.text)
        )
        if text != line.text:
            after = (replace(line, text=text),)
            edits.append(Edit("ditto", "ditto-mark", index, (line,), after, "stands under a character"))
        above = text
    return page.apply(edits)


STAGE = Stage("ditto", ditto, changes="text", declares=("ditto-mark",), after="characters")

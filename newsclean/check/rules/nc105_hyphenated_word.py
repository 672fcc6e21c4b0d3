"""NC105: a Latin word hyphenated at the line end."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Fix, Replacement, Rule
from newsclean.check.source import TextFile
from newsclean.layout.joining import join
from newsclean.patterns import expression

PARTED = expression(r"[-\u2010\u00ad]\s*$")


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every line end inside a paragraph at which `dehyphenate` drops a hyphen."""
    for block in file.broken:
        for number, following in zip(block.lines, block.lines[1:], strict=False):
            line, after = file.line(number), file.line(following)
            if not PARTED.search(line):
                continue
            joined = join([line.strip(), after.strip()])
            if len(joined) >= len(line.strip()) + len(after.strip()):
                continue  # a real hyphen stays
            end = file.extent(number)[0] + len(line.rstrip())
            begin = file.extent(following)[0] + len(after) - len(after.lstrip())
            word = joined[: len(line.strip()) - 1].split()[-1] + after.split()[0]
            fix = (
                Fix((Replacement(end - 1, begin, ""),), True, frozenset({"hyphen"})) if begin > end else None
            )
            yield Finding(end - 1, end, f"word hyphenated at the line end: {word[-24:]}", fix)


RULE = Rule(
    code="NC105",
    name="hyphenated-word",
    summary="Latin word hyphenated at the line end",
    why="The hyphen is the compositor's, not the word's: `inter-` and `national` are two words to every index. "
    "A real hyphen (COVID-19) is left alone.",
    wrong="大会在武汉举行，主题为 inter-\nnational cooperation，三百人参加。",
    right="大会在武汉举行，主题为 international cooperation，三百人参加。",
    fix="safe",
    find=find,
)

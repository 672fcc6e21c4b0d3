"""Where in the source a change is: stages see lines that others have changed before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.model import Edit, Line
from newsclean.patterns import expression

UNSEEN = expression(r"[\s\p{Cc}\p{Cf}]")


def common_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two sequences have in common at their beginning.

    >>> common_start("记者王涛", "记者李伟")
    2
    """
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def first_difference(
    edit: Edit, before: Sequence[str], after: Sequence[str], source: Mapping[int, str]
) -> tuple[int, int]:
    """Source line and column of the first character that differs."""
    if not edit.before:
        return (edit.after[0].spans[0][0] if edit.after and edit.after[0].spans else 1), 1
    at = common_start("".join(before), "".join(after))
    for line, text in zip(edit.before, before, strict=True):
        if at < len(text):
            return locate(line, at, source)
        at -= len(text)
    return locate(edit.before[-1], len(edit.before[-1].text), source)


def locate(line: Line, at: int, source: Mapping[int, str]) -> tuple[int, int]:
    """Source line and column (from 1) of the character at index `at` of a line that stages may have changed already.

    Found by counting visible characters, which stages keep; the line's beginning where they were put in another order.

    >>> locate(Line("市长主持。", ((4, 5),)), 3, {4: " 市 长", 5: "主持。"})
    (5, 2)
    """
    numbers = [number for first, last in line.spans for number in range(first, last + 1)]
    if not numbers:
        return 1, 1
    if len(numbers) == 1 and source.get(numbers[0]) == line.text:
        return numbers[0], at + 1
    wanted = len(UNSEEN.sub("", line.text[:at]))
    here = line.text[at : at + 1]
    seen = bool(here) and not UNSEEN.match(here)
    place = (numbers[0], 1)
    for number in numbers:
        for column, char in enumerate(source.get(number, ""), 1):
            if UNSEEN.match(char):
                continue
            if wanted == 0 and seen:
                return (number, column) if char == here else (numbers[0], 1)
            wanted -= 1
            place = (number, column + 1)
            if wanted == 0 and not seen:
                return place
    return place

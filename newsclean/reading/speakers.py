"""Turns of an interview: a line or paragraph that begins with who speaks (记者： 您今年多大？ / 何文清：六十二。)."""

from __future__ import annotations

from newsclean.patterns import expression

ASKS = expression(r"(?:[问問答]|[记記]者|主持人)[：:]")
"""Who asks, or that it is a question or an answer, at a text's beginning: an interview has nothing else."""
SPEAKS = expression(r"\p{Han}{2,4}[：:]|[问問答][：:]")
"""The same, or a name: other texts begin so as well."""
FIRST_OF_ASKS = frozenset("问問答记記主")


def is_turn(text: str) -> bool:
    """Whether a text begins as a turn in an interview does, and says something.

    >>> [is_turn(text) for text in ("问：茶好吗？", "主持人：请坐。", "记者：", "何文清：好。")]
    [True, True, False, False]
    """
    if text[:1] not in FIRST_OF_ASKS:
        return False
    found = ASKS.match(text)
    return found is not None and found.end() < len(text)


def names_speaker(text: str) -> bool:
    """Whether a text begins with what may be a speaker's name.

    >>> [names_speaker(text) for text in ("何文清：好。", "答：好。", "松岭镇党委书记何文清：好。")]
    [True, True, False]
    """
    return SPEAKS.match(text) is not None


def is_speaker_alone(text: str) -> bool:
    """Whether a text is who asks and nothing else.

    >>> is_speaker_alone("记者："), is_speaker_alone("记者：请坐。")
    (True, False)
    """
    return text[:1] in FIRST_OF_ASKS and ASKS.fullmatch(text) is not None

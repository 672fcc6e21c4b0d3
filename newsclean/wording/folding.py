"""The model's alphabet: simplified characters, one digit, one Latin letter, one width of punctuation."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from newsclean.lexicon import two_scripts

SHAPES: Final[dict[int, str]] = {
    **dict.fromkeys((*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)), "0"),
    **dict.fromkeys(
        (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)), "a"
    ),
    **dict(zip(map(ord, ",:;!?()％．"), "，：；！？（）%.", strict=True)),
}


@lru_cache(maxsize=1)
def fold_table() -> dict[int, int | str]:
    return {**str.maketrans(*two_scripts()), **SHAPES}


def fold(text: str) -> str:
    """The text in the model's alphabet, as many characters as before.

    >>> fold("２０２０年臺灣COVID，")
    '0000年台湾aaaaa，'
    """
    return text.translate(fold_table())

"""The five invariants of the contract, on fixtures, on pages composed at random from them, and on any text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import DUMPS, RELAXED, ROWS, any_page

from newsclean.api import clean_pages
from newsclean.formats.text import to_text
from newsclean.io.encodings import DecodeError, decode


def text_of(text: str) -> str:
    return b"".join(to_text(clean_pages(text))).decode()


@pytest.mark.parametrize("dump", [*DUMPS, *ROWS], ids=lambda path: path.name)
def test_clean_text_stays_as_it_is(dump: Path) -> None:
    once = text_of(dump.read_text(encoding="utf-8"))
    assert text_of(once) == once


@RELAXED
@given(any_page)
def test_nothing_is_lost_or_invented(text: str) -> None:
    for _ in clean_pages(text, check=True):
        pass


@RELAXED
@given(any_page)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = text_of(text)
    assert text_of(once) == once


@RELAXED
@given(any_page)
def test_same_input_same_output(text: str) -> None:
    first, second = (b"".join(map(msgspec.json.encode, clean_pages(text))) for _ in range(2))
    assert first == second


@RELAXED
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except DecodeError as error:
        text = str(error)
        assert "\n" not in text
    list(clean_pages(text, check=True))

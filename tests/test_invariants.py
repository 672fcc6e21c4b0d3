"""The five invariants of the contract, on fixtures, on pages composed at random from them, and on any text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean.api import clean_pages
from newsclean.formats.text import to_text
from newsclean.io.encodings import DecodeError, decode

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
DUMPS = sorted(PAGES.rglob("*.txt"))
LINES = sorted({line for dump in DUMPS[::4] for line in dump.read_text(encoding="utf-8").splitlines()})
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

ODD = st.sampled_from(
    "　 \t\n\r\f\0\u00ad\u200b\ufeff□○﹃﹄（）【】《》“”—…-·0１二年月日版讯电摄：；，。！？*#<>&_`\u2028𠮷"
)
TEXT = st.lists(st.one_of(st.text(max_size=12), ODD, st.sampled_from(LINES or ["一"])), max_size=30).map(
    "".join
)


@st.composite
def composed_pages(draw: st.DrawFn) -> str:
    """Lines of real dumps in any order, doubled, cut and spread, with any breaks between."""
    lines = draw(st.lists(st.sampled_from(LINES), max_size=60))
    cuts = draw(st.lists(st.integers(0, 40), min_size=len(lines), max_size=len(lines)))
    ends = draw(
        st.lists(
            st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\n\u3000\u3000", "\f"]),
            min_size=len(lines),
            max_size=len(lines),
        )
    )
    spread = draw(st.sampled_from([False, False, True]))
    made = [
        (" ".join(line) if spread else line)[: cut if cut > 3 else None]
        for line, cut in zip(lines, cuts, strict=True)
    ]
    return "".join(line + end for line, end in zip(made, ends, strict=True))


def text_of(text: str) -> str:
    return b"".join(to_text(clean_pages(text))).decode()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_clean_text_stays_as_it_is(dump: Path) -> None:
    once = text_of(dump.read_text(encoding="utf-8"))
    assert text_of(once) == once


@RELAXED
@given(st.one_of(TEXT, composed_pages()))
def test_nothing_is_lost_or_invented(text: str) -> None:
    for _ in clean_pages(text, check=True):
        pass


@RELAXED
@given(st.one_of(TEXT, composed_pages()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = text_of(text)
    assert text_of(once) == once


@RELAXED
@given(st.one_of(TEXT, composed_pages()))
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

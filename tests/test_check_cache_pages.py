"""The cache of `check` for files of several pages: only a page that was changed is read again, and nothing else differs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from running import DUMPS

from newsclean.check import reading
from newsclean.check.model import Problem
from newsclean.check.pages import moved
from newsclean.check.run import Call, CheckRun
from newsclean.check.store import Store
from newsclean.model import parse
from newsclean.pipeline import Pipeline

TEXTS = [
    path.read_text("utf-8").replace("\f", "")  # extractors end pages with one
    for path in DUMPS
    if path.name.split(".")[1] in ("raw", "mupdf")
][:5]
ADDED = "县里的茶园开采了，茶农忙着采摘春\n茶，一片繁忙景象。\n"


@pytest.fixture
def pages_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that the pipeline reads from now on."""
    read: list[int] = []
    real = reading.run_stage

    def watched(stage, page, options):  # type: ignore[no-untyped-def]
        if page.number not in read:
            read.append(page.number)
        return real(stage, page, options)

    monkeypatch.setattr(reading, "run_stage", watched)
    return read


def problems(path: Path, cache: Path | None, **more: object) -> list[Problem]:
    call = Call([str(path)], isolated=True, cache=str(cache) if cache else "", **more)  # type: ignore[arg-type]
    checking = CheckRun(call, pytest.fail)
    (checked,) = checking.files()
    return checked.problems


def test_only_the_page_that_was_changed_is_read_again(tmp_path: Path, pages_read: list[int]) -> None:
    path, cache = tmp_path / "volume.txt", tmp_path / "kept"

    def again(texts: list[str]) -> list[int]:
        path.write_text("\f".join(texts), "utf-8")
        pages_read.clear()
        found = problems(path, cache)
        read = list(pages_read)
        assert found == problems(path, None)
        return read

    assert again(TEXTS) == [1, 2, 3, 4, 5]
    assert again(TEXTS) == []
    texts = [*TEXTS[:1], ADDED + TEXTS[1], *TEXTS[2:]]
    assert again(texts) == [2]
    assert again([ADDED, *texts]) == [1], "pages that come later in the file are the same pages"
    assert again(texts[::-1]) == [], "and in another order"
    assert len(list(cache.rglob("*.pages"))) == 1
    assert again(texts[:2]) == []
    assert again(texts[:3]) == [3], "what the file had no longer was not kept"


def test_what_is_kept_depends_on_the_settings_and_may_be_lost(tmp_path: Path, pages_read: list[int]) -> None:
    path, cache = tmp_path / "volume.txt", tmp_path / "kept"
    path.write_text("\f".join(TEXTS[:2]), "utf-8")
    plain = problems(path, cache)
    (entry,) = cache.rglob("*.pages")
    whole, store = entry.read_bytes(), Store(cache)
    name = entry.parent.name + entry.name
    pages = msgspec.msgpack.decode(store.read(name) or b"")
    for page in pages.values():
        page["lines"][0]["spans"] = [[1, 99_999]]

    def write(content: bytes) -> None:
        entry.write_bytes(content)

    def tamper(content: bytes) -> None:
        store.write(name, content)

    for put, damage in (
        *((write, damage) for damage in (b"", b"\x81", b"\x00" * 50, whole[:-9])),
        *((tamper, damage) for damage in (b"", b"\x81", msgspec.msgpack.encode(pages))),
    ):
        put(damage)
        next(cache.rglob("*.findings")).unlink()
        pages_read.clear()
        assert problems(path, cache) == plain
        assert pages_read == [1, 2]
    (tmp_path / "other.toml").write_text("spaced-run = 30\n", "utf-8")
    pages_read.clear()
    call = Call([str(path)], cache=str(cache), config=str(tmp_path / "other.toml"))
    list(CheckRun(call, pytest.fail).files())
    assert pages_read == [1, 2]


def test_a_page_alone_has_no_second_entry(tmp_path: Path) -> None:
    path, cache = tmp_path / "page.txt", tmp_path / "kept"
    path.write_text(TEXTS[0], "utf-8")
    problems(path, cache)
    assert [item.suffix for item in cache.glob("findings/*/*")] == [".findings"]


@pytest.mark.parametrize("text", TEXTS[:3])
def test_a_page_is_the_same_wherever_it_begins(text: str) -> None:
    chain = Pipeline()
    assert moved(chain.run(parse(text)), 1000) == chain.run(parse(text, first_line=1001))

"""The chain of stages: edited by name, checked stage by stage, each stage minding its own business."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from running import DUMPS, SEED
from running import newsclean as command

import newsclean
from newsclean.conservation import DECLARED, LostText, visible
from newsclean.errors import SettingError, StageError
from newsclean.explain import explain
from newsclean.model import Edit, Page, Role, parse
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import STAGES, Pipeline, Stage
from newsclean.rewriting import rewrite_lines
from newsclean.stages.vertical import FORMS

ROWS = Path(__file__).parents[1] / "fixtures" / "rows"


def mark(page: Page, options: Options) -> Page:
    """Every line marked."""
    return rewrite_lines(page, lambda text: text + "※" if text else text, stage="mark", rule="mark")


def lose(page: Page, options: Options) -> Page:
    """The first line's last character lost."""
    first = page.lines[0]
    return page.apply([Edit("lose", "lose", 0, (first,), (replace(first, text=first.text[:-1]),))])


def test_stages_are_placed_switched_and_replaced_by_name() -> None:
    base = Pipeline()
    assert base.before("spacing", mark).names.index("mark") == base.names.index("spacing")
    assert base.after("spacing", mark).names.index("mark") == base.names.index("spacing") + 1
    assert base.at("spacing", mark).names == base.names
    assert base.at("spacing", mark)["spacing"].run is mark
    assert "digit_width" in base.enable("digit_width").names
    assert set(base.names) - set(base.disable("spacing", "vertical").names) == {"spacing", "vertical"}
    assert base.only("dehyphenate", "spacing").names == ("dehyphenate", "spacing")
    assert base.names == tuple(
        stage.name for stage in STAGES if stage.on
    )  # none of this changed the chain itself


@pytest.mark.parametrize("method", ["before", "after", "at"])
def test_an_unknown_place_is_refused_with_the_known_ones(method: str) -> None:
    with pytest.raises(KeyError, match=r"no stage named 'spaces'; there are: .*characters, "):
        getattr(Pipeline(), method)("spaces", mark)


def test_the_package_shows_what_it_offers() -> None:
    assert set(newsclean.__all__) <= set(dir(newsclean))
    assert all(getattr(newsclean, name) is not None for name in newsclean.__all__)
    with pytest.raises(AttributeError, match="no attribute 'cleen'"):
        newsclean.cleen  # type: ignore[attr-defined]  # noqa: B018 - and mypy says so, or would not want this remark


@pytest.mark.parametrize("given", [b"\xb1\xbe", bytearray(b"x"), None, 3, Path("page.txt")])
def test_what_is_no_text_is_refused_in_words(given: Any) -> None:
    calls = (
        newsclean.clean,
        lambda text: next(newsclean.clean_pages(text)),
        lambda text: list(explain(text)),
    )
    for call in calls:
        with pytest.raises(TypeError, match=f"newsclean cleans text.* not {type(given).__name__}") as caught:
            call(given)
        assert ("decode them first" in str(caught.value)) == isinstance(given, bytes | bytearray)


def test_options_take_several_strings() -> None:
    with pytest.raises(
        SettingError, match=r"byline_tags takes several strings: \('某融媒讯',\), not '某融媒讯'"
    ):
        Options(byline_tags="某融媒讯")  # type: ignore[arg-type]
    listed = Options(rubrics=["云岭新村"])  # type: ignore[arg-type]
    assert listed == Options(rubrics=("云岭新村",))
    assert newsclean.clean("本报讯 昨日，图书馆开放。", listed).articles


def test_two_stages_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one stage is named mark"):
        Pipeline().after("spacing", mark).before("spacing", mark)


def test_a_stage_of_ones_own_runs_in_its_place() -> None:
    page = newsclean.clean("本报讯 昨日，图书馆开放。", pipeline=Pipeline().after("dehyphenate", mark))
    assert page.articles[0].body[0].text == "昨日，图书馆开放。※"


@pytest.mark.parametrize("name", [stage.name for stage in STAGES if stage.on])
def test_a_stage_that_loses_text_is_named(name: str) -> None:
    pipeline = Pipeline().at(name, lose)
    with pytest.raises(LostText, match=rf"^stage {name} lost 1 characters \(报\)"):
        list(newsclean.clean_pages("市图书馆开放 晚报\n", pipeline=pipeline, check=True))


def test_a_declared_rule_may_change_text_only_as_it_says() -> None:
    def join(page: Page, options: Options) -> Page:
        return page.apply([Edit("join", "join", 0, page.lines[:1], (replace(page.lines[0], text="没有了"),))])

    with pytest.raises(LostText, match=r"stage join \(rule join\) lost"):
        Pipeline([join]).run(parse("会议-召开"), DEFAULT, check=True)


def test_a_stage_may_declare_its_own_rule() -> None:
    stage = Stage("mark", mark, declares=("mark",))
    pipeline = Pipeline().after("spacing", stage)
    assert list(newsclean.clean_pages("昨日，图书馆开放。", pipeline=pipeline, check=True))
    with pytest.raises(LostText, match=r"stage mark lost 0 characters \(none\), invented 1 "):
        list(
            newsclean.clean_pages(
                "昨日，图书馆开放。", pipeline=Pipeline().after("spacing", mark), check=True
            )
        )


def test_a_rubric_may_head_several_articles() -> None:
    def share(page: Page, options: Options) -> Page:
        rubric = [line.role is Role.RUBRIC for line in page.lines]
        return page.with_lines(
            replace(line, articles=(1, 2)) if shared else line
            for line, shared in zip(page.lines, rubric, strict=True)
        )

    text = "文化短讯\n图书馆开放\n本报讯 昨日，市图书馆开放。\n博物馆开放\n本报讯 今日，市博物馆开放。\n"
    [page] = newsclean.clean_pages(text, pipeline=Pipeline().after("headlines", share), check=True)
    assert [article.rubric for article in page.articles] == ["文化短讯", "文化短讯"]


def test_a_stage_may_leave_an_article_out() -> None:
    """A caption goes to an article that there is."""

    def drop(page: Page, options: Options) -> Page:
        return page.with_lines(
            replace(line, role=Role.FURNITURE) if line.articles == (1,) else line for line in page.lines
        )

    text = "本报讯 昨日，市图书馆开放。\n本报讯 今日，市博物馆开放。\n图为博物馆。何 兰 摄\n"
    [page] = newsclean.clean_pages(text, pipeline=Pipeline().after("articles", drop), check=True)
    assert [(article.id, len(article.captions)) for article in page.articles] == [(2, 1)]


def test_a_stage_that_fails_is_named() -> None:
    def fails(page: Page, options: Options) -> Page:
        raise RuntimeError("no dictionary")

    with pytest.raises(StageError, match="stage fails failed: RuntimeError: no dictionary"):
        newsclean.clean("一", pipeline=Pipeline().before("spacing", fails))
    forgets = Stage("forgets", lambda page, options: None)  # type: ignore[arg-type, return-value]
    with pytest.raises(StageError, match="stage forgets gave back NoneType, not a Page"):
        newsclean.clean("一", pipeline=Pipeline().before("spacing", forgets))


def test_many_threads_can_share_a_pipeline() -> None:
    texts = [path.read_text("utf-8") for path in DUMPS[:4]] * 3
    pipeline = Pipeline.of("corpus")
    alone = [newsclean.clean(text, pipeline=pipeline) for text in texts[: len(texts) // 3]] * 3
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: newsclean.clean(text, pipeline=pipeline), texts)) == alone


def squeezed(text: str) -> str:
    """A text without white space and without hyphens."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


def same_characters(before: str, after: str) -> bool:
    return visible(before) == visible(after)


BUSINESS = {
    "characters": lambda a, b: squeezed(a.lstrip("\ufeff")) == squeezed(b),
    "torn_figures": lambda a, b: a.replace(" ", "") == b.replace(" ", ""),
    "top_to_bottom": same_characters,
    "side_by_side": same_characters,
    "merged_lines": lambda a, b: "".join(a.split()) == "".join(b.split()),
    "typeset": lambda a, b: a == b,
    "furniture": lambda a, b: a == b,
    "author_lines": lambda a, b: "".join(a.split()) == "".join(b.split()),
    "vertical": lambda a, b: visible(a.translate(FORMS)) == visible(b.translate(FORMS)),
    "strays": same_characters,
    "spacing": lambda a, b: a.replace(" ", "") == b.replace(" ", ""),
    "captions": lambda a, b: squeezed(a) == squeezed(b),
    "reading_order": lambda a, b: sorted(a.splitlines()) == sorted(b.splitlines()),
    "dehyphenate": lambda a, b: squeezed(a) == squeezed(b),
    "severed_paragraphs": lambda a, b: a == b,  # it asks for paragraphs
    "canonical": lambda a, b: unicodedata.normalize("NFKC", a) == unicodedata.normalize("NFKC", b),
    "digit_width": lambda a, b: unicodedata.normalize("NFKC", a) == unicodedata.normalize("NFKC", b),
    "punctuation_width": lambda a, b: DECLARED["punctuation-width"](a) == DECLARED["punctuation-width"](b),
    "articles": lambda a, b: a == b,
    "headlines": lambda a, b: a == b,
}
"""What each stage may change when it runs alone: the text before and after are the same but for its business."""


def test_the_business_of_every_stage_is_known() -> None:
    assert set(BUSINESS) == {stage.name for stage in STAGES}


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_a_stage_alone_minds_its_own_business(dump: Path) -> None:
    text = dump.read_bytes().decode()
    for name, same in BUSINESS.items():
        chain = Pipeline().only(name)
        for piece in text.split("\f"):
            page = parse(piece)
            after = chain.run(page, DEFAULT, check=True)
            assert same(piece, after.text), name
            touched = {at for edit in after.edits for at in range(edit.start, edit.start + len(edit.before))}
            kept = [line.text + line.end for at, line in enumerate(page.lines) if at not in touched]
            left = iter(line.text + line.end for line in after.lines)
            assert all(line in left for line in kept), name  # the other lines, byte for byte and in order


@pytest.mark.parametrize("dump", sorted(ROWS.glob("*.pdfplumber.txt")), ids=lambda path: path.name)
def test_a_move_holds_the_same_lines(dump: Path) -> None:
    """Where several columns stood on one line, which alone its source lines do not tell."""
    page = Pipeline().run(parse(dump.read_text("utf-8")), DEFAULT)
    moves = [edit for edit in page.edits if edit.rule == "move"]
    assert moves
    for edit in moves:
        assert sorted(line.text for line in edit.before) == sorted(line.text for line in edit.after)


FILTERS = {stage.name: BUSINESS[stage.name] for stage in STAGES if stage.changes != "labels"}
FILTERS["furniture"] = BUSINESS["reading_order"]  # in a filter it moves lines


@pytest.mark.parametrize("name", FILTERS)
def test_a_stage_alone_minds_its_own_business_through_the_command(name: str) -> None:
    """On the dumps as one stream: what `explain` does not name stays byte for byte, and in order."""
    dumps = DUMPS[::4] if name == "reading_order" else DUMPS  # it takes a minute for all
    pages = [page for dump in dumps for page in dump.read_bytes().decode().split("\f")]
    stream = "\f".join(pages).encode()
    run = command("filter", name, "--verify", stdin=stream)
    assert (run.returncode, run.stderr) == (0, b"")
    after = run.stdout.decode().split("\f")
    assert len(after) == len(pages) >= len(dumps)
    assert all(map(FILTERS[name], pages, after))
    told = command("explain", "--stages", name, "--labels", "--format", "jsonl", stdin=stream)
    changes = [json.loads(line) for line in told.stdout.splitlines()]
    touched = {at for change in changes for first, last in change["lines"] for at in range(first, last + 1)}
    lines = [line.text + line.end for page in pages for line in parse(page).lines]
    left = iter(line.text + line.end for page in after for line in parse(page).lines)
    assert all(line in left for at, line in enumerate(lines, 1) if at not in touched)


@given(
    st.text(alphabet="一会议,:(２Ａ. \u2f08。“”\r\n-a1", max_size=60),
    st.sampled_from(["corpus", "default", "faithful"]),
)
@settings(max_examples=150, deadline=None)
def test_no_preset_loses_text(text: str, name: str) -> None:
    list(newsclean.clean_pages(text, pipeline=Pipeline.of(name), check=True))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("punctuation_width", "会议强调,要抓好春耕;不误农时!", "会议强调，要抓好春耕；不误农时！"),
        ("punctuation_width", "各县(市、区)和市直单位", "各县（市、区）和市直单位"),
        ("punctuation_width", "他说: “好”, 大家笑了.", "他说：“好”，大家笑了。"),
        ("punctuation_width", "上午10:30,GDP增长3,000(约)A,B", None),
        ("punctuation_width", "约翰.史密斯 see(图) http://a.cn", None),
        ("punctuation_width", "会议，强调：好（一）。", None),
        ("digit_width", "２０２０年ＧＤＰ增长３．５％", "2020年GDP增长3.5％"),
        ("digit_width", "二〇二〇年①，Ⅲ：－", None),
        ("canonical", "\u2f08\u2f24\uf9b5\U0002f800", "人大例丽"),
        ("canonical", "㈱①Ａ\ufa0e丽麗", None),
    ],
)
def test_normal_forms(name: str, before: str, after: str | None) -> None:
    assert Pipeline().only(name).run(parse(before), DEFAULT, check=True).text == (after or before)


def test_bylines_are_read_in_the_canonical_form() -> None:
    text = "\u2f24桥通车\n本报讯（记者 \u2fbc\u2f29\u2f2d）3\u2f4920\u2f47，\u2f24桥通车。\n"
    document = newsclean.clean(text, pipeline=Pipeline().enable("canonical"))
    assert (document.articles[0].byline.reporters, document.articles[0].headline) == (["高小山"], "大桥通车")


def test_normal_forms_are_off_unless_asked_for() -> None:
    assert {"punctuation_width", "digit_width", "canonical"}.isdisjoint(Pipeline().names)
    text = "本报讯 ２０日，各县(市)开放,图书馆开放。"
    assert newsclean.clean(text).articles[0].body[0].text == text[4:]
    corpus = newsclean.clean(text, pipeline=Pipeline.of("corpus")).articles[0].body[0].text
    assert corpus == "20日，各县（市）开放，图书馆开放。"


def test_source_lines_count_through_the_pages_as_the_page_model_counts_them() -> None:
    pages = list(newsclean.clean_pages("一\x0b二\n\f本报讯 图书馆开放。"))
    assert pages[1].articles[0].body[0].lines == [(2, 2)]


def test_the_seed_is_conserved_stage_by_stage() -> None:
    assert list(newsclean.clean_pages(SEED.read_text("utf-8"), check=True))


def test_a_line_can_be_replaced_as_a_dataclass() -> None:
    line = parse("一\n").lines[0]
    changed = dataclasses.replace(line, text="二")  # type: ignore[type-var]
    assert (changed.text, changed.spans, changed.end) == ("二", line.spans, "\n")

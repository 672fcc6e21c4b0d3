"""newsclean.wording: which line goes on where another stops."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

from newsclean import wording
from newsclean.wording import PageWording, fold, junction

LINES = [
    "市长何静澜主持会议。",
    "何静澜强调，各县要抓好",
    "会上，市委副书记何静",
    "澜作了讲话。",
    "380万公斤",
    "兴现场推进会在青芷县",
]


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("一手抓新冠肺炎疫", "情防控", "月下旬以来"),  # a word
        ("有一双善于发", "现的眼睛", "业人员"),
        ("中华人民", "共和国成立", "万元以上"),
        ("总产量不低于380", "万公斤", "的同志们"),  # a number and its unit
        ("会议于3月", "12日召开", "们都说"),
        ("到2020", "年底", "但他们"),
        ("比去年增长39", "%，居全省第一", "工作会议"),
        ("把种子、化肥、", "农膜送到村口", "的是什么"),  # what goes on after 、
        ("他说得", "很清楚", "全国人大常委会"),
        ("组织开展", "了一系列活动", "阳市委书记"),
        ("省委、省政", "府高度重视", "员会主任"),
    ],
)
def test_the_true_continuation_fits_better(left: str, right: str, other: str) -> None:
    assert junction(left, right) > junction(left, other)
    assert junction(left, right) > 0


def test_traditional_text_is_scored_as_simplified() -> None:
    assert junction("召開臨時理監事聯席會", "議，到會者十七人") == junction(
        "召开临时理监事联席会", "议，到会者十七人"
    )


def test_width_and_digits_do_not_matter() -> None:
    assert junction("到２０２０", "年底") == junction("到1998", "年底")
    assert fold("ＡＢ（５）") == "aa（0）"


def test_white_space_at_the_junction_says_nothing() -> None:
    assert junction("疫情防　", "　控工作") == junction("疫情防", "控工作")


def test_only_the_nearest_characters_count() -> None:
    assert junction("任何文字之后新冠疫情防", "控工作以后的事") == junction("后新冠疫情防", "控工作以后的")


@pytest.mark.parametrize(("left", "right"), [("", ""), ("", "情"), ("疫", ""), (" ", "\u3000")])
def test_nothing_to_go_on_is_even_chances(left: str, right: str) -> None:
    assert junction(left, right) == 0.0
    assert PageWording([left, right]).scores([(0, 1)]) == [0.0]


@pytest.mark.parametrize("text", ["\U00020000\U0002a6d6", "\ud800", "\x00\n\x00", "ﷺ🙂", "，。”", "“（《"])
def test_any_characters_give_a_finite_score(text: str) -> None:
    for left, right in [(text, "情"), ("疫", text), (text, text)]:
        assert abs(junction(left, right)) < 60
        page = PageWording([text, left, right])
        assert abs(page.scores([(1, 2)])[0]) < 60
        assert abs(page.fit(1, 2)) < 60


def test_a_page_teaches_its_names() -> None:
    page = PageWording(LINES)
    alone = PageWording(LINES[2:4])
    assert page.scores([(2, 3)])[0] > alone.scores([(0, 1)])[0] + 0.5
    assert page.fit(2, 3) > alone.fit(0, 1) + 0.5


def test_a_junction_is_no_evidence_for_itself() -> None:
    alone = PageWording(["会上，市委副书记何静", "澜作了讲话。"])
    apart = PageWording(["会上，市委副书记何静", "澜作了讲话。", "会上，市委副书记何静"])
    assert alone.scores([(0, 1)]) == apart.scores([(2, 1)])


def test_page_scores_are_finite_however_often_it_repeats_itself() -> None:
    page = PageWording([*["市长何静澜主持会议"] * 500, "会上，市长何静", "澜主持会议。"])
    assert 0 < page.scores([(500, 501)])[0] < 60
    assert abs(page.fit(500, 501)) < 60
    assert page.fit(500, 501) > PageWording(["会上，市长何静", "澜主持会议。"]).fit(0, 1), (
        "it speaks for what it repeats"
    )


def test_lines_of_one_subject_fit_better_than_others() -> None:
    page = PageWording(["医院收治了两名患者，医护人员", "为他们制定了治疗方案", "在比赛中夺得两枚金牌"])
    assert page.fit(0, 1) > page.fit(0, 2)


def test_the_data_is_small_and_read_only_when_asked_for() -> None:
    assert len((files("newsclean") / "data" / "wording.bin").read_bytes()) < 14_000_000
    code = "import newsclean.wording as w, newsclean.wording.folding; print(w.wording.cache_info().currsize, w.folding.fold_table.cache_info().currsize)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "0 0\n"
    )


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a wording file"):
        wording.Wording(b"\0" * 100)


def test_the_character_table_is_sorted_pairs() -> None:
    lines = (files("newsclean") / "data" / "trad_simp.txt").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    assert pairs == sorted(pairs)
    assert all(len(old) == len(new) == 1 and old != new for old, new in pairs)
    assert ["國", "国"] in pairs

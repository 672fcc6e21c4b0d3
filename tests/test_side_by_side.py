"""Columns side by side on one line: put one after the other where they are columns, left alone where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import DUMPS

from newsclean.conservation import visible
from newsclean.model import parse
from newsclean.options import DEFAULT
from newsclean.stages.characters import characters
from newsclean.stages.side_by_side import side_by_side

TABLE = """
品名        产地          批发价        比昨日
大白菜      松岭镇        1.20          涨0.05
白萝卜      清河县        0.95          跌0.02
鲜鸡蛋      本市          5.60          持平
五花肉      外省          16.80         跌0.30
"""
POEM = """
一上危楼万里秋，  大江依旧抱城流。
帆从云外迎霜去，  雁向天边带月收。
半世浮名双白鬓，  十年尘梦几沙鸥。
凭栏莫问兴亡事，  且看渔灯照晚舟。
"""
PHRASES = """
周小明出席并讲话    林晚主持
本报讯（记者 何兰）3月6日，松岭镇举行春茶开采节，
来自各地的茶商和游客参加。
"""
NAMES = """
周小明    林 晚    何文清    谭远志
章小禾    温 和    罗以宁    苏晓禾
方未名    刘启明    石 磊    江一舟
"""
COUPLETS = """
一上危楼万里秋，      大江依旧抱城流。
帆从云外迎霜去，      雁向天边带月收。
半世浮名双白鬓，      十年尘梦几沙鸥。
凭栏莫问兴亡事，      且看渔灯照晚舟。
"""
PROGRAMME = """
上午九时三十分      开幕式，市领导致辞，剪彩
上午十时十五分      参观展厅，讲解员陪同讲解
下午二时三十分      座谈会，各界代表发言讨论
下午四时四十五      签约仪式，合影留念后散会
"""
ANSWERS = """
问：您今年多大年纪？          答：七十三了，身体还行。
问：种了多少年茶树？          答：打小就种，五十多年。
问：今年收成怎么样？          答：比去年好，价钱也高。
"""
PRICES = """
大白菜，一级，每斤      1.20元，涨0.05元
白萝卜，二级，每斤      0.95元，跌0.02元
鲜鸡蛋，散装，每斤      5.60元，持平未变
五花肉，带皮，每斤      16.80元，跌0.3元
"""
LISTING = """
def main(args):                  # 主程序，读参数
    for name in args:            # 逐个处理，跳过空的
        if not name:             # 没有名字，不管
            continue             # 下一个，继续
        print(name, end="")      # 打印，不换行
"""
VERSES = """
春风又绿江南岸 明月何时照我还
京口瓜洲一水间 钟山只隔数重山
千里莺啼绿映红 水村山郭酒旗风
南朝四百八十寺 多少楼台烟雨中
朱雀桥边野草花 乌衣巷口夕阳斜
旧时王谢堂前燕 飞入寻常百姓家
烟笼寒水月笼沙 夜泊秦淮近酒家
商女不知亡国恨 隔江犹唱后庭花
"""
BROADCASTS = """
早间新闻综合播报 六点三十分开播
动画片小熊的森林 七点整开始播出
电视剧远山的呼唤 八点十分连播三集
午间新闻民生直通 十二点整现场直播
戏曲频道名家名段 十三点二十分播出
少儿节目科学实验 十六点整开始播出
晚间新闻联播转播 十九点整准时转播
天气预报农业气象 十九点三十分播出
"""
PRIZES = """
一等奖：第三小学三年级二班王小明 辅导老师：李红梅，第三小学
二等奖：第五小学四年级一班张大海 辅导老师：周建国，第五小学
二等奖：实验小学五年级三班赵晓燕 辅导老师：孙丽华，实验小学
三等奖：城关小学六年级二班陈思雨 辅导老师：吴志强，城关小学
三等奖：育才小学三年级四班何子轩 辅导老师：郑美玲，育才小学
优秀奖：东街小学四年级五班林一诺 辅导老师：黄卫东，东街小学
优秀奖：西街小学五年级一班徐佳怡 辅导老师：马秀英，西街小学
"""
HOUSES = """
幸福小区三室两厅，一百二十平方米，精装修 售价九十八万元，电话五三二一七六八
和平里两室一厅，七十五平方米，带车库 售价六十二万元，电话五三二四四一九
学府花园四室两厅，一百四十平方米 售价一百三十万元，电话五三七八八二一
河畔人家两室两厅，八十八平方米，简装 售价七十一万元，电话五三六九九一二
新华路临街门面，四十平方米，可分租 售价八十万元，电话五三三三四五六
东门外独院平房，一百六十平方米 售价五十五万元，电话五三五五六七七
"""
# Tesseract's spaces do not keep places: the second column begins anywhere.
ANYWHERE = """
连日来，松岭镇抢抓晴天      厂长说，头一批新茶，
组织茶农采茶、制茶，十          已经被三家茶庄订走，
二万亩春茶陆续开采，比    价钱比去年高出两成。
去年早了八天，茶农说，        比外出打工还划算呢。
"""


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        POEM,
        PHRASES,
        NAMES,
        ANYWHERE,
        COUPLETS,
        PROGRAMME,
        ANSWERS,
        PRICES,
        LISTING,
        VERSES,
        BROADCASTS,
        PRIZES,
        HOUSES,
    ],
    ids=[
        "table",
        "poem in pairs",
        "two phrases",
        "names",
        "no fixed places",
        "poem in pairs far apart",
        "programme",
        "questions and answers",
        "price list",
        "program listing",
        "verses, one space",
        "programme, one space",
        "prizes",
        "advertisements",
    ],
)
def test_what_stands_side_by_side_and_is_no_column_stays(text: str) -> None:
    page = parse(text)
    assert side_by_side(page, DEFAULT) is page


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_dumps_without_columns_on_one_line_stay(dump: Path) -> None:
    page = characters(parse(dump.read_text("utf-8")), DEFAULT)
    assert side_by_side(page, DEFAULT) is page


PROSE = (
    "连日来，松岭镇抢抓晴好天气，组织茶农采茶制茶，全镇二万亩春茶陆续开采，比去年早了八天。厂长说，头一批新茶已经被三家茶庄订走，"
    "价钱比去年高出两成。为了让茶农卖上好价钱，镇里修通了十二公里机耕路，又请来农技员到田间地头讲课，手把手教大家修剪、施肥、防虫。"
    "五十六岁的茶农老何种了三十年茶树，他一边采茶一边算账，今年光春茶就能收入四万多元，除去人工和肥料，还能剩下一大半。"
    "村里的年轻人也回来了，他们在网上开店，把茶叶卖到了外省。下一步，镇里打算把茶园同旅游连起来，让城里人来采茶、喝茶、住农家，"
    "使一片叶子带富一方百姓。县农业局负责人表示，将继续拿出资金扶持合作社，添置烘干设备，建立质量检验站，确保每一斤茶叶都能查到来处。"
)


def column(at: int, size: int, width: int) -> list[str]:
    """Full lines of running text, no two alike."""
    text = (PROSE * 2)[at * 53 :]
    return [text[k * width : (k + 1) * width] for k in range(size)]


def beside(columns: Sequence[Sequence[str]], width: int, gap: int) -> str:
    return "".join(
        "".join(line.ljust(width + gap) for line in row).rstrip() + "\n"
        for row in zip_longest(*columns, fillvalue="")
    )


@given(
    st.lists(st.integers(6, 12), min_size=2, max_size=5),
    st.integers(9, 18),
    st.integers(3, 9),
)
def test_columns_come_one_after_the_other(sizes: list[int], width: int, gap: int) -> None:
    columns = [column(at, size, width) for at, size in enumerate(sizes)]
    page = parse(beside(columns, width, gap))
    after = side_by_side(page, DEFAULT)
    assert [line.text for line in after.lines if not line.blank] == [line for one in columns for line in one]
    assert sum(line.blank for line in after.lines) == len(columns) - 1


@given(st.lists(st.text("连日来，。 \n　a1（", max_size=60), max_size=30), st.integers(0, 5))
def test_nothing_is_lost_and_every_line_has_its_source(texts: list[str], extra: int) -> None:
    """Among true columns, so that the stage acts."""
    text = beside([column(1, 6, 12), column(2, 6, 12)], 12, 4) + "\n".join(texts) + "\n" * extra
    page = characters(parse(text), DEFAULT)
    after = side_by_side(page, DEFAULT)
    assert visible(page.text) == visible(after.text)
    sources = {line.spans: squeezed(line.text) for line in page.lines}
    assert all(squeezed(line.text) in sources[line.spans] for line in after.lines)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_headline_over_columns_comes_before_them() -> None:
    text = " " * 11 + "松岭镇春茶开采\n\n" + beside([column(1, 6, 12), column(2, 6, 12)], 12, 6)
    lines = [line.text for line in side_by_side(parse(text), DEFAULT).lines if not line.blank]
    assert lines == ["松岭镇春茶开采", *column(1, 6, 12), *column(2, 6, 12)]

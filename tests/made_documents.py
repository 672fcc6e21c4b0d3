"""Documents made by hypothesis, with text that is hostile to every format; for the tests of formats and of the review page."""

from __future__ import annotations

from hypothesis import strategies as st

from newsclean.schema import Article, Block, Byline, Caption, Confidence, Document, Furniture, Source

HOSTILE = (
    "*1* <b>", "</script><script>alert(1)</script>", "<!--", "]]>", "&amp;&#0;", "# 一 #", "1. 一", "- 一", "+ 一", "> 一",
    "---", "===", "```", "~~~", "| a | b |", "[一](http://x.y)", "![一](x)", "http://x.y/z", "www.x.y", "a@b.c", "`一`", "\\*",
    "=1+1", "@SUM(A1)", "一,二\"三", "'一'", "一\t二", "key: value", "{{ 7*7 }}", "{% raw %}", "\u2028一", "\x7f一", "\ufffe一",
    "𠮷野家", "﹃一﹄", "_一_ __二__", "<http://x.y>", "\\", "一\\", "__proto__", "{\"a\":1}", "$" + "{一}", "\u202e一", "[bold]一", "#", "一 ##",
)  # fmt: skip
WITHOUT = "\0\r\n\f\v\x1c\x1d\x1e\x1f\x85\u2029"

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=WITHOUT), min_size=1, max_size=12),
    st.text("一二三，。“”（）*_#<>&[]!|~`1.-+= ", min_size=1, max_size=12),
).filter(lambda text: text.strip() != "")
spans = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=2)
maybe = st.none() | texts
few = st.lists(texts, max_size=2)
shares = st.floats(0, 1).map(lambda share: round(share, 3))

bylines = st.builds(Byline, agency=maybe, dateline=maybe, reporters=few, correspondents=few, text=maybe)
blocks = st.builds(
    Block, type=st.sampled_from(["paragraph", "subhead", "signature", "note"]), text=texts, lines=spans
)
captions = st.builds(Caption, text=texts, credit=maybe, lines=spans)
articles = st.builds(
    Article,
    id=st.integers(1, 99),
    kind=st.sampled_from(["news", "letter", "unknown"]),
    rubric=maybe,
    kicker=maybe,
    headline=maybe,
    deck=few,
    byline=bylines,
    author_line=maybe,
    body=st.lists(blocks, max_size=5),
    captions=st.lists(captions, max_size=2),
    headline_lines=spans,
    confidence=st.builds(Confidence, headline=shares, boundary=shares),
)
documents = st.builds(
    Document,
    source=st.builds(
        Source, path=maybe, encoding=st.just("utf-8"), sha256=st.just("0" * 64), page=st.integers(1, 9)
    ),
    articles=st.lists(articles, max_size=3),
    furniture=st.lists(st.builds(Furniture, text=texts, lines=spans), max_size=2),
)


def plain(text: str | None) -> str:
    """Text with every run of white space one space: what all formats keep."""
    return " ".join((text or "").split())

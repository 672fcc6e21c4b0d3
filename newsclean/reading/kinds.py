"""What kind of text an article is, from its byline, its headline and the form of its body."""

from __future__ import annotations

from newsclean.patterns import expression
from newsclean.reading.speakers import names_speaker
from newsclean.schema import Article, Kind

LETTER = expression(r"(?:信|倡[议議][书書]|致[辞辭]|[贺賀][电電])$")
NOTICE = expression(r"(?:公告|通告|通知|[启啟啓]事|[声聲]明|[讣訃]告|更正|公示|招聘.*|告示)$")
EDITORIAL = expression(r"[评評][论論][员員]|社[论論]|[短时時][评評]|[编編][辑輯]部")
WIRE = expression(r"社|网|網")
BRIEF_LONGEST = 200


def kind_of(article: Article) -> Kind:
    """The kind of an article; "unknown" where nothing tells."""
    headline = (article.headline or "").strip("”』」")
    paragraphs = [block.text for block in article.body if block.type == "paragraph"]
    length = sum(map(len, paragraphs))
    if NOTICE.search(headline):
        return "notice"
    if LETTER.search(headline) and any(block.type == "signature" for block in article.body):
        return "letter"
    if (article.author_line and EDITORIAL.search(article.author_line)) or EDITORIAL.search(
        article.rubric or ""
    ):
        return "editorial"
    if (
        article.byline.agency
        and WIRE.search(article.byline.agency)
        and not article.byline.agency.startswith("本")
    ):
        return "wire"
    turns = sum(map(names_speaker, paragraphs))
    if turns >= 3 and turns * 2 >= len(paragraphs):
        return "interview"
    if article.byline.text:
        return "brief" if len(paragraphs) == 1 and length <= BRIEF_LONGEST else "news"
    if article.author_line:
        return "feature"
    return "brief" if len(paragraphs) == 1 and 0 < length <= BRIEF_LONGEST else "unknown"

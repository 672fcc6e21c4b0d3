"""The review page's words in other languages; what a table lacks stays English."""

from __future__ import annotations

CHINESE = {
    "Review of": "校对",
    "Review index": "校对索引",
    "Search": "查找",
    "Search the dump and the articles": "在原文与文章中查找",
    "Doubtful decisions": "存疑之处",
    "Nothing doubtful on this page.": "本版没有存疑之处。",
    "Page map": "版面地图",
    "Dump": "原文",
    "Articles": "文章",
    "Article": "文章",
    "Furniture": "版面信息",
    "Page": "版",
    "No headline": "无题",
    "Edits": "改动",
    "more edits are not shown": "处改动未列出",
    "more pages, less doubtful, are not listed": "版把握较大，未列出",
    "Help": "帮助",
    "Undo": "撤销",
    "Download corrections": "下载校正文件",
    "Correct this line": "校正此行",
    "Choose a line of an article to correct it.": "选中文章中的一行即可校正。",
    "Move to article": "移到文章",
    "Role": "角色",
    "Join with next": "与下段合并",
    "Split at caret": "从光标处分段",
    "New article from here": "由此另起一文",
    "Join with article before": "并入上一篇",
    "Mark as furniture": "标为版面信息",
    "confidence": "把握",
    "headline": "标题",
    "boundary": "起讫",
    "no-headline": "缺标题",
    "no-article": "标题无主",
    "belongs to this article?": "属于此文？",
    "begins an article?": "另起一文？",
    "has no headline": "没有标题",
    "headline without an article": "没有归属的标题",
    "Move to": "移到",
    "Join with": "并入",
    "paragraph": "正文",
    "rubric": "栏目",
    "kicker": "引题",
    "deck": "副题",
    "author_line": "署名",
    "subhead": "小标题",
    "signature": "落款",
    "note": "附注",
    "caption": "图说",
    "furniture": "版面信息",
    "lines": "行",
    "Put the caret into the text where the second part begins.": "请先把光标放在第二段开头处。",
    "hits": "处",
    "Keys": "按键",
    "next and previous line": "下一行、上一行",
    "next and previous article": "下一篇、上一篇",
    "next doubtful decision": "下一处存疑",
    "undo": "撤销",
    "this help": "本帮助",
    "close": "关闭",
    "File": "文件",
    "Doubts": "存疑",
    "Least confidence": "最低把握",
    "Skip to the articles": "跳到文章",
}


def words_of(lang: str) -> dict[str, str]:
    """The words of a language ("zh", or a locale such as "zh_CN.UTF-8"); none for English.

    >>> words_of("zh_CN.UTF-8")["Search"], words_of("en")
    ('查找', {})
    """
    return CHINESE if lang.lower().startswith("zh") else {}

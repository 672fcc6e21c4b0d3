"""Signatures (落款): which display lines under a body sign it."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.assembly.heads import date_lines
from newsclean.assembly.senders import is_notice_title, is_sender, is_signer, signed_by_names
from newsclean.model import Page
from newsclean.patterns import expression
from newsclean.reading.notes import is_reply

SIGNATURE_LINES = 6
SIGNATURE_LONGEST = 30
FORMAL = 24
FORMAL_END = expression(
    r"(?:特此|此[致布启啟]|致歉|歉意|[见見][谅諒]|[鉴鑒][谅諒]|[谢謝]意|感[谢謝]|[为為][盼荷祷禱]|查照|[报報]名|地[点點址][：:]|[电電][话話]|[联聯][系繫络絡])"
)
"""What the last sentence of a notice or letter has, after which one name may sign it."""
QUOTATIONS = expression(r".{0,12}(?:[语語][录錄]|最高指示|名言|格言|警句)")
"""What heads sayings that are set apart, each with the work that it is from."""
WORK = expression(r"[（(]?《[^《》]{2,40}》[）)]?")


def is_work(text: str) -> bool:
    """Whether a line is nothing but the title of a work.

    >>> is_work("《松岭茶经》"), is_work("读《松岭茶经》")
    (True, False)
    """
    return WORK.fullmatch(text.strip()) is not None


def heads_quotations(text: str) -> bool:
    """Whether a display line heads sayings set apart: 鲁迅语录.

    >>> heads_quotations("鲁迅语录"), heads_quotations("语录墙上新")
    (True, False)
    """
    return QUOTATIONS.fullmatch("".join(text.split())) is not None


def signature_lines(page: Page, gap: Sequence[int], before: str, after: str, quoted: bool) -> list[int]:
    """The display lines right after a body that sign it: institutions, then a date; a wrapped name goes with its end.

    `before` is the body's last paragraph, `after` the one behind the lines; `quoted` says that the body is a quotation, which the
    work it is from may close.
    """
    texts = [page.lines[index].text.strip() for index in gap[:SIGNATURE_LINES]]
    dated = next((at for at in range(len(texts)) if date_lines(texts, at)), None)
    if dated is not None:
        short = all(len(text) <= SIGNATURE_LONGEST for text in texts[:dated])
        if short and (dated <= 1 or _all_senders(texts[:dated])):
            return list(gap[: dated + date_lines(texts, dated)])
    if is_reply(after):
        return list(gap)
    quoted = quoted or any(map(heads_quotations, texts[1:2]))  # or its head stands below
    if texts and (is_signer(texts[0]) or (quoted and is_work(texts[0]))):
        return list(gap[:1])
    if named := signed_by_names(texts):
        return list(gap[:named])
    run = 0
    while run < len(texts) and is_sender(texts[run]) and len(texts[run]) <= 20:
        run += 1
    if run and run < len(texts) and is_notice_title(texts[run]):
        run -= 1  # whose notice it is, over its title
    return list(gap[:run]) if run >= 2 or (run and FORMAL_END.search(before[-FORMAL:])) else []


def _all_senders(texts: Sequence[str]) -> bool:
    """Whether lines are names of senders, of which one may run over two or three lines."""
    at = 0
    while at < len(texts):
        size = next(
            (n for n in (1, 2, 3) if at + n <= len(texts) and is_sender("".join(texts[at : at + n]))), 0
        )
        if not size:
            return False
        at += size
    return True

"""Which lines of a torn page are display lines, told before its lines are dealt out to columns.

A head's line dealt to a column is lost to its head, and breaks the column's sentence. No sign tells it surely: it has no marks of running text,
no line near by goes on with it or stands before it, it shares words with the text, its width is not its column's, a byline follows.
So all signs are weighed together (logistic regression, `tools/fit_shown.py`), those of its neighbours in its box too, whose
kind it nearly always is. What is not sure stays with the lines that are dealt out, where a column's fit has its say.
The cost is linear in the lines: each looks at `REACH` lines to either side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsclean.assembly.heads import is_named_rubric, is_rubric
from newsclean.assembly.vocabulary import bigrams
from newsclean.layout.costs import PHRASES
from newsclean.order.evidence import Evidence
from newsclean.order.fit import NEVER, clamp, clamp_start
from newsclean.order.links import Piece
from newsclean.order.shown_weights import WEIGHTS
from newsclean.reading.author_lines import is_author_line

REACH: Final = 16  # lines to either side: what goes on with a line, or before it, is looked for there
PART: Final = 1000  # lines whose pairs are kept at a time
LEAST: Final = 0.0  # log-odds (nats) from which a line counts as a display line
LEAST_ALONE: Final = -3.5  # and from which one does that no column took: of 93 such lines between -3.5 and 0 on 104 dumps, 72 are a head's
FULL: Final = 0.6  # em between a line's width and its column's
NEARLY: Final = 1.3
NARROW: Final = (0.35, 0.6)  # shares of the widest column near by, below which a line is narrow
WIDE: Final = (1.08, 1.5)  # and above which it is wide
USUAL: Final = 16.0  # em; a column's measure where none shows
FUNCTION_WORDS: Final = str.maketrans("", "", "的了在是和有为為這这個个不就")
Signs = Mapping[str, float]


class Heads:
    """The lines of a page that are a head's, as far as they can be told.

    >>> texts = ["近日，县农机站与清河粮油公", "司签订合同，双方商定今年在", "五个乡推广新稻种三千亩，秋", "后按市价收购。"]
    >>> texts += ["老粮仓里办起农耕馆", "本报讯（记者 夏 风）一台停", "转了二十年的老水车，最近在", "镇上的老粮仓里又转了起来，"]
    >>> Heads(Evidence(texts, gaps=[0, 0, 0, 0, 1, 1, 0, 0])).told
    frozenset({4})
    """

    def __init__(self, page: Evidence, weights: Mapping[str, float] = WEIGHTS) -> None:
        odds = log_odds(signs(page), weights)
        self._odds = [
            NEVER if line.begins_article else own for line, own in zip(page.lines, odds, strict=True)
        ]
        self.told = frozenset(j for j, own in enumerate(self._odds) if own > LEAST)
        """The numbers of those that are told before the lines are dealt out."""

    def with_rests(self, parts: Iterable[Piece]) -> frozenset[int]:
        """Those, and what else is a head's of lines that no column took."""
        alone = (part.lines[0] for part in parts if len(part.lines) == 1)
        return self.told.union(j for j in alone if self._odds[j] > LEAST_ALONE)


def log_odds(found: Sequence[Signs], weights: Mapping[str, float]) -> list[float]:
    """Log-odds (nats) of every line, by its own signs and those of the lines above and below it in its box."""
    own, above, below = (
        [sum(weights.get(prefix + sign, 0.0) * value for sign, value in line.items()) for line in found]
        for prefix in ("", "above: ", "below: ")
    )
    odds = [weights["any"] + value for value in own]
    for j, line in enumerate(found):
        if "boxed" in line:
            odds[j] += above[j - 1]
            odds[j - 1] += below[j]
    return odds


def signs(page: Evidence) -> list[dict[str, float]]:
    """For every line what speaks for a display line and against it; those that are absent are left out."""
    lines, texts = page.lines, page.texts
    words = [bigrams(text) for text in texts]
    count = Counter(pair for own in words for pair in own)
    starts = (
        page.starts
    )  # asked first: it counts the page's pairs of characters, which all further questions need
    before, after = _company(page)
    # Where blank lines show no boxes, columns are written row by row: the next line is the next column's.
    boxes = page.shows_boxes
    rubrics = page.options.rubrics
    authors = [is_author_line(text, page.options) for text in texts]
    banners = [is_rubric(text, rubrics) for text in texts]
    found = []
    for j, (line, text) in enumerate(zip(lines, texts, strict=True)):
        width = line.width - line.slack
        measures = page.measures(j)
        off = min((abs(measure - width) for measure in measures), default=USUAL)
        share = line.width / max(measures, default=USUAL)
        last = j + 1 == len(lines)
        told = {
            "any line": 1.0,
            "boxes show": boxes,
            "marks": line.runs,
            "commas": text.count("，") > 1,
            "stop": "。" in text,
            "ends in comma": text[-1] in "，、；",
            "ends sentence": line.ends_sentence,
            "ends half": line.ends_half,
            "bad edge": line.bad_start or line.bad_end,
            "begins article": line.begins_article,
            "opens": bool(line.opened),
            "closes": bool(line.closed),
            "full": off < FULL,
            "nearly full": off < NEARLY,
            "narrow 0": share < NARROW[0],
            "narrow 1": share < NARROW[1],
            "wide 0": share > WIDE[0],
            "wide 1": share > WIDE[1],
            "start": clamp_start(starts[j]),
            "function words": 1 - len(text.translate(FUNCTION_WORDS)) / len(text),
            "dash": text.startswith("——"),
            "phrases": PHRASES.search(text) is not None,
            "banner": is_named_rubric(text, rubrics),
            "banner's form": banners[j],
            "author": authors[j],
            "boxed": page.boxed[j],
            "goes on": page.boxed[j] and clamp(page.glance([(j - 1, j)])[0]),
            "before": before[j],
            "after": after[j],
            "shared": sum(count[pair] > 1 for pair in words[j]) / max(1, len(words[j])),
            "author next": boxes and not last and authors[j + 1],
            "banner before": boxes and j > 0 and banners[j - 1],
            "dash next": boxes and not last and texts[j + 1].startswith("——"),
            "article next": not last and lines[j + 1].begins_article,
            "marks next": not last and lines[j + 1].runs,
            "sentence ended": not j or lines[j - 1].ends_sentence,
        }
        found.append({sign: float(value) for sign, value in told.items() if value})
    return found


def _company(page: Evidence) -> tuple[list[float], list[float]]:
    """For every line the log-odds (nats) of the line near by that best stands before it, and of the one that best goes on with it."""
    count = len(page.texts)
    before, after = [clamp(float("-inf"))] * count, [clamp(float("-inf"))] * count
    for start in range(0, count, PART):
        pairs = [
            (i, j)
            for i in range(start, min(count, start + PART))
            for j in range(max(0, i - REACH), min(count, i + REACH + 1))
            if i != j
        ]
        for (i, j), odds in zip(pairs, page.glance(pairs), strict=True):
            if odds > after[i]:
                after[i] = odds
            if odds > before[j]:
                before[j] = odds
    return before, after

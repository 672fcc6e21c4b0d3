"""Where display lines go that were set from top to bottom, on a page whose torn columns were put in order.

`vertical` makes a head of characters that the dump has anywhere among a page's lines, so that it stands in the midst of whatever column is put there.
It belongs before or after a group of columns, as heads set along do (`display`): the one whose words it shares, near where it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

from newsclean.assembly.vocabulary import Vocabulary, bigrams
from newsclean.order.display import DISTANCE, INSIDE, distance, nearest
from newsclean.order.result import Order


def kept_heads(heads: Sequence[tuple[int, str]], texts: Sequence[str], order: Order) -> list[int]:
    """The place in the new order before which each head goes, given the line of the dump that it stood before, and its text.

    >>> order = Order((0, 2, 1, 3), frozenset({2}), (1.0,) * 4, (1, 1, 2, 2))
    >>> texts = ["渡口通了汽车，", "果园里的苹果", "老船工改开车。", "今年红得早。"]
    >>> kept_heads([(1, "苹果红了")], texts, order)
    [2]
    """
    numbers = order.groups
    starts = [at for at in range(len(numbers)) if not at or numbers[at] != numbers[at - 1]]
    stops = [*starts[1:], len(numbers)]
    spans = [(min(order.order[a:b]), max(order.order[a:b])) for a, b in zip(starts, stops, strict=True)]
    edges = sorted({(at, g) for g, span in enumerate(spans) for at in span})
    vocabulary = Vocabulary(
        [bigrams("\n".join(texts[i] for i in order.order[a:b])) for a, b in zip(starts, stops, strict=True)]
    )
    found = []
    for at, text in heads:
        words = bigrams(text)
        scores = {
            g: vocabulary.affinity(words, g)
            + DISTANCE * log1p(distance(spans[g], at))
            + INSIDE * (spans[g][0] < at < spans[g][1])
            for g in nearest(edges, spans, at)
        }
        best = max(scores, key=lambda g: (scores[g], -g))
        first, last = spans[best]
        found.append(stops[best] if at - first > last - at else starts[best])
    return found

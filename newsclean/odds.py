"""Log-odds as probabilities."""

from __future__ import annotations

from math import exp

FARTHEST = 30.0
"""Nats beyond which nothing is surer."""


def probability(odds: float) -> float:
    """A probability from log-odds in nats.

    >>> probability(0.0), round(probability(2.2), 2)
    (0.5, 0.9)
    """
    return 1.0 / (1.0 + exp(-max(-FARTHEST, min(FARTHEST, odds))))

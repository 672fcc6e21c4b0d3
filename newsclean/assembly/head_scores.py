"""What the signs of a head (`newsclean.assembly.roles`) come to, in nats, for all orders of roles at once.

Many orders begin alike: what a beginning comes to is added up once, sign after sign as `roles.signs` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from newsclean.assembly.roles import (
    HEADLINE,
    RUBRIC,
    HeadLine,
    Sign,
    between_signs,
    chains,
    own_signs,
    weights,
)


@cache
def _weights() -> dict[str, dict[str, float]]:
    """The fitted weights by what they are of (a role, two roles one under the other, …), then by the sign."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights().items():
        of, _, sign = name.partition(".")
        found.setdefault(of, {})[sign] = weight
    return found


@cache
def _names() -> frozenset[str]:
    """The signs that have a weight somewhere: of the characters in a line few do."""
    return frozenset().union(*_weights().values())


def _weighty(signs: Iterable[Sign]) -> list[Sign]:
    """Those of a line's signs that are worth asking for, once for all of its roles."""
    names = _names()
    return [sign for sign in signs if sign[0] in names]


def _added(total: float, of: str, signs: Iterable[Sign]) -> float:
    get = _weights().get(of, {}).get
    for name, value in signs:
        total += get(name, 0.0) * value
    return total


def order_scores(lines: Sequence[HeadLine]) -> dict[str, float]:
    """Every order of roles with what its signs come to."""
    own = [_weighty(own_signs(line)) for line in lines]
    between = [[("", 1.0), *_weighty(between_signs(before, line))] for before, line in pairwise(lines)]
    orders = chains(len(lines))
    known = {"": 0.0}
    for chain in orders:
        for at, role in enumerate(chain):
            if chain[: at + 1] not in known:
                total = _added(known[chain[:at]], role, own[at])
                known[chain[: at + 1]] = (
                    _added(total, chain[at - 1 : at + 1], between[at - 1]) if at else total
                )
    forms = _weights()["form"]
    return {chain: known[chain] + forms.get(chain.lstrip(RUBRIC), 0.0) for chain in orders}


def alone(line: HeadLine) -> float:
    """What the signs of a headline of one line come to."""
    return _added(0.0, HEADLINE, own_signs(line)) + _weights()["form"].get(HEADLINE, 0.0)


def apart(before: HeadLine, line: HeadLine) -> float:
    """Log-odds that a head ends with one line and another begins with the next."""
    return _added(0.0, "apart", [("", 1.0), *between_signs(before, line)])

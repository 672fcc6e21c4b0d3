"""What the tools that fit weights by logistic regression share: the regression itself, their arguments, and how weights are printed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path


def logistic(
    rows: Sequence[Mapping[str, float]],
    truth: Sequence[bool],
    weights: Sequence[float] | None = None,
    strength: float = 0.3,
) -> dict[str, float]:
    """The weight of every sign, rounded to 0.01, the constant as that of `any`. Needs scikit-learn."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    names = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=5000).fit(names.fit_transform(rows), truth, weights)
    found = {
        name: round(float(value), 2) for name, value in zip(names.feature_names_, model.coef_[0], strict=True)
    }
    constant = round(float(model.intercept_[0]) + found.pop("any", 0.0), 2)
    return {"any": constant, **found}


def arguments(doc: str | None) -> argparse.Namespace:
    """The folders to fit on and to judge on, and whether to print the weights."""
    ap = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dirs", nargs="+", type=Path)
    ap.add_argument("--judge", nargs="*", type=Path, default=[])
    ap.add_argument("--print", action="store_true", help="print the fitted weights as Python")
    return ap.parse_args()


def as_python(weights: Mapping[str, float]) -> str:
    """The weights as lines of a dict's source."""
    return "\n".join(f'    "{name}": {value},' for name, value in weights.items())

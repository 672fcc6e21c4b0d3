"""The files of ``newsclean/data``, read without importing importlib.resources."""

from __future__ import annotations

import pkgutil


def read(name: str) -> bytes:
    found = pkgutil.get_data("newsclean", f"data/{name}")
    if found is None:  # pragma: no cover - only loaders without data support
        raise FileNotFoundError(name)
    return found

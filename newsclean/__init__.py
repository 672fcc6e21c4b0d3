"""newsclean turns raw text dumps of Chinese newspaper pages into clean articles.

>>> import newsclean
>>> page = newsclean.clean("市图书馆恢复开放\\n本报讯（记者 王 涛）3月20日，市图书\\n馆恢复开放。\\n")
>>> page.articles[0].headline
'市图书馆恢复开放'
>>> page.articles[0].byline.reporters
['王涛']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["Document", "Options", "Pipeline", "__version__", "clean", "clean_pages"]

if TYPE_CHECKING:
    from newsclean.api import clean, clean_pages
    from newsclean.options import Options
    from newsclean.pipeline import Pipeline
    from newsclean.schema import Document

_HOMES = {
    "clean": "newsclean.api",
    "clean_pages": "newsclean.api",
    "Options": "newsclean.options",
    "Pipeline": "newsclean.pipeline",
    "Document": "newsclean.schema",
}


if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for one of the package

    def __getattr__(name: str) -> Any:
        """Import the public names on first use, so that `import newsclean` stays light (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """What is public, for those who ask at a prompt."""
    return sorted({*__all__, *globals()})

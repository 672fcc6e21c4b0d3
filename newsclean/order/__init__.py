"""Reading order: puts body lines back that an extractor sorted by geometry."""

from .reading import reading_order
from .result import Order

__all__ = ["Order", "reading_order"]

"""Reading order: puts body lines back that an extractor sorted by geometry."""

from newsclean.order.reading import reading_order
from newsclean.order.result import Order

__all__ = ["Order", "reading_order"]

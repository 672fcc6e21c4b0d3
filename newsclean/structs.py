"""What lets structs of msgspec pass for dataclasses."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class DataclassFields:
    """What makes `dataclasses` take a struct for one of its own, made when asked for: that takes 0.7 ms, and few ask.

    Stages of other packages may take lines, pages, options and stages for dataclasses: `dataclasses.replace` works on them too.
    """

    def __get__(self, instance: object, owner: type[Struct]) -> dict[str, Any]:
        from dataclasses import fields, make_dataclass  # few runs need it

        like = make_dataclass(owner.__name__, owner.__struct_fields__, init=False, repr=False, eq=False)
        return {field.name: field for field in fields(like)}


def like_dataclass(struct: type[Struct]) -> None:
    """Have a struct pass for a dataclass."""
    setattr(struct, "__dataclass_fields__", DataclassFields())  # noqa: B010

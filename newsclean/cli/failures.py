"""Errors that the library raises on purpose, as one line on standard error and the right exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from newsclean.cli.messages import SOME_FAILED, WRONG_CALL, complain


@contextmanager
def reported(name: str = "") -> Iterator[None]:
    """Exit with 2 for a wrong call or configuration, with 3 for an input that fails; `name` is the input's.

    What nobody raises on purpose passes, so that a mistake in newsclean is not taken for one of the user.
    """
    try:
        yield
    except Exception as error:
        from newsclean.choosing import ChoiceError
        from newsclean.config import ConfigError
        from newsclean.conservation import LostText
        from newsclean.errors import StageError
        from newsclean.filtering import LabelsOnly
        from newsclean.io.encodings import DecodeError
        from newsclean.io.files import InputError

        wrong = isinstance(error, (ChoiceError, ConfigError, LabelsOnly)) or getattr(error, "usage", False)
        of_input = isinstance(error, (DecodeError, LostText, StageError)) and not wrong
        prefix = f"{name}: " if name and of_input else ""
        if wrong:
            code = WRONG_CALL
        elif isinstance(error, (DecodeError, InputError, LostText, StageError)):
            code = SOME_FAILED
        else:
            raise
        complain(prefix + str(error))
        raise typer.Exit(code) from None

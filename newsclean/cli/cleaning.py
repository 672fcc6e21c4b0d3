"""What `newsclean clean` does with its arguments, whoever has read them (`newsclean.cli.running`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.choosing import UNSAID, Choice
from newsclean.cli.messages import DONE, SOME_FAILED, WRONG_CALL, complain
from newsclean.cli.telling import telling
from newsclean.convert import Conversion

if TYPE_CHECKING:
    from newsclean.corrections import Corrections


def convert(
    files: Sequence[str],
    format: str,
    *,
    out: str | None = None,
    each: str | None = None,
    encoding: str | None = None,
    choice: Choice = UNSAID,
    verify: bool = False,
    corrections: Corrections | None = None,
    quiet: bool = False,
    verbose: bool = False,
) -> int:
    """Clean files into one output, or a directory of files; the exit code."""
    with telling(len(files), quiet=quiet, verbose=verbose) as tell:
        run = Conversion(
            files or ["-"],
            format,
            encoding=encoding,
            verify=verify,
            choice=choice,
            corrections=corrections,
            complain=complain,
            tell=tell,
        )
        if each and out:
            run.write_each(out, each)
        else:
            run.write(out)
    return WRONG_CALL if run.wrong_call else SOME_FAILED if run.failed else DONE

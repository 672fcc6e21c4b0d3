"""What holds for every call: standard streams, interrupts, and who reads the arguments.

typer reads them, but for calls of `clean` that name nothing but files and a format: to import it takes 40 ms, a fifth of what such
a call takes in all. Whatever else stands in a call, and whatever is wrong with it, is typer's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from newsclean.cli import joined, language
from newsclean.cli.messages import INTERRUPTED, WRONG_CALL, complain
from newsclean.cli.streams import leave, leave_for, open_streams


def main() -> None:
    """Run the command; what is wrong with a call is one line, a closed pipe is quiet, an interrupt exits with 130."""
    open_streams()
    code = 0
    try:
        try:
            code = _run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        leave()
    except OSError as error:
        leave_for(error, told=code)
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer's answer to it is exit code 1
            leave()
        raise
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = _wrong_call(error)
    sys.exit(code)


def _run() -> int:
    try:
        arguments = language.choose(sys.argv[1:])
    except language.UnknownLanguage as error:
        complain(str(error))
        return WRONG_CALL
    if joined.ASKED not in os.environ and (named := files_and_format(arguments)):
        from newsclean.cli.cleaning import convert

        return convert(*named)
    from newsclean.cli.app import run

    return run(arguments)


def files_and_format(arguments: Sequence[str]) -> tuple[list[str], str] | None:
    """The files and the format of a call of `clean` that says nothing else; None for any other call.

    >>> files_and_format(["clean", "-f", "json", "1.txt", "2.txt"]), files_and_format(["clean", "--verify", "1.txt"])
    ((['1.txt', '2.txt'], 'json'), None)
    """
    files, format = [], "markdown"
    rest = iter(arguments[1:] if arguments[:1] == ["clean"] else ())
    for argument in rest:
        if argument in ("--format", "-f"):
            format = next(rest, "")
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            files.append(argument)
    if not files:
        return None
    _import_msgspec()
    from newsclean.formats.table import FORMATS

    return (files, format) if format in FORMATS else None


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which comes with inspect and takes 9 ms, an eighth of `import typer`.

    msgspec does without it where it is not installed, and all that it takes from there `typing` has since Python 3.11.
    """
    name = "typing_extensions"
    if sys.version_info < (3, 11) or name in sys.modules or "msgspec" in sys.modules:
        return
    hidden: Any = None
    sys.modules[name] = hidden  # Python's way to say that there is no such module
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[name]


def _wrong_call(error: Exception) -> int:
    """Say in one line what typer says of a wrong call in four; help that was not asked for as it is."""
    name = type(error).__name__  # typer has its classes from click, or from a copy of it, by its version
    if name == "Abort":
        return INTERRUPTED
    if not hasattr(error, "format_message"):
        raise error
    if name == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
    else:
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "newsclean"
        complain(f"{' '.join(error.format_message().split()).removesuffix('.')}; see {path} --help")
    return WRONG_CALL

"""The `newsclean` command: its subcommands, and what holds for all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from newsclean.cli import joined, language
from newsclean.cli.messages import INTERRUPTED, WRONG_CALL, complain
from newsclean.cli.streams import leave, leave_for, open_streams

COMMANDS = ("clean", "filter", "stages", "explain", "check", "rule", "config", "review", "schema", "batch")
"""The subcommands, in the order of the help; each is the function of its name in the module of its name."""

if TYPE_CHECKING:
    app: typer.Typer
    """The whole command."""
else:

    def __getattr__(name: str) -> Any:
        """The whole command, `app`, made when it is first asked for: most runs need one subcommand of it."""
        if name != "app":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = made = _command(COMMANDS)
        return made


def _command(names: Iterable[str]) -> typer.Typer:
    """The command with these subcommands."""
    made = typer.Typer(
        name="newsclean",
        help="Turn raw text dumps of Chinese newspaper pages into clean articles.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_top)
    for name in names:
        made.command(name)(getattr(import_module(f"newsclean.cli.{name}"), name))
    return made


def _needed(arguments: Sequence[str]) -> Sequence[str]:
    """The subcommands that a call can ask for: what typer makes of each takes as long as loading newsclean's own modules."""
    first = arguments[0] if arguments and joined.ASKED not in os.environ else ""
    return () if first in VERSION else [first] if first in COMMANDS else COMMANDS


VERSION = ("--version", "-V")


def _version(value: bool) -> None:
    if value:
        from newsclean import __version__

        typer.echo(f"newsclean {__version__}")
        raise typer.Exit


def _top(
    version: bool = typer.Option(
        False, *VERSION, callback=_version, is_eager=True, help="Show the version and exit."
    ),
    lang: str = typer.Option(
        None,
        "--lang",
        help="Language of help and findings, en or zh; from LANG if not given. May stand anywhere.",
    ),
) -> None:
    pass


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
    command = typer.main.get_command(_command(_needed(arguments)))
    language.translate(command)
    if joined.ASKED in os.environ:
        joined.prepare(command, os.environ)
    return int(command(args=arguments, prog_name="newsclean", standalone_mode=False) or 0)


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

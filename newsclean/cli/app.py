"""The `newsclean` command: its subcommands, and what holds for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from newsclean.cli import joined, language
from newsclean.cli.running import main as main  # for scripts that were installed when it stood here

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


def run(arguments: Sequence[str]) -> int:
    """Run a call; its exit code. Raises typer's errors."""
    command = typer.main.get_command(_command(_needed(arguments)))
    language.translate(command)
    if joined.ASKED in os.environ:
        joined.prepare(command, os.environ)
    return int(command(args=arguments, prog_name="newsclean", standalone_mode=False) or 0)

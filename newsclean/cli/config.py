"""`newsclean config`: the settings in force."""

from __future__ import annotations

import typer

from newsclean.cli.messages import WRONG_CALL, complain


def config(
    path: str = typer.Argument(
        None, metavar="[PATH]", help="The file or folder asked about; the working folder if none."
    ),
    file: str = typer.Option(None, "--config", metavar="FILE", help="Take the settings from this file."),
    schema: bool = typer.Option(False, "--schema", help="Print the JSON Schema of the settings."),
) -> None:
    """Show the settings that hold for a file, as TOML, and where each comes from.

    Exit codes: 0 done, 2 the configuration is wrong, or there is no such file or folder.
    """
    from newsclean.check.names import prove
    from newsclean.config import ConfigError, existing, settings_for
    from newsclean.showing import in_force, shipped_schema

    try:
        if schema:
            typer.echo(shipped_schema(), nl=False)
            return
        settings = settings_for(existing(path), config=file)
        prove(settings)
        typer.echo(in_force(settings), nl=False)
    except ConfigError as error:
        complain(str(error))
        raise typer.Exit(WRONG_CALL) from None

"""`newsclean rule`: what a rule is about."""

from __future__ import annotations

import typer

from newsclean.cli import completion
from newsclean.cli.language import current
from newsclean.cli.messages import WRONG_CALL, complain


def rule(
    code: str = typer.Argument(
        None, metavar="[CODE]", help="A rule's code, such as NC104.", autocompletion=completion.rules
    ),
    every: bool = typer.Option(False, "--all", help="List all rules, one a line."),
) -> None:
    """Explain a rule of `check`, with an example of wrong and right, or list all rules."""
    from newsclean.check.explaining import explanation, listing
    from newsclean.config import ConfigError

    if every == (code is not None):
        complain("name a rule, or list them: newsclean rule NC104, newsclean rule --all")
        raise typer.Exit(WRONG_CALL)
    try:
        typer.echo(listing(current()) if every else explanation(code, current()), nl=False)
    except ConfigError as error:
        complain(str(error))
        raise typer.Exit(WRONG_CALL) from None

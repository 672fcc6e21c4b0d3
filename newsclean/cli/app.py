"""The `newsclean` command: its subcommands, and what holds for all of them."""

from __future__ import annotations

import os
import sys

import typer

from newsclean.cli import batch, check, clean, config, explain, filter, review, rule, schema, stages

app = typer.Typer(
    name="newsclean",
    help="Turn raw text dumps of Chinese newspaper pages into clean articles.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("clean")(clean.clean)
app.command("filter")(filter.filter)
app.command("stages")(stages.stages)
app.command("explain")(explain.explain)
app.command("check")(check.check)
app.command("rule")(rule.rule)
app.command("config")(config.config)
app.command("review")(review.review)
app.command("schema")(schema.schema)
app.command("batch")(batch.batch)


def _version(value: bool) -> None:
    if value:
        from newsclean import __version__

        typer.echo(f"newsclean {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: bool = typer.Option(
        False, "--version", "-V", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command; a closed pipe is quiet, an interrupt exits with 130."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer's answer to it is exit code 1
            _leave_quietly()
        raise
    except KeyboardInterrupt:
        sys.exit(130)


def _leave_quietly() -> None:
    """The reader has gone: nothing is wrong. Keep the interpreter from flushing into the closed pipe again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)

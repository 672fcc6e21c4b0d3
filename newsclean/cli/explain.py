"""`newsclean explain`: what every stage changed, and why."""

from __future__ import annotations

import enum
import sys

import typer

from newsclean.cli import completion
from newsclean.cli.messages import mention, painter, require_input


class Form(str, enum.Enum):
    """How to write the changes."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def explain(
    file: str = typer.Argument("-", metavar="[FILE | -]", help="A dump; standard input if none, or for -."),
    stage: list[str] = typer.Option(
        [],
        "--stage",
        "-s",
        help="Show the changes of these stages only, their labels too.",
        autocompletion=completion.stages,
    ),
    line: int = typer.Option(None, "--line", "-l", min=1, help="Show what concerns this source line only."),
    labels: bool = typer.Option(
        False, "--labels", help="Show also how lines were understood (furniture, headline …)."
    ),
    format: Form = typer.Option(
        Form.text, "--format", "-f", help="Plain text, a JSON array, or one JSON object a line."
    ),
    preset: str = typer.Option(
        None, "--preset", "-p", help="Run these stages.", autocompletion=completion.presets
    ),
    stages: str = typer.Option(
        None, "--stages", metavar="NAMES", help="As in `newsclean clean`.", autocompletion=completion.stages
    ),
    skip: str = typer.Option(
        None, "--skip", metavar="NAMES", help="As in `newsclean clean`.", autocompletion=completion.stages
    ),
    encoding: str = typer.Option(None, "--encoding", "-e", help="Encoding of the input."),
    config: str = typer.Option(None, "--config", metavar="FILE", help="Read the settings from this file."),
    color: bool = typer.Option(
        None, "--color/--no-color", help="Colours, also without a terminal; or never.", show_default=False
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing but errors: no progress."),
    verbose: bool = typer.Option(
        False, "--verbose", "-v", help="Tell at the end the encoding, the pages, and each stage's changes."
    ),
) -> None:
    """Show what every stage changed, where in the source, before and after, by what rule, and why.

    In JSON, the changes can be applied again: each replaces the lines `before`, from line `start` of its page as the
    stage got it, by `after`; all of them together turn the input into what the stages made of it.
    Exit codes: 0 done, 2 the call is wrong, 3 the input could not be read or decoded.
    """
    require_input(file != "-", "name a file, or pipe a dump to it")
    from newsclean.choosing import Choice
    from newsclean.cli.failures import reported
    from newsclean.explaining import Request, write

    choice = Choice(preset, stages, skip, config)
    request = Request(file, tuple(stage), line, labels, format.value, encoding, choice)
    with reported(file):
        account = write(request, sys.stdout, painter(color, sys.stdout))
    if line is not None and not account.shown:
        mention(f"{file}: nothing to show of line {line}: no stage that was asked about changed it", quiet)
    mention(f"{file}: {account}", quiet or not verbose)

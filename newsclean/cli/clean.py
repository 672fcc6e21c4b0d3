"""`newsclean clean`: dumps in, articles out."""

from __future__ import annotations

import enum
import sys

import typer

from newsclean.cli import completion
from newsclean.cli.messages import SOME_FAILED, WRONG_CALL, complain


class Format(str, enum.Enum):
    """Output formats of `clean`."""

    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    text = "text"


def clean(
    files: list[str] = typer.Argument(
        None, metavar="[FILE]... | -", help="Dumps of pages; standard input if none, or for -."
    ),
    format: Format = typer.Option(Format.markdown, "--format", "-f", help="What to write."),
    out: str = typer.Option(
        None, "--output", "-o", metavar="OUT", help="Write to this file, whole or not at all."
    ),
    encoding: str = typer.Option(
        None, "--encoding", "-e", help="Encoding of the input; decided on the whole file if not given."
    ),
    preset: str = typer.Option(
        None,
        "--preset",
        "-p",
        help="Stages to run: default, minimal, faithful or corpus.",
        autocompletion=completion.presets,
    ),
    stages: str = typer.Option(
        None,
        "--stages",
        metavar="NAMES",
        help="Run just these, in this order (a,b), or these besides the preset's (+a,+b).",
        autocompletion=completion.stages,
    ),
    skip: str = typer.Option(
        None, "--skip", metavar="NAMES", help="Do not run these.", autocompletion=completion.stages
    ),
    config: str = typer.Option(None, "--config", metavar="FILE", help="Read the settings from this file."),
    verify: bool = typer.Option(
        False, "--verify", help="Prove for every page that no character was lost or invented."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing but errors: no progress."),
    verbose: bool = typer.Option(
        False, "--verbose", "-v", help="Tell for each input its encoding, pages and articles."
    ),
) -> None:
    """Turn dumps of newspaper pages into articles.

    A form feed in a dump parts pages. JSON is one object for one page, an array for several; jsonl is one page a line.
    Exit codes: 0 done, 2 the call is wrong, 3 some inputs could not be read, decoded or verified (the rest were done).
    """
    if not files and sys.stdin.isatty():
        complain("no input: name a file, or pipe a dump to it (see newsclean clean --help)")
        raise typer.Exit(WRONG_CALL)
    from newsclean.choosing import Choice
    from newsclean.cli.telling import telling
    from newsclean.convert import Conversion

    choice = Choice(preset, stages, skip, config)
    with telling(len(files or ()), quiet=quiet, verbose=verbose) as tell:
        run = Conversion(
            files or ["-"],
            format.value,
            encoding=encoding,
            verify=verify,
            choice=choice,
            complain=complain,
            tell=tell,
        )
        run.write(out)
    if run.wrong_call:
        raise typer.Exit(WRONG_CALL)
    if run.failed:
        raise typer.Exit(SOME_FAILED)

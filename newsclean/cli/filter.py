"""`newsclean filter`: text in, chosen stages, text out."""

from __future__ import annotations

import enum
import sys

import typer

from newsclean.cli import completion
from newsclean.cli.messages import mention, require_input


class Errors(str, enum.Enum):
    """What to do with bytes that are no text."""

    strict = "strict"
    keep = "keep"


def filter(
    stages: list[str] = typer.Argument(
        ...,
        metavar="STAGE...",
        help="Stages to run, in this order.",
        autocompletion=completion.filters,
    ),
    errors: Errors = typer.Option(
        Errors.keep, "--errors", help="Let bytes that are no text pass as they are, or stop at them."
    ),
    encoding: str = typer.Option(
        None,
        "--encoding",
        "-e",
        help="Encoding of input and output; UTF-8 if not given, or what the input's beginning proves to be.",
    ),
    config: str = typer.Option(None, "--config", metavar="FILE", help="Read the settings from this file."),
    verify: bool = typer.Option(
        False, "--verify", help="Prove for every stage that no character was lost or invented."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing but errors: no progress."),
    verbose: bool = typer.Option(
        False, "--verbose", "-v", help="Tell at the end the encoding, the lines, and each stage's changes."
    ),
) -> None:
    """Run just these stages over standard input, and write the text; all else stays byte for byte.

    It works page by page (form feed), or by pieces of some thousand lines, and needs no more memory for a longer input.
    `newsclean stages` lists the stages. `furniture` moves the page's own lines (date, page number, editors) to its end.
    Exit codes: 0 done, 2 the call is wrong, 3 the input could not be decoded or verified.
    """
    require_input(False, "pipe text to it, as in `newsclean filter spacing < page.txt`")
    from newsclean.cli.failures import reported
    from newsclean.cli.telling import counting
    from newsclean.config import settings_for
    from newsclean.filtering import Filter, filter_chain
    from newsclean.io.terminal import guarded

    with reported():
        run = Filter(
            filter_chain(stages),
            encoding=encoding,
            keep=errors is Errors.keep,
            check=verify,
            options=settings_for(config=config).options,
        )
        with counting(quiet=quiet) as count:
            out = guarded(sys.stdout.buffer)
            for block in run.run(sys.stdin.buffer):
                out.write(block)
                out.flush()
                count(run.read)
    if run.remark:
        mention(run.remark, quiet)
    if verbose:
        mention(run.account, quiet)

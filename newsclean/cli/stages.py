"""`newsclean stages`: what there is to run."""

from __future__ import annotations

import typer

from newsclean.cli import completion


def stages(
    preset: str = typer.Option(
        "default",
        "--preset",
        "-p",
        help="Show what is on in this preset: default, minimal, faithful, corpus.",
        autocompletion=completion.presets,
    ),
    as_json: bool = typer.Option(False, "--json", help="Write JSON, one stage a line."),
) -> None:
    """List the stages in their order: name, on or off, what they change, what they do; then the presets.

    Stages of other packages stand in their places. Exit codes: 0 done, 2 no such preset, 3 another package's stage cannot be loaded.
    """
    from newsclean.cli.failures import reported
    from newsclean.listing import as_jsonl, as_table

    with reported():
        typer.echo((as_jsonl if as_json else as_table)(preset), nl=False)

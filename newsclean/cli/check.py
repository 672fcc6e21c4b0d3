"""`newsclean check`: archive text in, findings out."""

from __future__ import annotations

import enum
import sys

import typer

from newsclean.cli import completion
from newsclean.cli.language import current
from newsclean.cli.messages import DONE, FOUND, SOME_FAILED, WRONG_CALL, complain, painter, require_input


class OutputFormat(str, enum.Enum):
    """Formats of `check`'s findings."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    sarif = "sarif"


def check(
    paths: list[str] = typer.Argument(
        None, metavar="[PATH]... | -", help="Files, folders or patterns; standard input if none, or for -."
    ),
    select: list[str] = typer.Option(
        None,
        "--select",
        metavar="CODES",
        help="Only these rules: codes or their beginnings, by commas.",
        autocompletion=completion.rules,
    ),
    ignore: list[str] = typer.Option(
        None, "--ignore", metavar="CODES", help="Not these rules.", autocompletion=completion.rules
    ),
    fix: bool = typer.Option(False, "--fix", help="Put right what is safe, in the files."),
    unsafe_fixes: bool = typer.Option(
        False, "--unsafe-fixes", help="With --fix or --diff: also fixes that change printed characters."
    ),
    diff: bool = typer.Option(False, "--diff", help="Show what --fix would change; change nothing."),
    output_format: OutputFormat = typer.Option(OutputFormat.text, "--output-format", help="How to report."),
    output: str = typer.Option(
        None, "--output-file", "-o", metavar="OUT", help="Write the report to this file, whole or not at all."
    ),
    statistics: bool = typer.Option(
        False, "--statistics", help="Count findings by rule instead of listing them."
    ),
    exit_zero: bool = typer.Option(False, "--exit-zero", help="Exit with 0 also when something was found."),
    stdin_filename: str = typer.Option(
        None, "--stdin-filename", metavar="PATH", help="The name of the text on standard input."
    ),
    exclude: list[str] = typer.Option(
        None, "--exclude", metavar="PATTERN", help="Leave out files and folders that fit, as in .gitignore."
    ),
    force_exclude: bool = typer.Option(
        False, "--force-exclude", help="Leave them out even when they are named on the command line."
    ),
    config: str = typer.Option(None, "--config", metavar="FILE", help="Take the settings from this file."),
    isolated: bool = typer.Option(False, "--isolated", help="Take no settings from any file."),
    encoding: str = typer.Option(None, "--encoding", "-e", help="Encoding of the files."),
    cache: str = typer.Option(
        None,
        "--cache",
        metavar="DIR",
        help="Keep findings here (else in NEWSCLEAN_CACHE_DIR, else with the user's caches): unchanged files cost nothing again.",
    ),
    no_cache: bool = typer.Option(False, "--no-cache", help="Keep no findings, and use none that were kept."),
    color: bool = typer.Option(
        None, "--color/--no-color", help="Colours, also without a terminal; or never.", show_default=False
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Write findings only, no counts and no summary."),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Tell of every file that was checked."),
) -> None:
    """Check archive text against rules, and put right what is safe.

    Comments in a text switch rules off: <!-- newsclean: ignore NC301 --> in a line or above it, ignore-file in the file.

    Exit codes: 0 nothing found, 1 something found (or fixed, or --diff would change something), 2 the call or the
    configuration is wrong or a named file is not there, 3 some files could not be read or decoded; the rest were checked
    in either case, and where both hold, 2 it is.
    """
    require_input(bool(paths), "name files or folders, or pipe a text to it (see newsclean check --help)")
    from newsclean.check.command import Report, run
    from newsclean.check.run import Call

    call = Call(
        paths=paths or ["-"],
        select=_split(select),
        ignore=_split(ignore),
        fix=fix,
        unsafe=unsafe_fixes,
        diff=diff,
        exclude=exclude or [],
        force_exclude=force_exclude,
        stdin_filename=stdin_filename,
        config=config,
        isolated=isolated,
        encoding=encoding,
        cache="" if no_cache else cache,
    )
    rewritten = (
        fix and not diff and "-" in call.paths
    )  # standard output gets the text, standard error the report
    report = Report(
        output_format.value,
        output,
        statistics,
        quiet,
        painter(color if not output else False, sys.stderr if rewritten else sys.stdout),
        complain if verbose and not quiet else None,
        current(),
    )
    outcome = run(call, report, complain)
    if outcome.wrong_call:
        raise typer.Exit(WRONG_CALL)
    if outcome.failed:
        raise typer.Exit(SOME_FAILED)
    found = outcome.changed if diff else outcome.found + outcome.changed
    raise typer.Exit(FOUND if found and not exit_zero else DONE)


def _split(codes: list[str] | None) -> list[str]:
    return [code.strip() for part in codes or [] for code in part.split(",") if code.strip()]

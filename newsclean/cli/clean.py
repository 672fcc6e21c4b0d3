"""`newsclean clean`: dumps in, articles out."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import typer

from newsclean.cli import completion
from newsclean.cli.messages import WRONG_CALL, complain, require_input

if TYPE_CHECKING:
    from newsclean.corrections import Corrections


class Format(str, enum.Enum):
    """Output formats of `clean`; newsclean.formats.table says how each is written."""

    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    front_matter = "front-matter"
    text = "text"
    tei = "tei"
    tei_lines = "tei-lines"
    csv = "csv"
    tsv = "tsv"
    jsonld = "jsonld"


class Each(str, enum.Enum):
    """What `--each` parts the output by."""

    page = "page"
    article = "article"


def clean(
    files: list[str] = typer.Argument(
        None, metavar="[FILE]... | -", help="Dumps of pages; standard input if none, or for -."
    ),
    format: Format = typer.Option(Format.markdown, "--format", "-f", help="What to write."),
    out: str = typer.Option(
        None, "--output", "-o", metavar="OUT", help="Write to this file, whole or not at all."
    ),
    each: Each = typer.Option(
        None, "--each", help="Write one file per page or per article into the directory OUT."
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
    corrections: str = typer.Option(
        None,
        "--corrections",
        metavar="FILE",
        help="Apply the corrections made on the page of `newsclean review`.",
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing but errors: no progress."),
    verbose: bool = typer.Option(
        False, "--verbose", "-v", help="Tell for each input its encoding, pages and articles."
    ),
) -> None:
    """Turn dumps of newspaper pages into articles.

    A form feed in a dump parts pages. JSON is one object for one page, an array for several; jsonl is one page a line.
    front-matter is Markdown with YAML front matter, tei is TEI P5, tei-lines marks every printed line in it,
    csv and tsv hold the articles' metadata, jsonld is schema.org/NewsArticle. These three, and every format with
    --each article, leave out the page's furniture (masthead, date, page number); --verify checks the page, furniture included.

    Exit codes: 0 done, 2 the call is wrong or a named file is not there, 3 some inputs could not be read, decoded or
    verified; the rest were done in either case, and where both hold, 2 it is.
    """
    require_input(bool(files), "name a file, or pipe a dump to it (see newsclean clean --help)")
    if each and not out:
        complain("--each needs a directory to write into: give it with --output")
        raise typer.Exit(WRONG_CALL)
    from newsclean.choosing import Choice
    from newsclean.cli.cleaning import convert

    code = convert(
        files or (),
        format.value,
        out=out,
        each=each.value if each else None,
        encoding=encoding,
        choice=Choice(preset, stages, skip, config),
        verify=verify,
        corrections=load_corrections(corrections) if corrections else None,
        quiet=quiet,
        verbose=verbose,
    )
    if code:
        raise typer.Exit(code)


def load_corrections(path: str) -> Corrections:
    """The corrections in a file; a clear line and exit code 2 where there are none."""
    from newsclean.corrections import read_corrections
    from newsclean.io.files import InputError, read_input

    try:
        return read_corrections(read_input(path))
    except InputError as error:
        complain(str(error))
    except ValueError as error:
        complain(f"{path}: {error}")
    raise typer.Exit(WRONG_CALL)

"""`newsclean batch`: a whole archive in, a directory out."""

from __future__ import annotations

import enum
import sys

import typer

from newsclean.cli import completion
from newsclean.cli.language import current
from newsclean.cli.messages import SOME_FAILED, WRONG_CALL, complain


class BatchFormat(str, enum.Enum):
    """Output formats of `batch`: from jsonl on files are shared, the others have one a page (review: one an input)."""

    json = "json"
    markdown = "markdown"
    front_matter = "front-matter"
    text = "text"
    tei = "tei"
    csv = "csv"
    tsv = "tsv"
    jsonld = "jsonld"
    review = "review"
    jsonl = "jsonl"
    jsonl_gz = "jsonl.gz"
    corpus = "corpus"
    corpus_gz = "corpus.gz"
    parquet = "parquet"


class EngineName(str, enum.Enum):
    """What runs the work."""

    local = "local"
    dask = "dask"


def batch(
    inputs: list[str] = typer.Argument(
        None, metavar="[INPUT]...", help="Directories, files (.txt .jsonl, also .gz .zst) and patterns."
    ),
    out: str = typer.Option(..., "--output", "-o", metavar="OUT", help="Directory to write into."),
    files_from: str = typer.Option(
        None,
        "--files-from",
        metavar="LIST",
        help="Read names of inputs from a file, or - for standard input; parted by NUL or newline.",
    ),
    format: BatchFormat = typer.Option(BatchFormat.json, "--format", "-f", help="What to write."),
    jobs: int = typer.Option(
        None,
        "--jobs",
        "-j",
        help="Worker processes; the number of cores if not given, none where work is small.",
    ),
    encoding: str = typer.Option(
        None, "--encoding", "-e", help="Encoding of all dumps; decided on each whole file if not given."
    ),
    verify: bool = typer.Option(
        False, "--verify", help="Prove for every page that no character was lost or invented."
    ),
    text_field: str = typer.Option("text", "--text-field", help="Field of JSON Lines that holds the dump."),
    edition: bool = typer.Option(
        None,
        "--edition/--no-edition",
        help="Join articles across the pages of a folder; done for folders named by a date if not given.",
    ),
    per_part: int = typer.Option(1000, "--per-part", help="Inputs that share a file of lines."),
    shard: str = typer.Option(
        None, "--shard", metavar="I/N", help="Do the Ith of N equal shares of the work, from 1."
    ),
    resume: bool = typer.Option(
        False, "--resume", help="Go on with a run; what is there and still right is kept."
    ),
    engine: EngineName = typer.Option(EngineName.local, "--engine", help="What runs the work."),
    scheduler: str = typer.Option(
        None, "--scheduler", metavar="ADDRESS", help="Dask scheduler; a cluster of this machine if not given."
    ),
    preset: str = typer.Option(
        None,
        "--preset",
        "-p",
        help="The stages to begin with; see newsclean stages.",
        autocompletion=completion.presets,
    ),
    stages: str = typer.Option(
        None,
        "--stages",
        metavar="NAMES",
        help="The stages to run, or with + those to add; commas between.",
        autocompletion=completion.stages,
    ),
    skip: str = typer.Option(
        None,
        "--skip",
        metavar="NAMES",
        help="Stages not to run; commas between.",
        autocompletion=completion.stages,
    ),
    config: str = typer.Option(None, "--config", metavar="FILE", help="Settings for all inputs."),
    isolated: bool = typer.Option(False, "--isolated", help="Read no configuration file."),
    summary: bool = typer.Option(False, "--summary", help="Print a JSON summary to standard output."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Show no progress."),
) -> None:
    """Clean a whole archive.

    jsonl has pages as lines, corpus and parquet articles (id, text, metadata), in files of --per-part inputs; all other
    formats have one file a page, under the input's name. review (extra newsclean[review]) writes a review page for each
    input, and OUT/review-index.html over all of them, the most doubtful first. OUT/manifest.jsonl says what became of every input.

    Exit codes: 0 done, 2 the call is wrong, OUT cannot be written, or a named file is not there, 3 some inputs failed;
    the rest were done in either case, and where both hold, 2 it is; 130 interrupted (go on with --resume).
    """
    from newsclean.batch.start import Request, WrongCall, start
    from newsclean.choosing import Choice
    from newsclean.cli.progress import progress

    request = Request(
        inputs=inputs or [],
        out=out,
        files_from=files_from,
        format=format.value,
        jobs=jobs,
        encoding=encoding,
        verify=verify,
        text_field=text_field,
        editions=edition,
        shard=shard,
        per_part=per_part,
        resume=resume,
        engine=engine.value,
        scheduler=scheduler,
        choice=Choice(preset, stages, skip, config),
        isolated=isolated,
        lang=current(),
    )
    try:
        with progress(quiet=quiet) as (report, watch):
            found = start(request, complain=report, watch=watch)
    except WrongCall as error:
        complain(str(error))
        raise typer.Exit(WRONG_CALL) from None
    if summary:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    if found["failed"]:
        complain(f"{found['failed']} of {found['inputs']} inputs failed; {found['manifest']} says why")
    if found["missing"]:
        raise typer.Exit(WRONG_CALL)
    if found["failed"]:
        raise typer.Exit(SOME_FAILED)

"""From what a person asks for to a run: what `newsclean batch` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import msgspec
import regex

from newsclean.batch.engines import Engine, EngineError, Serial
from newsclean.batch.inputs import find, names_in
from newsclean.batch.plan import Plan, PlanError
from newsclean.batch.pool import Pool, default_jobs
from newsclean.batch.run import PER_PART, Run, Shape
from newsclean.batch.tally import Tally
from newsclean.batch.work import REVIEW, TREE, Job
from newsclean.batch.writers import OutputError
from newsclean.choosing import UNSAID, Choice, ChoiceError
from newsclean.config import ConfigError, settings_for
from newsclean.errors import StageError
from newsclean.io.encodings import DecodeError, known_encoding
from newsclean.io.files import STDIN, InputError
from newsclean.io.files import output as output_file

PACKED: dict[str, tuple[str, str]] = {
    "jsonl": ("jsonl", ""),
    "jsonl.gz": ("jsonl", "gz"),
    "corpus": ("corpus", ""),
    "corpus.gz": ("corpus", "gz"),
    "parquet": ("corpus", "parquet"),
}
"""Formats of which several inputs share a file: what its lines are, and how they are packed."""
FORMATS = (*TREE, REVIEW, *PACKED)
SMALL_FILES, SMALL_BYTES = 16, 128 * 1024
"""Work below both is done in this process: starting others would take longer."""


class WrongCall(Exception):
    """The run cannot be done as it is called for (exit code 2). The message says what to do."""


@dataclass(frozen=True, slots=True)
class Request:
    """A run as a person asks for it; see `newsclean batch --help`."""

    inputs: Sequence[str]
    out: str
    files_from: str | None = None
    format: str = "json"
    jobs: int | None = None
    encoding: str | None = None
    verify: bool = False
    text_field: str = "text"
    editions: bool | None = None
    shard: str | None = None
    per_part: int = PER_PART
    resume: bool = False
    engine: str = "local"
    scheduler: str | None = None
    choice: Choice = UNSAID
    isolated: bool = False
    lang: str = "en"


def start(
    request: Request,
    *,
    complain: Callable[[str], None] = print,
    watch: Callable[[Tally], None] = lambda _: None,
) -> dict[str, object]:
    """Do a run; the summary of it, in which `missing` counts inputs that were named and are not there.

    Raises WrongCall, or KeyboardInterrupt after leaving only whole files.
    """
    try:
        return _start(request, complain, watch)
    except (
        InputError,
        PlanError,
        OutputError,
        EngineError,
        ConfigError,
        ChoiceError,
        StageError,
        DecodeError,
    ) as error:
        raise WrongCall(str(error)) from None


def _start(
    request: Request, complain: Callable[[str], None], watch: Callable[[Tally], None]
) -> dict[str, object]:
    shape, job = _shape(request), _job(request)
    out = os.path.realpath(request.out)
    if os.path.exists(out) and not os.path.isdir(out):
        raise WrongCall(f"{request.out}: is a file; name a directory to write into")
    missing: list[InputError] = []
    plan = _plan(request, out, job, missing.append)
    try:
        if not plan.files:
            for error in missing[:-1]:
                complain(str(error))
            raise WrongCall(
                str(missing[-1]) if missing else "nothing to do: no .txt, .gz, .zst or .jsonl files there"
            )
        engine, jobs = _engine(request, plan)
        for error in missing:
            complain(str(error))
        run = Run(plan, out, job, engine, shape, resume=request.resume, complain=complain, watch=watch)
        summary: dict[str, object] = run.go().summary()
        if request.format == REVIEW:
            _write_index(run, request.lang)
        return summary | {
            "missing": len(missing),
            "manifest": os.path.join(request.out, run.manifest.name),
            "jobs": jobs,
            "engine": request.engine,
            "shard": "{}/{}".format(*shape.shard),
            "plan": plan.digest(),
        }
    finally:
        plan.close()


def _write_index(run: Run, lang: str) -> None:
    """The index over the review pages, beside the manifest that it is made from."""
    from newsclean.batch.manifest import rows_in
    from newsclean.review.render import Entry, render_index

    entries = (
        Entry(
            output.path,
            row.input if row.record is None else f"{row.input}#{row.record}",
            0,
            row.articles,
            row.doubtful,
            row.certainty,
        )
        for row, _ in rows_in(run.manifest)
        for output in row.outputs
    )
    try:
        with output_file(str(run.place.out / f"review-index{run.shape.tag}.html")) as handle:
            for chunk in render_index(entries, lang):
                handle.write(chunk)
    except OSError as error:
        raise OutputError(f"{run.place.out}: {error.strerror or error}") from None


def _shape(request: Request) -> Shape:
    if request.format not in FORMATS:
        raise WrongCall(f"no format is called {request.format!r}; there are: {', '.join(FORMATS)}")
    packing = PACKED[request.format][1] if request.format in PACKED else None
    if packing == "parquet" and find_spec("pyarrow") is None:
        raise WrongCall("--format parquet needs pyarrow: pip install 'newsclean[parquet]'")
    if request.format == REVIEW and find_spec("jinja2") is None:
        raise WrongCall("--format review needs jinja2: pip install 'newsclean[review]'")
    if request.per_part < 1:
        raise WrongCall("--per-part: at least 1")
    return Shape(packing, request.per_part, shard_of(request.shard))


def shard_of(text: str | None) -> tuple[int, int]:
    """A shard from its name. Raises WrongCall.

    >>> shard_of("3/8"), shard_of(None)
    ((3, 8), (1, 1))
    """
    if text is None:
        return 1, 1
    found = regex.fullmatch(r"(\d+)/(\d+)", text, flags=regex.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise WrongCall(f"--shard {text}: must be I/N with I from 1 to N, as 3/8")
    return int(found[1]), int(found[2])


def _job(request: Request) -> Job:
    if request.encoding is not None:
        known_encoding(request.encoding)
    choice = request.choice
    if choice.config is not None:
        choice = msgspec.structs.replace(choice, config=os.path.abspath(choice.config))
        settings_for(config=choice.config)
    choice.chain()
    lines = PACKED.get(request.format, (request.format, ""))[0]
    return Job(
        format=lines,
        encoding=request.encoding,
        verify=request.verify,
        text_field=request.text_field,
        choice=choice,
        isolated=request.isolated,
        lang=request.lang,
    )


def _plan(request: Request, out: str, job: Job, absent: Callable[[InputError], None]) -> Plan:
    # A review page is of the dump as it is: its articles are not joined with those of other pages.
    editions = False if request.format == REVIEW else request.editions
    if request.files_from is None:
        if not request.inputs:
            raise WrongCall("no input: name files, directories or patterns, or give a list with --files-from")
        return Plan(find(request.inputs, out, absent=absent), suffix=job.suffix, editions=editions)
    if request.files_from == STDIN:
        return Plan(
            find(request.inputs, out, names_in(sys.stdin.buffer), absent=absent),
            suffix=job.suffix,
            editions=editions,
        )
    try:
        with open(request.files_from, "rb") as stream:
            found = find(request.inputs, out, names_in(stream), absent=absent)
            return Plan(found, suffix=job.suffix, editions=editions)
    except OSError as error:
        raise WrongCall(f"{request.files_from}: {error.strerror or error}") from None


def _engine(request: Request, plan: Plan) -> tuple[Engine, int]:
    if request.jobs is not None and request.jobs < 1:
        raise WrongCall("--jobs: at least 1")
    jobs = request.jobs or default_jobs()
    if request.engine == "dask":
        if find_spec("distributed") is None:
            raise WrongCall("--engine dask needs Dask: pip install 'newsclean[dask]'")
        from newsclean.batch.dask_engine import Dask

        return Dask(jobs, request.scheduler), jobs
    if request.scheduler is not None:
        raise WrongCall("--scheduler is for --engine dask")
    if request.jobs is None and plan.files <= SMALL_FILES and plan.bytes <= SMALL_BYTES:
        return Serial(), 1
    return Pool(jobs), jobs

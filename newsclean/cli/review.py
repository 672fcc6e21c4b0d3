"""`newsclean review`: dumps beside their articles in one HTML file, for the eye and for corrections."""

from __future__ import annotations

import typer

from newsclean.cli.language import current
from newsclean.cli.messages import SOME_FAILED, WRONG_CALL, complain, require_input


def review(
    files: list[str] = typer.Argument(
        None, metavar="[FILE]... | -", help="Dumps of pages; standard input if none, or for -."
    ),
    out: str = typer.Option(None, "--output", "-o", metavar="OUT", help="The HTML file to write."),
    index: bool = typer.Option(
        False, "--index", help="Write one HTML file per page and an index.html into the directory OUT."
    ),
    encoding: str = typer.Option(
        None, "--encoding", "-e", help="Encoding of the input; decided on the whole file if not given."
    ),
    lang: str = typer.Option(None, "--lang", help="Language of the page, en or zh; from LANG if not given."),
) -> None:
    """Write a review page: the dump on the left, its articles on the right, what is doubtful on top.

    The page is one file and needs no network. Corrections made on it are downloaded as a JSON file, which
    `newsclean clean --corrections FILE` applies. Needs the extra newsclean[review].
    Exit codes as for `newsclean clean`.
    """
    require_input(bool(files), "name a file, or pipe a dump to it (see newsclean review --help)")
    if index and not out:
        complain("--index needs a directory to write into: give it with --output")
        raise typer.Exit(WRONG_CALL)
    try:
        from newsclean.review.write import Review
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        complain("the review page needs jinja2: pip install 'newsclean[review]'")
        raise typer.Exit(WRONG_CALL) from None

    language = lang or current()
    run = Review(files or ["-"], encoding=encoding, lang=language, complain=complain)
    if index:
        run.write_index(out)
    else:
        run.write(out)
    if run.wrong_call:
        raise typer.Exit(WRONG_CALL)
    if run.failed:
        raise typer.Exit(SOME_FAILED)

"""One subject of the benchmarks in a process of its own: `python worker.py SUBJECT FILE`, in that subject's environment.

Reads pages from FILE (form feeds between them), says `ready`, then for every line on standard input works through all
pages once and prints the seconds of processor time that it took, as JSON: {part: seconds}: other work on a shared
machine counts less in them than in the clock's. Needs nothing but the subject itself.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO

Work = Callable[[Sequence[str]], dict[str, float]]

TOOLS: dict[str, tuple[str, str, dict[str, object]]] = {
    "opencc-pyo3": (
        "opencc_pyo3.opencc_pyo3",
        "reflow_cjk_paragraphs",
        {"add_pdf_page_header": False, "compact": False},
    ),
    "unstructured": ("unstructured.cleaners.core", "group_broken_paragraphs", {}),
    "ftfy": ("ftfy", "fix_text", {}),
    "autocorrect-py": ("autocorrect_py", "format", {}),
    "pangu": ("pangu", "space_text spacing_text", {}),
    "jionlp": ("jionlp", "clean_text", {}),
}
"""Package: module, function (its names, the newest first) and the arguments beside the text."""


def tool(package: str) -> Work:
    """The work of a public tool: its function on every page."""
    module, names, arguments = TOOLS[package]
    home = importlib.import_module(module)
    function = next(getattr(home, name) for name in names.split() if hasattr(home, name))

    def work(pages: Sequence[str]) -> None:
        for page in pages:
            function(page, **arguments)

    return timed(package, work)


def timed(part: str, work: Callable[[Sequence[str]], None]) -> Work:
    """Work that is timed as a whole."""

    def run(pages: Sequence[str]) -> dict[str, float]:
        begin = time.process_time()
        work(pages)
        return {part: time.process_time() - begin}

    return run


def clean() -> Work:
    """All stages, the document, JSON."""
    from newsclean.api import clean_pages
    from newsclean.formats.table import FORMATS

    def work(pages: Sequence[str]) -> None:
        for page in pages:
            for _ in FORMATS["json"].write(clean_pages(page)):
                pass

    return timed("clean", work)


def dehyphenate() -> Work:
    """What `newsclean filter dehyphenate` does, from bytes to bytes."""
    from newsclean.filtering import Filter, filter_chain

    def work(pages: Sequence[str]) -> None:
        for page in pages:
            for _ in Filter(filter_chain(["dehyphenate"])).run(BytesIO(page.encode())):
                pass

    return timed("filter dehyphenate", work)


def check() -> Work:
    """All rules of `newsclean check`, nothing fixed."""
    from newsclean.check.engine import find_all
    from newsclean.check.registry import rule, selected
    from newsclean.check.source import TextFile
    from newsclean.config import Settings

    chosen = Settings().check
    rules = tuple(rule(code) for code in selected(chosen.select, chosen.ignore))

    def work(pages: Sequence[str]) -> None:
        for page in pages:
            find_all(TextFile(page), rules)

    return timed("check", work)


def stages() -> Work:
    """Every stage in its place in the chain, timed alone; those that are off get the page, and their result is dropped."""
    from newsclean.model import parse
    from newsclean.options import DEFAULT
    from newsclean.pipeline import Pipeline

    chain = Pipeline().stages

    def run(pages: Sequence[str]) -> dict[str, float]:
        spent = {f"stage {stage.name}": 0.0 for stage in chain}
        for text in pages:
            page = parse(text)
            for stage in chain:
                begin = time.process_time()
                after = stage.run(page, DEFAULT)
                spent[f"stage {stage.name}"] += time.process_time() - begin
                page = after if stage.on else page
        return spent

    return run


OWN: dict[str, Callable[[], Work]] = {
    "clean": clean,
    "stages": stages,
    "filter dehyphenate": dehyphenate,
    "check": check,
}


def main() -> None:
    """Answer every line on standard input with one run's seconds."""
    subject, path = sys.argv[1:]
    answers = sys.stdout
    sys.stdout = sys.stderr  # some tools greet
    with open(path, encoding="utf-8", newline="") as file:
        pages = file.read().split("\f")
    work = OWN[subject]() if subject in OWN else tool(subject)
    work([pages[0][:2000]])  # what is compiled or read at the first call is no page's
    print("ready", file=answers, flush=True)
    for _ in sys.stdin:
        print(json.dumps(work(pages)), file=answers, flush=True)


if __name__ == "__main__":
    main()

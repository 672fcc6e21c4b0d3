"""Every regular expression of newsclean and what is done with it: found by running newsclean with `compile` watched.

Run as a script, so that nothing is compiled yet: it prints JSON, one object a line (pattern, flags, engine, site, methods).
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import regex

import newsclean.patterns

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "newsclean"
ENGINES = {"regex": regex, "re": re}
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "splititer")
COMPILE = regex.compile, re.compile

Key = tuple[str, str, int]
found: dict[Key, dict[str, set[str]]] = {}


class Watched:
    """A compiled pattern that notes the methods that are asked of it."""

    def __init__(self, pattern: Any, noted: set[str]) -> None:
        self._pattern, self._noted = pattern, noted

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            self._noted.add(name)
        return getattr(self._pattern, name)


def site() -> str:
    """File and line of newsclean that called, "" if another package did."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename == __file__ and frame.f_back:
        frame = frame.f_back
    return _site(frame.f_code.co_filename, frame.f_lineno)


@cache
def _site(name: str, line: int) -> str:
    path = Path(name)
    return f"{path.relative_to(SOURCE)}:{line}" if path.is_relative_to(SOURCE) else ""


def watch(engine: str) -> None:
    module = ENGINES[engine]
    compile_plainly = module.compile

    def compiled(pattern: Any, flags: int = 0, **more: Any) -> Any:
        made = compile_plainly(pattern, flags, **more)
        if not (where := site()) or not isinstance(made.pattern, str):
            return made
        uses = found.setdefault((engine, made.pattern, int(flags)), {"sites": set(), "methods": set()})
        uses["sites"].add(where)
        return Watched(made, uses["methods"])

    def at_once(method: str) -> Callable[..., Any]:
        plain = getattr(module, method)

        def called(pattern: Any, *args: Any, **more: Any) -> Any:
            if where := site():
                key = (engine, pattern, int(more.get("flags", 0)))
                uses = found.setdefault(key, {"sites": set(), "methods": set()})
                uses["sites"].add(where)
                uses["methods"].add(method)
            return plain(pattern, *args, **more)

        return called

    module.compile = compiled  # type: ignore[attr-defined]
    if engine == "regex":  # what waits for its first use is compiled where it is written
        newsclean.patterns.expression = lambda text, flags=0: compiled(
            text if isinstance(text, str) else text(), flags
        )
    for method in METHODS:
        if hasattr(module, method):
            setattr(module, method, at_once(method))


def calls() -> Iterator[tuple[str, str, str, str | None]]:
    """Every call in the source that compiles a pattern: site, engine, what is called, and the pattern if it is a constant."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = _called(node)
            if isinstance(node, ast.Call) and called and path.name not in ("patterns.py", "kept_patterns.py"):
                pattern = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", *called, pattern


def _called(node: ast.AST) -> tuple[str, str] | None:
    """The engine and its function that a node calls: `expression(…)` compiles too, at the first use."""
    if not isinstance(node, ast.Call):
        return None
    match node.func:
        case ast.Name("expression"):
            return "regex", "compile"
        case ast.Attribute(ast.Name(engine), name) if engine in ENGINES and name in ("compile", *METHODS):
            return engine, name
    return None


def run_everything() -> None:
    """Import every module and do with some pages what newsclean can do."""
    import newsclean

    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if "integrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from fuzz_targets import fuzz_check, fuzz_clean, fuzz_filter

    from newsclean.cli.app import app
    from newsclean.languages import LANGUAGES, told

    for language in LANGUAGES:
        told(language, "no such message")
    kinds = ("01.pdfbox", "03.raw", "06.pdftotext")
    pages = [ROOT / "fixtures" / "pages" / "dev" / f"{kind}.txt" for kind in kinds]
    pages += sorted((ROOT / "seeds").glob("*.txt"))
    pages.append(ROOT / "fixtures" / "cases" / "author-line-in-a-box.txt")
    pages.append(ROOT / "fixtures" / "layout" / "04.layout.txt")
    for page in pages:
        for run in (fuzz_clean, fuzz_check, fuzz_filter):
            run("".join(page.read_text("utf-8").splitlines(keepends=True)[:150]).encode())
    fuzz_clean("市图书馆开放\n本报讯 记者江晓舟\n昨日上午\n本报讯（记者 江晓舟\n马文星）昨日\n".encode())
    from newsclean.layout.stack import parted

    parted("清河渡口昨天通了汽车轮渡读者来信茶山公路经过两昼夜抢修热线追踪记者何兰")
    fuzz_check("本报讯(记者 王涛)他们早出晚归,翻山越岭。\n".encode())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "newsclean.toml").write_text('furniture = ["独家.*"]\nreporter-roles = ["拍客"]\n', "utf-8")
        shown = "李明 王涛\n下转第二版\n本报记者 王涛 李明\n（上接第1版）\n报道说。\n版面 20200207\n孩子们在读报。\n李明 摄\n邮箱：cha-\nsongling.example。\n"
        for number in (1, 2):
            page = folder / f"2020-02-07-{number:02}.txt"
            page.write_text(pages[0].read_text("utf-8") + shown + "（下转第2版）\n", "utf-8")
        review = ["review", str(page), "--output", str(folder / "r.html")]
        batch = ["batch", str(folder), "--output", str(folder / "out"), "--edition", "--quiet", "--jobs", "1"]
        for command in (review, batch, ["explain", str(page)], ["clean", "-f", "tei-lines", str(page)]):
            try:
                app(command)
            except SystemExit as end:
                if end.code:
                    raise ValueError(f"{command} failed") from end


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    for engine in ENGINES:
        watch(engine)
    out = sys.stdout
    sys.stdout = open("/dev/null", "w")  # noqa: SIM115 - to the end of the process
    run_everything()
    for (engine, pattern, flags), uses in found.items():
        line = {"engine": engine, "pattern": pattern, "flags": flags}
        line |= {name: sorted(values) for name, values in uses.items()}
        print(json.dumps(line), file=out)


if __name__ == "__main__":
    main()

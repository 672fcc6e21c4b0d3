"""The language of the command line: --lang anywhere on it, else the locale; and help written in it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

ENGLISH = "en"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_chosen = ENGLISH


class UnknownLanguage(ValueError):
    """There is no such language. The message says which there are."""


def current() -> str:
    """The language chosen for this run."""
    return _chosen


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Choose the language for this run; the arguments without `--lang`. Raises UnknownLanguage.

    >>> choose(["check", "--lang", "en", "--", "--lang"], {"LANG": "zh_CN.UTF-8"}), current()
    (['check', '--', '--lang'], 'en')
    """
    global _chosen
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    rest, named = list(arguments[:stop]), None
    for at in range(len(rest) - 1, -1, -1):
        if rest[at] == "--lang" and at + 1 < len(rest):
            named = named or rest[at + 1]
            del rest[at : at + 2]
        elif rest[at].startswith("--lang="):
            named = named or rest[at].partition("=")[2]
            del rest[at]
    locale = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    if named is None and not locale.lower().startswith("zh"):
        _chosen = ENGLISH
    else:
        from newsclean.languages import LANGUAGES, language_of

        found = language_of(named if named is not None else locale)
        if found is None:
            raise UnknownLanguage(f"--lang {named}: no such language; there are: {', '.join(LANGUAGES)}")
        _chosen = found
    return [*rest, *arguments[stop:]]


def translate(command: Any) -> None:
    """The help of a command and of those below it, put into the chosen language."""
    if current() == ENGLISH:
        return
    from newsclean.languages import words

    commands, options = words(current(), "commands"), words(current(), "help")
    for one in (command, *command.commands.values()):
        text = commands.get(one.name or "newsclean", one.help)
        one.help, one.short_help = text, text.partition("。")[0] + "。"
        for parameter in one.params:
            if help := getattr(parameter, "help", None):
                parameter.help = options.get(help, help)
        _write_wide(one, words(current(), "headings"), options)


def _write_wide(command: Any, headings: Mapping[str, str], options: Mapping[str, str]) -> None:
    """Have a command's help written with these headings, by the width that characters take on a screen."""
    usual = command.get_help

    def get_help(context: Any) -> str:
        context.formatter_class = _wide(context.formatter_class, headings, options)
        return str(usual(context))

    command.get_help = get_help


def _wide(base: Any, headings: Mapping[str, str], options: Mapping[str, str]) -> Any:
    """A help formatter of click, or of typer's copy of it, for Chinese."""

    def write_usage(self: Any, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"{headings['Usage:']}{prog} {args}\n")

    def write_heading(self: Any, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{headings.get(heading, heading)}：\n")

    def write_text(self: Any, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = [
            wrapped("".join(map(str.strip, paragraph.splitlines())), self.width - len(indent))
            for paragraph in text.strip().split("\n\n")
        ]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self: Any, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        indent = " " * self.current_indent
        first = min(col_max, max(len(name) for name, _ in rows)) + col_spacing
        for name, text in rows:
            lines = wrapped(_option_help(text, headings, options), self.width - first - len(indent))
            if len(name) > first - col_spacing:
                self.write(f"{indent}{name}\n")
                name = ""
            for line in lines:
                self.write(f"{indent}{name:{first}}{line}\n")
                name = ""

    methods = (write_usage, write_heading, write_text, write_dl)
    return type("Wide", (base,), {method.__name__: method for method in methods})


def _option_help(text: str, headings: Mapping[str, str], options: Mapping[str, str]) -> str:
    """An option's help with what click adds to it: [default: text]."""
    help, bracket, extra = text.partition("  [")
    for english in ("default: ", "required"):
        extra = extra.replace(english, headings[english])
    return options.get(help, help) + bracket + extra


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many columns, a Han character taking two; no line begins with a punctuation mark.

    >>> wrapped("把报纸转成文章，逐字核对 newsclean clean。", 17)
    ['把报纸转成文章，', '逐字核对', 'newsclean clean。']
    """
    lines, used = [""], 0
    # What may not be parted: a character or word with the punctuation that clings to it. Most starts show no help, so
    # the pattern is compiled here.
    for piece in re.findall(
        r"\s+|[（「]?(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)[，。；：、！？）」]*",
        text,
    ):
        wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in piece)
        if used + wide > width and used:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used = 0
            piece = piece.lstrip()
        lines[-1] += piece
        used += wide if piece else 0
    return [line for line in lines if line]

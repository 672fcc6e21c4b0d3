"""Completion of `--option=value`, which shells hand over in different ways, none of which typer takes.

bash breaks the word at the `=`, and wants what comes after it; zsh, fish and PowerShell keep it whole, and want it whole.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import partial
from typing import Any

ASKED = "_NEWSCLEAN_COMPLETE"


def prepare(command: Any, environment: MutableMapping[str, str]) -> None:
    """Have the values of an option that is written with an equals sign offered in the shell's own way."""
    if environment.get(ASKED) == "complete_bash":
        words = environment.get("COMP_WORDS", "").split("\n")
        given = environment.get("COMP_CWORD", "")
        at = int(given) if given.isdecimal() else 0
        whole = together(words[: at + 1])
        if len(whole) <= at and whole != words:
            environment["COMP_WORDS"], environment["COMP_CWORD"] = "\n".join(whole), str(len(whole) - 1)
            return
        word = words[at] if at < len(words) else ""
    else:
        word = environment.get("_TYPER_COMPLETE_ARGS", "").rpartition(" ")[2]
    name, equals, _ = word.partition("=")
    if not equals or not name.startswith("--"):
        return
    for one in (command, *command.commands.values()):
        for parameter in one.params:
            if name in parameter.opts:
                parameter.shell_complete = partial(_whole, parameter.shell_complete, f"{name}=")


def together(words: Sequence[str]) -> list[str]:
    """The words with those that a lone equals sign parts put together again.

    >>> together(["clean", "--format", "=", "js"]), together(["--format", "="]), together(["a", "=", "b"])
    (['clean', '--format=js'], ['--format='], ['a', '=', 'b'])
    """
    whole: list[str] = []
    open_ = False
    for word in words:
        sign = word == "=" and bool(whole) and whole[-1].startswith("--") and "=" not in whole[-1]
        if sign or open_:
            whole[-1] += word
        else:
            whole.append(word)
        open_ = sign
    return whole


def _whole(complete: Any, before: str, context: Any, incomplete: str) -> list[Any]:
    items: list[Any] = complete(context, incomplete)
    for item in items:
        item.value = before + item.value
    return items

"""What the shell offers on TAB. It runs the program anew each time: nothing but names is read, no stage is imported."""

from __future__ import annotations

import typer


def stages(incomplete: str) -> list[tuple[str, str]]:
    """Names of stages, installed packages' too, also as the last of a list (spacing,vert…) and with a + before."""
    from importlib.metadata import entry_points

    from newsclean.presets import NAMES

    names = [*NAMES, *sorted(entry_points(group="newsclean.stages").names)]
    done, comma, last = incomplete.rpartition(",")
    plus = "+" if last.startswith("+") else ""
    return [(done + comma + plus + name, "") for name in names if name.startswith(last.removeprefix("+"))]


def filters(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Names of stages that change text, those left out that the command line has already."""
    from newsclean.presets import LABELLING

    given = context.params.get("stages") or ()
    unfit = [*LABELLING, *(name for names in given for name in names.split(","))]
    return [(name, help) for name, help in stages(incomplete) if name.rpartition(",")[2] not in unfit]


def presets(incomplete: str) -> list[tuple[str, str]]:
    """Names of presets, each with what it is for."""
    from newsclean.presets import PRESETS

    return [(name, preset.summary) for name, preset in PRESETS.items() if name.startswith(incomplete)]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """Codes of rules, also as the last of a list (NC101,NC2…), each with its name."""
    from newsclean.check.codes import MODULES

    done, comma, last = incomplete.rpartition(",")
    return [
        (done + comma + code, module.partition("_")[2].replace("_", " "))
        for code, module in MODULES.items()
        if code.startswith(last.upper())
    ]

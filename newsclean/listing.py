"""The stages and presets as a list for people, and for programs."""

from __future__ import annotations

import json

from newsclean.choosing import choose
from newsclean.plugins import available, origin
from newsclean.presets import PRESETS


def rows(preset: str = "default") -> list[dict[str, str | bool]]:
    """One row a stage, in order, with those of other packages in their places. Raises ChoiceError, StageError."""
    offered = available()
    chain = choose(preset, [f"+{name}" for name in offered], list(offered))
    return [
        {
            "name": stage.name,
            "on": stage.on,
            "changes": stage.changes,
            "summary": stage.summary,
            "from": origin(offered[stage.name]) if stage.name in offered else "newsclean",
        }
        for stage in chain.stages
    ]


def as_table(preset: str = "default") -> str:
    """Columns: name, on or off, what it changes, one line of what it does.

    >>> print(next(line for line in as_table().splitlines() if line.startswith("characters")))
    characters          on   text    Controls, odd spaces and line ends made plain.
    """
    listed = rows(preset)
    wide = max(len(str(row["name"])) for row in listed)
    lines = []
    for row in listed:
        foreign = "" if row["from"] == "newsclean" else f" [{row['from']}]"
        on = "on " if row["on"] else "off"
        lines.append(f"{row['name']:{wide}}  {on}  {row['changes']:6}  {row['summary']}{foreign}".rstrip())
    lines.append("")
    wide = max(map(len, PRESETS))
    lines += [f"--preset {name:{wide}}  {preset.summary}" for name, preset in PRESETS.items()]
    return "\n".join(lines) + "\n"


def as_jsonl(preset: str = "default") -> str:
    """One JSON object a line: name, on, changes, summary, from."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(preset))

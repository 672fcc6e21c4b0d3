"""The rules by their codes (`newsclean.check.codes`). A rule's module is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from newsclean.check.codes import MODULES
from newsclean.check.model import Rule
from newsclean.config import ConfigError

LAYOUT = "NC1"


def rule(code: str) -> Rule:
    """The rule with a code, in capitals or not. Raises ConfigError, naming the nearest, for an unknown one.

    >>> rule("nc101").name
    'spaced-run'
    """
    name = plain(code)
    if name not in MODULES:
        raise ConfigError(
            f"no rule has the code {code}; the nearest is {nearest_code(name)} (newsclean rule --all lists them)"
        )
    module = import_module(f"newsclean.check.rules.{MODULES[name]}")
    found: Rule = module.RULE
    return found


def selected(select: Iterable[str], ignore: Iterable[str]) -> tuple[str, ...]:
    """The codes that are on. The longest beginning that fits a code decides; between equals, to ignore wins.

    >>> selected(["NC3"], ["NC30", "NC31"]), selected(["NC", "NC302"], ["NC1", "NC2", "NC3", "NC4"])
    ((), ('NC302',))
    """
    on, off = known(select), known(ignore)

    def weight(code: str, prefixes: list[str]) -> int:
        return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

    return tuple(code for code in MODULES if weight(code, on) > weight(code, off))


def known(prefixes: Iterable[str]) -> list[str]:
    """The prefixes, ALL and lower case made plain. Raises ConfigError for one that no code begins with."""
    found = []
    for prefix in prefixes:
        begins = plain(prefix)
        if not begins or not any(code.startswith(begins) for code in MODULES):
            raise ConfigError(
                f"no rule has a code that begins with {prefix!r}; the nearest is {nearest_code(begins)}"
            )
        found.append(begins)
    return found


def plain(prefix: str) -> str:
    """The beginning of codes that is meant: in capitals; ALL is that of all."""
    given = prefix.strip().upper()
    return "NC" if given == "ALL" else given


def nearest_code(code: str) -> str:
    """The code that agrees with another one longest from its beginning, and then by number; for a name, the rule's.

    >>> nearest_code("NC140"), nearest_code("NC2001"), nearest_code("X"), nearest_code("BROKEN-PARAGRAF")
    ('NC106', 'NC207', 'NC101', 'NC104')
    """
    from difflib import get_close_matches  # only a wrong code needs it

    names = {module.partition("_")[2].replace("_", "-"): found for found, module in MODULES.items()}
    if near_name := get_close_matches(code.lower(), names, 1):
        return names[near_name[0]]
    number = int("".join(filter(str.isdecimal, code))[:9] or 0)
    lengths = range(len(code), -1, -1)
    prefix = next(
        code[:length] for length in lengths if any(known.startswith(code[:length]) for known in MODULES)
    )
    near = [known for known in MODULES if known.startswith(prefix)]
    return min(near, key=lambda known: abs(int(known[2:]) - number))

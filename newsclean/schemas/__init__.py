"""JSON Schemas (2020-12) of what newsclean writes and reads: shipped as files, generated from the types.

What may change: within `newsclean/1`, new optional formats of the command line and corrected descriptions only; keys,
their types and their meaning stay. A new key, kind or block type makes `newsclean/2`, with a schema of its own.
Settings (`newsclean-settings/1`) keep name, type and meaning, and may become more; corrections (`newsclean-corrections/1`) stay.
"""

from __future__ import annotations

from importlib.resources import files

FILES = {
    "output": "schemas/newsclean-1.json",
    "settings": "data/settings.schema.json",
    "corrections": "schemas/newsclean-corrections-1.json",
}


def shipped(name: str) -> bytes:
    """The schema file of this name. Raises KeyError for an unknown name.

    >>> shipped("output")[:1]
    b'{'
    """
    return (files("newsclean") / FILES[name]).read_bytes()

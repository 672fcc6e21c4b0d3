"""JSON Schemas (2020-12) of what newsclean writes and reads: shipped as files, generated from the types.

What may change: within `newsclean/1`, new optional formats of the command line and corrected descriptions only; keys,
their types and their meaning stay. A new key, kind or block type makes `newsclean/2`, with a schema of its own.
"""

from __future__ import annotations

from importlib.resources import files

NAMES = ("output", "corrections")
FILES = {"output": "newsclean-1.json", "corrections": "newsclean-corrections-1.json"}


def shipped(name: str) -> bytes:
    """The schema file of this name. Raises KeyError for an unknown name.

    >>> shipped("output")[:1]
    b'{'
    """
    return (files(__name__) / FILES[name]).read_bytes()

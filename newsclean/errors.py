"""What goes wrong in a run and is no fault of an input's form: errors that need nothing else, so that whoever catches them stays light."""

from __future__ import annotations


class SettingError(Exception):
    """A setting that could be read cannot be worked with. The message names it, and says what would be right."""


class StageError(Exception):
    """A stage raised an error of its own, or gave back something that is no page: the message names the stage; or it found that a setting
    cannot be worked with: the message names that, as `SettingError` does."""

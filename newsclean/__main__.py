"""`python -m newsclean` and `newsclean`, which is the same, begin here."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN = 50_000
"""New objects after which Python looks for garbage in cycles: a run makes hardly any, and is too short for 700."""


def main() -> None:
    """Run the command (`newsclean.cli.running`), without what garbage collection costs a run that soon ends.

    The imports alone make Python look ten times through all that they have made, and at the exit it does once more: a tenth
    of the time of a page's cleaning. What is frozen it leaves alone: the system takes all memory back anyway.
    """
    gc.set_threshold(OBJECTS_BETWEEN)
    try:
        from newsclean.cli.running import main as run

        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()

"""Writing to stdout and stderr, whatever a console can show: light, for every command."""

import json
import logging
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any


def write_anywhere() -> None:
    """Let no letter that a console cannot write end a run: it is shown as a question mark.

    A console of Windows, or a file that its output goes to, may be of cp1252, where Welsh names and
    arrows are lacking. Warnings of other libraries, with their paths, are nobody's business here.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(errors="replace")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def say(text: str = "") -> None:
    """Write a line of the result to stdout."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Write a message to stderr."""
    sys.stderr.write(text + "\n")


def say_json(values: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write a result for a machine."""
    # What the console cannot write is escaped, so that a machine loses nothing.
    ascii_only = "utf" not in (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    say(json.dumps(values, indent=2, ensure_ascii=ascii_only, allow_nan=False))

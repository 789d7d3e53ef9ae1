"""Ctrl-C that is never lost: compiled code may swallow the exception that Python raises for it.

While clusters are searched for and some are at hand, the first Ctrl-C ends the search and keeps
them; the run goes on and its notes say so. A second one ends the run.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from experts_at_hand.watch import current

if TYPE_CHECKING:
    from experts_at_hand.pipeline import Progress


class StopKey:
    """Remembers that the key was pressed, and stops the run at its next stage if need be.

    Whoever says himself what is kept of the run sets ``told``.
    """

    def __init__(self) -> None:
        self.pressed = False
        self.told = False

    def press(self, *_: object) -> None:
        """Handle the signal: at once if that works, at the next stage of the run otherwise."""
        search = current()
        if search is not None and search.at_hand and not search.stop:
            search.stop = True
            sys.stderr.write(
                "eah: the search ends with the clusters at hand; press Ctrl-C again to stop\n"
            )
            return
        self.pressed = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Stop if the key was pressed and nobody has noticed."""
        if self.pressed:
            raise KeyboardInterrupt

    def before_each(self, progress: "Progress | None") -> "Progress":
        """Return what a run calls before each stage: the check, and then the bar."""

        def step(name: str, stage: str) -> None:
            self.check()
            if progress is not None:
                progress(name, stage)

        return step

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch the key, where signals can be watched: in the main thread."""
        self.pressed = self.told = False
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self.press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

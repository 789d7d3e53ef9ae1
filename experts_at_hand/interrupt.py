"""Ctrl-C that is never lost: compiled code may swallow the exception that Python raises for it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from experts_at_hand.run import Progress


class StopKey:
    """Remembers that the key was pressed, and stops the run at its next stage if need be."""

    def __init__(self) -> None:
        self.pressed = False

    def press(self, *_: object) -> None:
        """Handle the signal: at once if that works, at the next stage of the run otherwise."""
        self.pressed = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Stop if the key was pressed and nobody has noticed."""
        if self.pressed:
            raise KeyboardInterrupt

    def before_each(self, progress: Progress | None) -> Progress:
        """Return what a run calls before each stage: the check, and then the bar."""

        def step(name: str, stage: str) -> None:
            self.check()
            if progress is not None:
                progress(name, stage)

        return step

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch the key, where signals can be watched: in the main thread."""
        self.pressed = False
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self.press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

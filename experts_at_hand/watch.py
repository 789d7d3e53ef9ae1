"""Who wants to know how a search goes, and whether it shall stop with what it has.

Searches take seconds or minutes. Whoever started them may watch: told of the clusters at hand and
of the lower bound, and free to ask for an end. A search that is asked to stop keeps its best and
says so; one that nobody watches runs on.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from experts_at_hand.domain.gap_words import gap_words

if TYPE_CHECKING:
    from experts_at_hand.domain.clusters import Clustering

Listener = Callable[[str], None]
"""Told, in words, how far a search is."""


@dataclass(slots=True)
class Watch:
    """One watcher.

    Parameters
    ----------
    listener
        Told how far the search is; may be nobody.
    stop
        Set when the search shall stop with what it has.
    at_hand
        Whether there are clusters that could be kept.
    """

    listener: Listener | None = None
    stop: bool = False
    at_hand: bool = False
    _cost: float = field(default=math.inf, repr=False)
    _bound: float = field(default=-math.inf, repr=False)

    def tell(self, cost: float, bound: float) -> None:
        """Take note of an answer that keeps the bounds, or of a bound; tell who listens."""
        self._cost, self._bound = min(self._cost, cost), max(self._bound, bound)
        if not math.isfinite(self._cost):
            return
        self.at_hand = True
        if self.listener is not None:
            said = f"{self._cost:.3f} minutes to the hub at hand"
            if math.isfinite(self._bound) and self._cost > 0:
                gap = max(0.0, self._cost - self._bound) / self._cost
                said += f", at best {min(self._bound, self._cost):.3f} (gap {gap_words(gap)})"
            self.listener(said)


_WATCH: ContextVar[Watch | None] = ContextVar("search_watch", default=None)


def current() -> Watch | None:
    """Return who watches the search that is on."""
    return _WATCH.get()


@contextmanager
def watched(watch: Watch) -> Iterator[Watch]:
    """Watch the searches that are made inside."""
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)


_BOUNDS_ONLY: ContextVar[bool] = ContextVar("bounds_only", default=False)


@contextmanager
def bounds_only() -> Iterator[None]:
    """Tell of no clusters found inside: they keep less than is asked, though their bounds hold."""
    token = _BOUNDS_ONLY.set(True)
    try:
        yield
    finally:
        _BOUNDS_ONLY.reset(token)


def tell(*, cost: float = math.inf, bound: float = -math.inf) -> None:
    """Tell the watcher, if there is one, of clusters at hand or of a bound."""
    watch = _WATCH.get()
    if watch is not None:
        cost = math.inf if _BOUNDS_ONLY.get() else cost
        watch.tell(cost, bound)


def stop_asked() -> bool:
    """Whether the search shall stop with what it has."""
    watch = _WATCH.get()
    return watch is not None and watch.stop


def stopped(found: "Clustering") -> "Clustering":
    """Return clusters as they are, or with a note if the search was asked to stop."""
    return replace(found, notes=(STOPPED_NOTE, *found.notes)) if stop_asked() else found


STOPPED_NOTE = (
    "the search was stopped by hand: these are the best clusters it had, and another run may find "
    "others"
)

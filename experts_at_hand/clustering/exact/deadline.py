"""When a search has to stop with what it has."""

import math
import time
from dataclasses import dataclass

from experts_at_hand.watch import stop_asked


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, by the clock that only goes forward; never by default.

    Only benchmarks set one: answers that hang on the clock differ from machine to machine.

    Parameters
    ----------
    at
        Seconds of `time.perf_counter`.
    """

    at: float = math.inf

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """Return the moment so many seconds from now."""
        return cls(time.perf_counter() + seconds)

    def share(self, part: float) -> "Deadline":
        """Return a share of the time that is left; never where there is no end."""
        now = time.perf_counter()
        return Deadline(now + (self.at - now) * part)

    @property
    def half_way(self) -> "Deadline":
        """Half the time that is left; never where there is no end."""
        return self.share(0.5)

    @property
    def passed(self) -> bool:
        """Whether it is over, or somebody has asked for an end."""
        return stop_asked() or (self.at < math.inf and time.perf_counter() > self.at)

    @property
    def seconds(self) -> float | None:
        """Seconds left, more than 0; ``None`` where there is no end."""
        return None if math.isinf(self.at) else max(0.05, self.at - time.perf_counter())


NEVER = Deadline()
"""No end."""

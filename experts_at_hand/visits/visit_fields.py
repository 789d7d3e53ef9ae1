"""What every pattern of days is told of a visit: its length, how many make a day, signing in."""

import math
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class VisitFields:
    """A visit, and how many of them fill a day.

    Parameters
    ----------
    hours_per_visit
        Contact hours in one visit, > 0. Half a school day; an assumption.
    visits_per_day
        Visits in a full day, a whole number >= 1. An assumption.
    sign_in_minutes
        Parking and reception, minutes a visit, >= 0. No published figure: an assumption.
    """

    uses_clusters: ClassVar[bool] = True
    """Whether other clusters would change what a visit costs."""

    hours_per_visit: float = 3.0
    visits_per_day: int = 2
    sign_in_minutes: float = 10.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hours_per_visit) and self.hours_per_visit > 0):
            raise ValueError(
                f"hours_per_visit is {self.hours_per_visit}, expected more than 0 hours"
            )
        # The type is only promised: a caller in a notebook may well write 2.5.
        visits: object = self.visits_per_day
        if not isinstance(visits, int) or isinstance(visits, bool) or visits < 1:
            raise ValueError(f"visits_per_day is {visits}, expected a whole number, 1 or more")
        if not (math.isfinite(self.sign_in_minutes) and self.sign_in_minutes >= 0):
            raise ValueError(
                f"sign_in_minutes is {self.sign_in_minutes}, expected 0 minutes or more"
            )
        leg_factor = getattr(self, "leg_factor", 0.0)
        if not (math.isfinite(leg_factor) and leg_factor >= 0):
            raise ValueError(f"leg_factor is {leg_factor}, expected 0 or more")

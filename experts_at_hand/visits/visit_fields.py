"""What every pattern of days is told of a visit: its length, how many make a day, signing in."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import nearest

HoursByPhase: TypeAlias = float | Mapping[str, float]
VisitsByPhase: TypeAlias = int | Mapping[str, int]

USUAL_HOURS = 3.0
"""Contact hours in a visit: half a school day; an assumption."""

USUAL_VISITS = 2
"""Visits in a full day; an assumption."""

PHASES = tuple(phase.value for phase in Phase)


@dataclass(frozen=True, kw_only=True)
class VisitFields:
    """A visit, and how many of them fill a day.

    Parameters
    ----------
    hours_per_visit
        Contact hours in one visit, > 0: one number, or a table by phase, where phases that are not
        named have the usual 3. Half a school day; an assumption.
    visits_per_day
        Visits in a full day, a whole number >= 1: one number, or a table by phase, where phases
        that are not named have the usual 2. An assumption.
    sign_in_minutes
        Parking and reception, minutes a visit, >= 0. No published figure: an assumption.
    """

    uses_clusters: ClassVar[bool] = True
    """Whether other clusters would change what a visit costs."""

    hours_per_visit: HoursByPhase = USUAL_HOURS
    visits_per_day: VisitsByPhase = USUAL_VISITS
    sign_in_minutes: float = 10.0

    def __post_init__(self) -> None:
        freeze_fields(self)
        for where, hours in _entries("hours_per_visit", self.hours_per_visit):
            if not (math.isfinite(hours) and hours > 0):
                raise ValueError(f"{where} is {hours}, expected more than 0 hours")
        for where, visits in _entries("visits_per_day", self.visits_per_day):
            # The type is only promised: a caller in a notebook may well write 2.5.
            if not isinstance(visits, int) or isinstance(visits, bool) or visits < 1:
                raise ValueError(f"{where} is {visits}, expected a whole number, 1 or more")
        if not (math.isfinite(self.sign_in_minutes) and self.sign_in_minutes >= 0):
            raise ValueError(
                f"sign_in_minutes is {self.sign_in_minutes}, expected 0 minutes or more"
            )
        leg_factor = getattr(self, "leg_factor", 0.0)
        if not (math.isfinite(leg_factor) and leg_factor >= 0):
            raise ValueError(f"leg_factor is {leg_factor}, expected 0 or more")

    def hours_at(self, phase: str) -> float:
        """Return the contact hours of a visit at a phase."""
        if isinstance(self.hours_per_visit, Mapping):
            return self.hours_per_visit.get(phase, USUAL_HOURS)
        return self.hours_per_visit

    def visits_at(self, phase: str) -> int:
        """Return the visits that fill a day at a phase."""
        if isinstance(self.visits_per_day, Mapping):
            return self.visits_per_day.get(phase, USUAL_VISITS)
        return self.visits_per_day

    def hours_of(self, area: LocalArea) -> FloatArray:
        """Return the contact hours of a visit, one entry a setting."""
        return np.array([self.hours_at(s.phase.value) for s in area.settings], dtype=np.float64)

    def visits_of(self, area: LocalArea) -> IntArray:
        """Return the visits that fill a day, one entry a setting."""
        return np.array([self.visits_at(s.phase.value) for s in area.settings], dtype=np.int64)

    def leg_ends(self, area: LocalArea) -> FloatArray | None:
        """Return ends of legs for an hour of need, one entry a setting; ``None`` where all alike.

        A visit has ``1 - 1 / v`` of a leg, and an hour of need takes ``1 / hours`` visits.
        """
        if not isinstance(self.visits_per_day, Mapping) and not isinstance(
            self.hours_per_visit, Mapping
        ):
            return None
        ends: FloatArray = (1 - 1 / self.visits_of(area)) / self.hours_of(area)
        return ends

    @property
    def visits_in_words(self) -> str:
        """How many visits a day joins, such as ``2 visits``."""
        if isinstance(self.visits_per_day, Mapping):
            each = ", ".join(
                f"{visits} of {Phase(phase).label} settings"
                for phase, visits in self.visits_per_day.items()
            )
            return f"{USUAL_VISITS} visits ({each})"
        return "1 visit" if self.visits_per_day == 1 else f"{self.visits_per_day} visits"


def _entries(name: str, value: HoursByPhase | VisitsByPhase) -> list[tuple[str, float]]:
    """Return each number with its name; refuse a phase that there is not.

    Raises
    ------
    ValueError
        Saying which phase was probably meant.
    """
    if not isinstance(value, Mapping):
        return [(name, value)]
    for phase in value:
        if phase not in PHASES:
            raise ValueError(f"{name}: unknown phase {phase!r}; {nearest(phase, PHASES)}")
    return [(f"{name}.{phase}", number) for phase, number in value.items()]

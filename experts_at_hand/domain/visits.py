"""What visits cost in minutes and miles once it is settled how the days fall."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experts_at_hand.domain.arrays import Figures, FloatArray, IntArray, sealed
from experts_at_hand.domain.frozen import freeze_fields


@dataclass(frozen=True, eq=False, kw_only=True)
class VisitCosts(Figures):
    """Travel a visit by each team to each setting, under one pattern of days.

    Parameters
    ----------
    team_ids, setting_ids
        Labels of the rows and the columns.
    minutes
        Teams x settings: minutes a visit on travel and sign-in (``tau``); ``inf`` where the team
        cannot get there and back.
    driving_minutes
        Teams x settings: the part of it at the wheel.
    miles
        Teams x settings: miles a visit.
    hours_per_visit
        Contact hours in one visit: one number, or one entry a setting where phases differ.
    visits_per_day
        Visits in a full day, likewise.
    pattern, parameters
        The pattern's registered name and what it was given.
    sentence
        What the pattern says, in plain words.
    """

    team_ids: tuple[str, ...]
    setting_ids: tuple[str, ...]
    minutes: FloatArray = field(compare=False, repr=False)
    driving_minutes: FloatArray = field(compare=False, repr=False)
    miles: FloatArray = field(compare=False, repr=False)
    hours_per_visit: float | FloatArray
    visits_per_day: int | IntArray
    pattern: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""

    def __post_init__(self) -> None:
        freeze_fields(self)
        hours = self.visit_hours
        if not (np.isfinite(hours).all() and (hours > 0).all()):
            raise ValueError(f"hours_per_visit is {self.hours_per_visit}, expected more than 0")
        expected = (len(self.team_ids), len(self.setting_ids))
        for name in ("minutes", "driving_minutes", "miles"):
            values = getattr(self, name)
            if values.shape != expected:
                raise ValueError(f"{name} has shape {values.shape}, expected {expected}")
            if np.isnan(values).any() or (values < 0).any():
                raise ValueError(f"{name} holds a negative or missing number")
            object.__setattr__(self, name, sealed(values))

    @property
    def visit_hours(self) -> FloatArray:
        """Contact hours in one visit, one entry a setting."""
        return np.broadcast_to(np.asarray(self.hours_per_visit, float), (len(self.setting_ids),))

    @property
    def day_hours(self) -> FloatArray:
        """Contact hours in a full day, one entry a setting."""
        hours: FloatArray = self.visit_hours * self.visits_per_day
        return hours

    @property
    def working_hours_per_contact_hour(self) -> FloatArray:
        """Teams x settings: ``k = 1 + tau / (60 L)``, the working hours one contact hour takes."""
        return 1 + self.minutes / (60 * self.visit_hours)

    @property
    def contact_hours_per_day(self) -> float | FloatArray:
        """Contact hours in a full day: one number, or one entry a setting where phases differ."""
        hours, visits = self.hours_per_visit, self.visits_per_day
        if isinstance(hours, np.ndarray) or isinstance(visits, np.ndarray):
            return self.day_hours
        return hours * visits

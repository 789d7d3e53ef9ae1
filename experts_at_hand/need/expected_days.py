"""Need as a share of the days that national planning expects of the average school of a phase."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.counts import Counts
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.domain.weighted_counts import WeightedCounts
from experts_at_hand.errors import DataError, nearest
from experts_at_hand.registry.protocols import NEED_MODELS

ByPhase: TypeAlias = float | Mapping[str, float]

USUAL_DAY = 6.0
"""Contact hours of a day where no pattern of days says: two visits of three hours."""

NATIONAL_DAYS: Mapping[str, float] = {"primary": 40.0, "secondary": 160.0}
"""Days a year that the average school of a phase is to have by April 2029, all professions of the
offer together: the national planning expectation, as the press reports it."""


@NEED_MODELS.register("expected_days")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDays(WeightedCounts):
    """Share out the days that national planning expects of the average school of each phase.

    ``hours = share x hours of a day x days of the phase x weight / mean weight of the phase``: the
    average school gets exactly the expectation, and access reads as the share of the expected days
    that a school gets. A phase without days has as many hours for the same weight as the phases
    with days together, an assumption. Weights are on any scale: only their ratio counts. The days
    40 and 160 are the national planning expectation by April 2029, as the press reports it.

    Parameters
    ----------
    share
        Part of the days that falls to this profession, more than 0 and at most 1. No source: an
        assumption to be agreed, and those of all professions add up to 1 at most.
    days
        Days a year of the average setting, by phase, all professions together.
    hours_per_day
        Contact hours of a day, one number or one by phase; as the visits are unless stated.
    """

    share: float
    days: Mapping[str, float] = field(default_factory=lambda: dict(NATIONAL_DAYS))
    hours_per_day: ByPhase | None = None

    def __post_init__(self) -> None:
        WeightedCounts.__post_init__(self)
        freeze_fields(self)
        if not 0 < self.share <= 1:
            raise ValueError(f"share is {self.share}, expected more than 0 and at most 1")
        for name, table in (("days", self.days), ("hours_per_day", self.hours_per_day)):
            for phase, value in _table(table).items():
                if phase and phase not in PHASES:
                    raise ValueError(f"{name}: unknown phase {phase!r}; {nearest(phase, PHASES)}")
                if not (math.isfinite(value) and value > 0):
                    where = f"{name}.{phase}" if phase else name
                    raise ValueError(f"{where} is {value}, expected more than 0")
        if not self.days:
            raise ValueError("days is empty; state the days of one phase at least")

    @classmethod
    def example(cls) -> "ExpectedDays":
        """Return one with a share."""
        return cls(share=0.2)

    def with_day(self, hours_per_day: ByPhase) -> "ExpectedDays":
        """Return the model with the day of a pattern, where it states none of its own."""
        return (
            self if self.hours_per_day is not None else replace(self, hours_per_day=hours_per_day)
        )

    def day_of(self, phase: str) -> float:
        """Return the contact hours of a day at a phase."""
        table = _table(USUAL_DAY if self.hours_per_day is None else self.hours_per_day)
        return table.get(phase, table.get("", USUAL_DAY))

    def hours(self, profession: str, settings: Sequence[Setting], counts: Counts) -> FloatArray:
        """Return hours a year, one entry a setting.

        Raises
        ------
        DataError
            If no setting is of a phase that days are stated for.
        """
        weight = self.weigh(counts)
        phases = np.array([setting.phase.value for setting in settings], dtype=np.str_)
        hours = np.zeros(len(settings))
        stated = [phase for phase in self.days if (phases == phase).any()]
        if not stated:
            there = ", ".join(dict.fromkeys(phases.tolist()))
            raise DataError(
                f"[need.{profession}]",
                [f"days are stated for {', '.join(self.days)}; state them for one of {there}"],
            )
        for phase in stated:
            here = phases == phase
            average = self.share * self.day_of(phase) * self.days[phase]
            hours[here] = average * _relative(weight, here)
        known = np.isin(phases, stated)
        if not known.all():
            total = weight[known].sum()
            rate = hours[known].sum() / total if total > 0 else 0.0
            hours[~known] = rate * weight[~known]
        return hours

    def sentence(self) -> str:
        """Say what is needed."""
        days = ", ".join(
            f"{days:g} of the average {Phase(phase).label} setting"
            for phase, days in self.days.items()
        )
        source = (
            "the national planning expectation by April 2029, as the press reports it"
            if dict(self.days) == dict(NATIONAL_DAYS)
            else "an assumption"
        )
        weights = "; ".join(self.words()) or "all settings of a phase alike"
        return (
            f"a share of {100 * self.share:.4g}% (an assumption) of the expected days, {days} a "
            f"year ({source}), shared within a phase by weight: {weights} (assumptions); other "
            "phases have as many hours for the same weight"
        )


PHASES = tuple(phase.value for phase in Phase)


def _table(value: ByPhase | None) -> Mapping[str, float]:
    """Return one number, or one by phase, as a table; the one stands under no phase."""
    if value is None:
        return {}
    return value if isinstance(value, Mapping) else {"": value}


def _relative(weight: FloatArray, here: BoolArray) -> FloatArray:
    """Weights over their mean; all alike where nothing weighs anything."""
    mean = weight[here].mean()
    relative: FloatArray = weight[here] / mean if mean > 0 else np.ones(int(here.sum()))
    return relative

"""Days a year at each setting, beside what national planning expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.domain.settings import Phase
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS

EXPECTED_DAYS = {Phase.PRIMARY: 40.0, Phase.SECONDARY: 160.0}
"""The national planning expectation by April 2029: specialist days a year for a primary and a
secondary school, all professions of the offer together: of the average school of the phase, and no
promise to each."""


@METRICS.register("days")
@dataclass(frozen=True)
class Days:
    """Days a year at each phase of school, beside what national planning expects."""

    rank: ClassVar[int] = 4
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "days_per_primary": Prominence(further=13),
        "share_of_expected_days_primary": Prominence(further=14),
        "days_by_others_primary": Prominence(further=14),
        "days_lowest_primary": Prominence(further=15),
        "days_p10_primary": Prominence(further=16),
        "days_median_primary": Prominence(further=17),
        "days_highest_primary": Prominence(further=18),
        "days_per_secondary": Prominence(further=19),
        "share_of_expected_days_secondary": Prominence(further=20),
        "days_by_others_secondary": Prominence(further=20),
        "days_lowest_secondary": Prominence(further=21),
        "days_p10_secondary": Prominence(further=22),
        "days_median_secondary": Prominence(further=23),
        "days_highest_secondary": Prominence(further=24),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return days_measures(plan)


def days_by_others(area: LocalArea, phase: Phase) -> float | None:
    """Return days a year that others bring to the average school; ``None`` where nobody says.

    A column ``days_by_others`` of settings goes before what a scenario says of the phase; a blank
    in it is left out of the mean.
    """
    here = [s.counts.get("days_by_others") for s in area.settings if s.phase is phase]
    stated = [days for days in here if days is not None]
    return float(np.mean(stated)) if stated else area.days_by_others.get(phase.value)


def days_measures(plan: Plan) -> Iterator[Measure]:
    """Mean days a year by phase, all professions together, and the share of what is expected."""
    days = plan.allocation.allocated_hours.sum(axis=1) / plan.allocation.visits.day_hours
    for phase in (Phase.PRIMARY, Phase.SECONDARY):
        here = np.array([s.phase is phase for s in plan.area.settings], dtype=np.bool_)
        if not here.any():
            continue
        mean, expected = float(days[here].mean()), EXPECTED_DAYS[phase]
        others = days_by_others(plan.area, phase)
        yield Measure(
            metric=f"days_per_{phase.value}",
            value=mean,
            unit="days a year",
            better="higher",
            label=f"Days at the average {phase.label} school, all professions planned here",
        )
        yield Measure(
            metric=f"share_of_expected_days_{phase.value}",
            value=(mean + (others or 0.0)) / expected,
            unit="share",
            better="higher",
            label=(
                f"Of the {expected:g} days that the average {phase.label} school is to have by "
                "April 2029, all professions of the offer together"
                + ("" if others is None else ", those by others included")
            ),
        )
        if others is not None:
            yield Measure(
                metric=f"days_by_others_{phase.value}",
                value=others,
                unit="days a year",
                better="higher",
                label=f"Days at the average {phase.label} school by professions not planned here",
            )
        for word, value, called in (
            ("lowest", days[here].min(), "the school with fewest"),
            ("p10", np.percentile(days[here], 10), "the school a tenth from the bottom"),
            ("median", np.median(days[here]), "the school in the middle"),
            ("highest", days[here].max(), "the school with most"),
        ):
            yield Measure(
                metric=f"days_{word}_{phase.value}",
                value=float(value),
                unit="days a year",
                better="higher",
                label=f"Days at {called}, {phase.label}, all professions planned here",
            )

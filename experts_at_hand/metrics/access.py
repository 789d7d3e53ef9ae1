"""Access: the share of need that is met, one figure for each setting and profession with need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.arrays import BoolArray
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS

THRESHOLDS = (0.5, 0.8)
ROUNDING = 1e-6
"""Access this close below a threshold counts as reaching it: the solver's own precision."""


@METRICS.register("access")
@dataclass(frozen=True)
class Access:
    """The share of need that is met: lowest, mean, and how many are far from their need."""

    rank: ClassVar[int] = 1
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "lowest_access": Prominence(summary=1, headline=1, axis=1, by_profession=True),
        "mean_access": Prominence(summary=2, further=8),
        "share_of_need_met": Prominence(summary=3, headline=2, axis=2),
        "hours_beyond_need": Prominence(further=11),
        "share_below_50": Prominence(further=9),
        "share_below_80": Prominence(further=10),
        "contact_hours": Prominence(further=2),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return access_measures(plan)


def access_measures(plan: Plan) -> Iterator[Measure]:
    """Lowest, mean, and how many are far from their need."""
    access = plan.access()
    yield _share("lowest_access", _low(plan, None), "Lowest access of any setting")
    yield _share(
        "lowest_access_within_reach",
        _low(plan, plan.within_reach),
        "Lowest access among settings that a team can reach",
    )
    yield _share("mean_access", _mean(plan, None), "Mean access")
    yield _share("share_of_need_met", plan.share_met(), "Share of all needed hours that is met")
    for threshold in THRESHOLDS:
        below = float((access < threshold - ROUNDING).mean()) if len(access) else np.nan
        yield Measure(
            metric=f"share_below_{threshold * 100:.0f}",
            value=below,
            unit="share",
            better="lower",
            label=f"Settings and professions with access below {threshold:.0%}",
        )
    yield Measure(
        metric="unreached",
        value=float(len(plan.allocation.unreached)),
        unit="settings and professions",
        better="lower",
        label="Settings that no team of a needed profession can reach",
    )
    beyond = plan.allocation.allocated_hours - plan.allocation.met_hours
    yield Measure(
        metric="hours_beyond_need",
        value=float(beyond.sum()),
        unit="hours a year",
        better="lower",
        label="Hours at settings that get more than they need",
    )
    yield Measure(
        metric="contact_hours",
        value=float(plan.allocation.allocated_hours.sum()),
        unit="hours a year",
        better="higher",
        label="Hours with children and staff",
    )


@METRICS.register("access_by_group")
@dataclass(frozen=True)
class AccessByGroup:
    """The same for each profession, phase, cluster and fifth of deprivation."""

    rank: ClassVar[int] = 5

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return access_by_group(plan)


def access_by_group(plan: Plan) -> Iterator[Measure]:
    """Lowest and mean access and the share of need met, for each group that a board asks about."""
    for group, words, chosen in plan.groups():
        for metric, value, label in (
            ("lowest_access", _low(plan, chosen), "Lowest access"),
            ("mean_access", _mean(plan, chosen), "Mean access"),
            ("share_of_need_met", plan.share_met(chosen), "Share of needed hours that is met"),
        ):
            yield _share(f"{metric}:{group}", value, f"{label}: {words}")


def _low(plan: Plan, chosen: BoolArray | None) -> float:
    access = plan.access(chosen)
    return float(access.min()) if len(access) else np.nan


def _mean(plan: Plan, chosen: BoolArray | None) -> float:
    access = plan.access(chosen)
    return float(access.mean()) if len(access) else np.nan


def _share(metric: str, value: float, label: str) -> Measure:
    return Measure(metric=metric, value=value, unit="share", better="higher", label=label)

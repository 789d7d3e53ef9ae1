"""Access: the share of need that is met, one figure for each setting and profession with need."""

from collections.abc import Iterator

import numpy as np

from experts_at_hand.domain.arrays import BoolArray
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.metrics.samples import Plan

THRESHOLDS = (0.5, 0.8)
ROUNDING = 1e-6
"""Access this close below a threshold counts as reaching it: the solver's own precision."""


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
    yield Measure(
        metric="contact_hours",
        value=float(plan.allocation.allocated_hours.sum()),
        unit="hours a year",
        better="higher",
        label="Hours with children and staff",
    )


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

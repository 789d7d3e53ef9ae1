"""Equity: how evenly access is spread, and whether it follows deprivation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.metrics.samples import FIFTHS, Plan
from experts_at_hand.registry.protocols import METRICS

AVERSION = 1.0
"""Aversion to inequality in the Kolm-Pollak figure; a usual middle value, not a finding."""


@METRICS.register("equity")
@dataclass(frozen=True)
class Equity:
    """How evenly access is spread, and whether it follows deprivation."""

    rank: ClassVar[int] = 2
    prominence: ClassVar[Mapping[str, Prominence]] = {
        "gini_access": Prominence(headline=3, by_profession=True),
        "deprivation_gap": Prominence(headline=4),
        "p10_access": Prominence(further=7, by_profession=True),
        "kolm_pollak_access": Prominence(further=11, by_profession=True),
        "p90_p10_access": Prominence(further=12, by_profession=True),
    }

    def measures(self, plan: Plan) -> Iterator[Measure]:
        """Yield the figures."""
        return equity_measures(plan)


def equity_measures(plan: Plan) -> Iterator[Measure]:
    """Gini, percentiles and Kolm-Pollak of each profession, and the gap between fifths.

    Figures of spread are taken within a profession: two professions of which one is short would
    look unequal, and become "fairer" as the other loses staff.
    """
    professions = np.array(plan.allocation.professions, dtype=np.str_)
    for profession in plan.allocation.professions:
        chosen: BoolArray = np.broadcast_to(professions == profession, plan.needed.shape)
        yield from _spread(plan.access(chosen), profession)
    if plan.fifths.any():
        yield Measure(
            metric="deprivation_gap",
            value=deprivation_gap(plan),
            unit="share",
            better="lower",
            label="Mean access of the least deprived fifth less that of the most deprived",
        )


def _spread(access: FloatArray, profession: str) -> Iterator[Measure]:
    """Yield how evenly access to one profession is spread."""
    of = f": {profession_label(profession)}"
    group = f":profession={profession}"
    yield Measure(
        metric=f"gini_access{group}",
        value=gini(access),
        unit="index, 0 equal to 1",
        better="lower",
        label=f"Gini index of access{of}",
    )
    yield Measure(
        metric=f"p10_access{group}",
        value=float(np.percentile(access, 10)) if len(access) else np.nan,
        unit="share",
        better="higher",
        label=f"Access that all but the worst-off tenth exceed{of}",
    )
    yield Measure(
        metric=f"p90_p10_access{group}",
        value=percentile_ratio(access),
        unit="ratio",
        better="lower",
        label=f"Access at the 90th percentile over access at the 10th{of}",
    )
    yield Measure(
        metric=f"kolm_pollak_access{group}",
        value=kolm_pollak(access),
        unit="share",
        better="higher",
        label=f"Access that would be as good if all had the same (Kolm-Pollak){of}",
    )


def gini(values: FloatArray) -> float:
    """Gini index: mean absolute difference of all pairs over twice the mean.

    Parameters
    ----------
    values
        One entry each, >= 0; ``nan`` if there is none, 0 if all are 0.

    References
    ----------
    C. Gini, "Variabilita e mutabilita" (1912); the sorted form: A. Sen, "On Economic Inequality"
    (1973), chapter 2.

    Examples
    --------
    >>> gini(np.array([0.0, 1.0]))
    0.5
    """
    if not len(values):
        return np.nan
    ordered = np.sort(values)
    total = float(ordered.sum())
    if total <= 0:
        return 0.0
    n = len(ordered)
    ranks = 2 * np.arange(1, n + 1) - n - 1
    return max(0.0, float(ranks @ ordered) / (n * total))


def percentile_ratio(values: FloatArray) -> float:
    """90th percentile over the 10th; infinite if the 10th is 0, ``nan`` without values."""
    if not len(values):
        return np.nan
    low, high = (float(v) for v in np.percentile(values, [10, 90]))
    if low <= 0:
        return np.inf if high > 0 else 1.0
    return high / low


def kolm_pollak(values: FloatArray, *, aversion: float = AVERSION) -> float:
    """Equally-distributed equivalent after Kolm and Pollak, of something that is good to have.

    ``-log(mean(exp(-k x))) / k`` with ``k = aversion x sum(x) / sum(x^2)``, so that the aversion
    does not depend on the unit. It lies between the minimum and the mean.

    Parameters
    ----------
    values
        One entry each, >= 0.
    aversion
        > 0; at 0 it would be the mean, at infinity the minimum.

    References
    ----------
    G. Sheriff and K. Maguire, "Health risk, inequality indexes, and environmental justice", Risk
    Analysis 40 (2020); T. Logan and others, "Measuring inequalities in urban systems",
    Environment and Planning B 48 (2021).

    Examples
    --------
    >>> round(kolm_pollak(np.array([0.5, 0.5])), 6)
    0.5
    """
    if not len(values):
        return np.nan
    squares = float((values**2).sum())
    if squares <= 0:
        return 0.0
    k = aversion * float(values.sum()) / squares
    lowest = float(values.min())
    # The smallest value is taken out first: large exponents would underflow.
    return lowest - float(np.log(np.mean(np.exp(-k * (values - lowest))))) / k


def deprivation_gap(plan: Plan) -> float:
    """Mean access of the least deprived fifth less that of the most deprived."""
    shape = plan.needed.shape
    most, least = (
        plan.access(np.broadcast_to((plan.fifths == fifth)[:, None], shape))
        for fifth in (1, FIFTHS)
    )
    return float(least.mean() - most.mean()) if len(most) and len(least) else np.nan

"""What each gap in the counts can move in the result: the plan made again with the blanks filled.

Need is only half of the answer: what matters is whether the worst-off setting, or anybody's hours,
would be others. So the plan is made again with every blank of a column low, and again with it high,
as `gaps` fills them; clusters and travel stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.pipeline import Outcome, Prepared, plan_prepared
from experts_at_hand.quality.gaps import QUARTILES, gaps_of, with_blanks_at

TENTH = 0.1
"""Share of a setting's hours from which on a reader would call them other hours."""

Three = tuple[float, float, float]
"""As planned, with blanks low, and with blanks high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMove:
    """What the blanks of a column can move in a plan.

    Parameters
    ----------
    column
        Its heading.
    settings
        How many settings have a blank there.
    lowest_access, need_met, travel_hours
        Lowest access of any setting, share of all need that is met, and hours of travel and signing
        in a year: as planned, with every blank at the lower quartile of its phase, at the upper.
    moved
        Settings whose hours of all professions change by a tenth or more, in either.
    most
        Which of these changes by most, and its hours; ``None`` where nobody's do.
    """

    column: str
    settings: int
    lowest_access: Three
    need_met: Three
    travel_hours: Three
    moved: int
    most: tuple[str, Three] | None

    def sentence(self) -> str:
        """Say what the gap can move in the result."""
        where = "1 setting" if self.settings == 1 else f"{self.settings:,} settings"
        planned, low, high = self.lowest_access
        said = (
            f"{self.column} of {where} is blank: the lowest access is {planned:.1%}, and with "
            f"blanks low {low:.1%}, with blanks high {high:.1%}"
        )
        if self.most is None:
            return f"{said}; no setting's hours change by a tenth"
        name, (before, below, above) = self.most
        count = "1 setting's hours" if self.moved == 1 else f"{self.moved:,} settings' hours"
        return (
            f"{said}; {count} change by a tenth or more, most those of {name}: {before:,.1f} a "
            f"year, {below:,.1f} and {above:,.1f}"
        )


def result_moves(prepared: Prepared) -> tuple[ResultMove, ...]:
    """Plan again with the blanks of each column low and high; what moves most need comes first.

    Parameters
    ----------
    prepared
        A scenario with its area, travel and clusters.

    Raises
    ------
    InfeasibleError, SolverError
        If there is no plan, with the blanks as estimated or otherwise.
    """
    return tuple(_moves(prepared))


def _moves(prepared: Prepared) -> Iterator[ResultMove]:
    scenario, area, travel, clustering = prepared
    gaps = gaps_of(area)
    if not gaps:
        return
    planned = plan_prepared(prepared)
    names = [setting.name for setting in area.settings]
    for gap in gaps:
        others = (
            plan_prepared((scenario, with_blanks_at(area, gap.column, q), travel, clustering))
            for q in QUARTILES
        )
        plans = (planned, *others)
        hours = np.stack([_hours(plan) for plan in plans])
        change = np.abs(hours[1:] - hours[0]).max(axis=0)
        moved = (change >= TENTH * hours[0]) & (change > 0)
        at = int(np.where(moved, change, -1.0).argmax())
        yield ResultMove(
            column=gap.column,
            settings=gap.settings,
            lowest_access=_three(plans, "lowest_access"),
            need_met=_three(plans, "share_of_need_met"),
            travel_hours=_three(plans, "travel_hours"),
            moved=int(moved.sum()),
            most=(names[at], _as_three(hours[:, at])) if moved.any() else None,
        )


def _hours(plan: Outcome) -> FloatArray:
    """Return hours a year of each setting, all professions together."""
    found: FloatArray = plan.allocation.allocated_hours.sum(axis=1)
    return found


def _three(plans: tuple[Outcome, ...], metric: str) -> Three:
    return _as_three(np.array([plan.scorecard[metric].value for plan in plans]))


def _as_three(values: FloatArray) -> Three:
    planned, low, high = values.tolist()
    return planned, low, high

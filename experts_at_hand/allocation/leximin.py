"""Leximin: raise the lowest access, fix those that cannot rise, repeat until all are fixed.

One max-min round is not enough: it says what the worst-off setting gets and leaves everybody else
to chance. Here each round raises the common level of all settings that are not yet fixed, and the
duals tell which of them hold it down. A positive dual on ``access >= lowest`` means that the row is
tight in *every* optimal plan (complementary slackness), so those settings are fixed at this level
for good; the programme goes on with the rest from the basis it has.

At least one setting is fixed a round, because the duals of the rows, weighted as here, add up to
the need of all that are not fixed. Degenerate duals may miss a setting that cannot rise; the next
round then finds the same level and fixes it. Method: Ogryczak, Pioro and Tomaszewski (2005),
"Telecommunications network design and max-min optimization problem", section on saturated targets;
the pricing of absent pairs makes each round's duals those of the whole programme.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.formulation import LinearObjective
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.shadow_prices import shadow_prices_of
from experts_at_hand.allocation.tolerances import (
    GAIN_TOLERANCE,
    LEVEL_TOLERANCE,
    SATURATION_TOLERANCE,
)
from experts_at_hand.domain.allocation import Status
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.errors import SolverError

FULL = 1 - 1e-9
"""Access from which a need counts as met in full."""


@dataclass(frozen=True, kw_only=True)
class LeximinResult:
    """Where every setting ended.

    Parameters
    ----------
    status
        ``stopped`` where time ran out before every setting was fixed.
    access
        One entry a demand: the level at which it was fixed, or the level that all unsettled
        demands have together.
    levels
        Level and number of demands fixed at it, ascending.
    prices
        By team id: rise of the lowest access for one more working hour of the team, where stated.
    hours
        The last plan that keeps every level, one entry a pair.
    """

    status: Status
    access: FloatArray
    levels: tuple[tuple[float, int], ...]
    prices: dict[str, float]
    hours: FloatArray


def lowest_aim(pairs: Pairs, unsettled: BoolArray) -> LinearObjective:
    """Return the aim of one round: the common level of all unsettled demands, raised.

    It is counted in hours of their need, so that one unit of the objective is an hour.
    """
    return LinearObjective(lowest=-float(pairs.need[unsettled].sum()))


def leximin(model: AllocationModel, incumbent: FloatArray) -> LeximinResult:
    """Settle the access of every demand of the model, worst first.

    Parameters
    ----------
    model
        With the lowest access stated.
    incumbent
        A plan that keeps the rules, one entry a pair: what stands if time runs out at once.

    Raises
    ------
    SolverError
        If the solver contradicts itself.
    """
    unsettled = np.ones(len(model.pairs.need), dtype=bool)
    access = model.pairs.met(incumbent) / model.pairs.need
    levels: list[tuple[float, int]] = []
    prices: dict[str, float] = {}
    hours = incumbent
    while unsettled.any():
        aim = lowest_aim(model.pairs, unsettled)
        status = model.minimise(aim)
        if status != "optimal":
            return LeximinResult(
                status="stopped", access=access, levels=_merge(levels), prices=prices, hours=hours
            )
        level, hours = model.lowest(), model.hours()
        if level >= FULL:
            held = unsettled.copy()
        else:
            held = unsettled & (model.worst_duals() > SATURATION_TOLERANCE * model.pairs.need)
        if not levels:
            prices = {team: -p / -aim.lowest for team, p in shadow_prices_of(model, aim).items()}
        elif level - levels[-1][0] < LEVEL_TOLERANCE and _none_can_rise(model, unsettled, level):
            held = unsettled.copy()
        if not held.any():
            raise SolverError("no setting holds the lowest access down; please report this case")
        model.settle_lowest(np.flatnonzero(held), level)
        unsettled &= ~held
        access[held | unsettled] = level
        levels.append((level, int(held.sum())))
    return LeximinResult(
        status="optimal", access=access, levels=_merge(levels), prices=prices, hours=hours
    )


def _none_can_rise(model: AllocationModel, unsettled: BoolArray, level: float) -> bool:
    """Whether all unsettled demands together can gain no more than the solver's own error.

    Rounds that end where the one before ended may be real ties, or crumbs that settled objectives
    leave: then every setting would have a round of its own.
    """
    gain = LinearObjective(access=np.where(unsettled, -model.pairs.need, 0.0))
    if model.minimise(gain) != "optimal":
        return False
    most = -model.live.objective
    return most - level * float(model.pairs.need[unsettled].sum()) < GAIN_TOLERANCE


def _merge(levels: list[tuple[float, int]]) -> tuple[tuple[float, int], ...]:
    """Join rounds that ended at the same level, to the solver's tolerance."""
    merged: list[tuple[float, int]] = []
    for level, count in levels:
        if merged and level - merged[-1][0] <= LEVEL_TOLERANCE:
            merged[-1] = (merged[-1][0], merged[-1][1] + count)
        else:
            merged.append((level, count))
    return tuple(merged)

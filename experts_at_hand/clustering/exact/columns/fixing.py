"""Pairs of hub and member that a better clustering can have: each forced into a cheapest column."""

import numpy as np

from experts_at_hand.clustering.exact.columns.core import Core
from experts_at_hand.clustering.exact.columns.enumerate import completions, floors
from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.knapsack import choose_hubs, fill_knapsacks
from experts_at_hand.domain.arrays import BoolArray, FloatArray


def possible_pairs(pricer: Pricer, multipliers: FloatArray, upper: float) -> BoolArray:
    """Mark the pairs of hub and member that a clustering cheaper than ``upper`` may have.

    A hub's column may cost the slack that is left above the cheaper of its own cheapest and the
    dearest that opens, see `enumerate`; a member that is in no such column of the hub is fixed.

    Parameters
    ----------
    pricer
        Prices the hubs.
    multipliers
        What it is worth to take each member.
    upper
        Cost of clusters at hand, or a guess.

    Returns
    -------
    Hubs x members.
    """
    problem = pricer.problem
    filled = fill_knapsacks(problem, multipliers)
    values = pricer.price_all(multipliers, filled)
    opened = choose_hubs(problem, values)
    bound = float(multipliers.sum() + values[opened].sum())
    if not np.isfinite(bound):
        return np.zeros(problem.cost.shape, dtype=np.bool_)
    slack = max(0.0, upper - bound) + 1e-9 * max(1.0, abs(upper))
    limit = floors(problem, values, opened) + slack
    may = np.zeros(problem.cost.shape, dtype=np.bool_)
    hubs = np.flatnonzero(values <= limit)
    core = Core.of(problem, hubs, multipliers, filled, limit[hubs])
    may[hubs] = _possible(pricer.grains, core, limit[hubs])
    return may


def _possible(grains: Grains, core: Core, limit: FloatArray) -> BoolArray:
    """Mark the members that some column of a hub no dearer than its limit holds."""
    may = core.inside.copy()
    least, most, _ = grains.room(core.hubs, core.inside, core.open)
    most = np.minimum(most, np.where(core.open, grains.weights, 0).sum(axis=1))
    left = limit - core.start()
    for at in range(len(core.hubs)):
        items = np.flatnonzero(core.open[at])
        if most[at] < least[at]:
            may[at] = False
            continue
        weights, worth = grains.weights[items], core.reduced[at, items]
        rest = completions(worth, weights, int(least[at]), int(most[at]))
        if not rest[0, 0] <= left[at]:
            may[at] = False
            continue
        wide = int(most[at]) + 1
        so_far = np.full(wide, np.inf)
        so_far[0] = 0.0
        for k, (size, value) in enumerate(zip(weights.tolist(), worth.tolist(), strict=True)):
            into = so_far + value
            cheapest = (into + rest[k + 1][size : size + wide]).min()
            may[at, items[k]] = cheapest <= left[at]
            if size < wide:
                so_far[size:] = np.minimum(so_far[size:], into[: wide - size])
    return may

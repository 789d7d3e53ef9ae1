"""Every column that a better clustering could have: enumeration below a slack.

At multipliers ``u`` a hub's cheapest column is worth ``z[h]`` and the dearest hub that opens
``mu``. A clustering costs the bound, and beside it the *slack* of each of its columns: the column's
reduced value less the cheaper of ``z[h]`` and ``mu``. So a clustering cheaper than the bound plus
``theta`` has only columns with a slack below ``theta``, and all of these are listed: member by
member, each either in or out, going on only where the cheapest completion is still below. No branch
ends in nothing, and the work is that of the columns found.
"""

from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.clustering.exact.columns.core import Core
from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.columns.pool import Asked, Columns
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.knapsack import KnapsackFills, choose_hubs, fill_knapsacks
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Enumerated:
    """Columns below a slack.

    Parameters
    ----------
    columns
        All with a smaller slack, and none with a larger one.
    bound
        What the multipliers prove.
    theta
        The slack: a clustering with any other column costs ``bound + theta`` or more.
    """

    columns: Columns
    bound: float
    theta: float


def columns_below(
    pricer: Pricer,
    asked: Asked,
    multipliers: FloatArray,
    upper: float,
    most: int,
) -> Enumerated:
    """List the columns that clusters cheaper than those at hand can have, or as many as wanted.

    Parameters
    ----------
    pricer
        Prices the hubs.
    asked
        What a column must keep.
    multipliers
        What it is worth to take each member.
    upper
        Cost of the clusters at hand.
    most
        Columns that are wanted; where there are twice as many, the slack is made smaller.
    """
    problem = pricer.problem
    filled = fill_knapsacks(problem, multipliers)
    values = pricer.price_all(multipliers, filled)
    hubs = choose_hubs(problem, values)
    bound = float(multipliers.sum() + values[hubs].sum())
    if not np.isfinite(bound):  # too few hubs can be filled: there is no clustering at all
        return Enumerated(Columns.none(problem), bound, 0.0)
    floor = floors(problem, values, hubs)
    search = _Enumeration(problem, pricer.grains, asked, most, theta=max(0.0, upper - bound))
    at = np.flatnonzero(np.isfinite(values) & np.isfinite(floor))
    slack = values[at] - floor[at]
    for hub in at[np.argsort(slack, kind="stable")][: int((slack < search.theta).sum())].tolist():
        search.hub(hub, float(floor[hub]), multipliers, filled)
    return Enumerated(search.columns(), bound, search.theta)


def floors(problem: MedianProblem, values: FloatArray, hubs: IntArray) -> FloatArray:
    """Return what the slack of a hub's columns is measured from."""
    if problem.forced is None:
        least: FloatArray = np.minimum(values, values[hubs].max())
        return least
    free = hubs[~problem.forced[hubs]]
    dearest = values[free].max(initial=-np.inf)
    floor = np.minimum(values, dearest)
    found: FloatArray = np.where(problem.forced, values, floor if len(free) else -np.inf)
    return found


@dataclass(eq=False, slots=True)
class _Enumeration:
    """Lists columns hub by hub; the slack falls while there are too many."""

    problem: MedianProblem
    grains: Grains
    asked: Asked
    most: int
    theta: float
    found: list[tuple[int, FloatArray, BoolArray]] = field(default_factory=list)
    count: int = 0

    def hub(self, hub: int, floor: float, multipliers: FloatArray, filled: KnapsackFills) -> None:
        """List the columns of a hub."""
        hubs = np.array([hub])
        limit = np.array([floor + self.theta])
        core = Core.of(self.problem, hubs, multipliers, filled, limit)
        room = self.grains.room(hubs, core.inside, core.open)
        least = int(room[0][0])
        most = min(int(room[1][0]), int(self.grains.weights[core.open[0]].sum()))
        items = core.open[0].nonzero()[0]
        weights, worth = self.grains.weights[items], core.reduced[0, items]
        if most < least:
            return
        order = np.argsort(-weights, kind="stable")
        items, weights, worth = items[order], weights[order], worth[order]
        rest = completions(worth, weights, least, most)
        weight, slack = np.zeros(1, np.int64), core.start() - floor
        if slack[0] + rest[0, 0] >= self.theta:
            return
        chosen = np.zeros((1, len(items)), np.bool_)
        for at in range(len(items)):
            # Without this member, and with it: only what can still stay below the slack.
            out = slack + rest[at + 1][weight]
            into = slack + worth[at] + rest[at + 1][weight + weights[at]]
            left, right = (out < self.theta).nonzero()[0], (into < self.theta).nonzero()[0]
            lowest = np.concatenate([out[left], into[right]])
            weight = np.concatenate([weight[left], weight[right] + weights[at]])
            slack = np.concatenate([slack[left], slack[right] + worth[at]])
            chosen = np.concatenate([chosen[left], chosen[right]])
            chosen[len(left) :, at] = True
            if self.count + len(lowest) > 2 * self.most:
                self._lower(lowest)
                stays = lowest < self.theta
                weight, slack, chosen = weight[stays], slack[stays], chosen[stays]
            if not len(weight):
                return
        taken = np.repeat(core.inside, len(chosen), axis=0)
        taken[:, items] = chosen
        kept = self.asked.kept(np.full(len(taken), hub), taken)
        if kept.any():
            self.found.append((hub, slack[kept], taken[kept]))
            self.count += int(kept.sum())
            if self.count > 2 * self.most:
                self._lower(np.zeros(0))

    def _lower(self, lowest: FloatArray) -> None:
        """Make the slack as small as leaves no more columns than are wanted."""
        every = np.concatenate([lowest, *(slack for _, slack, _ in self.found)])
        self.theta = min(self.theta, float(np.partition(every, self.most)[self.most]))
        left = []
        for hub, slack, taken in self.found:
            stays = slack < self.theta
            if stays.any():
                left.append((hub, slack[stays], taken[stays]))
        self.found = left
        self.count = sum(len(slack) for _, slack, _ in left)

    def columns(self) -> Columns:
        """Return all that were found."""
        members = len(self.problem.need)
        hub = [np.full(len(slack), hub) for hub, slack, _ in self.found]
        sets = [taken for _, _, taken in self.found]
        return Columns.of(
            self.problem,
            np.concatenate([np.zeros(0, np.int64), *hub]),
            np.concatenate([np.zeros((0, members), np.bool_), *sets]),
        )


def completions(worth: FloatArray, weights: IntArray, least: int, most: int) -> FloatArray:
    """Return the cheapest way to go on: a table of items x weight so far.

    Row ``k`` holds for each weight the least that items from ``k`` on can add so that the whole
    weight ends within the bounds; ``inf`` where none does.

    Parameters
    ----------
    worth
        Of each item.
    weights
        Of each item, in grains.
    least, most
        What the whole may weigh.
    """
    wide = most + 1 + int(weights.max(initial=0))
    table = np.full((len(worth) + 1, wide), np.inf)
    table[-1, least : most + 1] = 0.0
    for at in range(len(worth) - 1, -1, -1):
        after, size = table[at + 1], int(weights[at])
        table[at, : most + 1] = np.minimum(
            after[: most + 1], worth[at] + after[size : size + most + 1]
        )
    return table

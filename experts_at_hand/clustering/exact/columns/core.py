"""What is left to choose for each hub, counted out for all hubs at once.

The table of a hub holds the cheapest set of every weight, so that a least is kept as easily as a
most, and further sets come with the cheapest.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.knapsack import KnapsackFills
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

CELLS = 4_000_000
"""Entries of the tables that are filled at once: what a processor keeps near."""

SETS = 2
"""Sets of each hub that are read off its table."""


@dataclass(frozen=True, eq=False, slots=True)
class Core:
    """What is left to choose for some hubs.

    Parameters
    ----------
    hubs
        Which.
    reduced
        Hubs x members: cost less what taking the member is worth.
    inside
        Hubs x members: who is in whatever else is chosen, the hub's own member too.
    open
        Hubs x members: who may be in or out.
    """

    hubs: IntArray
    reduced: FloatArray
    inside: BoolArray
    open: BoolArray

    @classmethod
    def of(
        cls,
        problem: MedianProblem,
        hubs: IntArray,
        multipliers: FloatArray,
        filled: KnapsackFills,
        limit: FloatArray,
        *,
        cheapest: bool = False,
    ) -> "Core":
        """Settle the members whose being in, or out, takes a hub above its limit.

        Parameters
        ----------
        problem
            Hubs and members.
        hubs
            For which.
        multipliers
            What it is worth to take each member.
        filled
            Fills with fractions at these multipliers, of all hubs.
        limit
            Value of each of these hubs above which no set is wanted.
        cheapest
            Whether the cheapest set is all that is wanted.
        """
        reduced = problem.cost[hubs] - multipliers
        rate, own = filled.rate[hubs], problem.owner[hubs]
        row, has = np.arange(len(hubs)), own >= 0
        with np.errstate(invalid="ignore"):
            # At any price of need no set of the hub is cheaper than this; who is in where his
            # reduced cost says out, or the other way round, adds it to that.
            turned = reduced - rate[:, None] * problem.need
            side = np.where(rate < 0, problem.most_of[hubs], problem.least)
            wishes = np.minimum(turned, 0.0)
            wishes[row[has], own[has]] = turned[row[has], own[has]]
            lowest = rate * side + wishes.sum(axis=1)
            dear = lowest[:, None] + np.abs(turned) > limit[:, None]
        dear[np.isnan(turned)] = True
        inside = dear & (turned < 0)
        out = (dear & (turned >= 0)) | ~np.isfinite(reduced)
        if cheapest and problem.least <= 0:  # who costs more than he is worth stays out
            out |= (reduced >= 0) & ~inside
        inside[row[has], own[has]] = True
        inside &= np.isfinite(reduced)
        choose = ~(inside | out)
        return cls(hubs, reduced, inside, choose)

    def start(self) -> FloatArray:
        """Return what those who are in are worth, one entry a hub."""
        start: FloatArray = np.where(self.inside, self.reduced, 0.0).sum(axis=1)
        return start


@dataclass(frozen=True, eq=False, slots=True)
class Priced:
    """The cheapest sets of some hubs.

    Parameters
    ----------
    values
        One entry a hub: no set within the bounds is cheaper.
    taken
        Hubs x sets x members: the cheapest in grains, and further ones.
    found
        Hubs x sets: whether there is such a set.
    """

    values: FloatArray
    taken: BoolArray
    found: BoolArray


def count_out(grains: Grains, core: Core) -> Priced:
    """Return the cheapest sets of some hubs by dynamic programming over their open members."""
    many, members = core.open.shape
    values = np.full(many, np.inf)
    taken = np.zeros((many, SETS, members), np.bool_)
    found = np.zeros((many, SETS), np.bool_)
    least, most, lost = grains.room(core.hubs, core.inside, core.open)
    # With half of what could be lost, most sets keep the bounds as they are.
    below = np.where(least > 0, np.ceil(lost), 0.0).astype(np.int64)
    well = least + below, most - np.ceil(lost / 2).astype(np.int64)
    most = np.minimum(most, np.where(core.open, grains.weights, 0).sum(axis=1))
    order = np.argsort(most, kind="stable")  # hubs with tables of like length go together
    order = order[most[order] >= least[order]]
    begin = 0
    while begin < len(order):
        longest = int(most[order[begin:]].max()) + 1
        some = order[begin : begin + max(1, CELLS // longest)]
        begin += len(some)
        _count_some(core, grains, (least, most), well, some, (values, taken, found))
    return Priced(values, taken, found)


def _count_some(
    core: Core,
    grains: Grains,
    room: tuple[IntArray, IntArray],
    well: tuple[IntArray, IntArray],
    some: IntArray,
    into: tuple[FloatArray, BoolArray, BoolArray],
) -> None:
    """Fill the tables of some hubs, and read the cheapest sets off them."""
    least, most = room[0][some], room[1][some]
    table = np.full((len(some), int(most.max()) + 1), np.inf)
    table[:, 0] = core.start()[some]
    choose, reduced = core.open[some], core.reduced[some]
    steps: list[tuple[int, IntArray, BoolArray]] = []
    for item in np.flatnonzero(choose.any(axis=0)).tolist():
        weight = int(grains.weights[item])
        rows = np.flatnonzero(choose[:, item] & (most >= weight))
        if not len(rows):
            continue
        block = table[rows]
        with_item = block[:, : block.shape[1] - weight] + reduced[rows, item][:, None]
        better = with_item < block[:, weight:]
        np.minimum(block[:, weight:], with_item, out=block[:, weight:])
        table[rows] = block
        steps.append((item, rows, better))
    weights = np.arange(table.shape[1])
    table[(weights < least[:, None]) | (weights > most[:, None])] = np.inf
    left = _wanted(table, well[0][some], well[1][some])
    values, taken, found = into
    row = np.arange(len(some))
    values[some] = table[row, left[:, 0]]
    many = left.shape[1]
    found[some[:, None], np.arange(many)] = np.isfinite(np.take_along_axis(table, left, axis=1))
    sets = np.repeat(core.inside[some][:, None, :], many, axis=1)
    for item, rows, better in reversed(steps):
        at = left[rows] - int(grains.weights[item])
        begin = np.arange(len(rows))[:, None] * better.shape[1]
        yes = better.ravel()[begin + np.maximum(at, 0)] & (at >= 0)
        sets[rows, :, item] |= yes
        left[rows] = np.where(yes, at, left[rows])
    taken[some[:, None], np.arange(many)] = sets


def _wanted(table: FloatArray, least: IntArray, most: IntArray) -> IntArray:
    """Return the weights at which each hub's sets are read off: two, the cheapest first.

    The other is the cheapest well inside the bounds, where rounding takes no set out of them; or
    the second best where that is the cheapest of all.
    """
    row, weights = np.arange(len(table)), np.arange(table.shape[1])
    first = table.argmin(axis=1)
    others = table.copy()
    others[row, first] = np.inf
    inside = (weights >= least[:, None]) & (weights <= most[:, None])
    well = np.where(inside, table, np.inf).argmin(axis=1)
    # Where nothing lies well inside, it is the first of all and as good as none.
    second = np.where(inside[row, well] & (well != first), well, others.argmin(axis=1))
    return np.column_stack([first, second]).astype(np.int64)

"""The cheapest column of every hub: knapsacks of whole members, bounded on both sides, all at once.

Fractions bound each knapsack from below, and a set at hand bounds it from above: members whose
being in, or out, would cost more than lies between them are settled, and dynamic programming counts
out the few that are left (Pisinger 1997, "A minimal algorithm for the 0-1 knapsack problem", for
such a core). The table of a hub holds the cheapest set of every weight, so that a least is kept as
easily as a most, and second-best sets come with it.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE, SETTLED_TOLERANCE
from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.columns.pool import ColumnPool, Columns
from experts_at_hand.clustering.exact.knapsack import KnapsackFills
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

CELLS = 4_000_000
"""Entries of the tables that are filled at once: what a processor keeps near."""

SETS = 2
"""Sets of each hub that are looked at, by the weights at which they are cheapest."""


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
        least, rate = filled.values[hubs], filled.rate[hubs]
        with np.errstate(invalid="ignore"):
            turned = reduced - rate[:, None] * problem.need
            dear = least[:, None] + np.abs(turned) > limit[:, None]
        dear[np.isnan(turned)] = True
        inside = dear & (turned < 0)
        out = (dear & (turned >= 0)) | ~np.isfinite(reduced)
        if cheapest and problem.least <= 0:  # who costs more than he is worth stays out
            out |= (reduced >= 0) & ~inside
        row, own = np.arange(len(hubs)), problem.owner[hubs]
        has = own >= 0
        inside[row[has], own[has]] = True
        inside &= np.isfinite(reduced)
        choose = ~(inside | out)
        return cls(hubs, reduced, inside, choose)

    def start(self) -> FloatArray:
        """Return what those who are in are worth, one entry a hub."""
        start: FloatArray = np.where(self.inside, self.reduced, 0.0).sum(axis=1)
        return start

    def room(self, problem: MedianProblem, grains: Grains) -> tuple[IntArray, IntArray]:
        """Return least and most that the open members may weigh, one entry a hub."""
        load = self.inside @ grains.weights
        has = problem.owner[self.hubs] >= 0
        load -= np.where(has, grains.weights[problem.owner[self.hubs]], 0)
        return np.maximum(0, grains.least[self.hubs] - load), grains.most[self.hubs] - load


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


@dataclass(frozen=True, eq=False, slots=True)
class Pricer:
    """Prices the hubs of a problem, and remembers the best set of each from round to round.

    Parameters
    ----------
    problem
        With an upper bound on need.
    grains
        Its needs as whole numbers.
    pool
        Where the sets that are columns are collected.
    last
        Hubs x members: the best set of each hub in the last round, if ``known``.
    known
        Hubs that have one.
    """

    problem: MedianProblem
    grains: Grains
    pool: ColumnPool | None
    last: BoolArray
    known: BoolArray
    met: list[tuple[IntArray, BoolArray]] = field(default_factory=list)

    @classmethod
    def of(cls, problem: MedianProblem, pool: ColumnPool | None = None) -> "Pricer":
        """Return a pricer that knows no set yet."""
        shape = problem.cost.shape
        last, known = np.zeros(shape, np.bool_), np.zeros(len(problem.cost), np.bool_)
        return cls(problem, Grains.of(problem), pool, last, known)

    def cheapest(
        self, multipliers: FloatArray, filled: KnapsackFills, more: int = 0
    ) -> KnapsackFills:
        """Return fills of whole members of the hubs that a round could open.

        Parameters
        ----------
        multipliers
            What it is worth to take each member.
        filled
            The fills with fractions.
        more
            Hubs that are filled beyond those, the cheapest first.
        """
        problem, values, taken = self.problem, filled.values.copy(), filled.taken.copy()
        ranked = (
            filled.values
            if problem.forced is None
            else np.where(problem.forced, -np.inf, filled.values)
        )
        order = np.argsort(ranked, kind="stable")
        done, least = 0, problem.clusters + more
        while done < len(order):
            if done < least:
                last = least
            else:
                # Whatever is cheaper with fractions than the dearest that opens could open.
                dearest = np.sort(values[order[:done]])[problem.clusters - 1]
                last = int(np.searchsorted(ranked[order], dearest))
            hubs = order[done:last]
            if not len(hubs):
                break
            priced = self.price(multipliers, filled, np.sort(hubs))
            hubs = np.sort(hubs)
            values[hubs] = np.maximum(values[hubs], priced.values)
            found = priced.found[:, 0]
            taken[hubs[found]] = priced.taken[found, 0]
            done = last
        return replace(filled, values=values, taken=taken)

    def price(self, multipliers: FloatArray, filled: KnapsackFills, hubs: IntArray) -> Priced:
        """Return the cheapest sets of some hubs.

        Parameters
        ----------
        multipliers
            What it is worth to take each member.
        filled
            Fills with fractions at these multipliers.
        hubs
            Which.
        """
        values = filled.values[hubs].copy()
        taken = np.zeros((len(hubs), SETS, len(self.problem.need)), np.bool_)
        found = np.zeros((len(hubs), SETS), np.bool_)
        whole = ((filled.taken[hubs] == 0) | (filled.taken[hubs] == 1)).all(axis=1)
        whole &= np.isfinite(values)
        taken[whole, 0] = filled.taken[hubs[whole]] == 1
        found[whole, 0] = True
        at = (~whole & np.isfinite(values)).nonzero()[0]
        if len(at):
            limit = self._at_hand(multipliers, filled, hubs[at])
            limit = limit + SETTLED_TOLERANCE * np.maximum(1.0, np.abs(limit))
            core = Core.of(self.problem, hubs[at], multipliers, filled, limit, cheapest=True)
            counted = count_out(self.problem, self.grains, core)
            values[at] = np.maximum(values[at], counted.values)
            taken[at], found[at] = counted.taken, counted.found
        self._remember(hubs, taken, found)
        return Priced(values, taken, found)

    def collect(self) -> Columns:
        """Put what was met since the last time into the pool; return the columns that are new."""
        assert self.pool is not None  # noqa: S101 - columns are collected in a pool
        none = np.zeros((0, len(self.problem.need)), np.bool_)
        hubs = np.concatenate([np.zeros(0, np.int64), *(hub for hub, _ in self.met)])
        sets = np.concatenate([none, *(taken for _, taken in self.met)])
        self.met.clear()
        return self.pool.add(hubs, sets)

    def _at_hand(
        self, multipliers: FloatArray, filled: KnapsackFills, hubs: IntArray
    ) -> FloatArray:
        """Return the value of the cheapest set at hand of each hub; ``inf`` where there is none."""
        problem = self.problem
        reduced = problem.cost[hubs] - multipliers
        share = filled.taken[hubs]
        slack = NEED_TOLERANCE * max(1.0, float(problem.need.sum()) / problem.clusters)
        best = np.full(len(hubs), np.inf)
        every = np.ones(len(hubs), np.bool_)
        sets: BoolArray
        for sets, there in (
            (share == 1, every),
            (share > 0, every),
            (self.last[hubs], self.known[hubs]),
        ):
            need = sets @ problem.need
            kept = (need >= problem.least - slack) & (need <= problem.most_of[hubs] + slack)
            kept &= there
            value = np.where(sets, reduced, 0.0).sum(axis=1)
            best = np.where(kept & (value < best), value, best)
        return best

    def _remember(self, hubs: IntArray, taken: BoolArray, found: BoolArray) -> None:
        first = found[:, 0]
        self.last[hubs[first]] = taken[first, 0]
        self.known[hubs[first]] = True
        if self.pool is not None:
            row, which = found.nonzero()
            self.met.append((hubs[row], taken[row, which]))


def count_out(problem: MedianProblem, grains: Grains, core: Core) -> Priced:
    """Return the cheapest sets of some hubs by dynamic programming over their open members."""
    many, members = core.open.shape
    values = np.full(many, np.inf)
    taken = np.zeros((many, SETS, members), np.bool_)
    found = np.zeros((many, SETS), np.bool_)
    least, most = core.room(problem, grains)
    most = np.minimum(most, np.where(core.open, grains.weights, 0).sum(axis=1))
    order = np.argsort(most, kind="stable")  # hubs with tables of like length go together
    order = order[most[order] >= least[order]]
    begin = 0
    while begin < len(order):
        longest = int(most[order[begin:]].max()) + 1
        some = order[begin : begin + max(1, CELLS // longest)]
        begin += len(some)
        _count_some(core, grains, (least, most), some, (values, taken, found))
    return Priced(values, taken, found)


def _count_some(
    core: Core,
    grains: Grains,
    room: tuple[IntArray, IntArray],
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
    left = (
        np.argsort(table, axis=1, kind="stable")[:, :SETS]
        if table.shape[1] <= SETS
        else (_lowest(table))
    )
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


def _lowest(table: FloatArray) -> IntArray:
    """Return the columns of the lowest entries of each row, the lowest first."""
    some = np.sort(np.argpartition(table, SETS, axis=1)[:, :SETS], axis=1)
    order = np.argsort(np.take_along_axis(table, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1).astype(np.int64)

"""The cheapest column of every hub: knapsacks of whole members, bounded on both sides, all at once.

Fractions bound each knapsack from below, and a set at hand bounds it from above: members whose
being in, or out, would cost more than lies between them are settled, and dynamic programming counts
out the few that are left (Pisinger 1997, "A minimal algorithm for the 0-1 knapsack problem", for
such a core).
"""

from dataclasses import dataclass, field, replace

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE, SETTLED_TOLERANCE
from experts_at_hand.clustering.exact.columns.core import SETS, Core, Priced, count_out
from experts_at_hand.clustering.exact.columns.grains import Grains
from experts_at_hand.clustering.exact.columns.pool import ColumnPool, Columns
from experts_at_hand.clustering.exact.knapsack import KnapsackFills
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray


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
    met
        Hubs and sets of each round that are not in the pool yet.
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

    def price_all(self, multipliers: FloatArray, filled: KnapsackFills) -> FloatArray:
        """Return what no column of each hub is cheaper than, as sharp as all that is known allows.

        Parameters
        ----------
        multipliers
            What it is worth to take each member.
        filled
            Fills with fractions at these multipliers.
        """
        best = np.full(len(self.problem.cost), np.inf)
        if self.pool is not None:
            self.collect()
            known = self.pool.columns()
            np.minimum.at(best, known.hub, known.reduced(multipliers))
        every = np.arange(len(best))
        return np.maximum(filled.values, self.price(multipliers, filled, every, best).values)

    def price(
        self,
        multipliers: FloatArray,
        filled: KnapsackFills,
        hubs: IntArray,
        known: FloatArray | None = None,
    ) -> Priced:
        """Return the cheapest sets of some hubs.

        Parameters
        ----------
        multipliers
            What it is worth to take each member.
        filled
            Fills with fractions at these multipliers.
        hubs
            Which.
        known
            Value of a column of each of these hubs; ``inf`` where none is at hand.
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
            limit = limit if known is None else np.minimum(limit, known[at])
            limit = limit + SETTLED_TOLERANCE * np.maximum(1.0, np.abs(limit))
            core = Core.of(self.problem, hubs[at], multipliers, filled, limit, cheapest=True)
            counted = count_out(self.grains, core)
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

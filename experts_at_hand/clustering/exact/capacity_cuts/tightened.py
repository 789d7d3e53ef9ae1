"""A bound that keeps cuts, with the problem that it bounds."""

from dataclasses import dataclass

from experts_at_hand.clustering.exact.capacity_cuts.cuts import CapacityCuts
from experts_at_hand.clustering.exact.lagrangian import LowerBound, reduced_cost_fixing
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False, slots=True)
class Tightened:
    """A bound that keeps cuts.

    Parameters
    ----------
    problem
        With the cuts at their prices: no clustering costs more in it than it does.
    bound
        Of that problem, and so of the one that was asked about.
    cuts
        Those with a price.
    share
        Of each hub, how far the last rounds had it open; ``None`` where there were none.
    """

    problem: MedianProblem
    bound: LowerBound
    cuts: CapacityCuts
    share: FloatArray | None = None

    @classmethod
    def without_cuts(cls, problem: MedianProblem, bound: LowerBound) -> "Tightened":
        """Return a bound as it is."""
        return cls(problem, bound, CapacityCuts.none(problem))

    def possible_pairs(self, upper: float) -> BoolArray:
        """Mark the pairs of hub and member that a clustering no dearer than ``upper`` may have."""
        return reduced_cost_fixing(self.problem, self.bound, upper)

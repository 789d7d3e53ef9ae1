"""Needs as whole numbers, so that clusters can be counted out; rounding never hides a cluster."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import WHOLE_TOLERANCE
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Grains:
    """What every cluster may hold, in grains of need.

    Every set of members whose need lies within the bounds lies within these too. Where needs are
    rounded down to grains, some sets that lie a little outside do as well: they lower a bound and
    are no columns.

    Parameters
    ----------
    weights
        Of each member.
    least, most
        What the members beside a hub's own may add up to: one entry a hub; ``most`` is below 0
        where the hub's own member is too large.
    """

    weights: IntArray
    least: IntArray
    most: IntArray

    @classmethod
    def of(cls, problem: MedianProblem) -> "Grains":
        """Return the grains of a problem with an upper bound on need, see `MedianProblem.scale`."""
        weights, most = problem.weights, problem.residual_capacity
        lost = problem.need / problem.scale - weights
        # Rounded down, the members of a cluster lose this much together at most.
        least = np.ceil(
            problem.least / problem.scale - _lost_at_most(problem, lost) - WHOLE_TOLERANCE
        )
        own = np.where(problem.owner >= 0, weights[problem.owner], 0)
        return cls(weights, np.maximum(0, int(least) - own).astype(np.int64), most)


def _lost_at_most(problem: MedianProblem, lost: FloatArray) -> float:
    """Return how many grains the members of one cluster can lose together at most.

    No more members than so many of the smallest fit into a cluster.
    """
    if problem.least <= 0 or not (lost > WHOLE_TOLERANCE).any():
        return 0.0
    smallest = np.cumsum(np.sort(problem.need))
    largest = float(problem.most_of.max())
    fit = int(np.searchsorted(smallest, largest * (1 + WHOLE_TOLERANCE), side="right"))
    return float(np.sort(np.maximum(lost, 0.0))[::-1][:fit].sum())

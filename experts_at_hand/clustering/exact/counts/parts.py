"""Parts of an area: each hub by itself, then the nearest parts together, up to the whole."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

WITNESSES = 300
"""Members whose costs tell how far hubs are from each other: more change nothing that is seen."""


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """Sets of hubs, any two of which lie one in the other or apart.

    Parameters
    ----------
    inside
        Parts x hubs: whether the hub is in the part. Part ``h`` is hub ``h`` alone; the last one
        holds every hub.
    size
        Hubs of each part.
    """

    inside: BoolArray
    size: IntArray

    @classmethod
    def of(cls, problem: MedianProblem) -> "Parts":
        """Return the parts of a problem: hubs that cost members nearly the same come together.

        Parameters
        ----------
        problem
            With at least one hub.
        """
        hubs = len(problem.cost)
        inside = np.eye(max(1, 2 * hubs - 1), hubs, dtype=np.bool_)
        for at, (one, other) in enumerate(_joined(problem)):
            inside[hubs + at] = inside[one] | inside[other]
        return cls(inside, inside.sum(axis=1))

    def of_whole(self, share: FloatArray) -> FloatArray:
        """Return how many hubs each part has, of so much of each hub that is open."""
        total: FloatArray = self.inside @ share
        return total


def leaves_in_order(problem: MedianProblem) -> IntArray:
    """Return every hub once, those of each part side by side."""
    hubs = len(problem.cost)
    held = [[hub] for hub in range(hubs)]
    for one, other in _joined(problem):
        held.append(held[one] + held[other])
    return np.array(held[-1], dtype=np.int64)


def _joined(problem: MedianProblem) -> list[tuple[int, int]]:
    """Return the two parts that are joined, step by step."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import pdist

    if len(problem.cost) < 2:  # noqa: PLR2004 - one hub joins nobody
        return []
    members = problem.cost.shape[1]
    seen = np.unique(np.linspace(0, members - 1, min(members, WITNESSES)).astype(np.int64))
    cost = problem.cost[:, seen]
    finite = np.isfinite(cost)
    cost = np.where(finite, cost, 2.0 * cost[finite].max(initial=1.0))
    steps = linkage(pdist(cost, "cityblock"), "average")
    return [(int(one), int(other)) for one, other in steps[:, :2]]

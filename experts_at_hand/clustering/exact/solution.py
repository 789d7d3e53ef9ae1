"""An answer to a problem of hubs and members: the cluster of each member, and what it costs."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import SETTLED_TOLERANCE
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.local_search.partition import better
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import FloatArray, IntArray

FORBIDDEN = 1.0
"""What a cluster without a hub that may take all its members counts as outside the bounds."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """Clusters round hubs.

    Parameters
    ----------
    labels
        The cluster, from 0, of each member.
    hubs
        The hub of each cluster; -1 where none may take all its members.
    cost
        Of all members at their hubs; ``inf`` where a cluster has no hub.
    outside
        How far the clusters lie outside the bounds; 0 where all are kept.
    """

    labels: IntArray
    hubs: IntArray
    cost: float
    outside: float

    def beats(self, other: "Solution | None") -> bool:
        """Whether it is nearer to the bounds, or as near and cheaper."""
        if other is None:
            return True
        return better((self.outside, self.cost), (other.outside, other.cost))

    @property
    def kept(self) -> bool:
        """Whether it keeps everything asked."""
        return self.outside <= 0 and np.isfinite(self.cost)

    def proved_by(self, bound: float) -> bool:
        """Whether it keeps everything asked, and a bound says that nothing is cheaper."""
        return self.kept and bound >= self.cost * (1 - SETTLED_TOLERANCE)

    def open_by(self, bound: float, share: float) -> bool:
        """Whether something asked is not kept, or a bound leaves more than a share open."""
        return not self.kept or self.cost - bound > share * self.cost

    @property
    def serving(self) -> IntArray:
        """The hub of each member."""
        serving: IntArray = self.hubs[self.labels]
        return serving


def solution_of(problem: MedianProblem, data: SearchData, labels: IntArray) -> Solution:
    """Return clusters with their cheapest hubs, and how far they lie outside the bounds.

    Parameters
    ----------
    problem
        Hubs, members and costs.
    data
        The same with every bound.
    labels
        The cluster of each member, every cluster with at least one.
    """
    costs = cluster_costs(problem, labels)
    hubs = _own_hubs(problem, costs)
    cost = costs[np.arange(len(costs)), hubs]
    hubs = np.where(np.isfinite(cost), hubs, -1)
    loads = np.zeros((data.clusters, data.load.shape[1]))
    np.add.at(loads, labels, data.load)
    outside = float(data.violation(loads).sum()) + FORBIDDEN * float((hubs < 0).sum())
    if problem.forced is not None:
        outside += FORBIDDEN * len(np.setdiff1d(problem.forced.nonzero()[0], hubs))
    total = float(cost.sum()) if (hubs >= 0).all() else np.inf
    return Solution(labels=labels, hubs=hubs, cost=total, outside=outside)


def cluster_costs(problem: MedianProblem, labels: IntArray) -> FloatArray:
    """Return clusters x hubs: cost of all members at the hub; ``inf`` where it may not be."""
    clusters = int(labels.max()) + 1
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(clusters))
    costs: FloatArray = np.add.reduceat(problem.cost[:, order], starts, axis=1).T
    needs = np.bincount(labels, weights=problem.need, minlength=clusters)
    foreign = np.zeros(costs.shape, dtype=np.bool_)
    foreign[:, problem.inside] = (
        labels[problem.owner[problem.inside]][None, :] != np.arange(clusters)[:, None]
    )
    slack = 1e-9 * max(1.0, float(problem.need.sum()))
    foreign |= needs[:, None] > problem.most_of + slack if _differ(problem) else False
    return np.where(foreign, np.inf, costs)


def _differ(problem: MedianProblem) -> bool:
    """Whether hubs may hold different amounts; where all hold the same the loads see to it."""
    return np.ndim(problem.most) > 0


def _own_hubs(problem: MedianProblem, costs: FloatArray) -> IntArray:
    """Return the cheapest hub of each cluster; no two clusters share one."""
    worth = costs
    if problem.forced is not None and problem.forced.any():
        worth = np.where(problem.forced, costs - 1e9, costs)  # a hub that must be open goes first
    if len(problem.inside) == len(problem.owner):
        nearest: IntArray = worth.argmin(axis=1)
        return nearest
    from scipy.optimize import linear_sum_assignment

    finite = np.where(np.isfinite(worth), worth, 1e12)
    hubs: IntArray = linear_sum_assignment(finite)[1].astype(np.int64)
    return hubs


def solution_served(problem: MedianProblem, data: SearchData, serving: IntArray) -> Solution:
    """Return the clusters of members that are served by one hub.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    serving
        The hub of each member.
    """
    labels: IntArray = np.unique(serving, return_inverse=True)[1].astype(np.int64)
    return solution_of(problem, data, labels)

"""So many hubs, or so much served from elsewhere: residual capacity cuts."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from experts_at_hand.clustering.exact.assignment_model import AssignmentModel


@dataclass(frozen=True, eq=False, slots=True)
class CapacityCuts:
    """Cuts that every clustering keeps, and a bound that opens parts of hubs may break.

    Some members weigh ``D`` together, a hub may take ``U``, and ``r = ceil(D / U)`` hubs are needed
    for all of them. With ``k`` hubs fewer at least ``rho + (k - 1) U`` must go elsewhere, where
    ``rho = D - (r - 1) U`` is what is left for the last hub, so that in any set of hubs ::

        hubs open in the set + weight served from outside it / rho >= r

    (Leung and Magnanti 1989, "Valid inequalities and facets of the capacitated plant location
    problem", the residual capacity inequality, stated by what goes elsewhere.)

    Parameters
    ----------
    hubs
        Cuts x hubs: the set.
    weight
        Cuts x members: weight over ``rho`` of the members that are counted, else 0.
    count
        ``r`` of each cut.
    """

    hubs: BoolArray
    weight: FloatArray
    count: FloatArray

    @classmethod
    def none(cls, problem: MedianProblem) -> "CapacityCuts":
        """Return no cuts of a problem."""
        hubs, members = problem.cost.shape
        return cls(np.zeros((0, hubs), dtype=np.bool_), np.zeros((0, members)), np.zeros(0))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.count)

    def joined(self, others: "CapacityCuts") -> "CapacityCuts":
        """Return these and others."""
        return CapacityCuts(
            np.concatenate([self.hubs, others.hubs]),
            np.concatenate([self.weight, others.weight]),
            np.concatenate([self.count, others.count]),
        )

    def only(self, which: BoolArray) -> "CapacityCuts":
        """Return some of them."""
        return CapacityCuts(self.hubs[which], self.weight[which], self.count[which])

    def missing(self, hubs: IntArray, taken: FloatArray) -> FloatArray:
        """Return how many hubs each cut lacks; below 0 where it is kept with something to spare.

        Parameters
        ----------
        hubs
            That are open.
        taken
            These hubs x members: the share of each member that each hub takes.
        """
        by_hub = self.weight @ taken.T
        inside = self.hubs[:, hubs]
        missing: FloatArray = (
            self.count - inside.sum(axis=1) - np.where(inside, 0, by_hub).sum(axis=1)
        )
        return missing

    def for_hubs(self, prices: FloatArray, clusters: int) -> FloatArray:
        """Return what opening each hub costs at some prices, as many as there are clusters open.

        Parameters
        ----------
        prices
            Of one missing hub, of each cut.
        clusters
            How many hubs open: what the cuts ask for is shared among them.
        """
        asked = float(prices @ self.count) / clusters
        cost: FloatArray = asked - prices @ self.hubs
        return cost

    def priced(self, problem: MedianProblem, prices: FloatArray) -> MedianProblem:
        """Return a problem in which no clustering costs more than it does.

        A cut that is kept with something to spare makes a clustering cheaper, none makes one
        dearer: what bounds the new problem bounds the old one.

        Parameters
        ----------
        problem
            Whose hubs are all members: what opening a hub costs stands at its own member.
        prices
            Of one missing hub, of each cut, >= 0.
        """
        cost = problem.cost - prices @ self.weight
        for cut in prices.nonzero()[0].tolist():
            inside, counted = self.hubs[cut].nonzero()[0], self.weight[cut].nonzero()[0]
            cost[np.ix_(inside, counted)] += prices[cut] * self.weight[cut, counted]
        cost[np.arange(len(cost)), problem.owner] += self.for_hubs(prices, problem.clusters)
        return replace(problem, cost=cost)

    def state(self, model: "AssignmentModel") -> None:
        """State the cuts as rows of a programme over pairs of hub and member."""
        taking = model.member >= 0
        opened = model.opens[model.opens >= 0]
        for inside, weight, count in zip(self.hubs, self.weight, self.count, strict=True):
            value = np.where(taking & ~inside[model.hub], weight[model.member], 0.0)
            value[opened] += inside[model.hub[opened]]
            column = value.nonzero()[0]
            if len(column):
                model.rows.add(
                    np.zeros_like(column), column, value[column], low=float(count), high=np.inf
                )

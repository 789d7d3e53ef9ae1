"""Which cuts does a bound break: those of the members and hubs nearest to each open hub."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE
from experts_at_hand.clustering.exact.capacity_cuts.cuts import CapacityCuts
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import CutParameters
from experts_at_hand.domain.arrays import FloatArray, IntArray

MARGIN = 1e-6
"""Share of a hub by which members may weigh more than a whole number of hubs without needing one
more: sums are rounded, and bounds on need may be missed by a billionth."""

SLIGHT = 0.01
"""Least that may be left for the last hub, in shares of a hub: less makes rounding matter."""


@dataclass(frozen=True, eq=False, slots=True)
class _Found:
    """A cut by its members and hubs, and by how many hubs' worth of weight it is broken."""

    broken: float
    hubs: IntArray
    members: IntArray
    weight: FloatArray
    count: float


@dataclass(frozen=True, eq=False, slots=True)
class Separation:
    """Finds the cuts that shares of hubs and members break.

    Parameters
    ----------
    problem
        What is clustered.
    parameters
        How far round a hub it looks, and how many cuts it returns.
    members
        Hubs x near: the members nearest to each hub, nearest first.
    hubs
        Hubs x near: the hubs whose own members are nearest, nearest first.
    """

    problem: MedianProblem
    parameters: CutParameters
    members: IntArray
    hubs: IntArray

    @classmethod
    def of(cls, problem: MedianProblem, parameters: CutParameters) -> "Separation":
        """Return the search for a problem whose hubs are all members."""
        hubs, members = problem.cost.shape
        keep = min(members, int(parameters.reach * members / problem.clusters) + 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            away = problem.cost / problem.need
        away = np.where(np.isfinite(away), away, np.inf)
        near = np.argsort(away, axis=1, kind="stable")
        rank = np.empty_like(near)
        np.put_along_axis(rank, near, np.broadcast_to(np.arange(members), near.shape), axis=1)
        by_owner = np.argsort(rank[:, problem.owner], axis=1, kind="stable")
        return cls(problem, parameters, near[:, :keep], by_owner[:, : min(hubs, keep)])

    def broken(self, opened: FloatArray, taken: FloatArray) -> CapacityCuts:
        """Return the cuts that are broken most, no two of nearly the same hubs.

        Parameters
        ----------
        opened
            The share of each hub that is open.
        taken
            Hubs x members: the share of each member that each hub takes.
        """
        given = self.parameters
        centres = (opened > given.least_open).nonzero()[0].tolist()
        found = [
            cut
            for weight, most in self._weights()
            for centre in centres
            if (cut := self._worst(centre, opened, taken, weight, most)) is not None
        ]
        kept: list[_Found] = []
        for cut in sorted(found, key=lambda cut: -cut.broken):
            if len(kept) >= given.cuts:
                break
            if not any(_alike(cut.hubs, other.hubs) > given.alike for other in kept):
                kept.append(cut)
        return self._stated(kept)

    def _weights(self) -> Iterator[tuple[FloatArray, float]]:
        """Yield what members weigh and what a hub may take: need, and every sum with a most."""
        problem = self.problem
        every = [(problem.need, float(problem.most_of.max()))]
        every += [(total.weight, total.most) for total in problem.sums]
        for weight, most in every:
            if np.isfinite(most) and most > 0:
                yield weight, most * (1 + NEED_TOLERANCE)

    def _worst(
        self, centre: int, opened: FloatArray, taken: FloatArray, weight: FloatArray, most: float
    ) -> _Found | None:
        """Return the cut that is broken most, of the nearest hubs and the nearest members."""
        hubs, members = self.hubs[centre], self.members[centre]
        inside = taken[np.ix_(hubs, members)] * weight[members]
        inside = np.cumsum(np.cumsum(inside, axis=0), axis=1)
        total = np.cumsum(weight[members])
        count = np.ceil(total / most - MARGIN)
        left = np.minimum(total - (count - 1) * most, most)
        missing = left * (count - np.cumsum(opened[hubs])[:, None]) - (total - inside)
        missing[:, (left < SLIGHT * most) | (count < 1)] = -np.inf
        at, last = np.unravel_index(int(missing.argmax()), missing.shape)
        broken = float(missing[at, last]) / most
        if broken < self.parameters.least_broken:
            return None
        some = members[: last + 1]
        return _Found(
            broken, hubs[: at + 1], some, weight[some] / float(left[last]), float(count[last])
        )

    def _stated(self, found: list[_Found]) -> CapacityCuts:
        hubs, members = self.problem.cost.shape
        inside = np.zeros((len(found), hubs), dtype=np.bool_)
        weight = np.zeros((len(found), members))
        for at, cut in enumerate(found):
            inside[at, cut.hubs] = True
            weight[at, cut.members] = cut.weight
        return CapacityCuts(inside, weight, np.array([cut.count for cut in found]))


def _alike(one: IntArray, other: IntArray) -> float:
    """Return the share of the hubs of two sets that are in both."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)

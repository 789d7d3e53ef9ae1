"""Columns that were met: each a hub with all members it takes, within everything asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """Some columns.

    Parameters
    ----------
    hub
        Of each column.
    taken
        Columns x members: who belongs to it, the hub's own member too.
    cost
        Of all its members at the hub.
    """

    hub: IntArray
    taken: BoolArray
    cost: FloatArray

    def __len__(self) -> int:
        return len(self.hub)

    @classmethod
    def of(cls, problem: MedianProblem, hub: IntArray, taken: BoolArray) -> "Columns":
        """Return columns with their cost."""
        cost = np.where(taken, problem.cost[hub], 0.0).sum(axis=1)
        return cls(hub, taken, cost)

    @classmethod
    def none(cls, problem: MedianProblem) -> "Columns":
        """Return no column."""
        return cls(np.zeros(0, np.int64), np.zeros((0, len(problem.need)), np.bool_), np.zeros(0))

    @classmethod
    def joined(cls, parts: Iterable["Columns"]) -> "Columns":
        """Return all columns of several, each once; there is at least one part."""
        every = list(parts)
        hub = np.concatenate([part.hub for part in every])
        taken = np.concatenate([part.taken for part in every])
        cost = np.concatenate([part.cost for part in every])
        keys = np.concatenate([_packed(hub), np.packbits(taken, axis=1)], axis=1)
        first = np.sort(np.unique(keys, axis=0, return_index=True)[1])
        return cls(hub[first], taken[first], cost[first])

    def cheapest(self, multipliers: FloatArray, most: int) -> "Columns":
        """Return so many that are worth most at some multipliers."""
        order = np.sort(np.argsort(self.reduced(multipliers), kind="stable")[:most])
        return Columns(self.hub[order], self.taken[order], self.cost[order])

    def reduced(self, multipliers: FloatArray) -> FloatArray:
        """Return the cost of each less what taking its members is worth."""
        reduced: FloatArray = self.cost - self.taken @ multipliers
        return reduced

    def matrix(self) -> "csr_array[np.float64]":
        """Return members x columns."""
        from scipy.sparse import csr_array

        found: csr_array[np.float64] = csr_array(self.taken.T.astype(np.float64))
        return found


def _packed(hub: IntArray) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.ascontiguousarray(hub[:, None]).view(np.uint8)


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What a set of members must keep to be a column.

    Parameters
    ----------
    problem
        Bounds on need, and further sums.
    connection
        What keeps clusters connected, if they have to be.
    """

    problem: MedianProblem
    connection: Connection | None = None

    def kept(self, hub: IntArray, taken: BoolArray) -> BoolArray:
        """Mark the sets that keep everything asked, their needs as they are and not in grains.

        Parameters
        ----------
        hub
            Of each set.
        taken
            Sets x members.
        """
        problem = self.problem
        slack = NEED_TOLERANCE * max(1.0, float(problem.need.sum()) / problem.clusters)
        need = taken @ problem.need
        kept = (need >= problem.least - slack) & (need <= problem.most_of[hub] + slack)
        kept &= taken.any(axis=1)
        for total in problem.sums:
            load = taken @ total.weight
            kept &= (load >= total.least) & (load <= total.most)
        kept &= ~(taken & ~np.isfinite(problem.cost[hub])).any(axis=1)
        if self.connection is not None:
            for at in kept.nonzero()[0].tolist():
                kept[at] = self.connection.holds(taken[at].nonzero()[0])
        found: BoolArray = kept
        return found


@dataclass(frozen=True, eq=False, slots=True)
class ColumnPool:
    """Collects columns, each once.

    Parameters
    ----------
    asked
        What a column must keep.
    seen
        Hub and members of those that were met.
    parts
        The columns in the order in which they came.
    """

    asked: Asked
    seen: set[bytes] = field(default_factory=set)
    parts: list[Columns] = field(default_factory=list)

    def add(self, hub: IntArray, taken: BoolArray) -> Columns:
        """Take in sets of members; return those that are columns and new."""
        keys = np.concatenate([_packed(hub), np.packbits(taken, axis=1)], axis=1)
        new = np.zeros(len(hub), dtype=np.bool_)
        for at, key in enumerate(keys):
            word = key.tobytes()
            new[at] = word not in self.seen
            self.seen.add(word)
        hub, taken = hub[new], taken[new]
        kept = self.asked.kept(hub, taken)
        found = Columns.of(self.asked.problem, hub[kept], taken[kept])
        if len(found):
            self.parts.append(found)
        return found

    def columns(self) -> Columns:
        """Return all that were met."""
        return Columns.joined([Columns.none(self.asked.problem), *self.parts])

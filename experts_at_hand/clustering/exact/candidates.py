"""Which members each hub looks at: all of them, or where there are many, those worth most to it."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class AllMembers:
    """Every hub looks at every member: what is bounded is the problem itself.

    Parameters
    ----------
    problem
        Hubs and members.
    """

    problem: MedianProblem
    complete: ClassVar[bool] = True
    columns: ClassVar[None] = None

    @property
    def need(self) -> FloatArray:
        """Hubs x columns: need of each member."""
        return np.broadcast_to(self.problem.need, self.problem.cost.shape)

    @cached_property
    def own(self) -> BoolArray:
        """Hubs x columns: whether the member is the hub's own."""
        own = np.zeros(self.problem.cost.shape, dtype=np.bool_)
        has = self.problem.inside
        own[has, self.problem.owner[has]] = True
        return own

    @property
    def own_column(self) -> IntArray:
        """Column of each hub's own member; -1 where it has none."""
        return self.problem.owner

    def reduced(self, multipliers: FloatArray) -> FloatArray:
        """Return hubs x columns: cost less what taking the member is worth."""
        return self.problem.reduced(multipliers)


@dataclass(frozen=True, eq=False)
class NearMembers:
    """Each hub looks at a few members: good multipliers come from that, and no bound.

    Parameters
    ----------
    problem
        Hubs and members.
    columns
        Hubs x near: which members they are; the hub's own stands among them.
    """

    problem: MedianProblem
    columns: IntArray
    complete: ClassVar[bool] = False

    @classmethod
    def of(cls, problem: MedianProblem, keep: int, worth: FloatArray) -> "NearMembers":
        """Return so many members for each hub: the cheapest for their need.

        Parameters
        ----------
        problem
            Hubs and members.
        keep
            How many, fewer than all.
        worth
            Hubs x members: cost, less what taking the member is worth where that is known.
        """
        least = problem.need[problem.need > 0].min(initial=np.inf)
        rate = worth / np.maximum(problem.need, min(float(least), 1.0))
        rate[problem.inside, problem.owner[problem.inside]] = -np.inf  # its own member first
        return cls(problem, np.argpartition(rate, keep, axis=1)[:, :keep].astype(np.int64))

    @cached_property
    def need(self) -> FloatArray:
        """Hubs x columns: need of each member."""
        need: FloatArray = self.problem.need[self.columns]
        return need

    @cached_property
    def own(self) -> BoolArray:
        """Hubs x columns: whether the member is the hub's own."""
        own: BoolArray = self.columns == self.problem.owner[:, None]
        return own

    @cached_property
    def own_column(self) -> IntArray:
        """Column of each hub's own member; -1 where it has none."""
        at: IntArray = np.where(self.problem.owner >= 0, self.own.argmax(axis=1), -1)
        return at

    @cached_property
    def _cost(self) -> FloatArray:
        return np.take_along_axis(self.problem.cost, self.columns, axis=1)

    def reduced(self, multipliers: FloatArray) -> FloatArray:
        """Return hubs x columns: cost less what taking the member is worth."""
        worth: FloatArray = self._cost - multipliers[self.columns]
        return worth


Candidates = AllMembers | NearMembers
"""What a round of the bound looks at."""

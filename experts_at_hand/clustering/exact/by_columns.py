"""Clusters chosen from columns, with a bound: generated, then enumerated, then chosen among.

Column generation brings the multipliers to where they prove most. With them every column that
belongs to a clustering cheaper than the bound plus a slack is listed, and a set-partitioning
programme chooses among these: what it proves holds up to that slack, for all clusterings. The
slack grows with the columns that are let in. (Baldacci, Hadjiconstantinou, Maniezzo and Mingozzi
2002, "A new method for solving capacitated location problems based on a set partitioning
approach".)
"""

from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import SETTLED_TOLERANCE
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.columns.enumerate import Enumerated, columns_below
from experts_at_hand.clustering.exact.columns.generate import generate
from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool, Columns
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import ColumnParameters
from experts_at_hand.clustering.exact.set_partition import choose_columns
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.watch import tell


@dataclass(frozen=True, eq=False, slots=True)
class ByColumns:
    """Chooses clusters from columns.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    pricer
        Finds columns, and knows those that were met.
    parameters
        How many columns, and how hard they are chosen among.
    connection
        What keeps clusters connected, if they have to be.
    until
        When to stop with what is found.
    """

    problem: MedianProblem
    data: SearchData
    pricer: Pricer
    parameters: ColumnParameters = field(default_factory=ColumnParameters)
    connection: Connection | None = None
    until: Deadline = NEVER

    @classmethod
    def of(
        cls,
        problem: MedianProblem,
        data: SearchData,
        parameters: ColumnParameters,
        connection: Connection | None = None,
        until: Deadline = NEVER,
    ) -> "ByColumns | None":
        """Return the search where it suits; ``None`` where there would be too many columns."""
        if not parameters.suits(problem):
            return None
        pricer = Pricer.of(problem, ColumnPool(Asked(problem, connection)))
        return cls(problem, data, pricer, parameters, connection, until)

    @property
    def free(self) -> bool:
        """Whether a member that leaves a cluster breaks nothing."""
        least = max([self.problem.least, *(total.least for total in self.problem.sums)])
        return least <= 0 and self.connection is None

    def promises(self, best: Solution, bound: LowerBound) -> bool:
        """Whether columns tell more than fractions: where a least and a most hardly bind, none do.

        Parameters
        ----------
        best
            Clusters at hand.
        bound
            At hand.
        """
        given = self.parameters
        if best.kept and best.cost - bound.value < given.least_open * abs(best.cost):
            return False
        if self.free:
            return bound.gained >= given.worth * abs(bound.value)
        return bound.gained >= given.worth_between * (self._upper(best, bound) - bound.value)

    def climb(self, bound: LowerBound) -> LowerBound:
        """Return the bound at which hardly a column is missing; its hubs are those most chosen."""
        if not np.isfinite(bound.value):  # it is proved already that there is no clustering
            return bound
        found = generate(self.pricer, bound, self.parameters, until=self.until)
        tell(bound=found.value)
        return found

    def _upper(self, best: Solution, bound: LowerBound) -> float:
        """Return what clusters may cost that are looked for."""
        guess = bound.value + self.parameters.guessed * abs(bound.value)
        return best.cost if best.kept else guess

    def choose(self, best: Solution, bound: LowerBound) -> tuple[Solution, float]:
        """Return better clusters, and what no clustering can beat.

        Parameters
        ----------
        best
            Clusters at hand.
        bound
            From `climb`.
        """
        floor = bound.value
        for most in self.parameters.counts_for(self.problem):
            if (
                not np.isfinite(floor)
                or self.until.passed
                or (best.kept and _settled(best.cost, floor))
            ):
                break
            upper = self._upper(best, bound)
            pool = self.pricer.pool
            assert pool is not None  # noqa: S101 - columns are collected
            listed = columns_below(self.pricer, pool.asked, bound.multipliers, upper, most)
            reach = self.parameters.reach * (upper - listed.bound)
            if not self.free and listed.theta < reach:
                floor = max(floor, listed.bound)
                break
            best, proved, complete = self._chosen(best, bound, listed, most)
            floor = max(floor, min(proved, best.cost if best.kept else np.inf))
            tell(cost=best.cost if best.kept else np.inf, bound=floor)
            if complete:
                break
        return best, floor

    def _chosen(
        self, best: Solution, bound: LowerBound, listed: Enumerated, most: int
    ) -> tuple[Solution, float, bool]:
        """Return the best choice of some columns, what it proves, and whether none is left."""
        problem, pool = self.problem, self.pricer.pool
        assert pool is not None  # noqa: S101 - columns are collected
        complete = best.kept and listed.bound + listed.theta >= best.cost
        columns = listed.columns
        if not complete:
            columns = Columns.joined([columns, pool.columns().cheapest(bound.multipliers, most)])
        chosen = choose_columns(
            problem,
            columns,
            nodes=self.parameters.nodes,
            seconds=self.until.share(self.parameters.share).seconds,
        )
        if chosen.labels is not None:
            found = solution_of(problem, self.data, chosen.labels)
            best = found if found.kept and found.beats(best) else best
        return best, min(chosen.bound, listed.bound + listed.theta), complete


def _settled(cost: float, floor: float) -> bool:
    """Whether a bound leaves nothing open."""
    return floor >= cost - SETTLED_TOLERANCE * abs(cost)

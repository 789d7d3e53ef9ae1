"""Clusters started anew where the bound has hubs, and merged with the best at hand.

A search that improves a few neighbouring clusters at a time keeps how many hubs each part of the
area has. The bound opens parts of hubs; drawn along the tree of parts, whole sets come of them in
which every part has as many hubs as it has there, one more or less. Clusters round each set are
merged with those at hand: the cheapest of what the two have between them is chosen by branch and
bound (as tours are merged by Cook and Seymour 2003, "Tour merging via branch-decomposition"). So is
what the cheapest of all starts have between them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.clustering.exact.assignment_model import AssignmentModel
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.counts.parts import leaves_in_order
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import MergeParameters
from experts_at_hand.clustering.exact.solution import Solution, solution_served
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.watch import tell

SEED = 0
"""Of what is drawn, so that machines agree."""

PAIR = 2
"""Clusters that are merged anyway: with no more than these the pool has nothing to add."""


def drawn_hubs(
    share: FloatArray, order: IntArray, clusters: int, rng: np.random.Generator
) -> IntArray:
    """Return a set of hubs, ascending: each with its share as its chance, neighbours one for all.

    Every stretch of the order gets as many hubs as its shares add up to, rounded up or down
    (systematic sampling, Madow 1949, "On the theory of systematic sampling, II").

    Parameters
    ----------
    share
        Of each hub, 0 to 1, ``clusters`` in all.
    order
        Hubs, neighbours together.
    clusters
        How many are drawn.
    rng
        Decides where it begins.
    """
    reached = np.cumsum(share[order])
    marks = (np.arange(clusters) + rng.random()) * reached[-1] / clusters
    drawn = np.unique(order[np.searchsorted(reached, marks)])
    if len(drawn) < clusters:  # a hub with more than a whole share is met twice
        left = np.setdiff1d(np.arange(len(share)), drawn)
        left = left[np.argsort(-share[left], kind="stable")]
        drawn = np.union1d(drawn, left[: clusters - len(drawn)])
    return drawn


@dataclass(eq=False, slots=True, kw_only=True)
class Merging:
    """Starts anew and merges. It remembers what it drew, and never leaves the search.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    tight
        The bound, which says what pairs may be; hubs are drawn by its shares.
    parameters
        How often it starts, and how hard a merger is searched.
    trials
        Yields clusters round some hubs.
    until
        When to stop with what is found.
    """

    problem: MedianProblem
    data: SearchData
    tight: Tightened
    parameters: MergeParameters
    trials: Callable[[IntArray], Iterator[Solution]]
    until: Deadline = NEVER
    rng: np.random.Generator = field(init=False)
    order: IntArray = field(init=False)
    drawn: set[bytes] = field(init=False, default_factory=set)
    pool: dict[bytes, Solution] = field(init=False, default_factory=dict)
    tried: set[bytes] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(SEED)
        self.order = leaves_in_order(self.problem)

    def improve(self, best: Solution, floor: float, *, more: int = 1) -> Solution:
        """Return cheaper clusters, if starts find some.

        Parameters
        ----------
        best
            At hand.
        floor
            What no clustering can beat: where that is close, no start is worth its time.
        more
            How many times as many starts are made as the parameters say.
        """
        given, idle = self.parameters, 0
        starts = min(given.starts, given.members_started // len(self.problem.need))
        for _ in range(more * starts):
            near = not best.open_by(floor, given.worth_open)
            if near or self.until.passed or idle > more * given.patience:
                break
            idle += 1
            found = self._started()
            if found is None:
                continue
            before = best
            merge = best.kept and found.cost <= given.dear * best.cost
            best = self._better(best, found)
            best = self._better(best, self._merged(before, found) if merge else None)
            best = self._better(best, self._pooled(best))
            if best is not before:
                idle = 0
                tell(cost=best.cost)
        return best

    def _better(self, best: Solution, other: Solution | None) -> Solution:
        """Return the better of two, and keep both among those that are merged together."""
        for one in (best, other):
            if one is not None and one.kept:
                self.pool[one.serving.tobytes()] = one
        cheapest = sorted(self.pool.items(), key=lambda item: item[1].cost)
        self.pool = dict(cheapest[: self.parameters.pool])
        return other if other is not None and other.kept and other.beats(best) else best

    def _started(self) -> Solution | None:
        """Return clusters round a set of hubs that was not drawn before."""
        if self.tight.share is None:
            return None
        hubs = drawn_hubs(self.tight.share, self.order, self.problem.clusters, self.rng)
        if hubs.tobytes() in self.drawn:
            return None
        self.drawn.add(hubs.tobytes())
        found = min(self.trials(hubs), key=lambda s: (s.outside, s.cost), default=None)
        return found if found is not None and found.kept else None

    def _merged(self, one: Solution, other: Solution) -> Solution | None:
        """Return the best of the hubs of two, with the members of either or near them."""
        problem, given = self.problem, self.parameters
        every = np.arange(len(problem.need))
        hubs = np.union1d(one.hubs, other.hubs)
        near = np.argsort(problem.cost[hubs], axis=0, kind="stable")[: given.nearest]
        may = np.zeros(problem.cost.shape, dtype=np.bool_)
        may[hubs[near], every] = True
        may[other.serving, every] = True
        return self._cheapest_of(may, one)

    def _pooled(self, best: Solution) -> Solution | None:
        """Return the best of what the cheapest clusters of all starts have between them."""
        every, key = np.arange(len(self.problem.need)), b"".join(sorted(self.pool))
        if not best.kept or len(self.pool) <= PAIR or key in self.tried:
            return None
        self.tried.add(key)
        may = np.zeros(self.problem.cost.shape, dtype=np.bool_)
        for one in self.pool.values():
            may[one.serving, every] = True
        return self._cheapest_of(may, best)

    def _cheapest_of(self, may: BoolArray, best: Solution) -> Solution | None:
        """Return the cheapest clusters among some pairs, and those of clusters at hand."""
        problem = self.problem
        hubs = np.flatnonzero(may.any(axis=1))
        inside = hubs[problem.owner[hubs] >= 0]
        may[inside, problem.owner[inside]] = True
        may &= np.isfinite(problem.cost) & self.tight.possible_pairs(best.cost)
        may[best.serving, np.arange(len(problem.need))] = True
        nodes, seconds = self.parameters.nodes, self.until.seconds
        found = AssignmentModel(problem, may).solve(best.serving, nodes, seconds)
        if found.serving is None:
            return None
        return solution_served(problem, self.data, found.serving)

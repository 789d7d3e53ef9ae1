"""Branch on how many hubs parts of an area have, the lowest bound first."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import BRANCH_TOLERANCE
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.counts.choice import Count, with_count
from experts_at_hand.clustering.exact.counts.climb import Branch, BranchBounds
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.counts.settle import pairs_within, search_pairs
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import CountParameters
from experts_at_hand.clustering.exact.solution import Solution, solution_served
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.watch import tell


@dataclass(eq=False, slots=True, kw_only=True)
class CountBranching:
    """The branches that are open, and the best clusters at hand.

    It changes as it searches, and never leaves the search.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    best
        Clusters at hand that keep every bound.
    parameters
        How hard to try.
    tight
        The problem at the prices of cuts, and these, where bounds keep some.
    trial
        Yields clusters round some hubs.
    connection
        What keeps clusters connected, if they have to be.
    until
        When to stop with what is found.
    """

    problem: MedianProblem
    data: SearchData
    best: Solution
    parameters: CountParameters
    tight: Tightened | None = None
    trial: Callable[[IntArray], Iterator[Solution]] | None = None
    connection: Connection | None = None
    until: Deadline = NEVER
    parts: Parts = field(init=False)
    bounds: BranchBounds = field(init=False)
    queue: list[tuple[float, int, Branch]] = field(init=False, default_factory=list)
    floor: float = field(init=False, default=np.inf)
    branches: int = field(init=False, default=0)
    tried: set[bytes] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.parts = Parts.of(self.problem)
        self.bounds = BranchBounds(self.bounded, self.parts)

    @property
    def bounded(self) -> MedianProblem:
        """What bounds are of: no clustering costs more in it than it does."""
        return self.problem if self.tight is None else self.tight.problem

    def search(self, bound: LowerBound) -> tuple[Solution, float]:
        """Return the best clusters that were found, and what no clustering can beat.

        Parameters
        ----------
        bound
            Proved so far, with its multipliers.
        """
        given, forced = self.parameters, self.problem.forced
        must = [] if forced is None else forced.nonzero()[0].tolist()
        counts = tuple(Count(hub, 1, 1) for hub in must)
        self._offer(bound.multipliers, counts, bound.value, given.first_rounds)
        first = bound.value
        while self.queue and self.branches < given.branches and not self.until.passed:
            low, _, branch = heapq.heappop(self.queue)
            if self._settled(low):
                continue
            open_ = self.best.cost - first
            if self.branches >= given.trial_branches and low - first < given.worth * open_:
                heapq.heappush(self.queue, (low, _, branch))
                break  # each count tells too little: there are too many that matter
            if not self._finished(branch):
                self._split(branch)
            tell(cost=self.best.cost, bound=self._proved(first))
        return self.best, self._proved(first)

    @property
    def told(self) -> bool:
        """Whether counts told enough to be gone on with."""
        return self.branches > self.parameters.trial_branches + 1

    def _proved(self, first: float) -> float:
        """Return what no clustering can beat, by the branches that are left."""
        left = min((low for low, _, _ in self.queue), default=np.inf)
        return max(first, min(left, self.floor, self.best.cost))

    def _settled(self, bound: float) -> bool:
        """Whether nothing better than what is at hand can have so high a bound."""
        return bound >= self.best.cost * (1 - BRANCH_TOLERANCE)

    def _offer(
        self, multipliers: FloatArray, counts: tuple[Count, ...], proved: float, rounds: int
    ) -> None:
        """Climb to the bound of a branch; keep one that is open, and try clusters there."""
        branch = self.bounds.climb(
            multipliers, counts, self.best.cost, rounds=rounds, at_least=proved
        )
        self.branches += 1
        if self._settled(branch.bound):
            return
        key = branch.hubs.tobytes()
        if self.trial is not None and key not in self.tried:
            self.tried.add(key)
            for found in self.trial(branch.hubs):
                self._found(found)
        heapq.heappush(self.queue, (branch.bound, self.branches, branch))

    def _found(self, found: Solution) -> None:
        if found.kept and found.beats(self.best):
            self.best = found

    def _finished(self, branch: Branch) -> bool:
        """Settle a branch where few pairs are left, or where no count is open; say whether so."""
        given, upper = self.parameters, self.best.cost
        may = pairs_within(self.bounded, self.parts, branch, upper)
        pairs, fractions = int(may.sum()), self._candidates(branch)
        if pairs > (given.pairs if fractions else given.last_pairs):
            if fractions:
                return False
            self.floor = min(self.floor, branch.bound)
            return True
        limits = Limits(nodes=given.nodes, until=self.until)
        result = search_pairs(
            self.problem, self.parts, branch, may, limits, self.connection, enough=upper
        )
        if result.serving is not None:
            self._found(solution_served(self.problem, self.data, result.serving))
        self.floor = min(self.floor, max(branch.bound, min(result.bound, upper)))
        return True

    def _candidates(self, branch: Branch) -> list[tuple[int, float]]:
        """Return parts with a fraction of a hub, each with its hubs: those apart from each other.

        Of parts with the same fraction the largest tells most; parts far smaller than a cluster
        hardly tell anything.
        """
        given = self.parameters
        count = self.parts.of_whole(branch.share)
        fraction = np.minimum(count - np.floor(count), np.ceil(count) - count)
        fraction[-1] = 0.0  # the whole has as many as it has
        usual = len(self.problem.cost) / self.problem.clusters / 4
        score = fraction * np.sqrt(np.minimum(1.0, self.parts.size / usual))
        found: list[tuple[int, float]] = []
        for part in np.argsort(-score, kind="stable").tolist():
            if fraction[part] < given.fraction or len(found) >= given.candidates:
                break
            inside = self.parts.inside[part]
            alike = (
                (inside & self.parts.inside[other]).any() and abs(count[part] - had) < given.alike
                for other, had in found
            )
            if not any(alike):
                found.append((part, float(count[part])))
        return found

    def _split(self, branch: Branch) -> None:
        """Put the two halves of a branch into the queue: of the parts tried, where most is won."""
        given, candidates = self.parameters, self._candidates(branch)
        part, hubs = candidates[0]
        if len(candidates) > 1:
            gains = [self._gain(branch, part, hubs) for part, hubs in candidates]
            part, hubs = candidates[int(np.argmax(gains))]
        for counts in self._halves(branch, part, hubs):
            self._offer(branch.multipliers, counts, branch.bound, given.rounds)

    def _halves(self, branch: Branch, part: int, hubs: float) -> list[tuple[Count, ...]]:
        """Return the counts of the two halves: no more hubs than there are in full, or one more."""
        low, every = int(np.floor(hubs)), self.problem.clusters
        sides = (Count(part, 0, low), Count(part, low + 1, every))
        return [with_count(branch.counts, side, self.parts) for side in sides]

    def _gain(self, branch: Branch, part: int, hubs: float) -> float:
        """Return by how much a few steps raise the bounds of both halves, multiplied."""
        product = 1.0
        for counts in self._halves(branch, part, hubs):
            rounds = self.parameters.look_rounds
            half = self.bounds.climb(branch.multipliers, counts, self.best.cost, rounds=rounds)
            won = max(0.0, min(half.bound, self.best.cost) - branch.bound)
            product *= max(won, 1e-6 * abs(branch.bound))
        return product

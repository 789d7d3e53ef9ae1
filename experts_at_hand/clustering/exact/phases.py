"""The phases of a search: clusters and bound, each from the other; columns, regions, branching."""

from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from experts_at_hand.clustering.exact.branch_and_bound import (
    GUESSES,
    Limits,
    close_gap,
)
from experts_at_hand.clustering.exact.by_columns import ByColumns
from experts_at_hand.clustering.exact.capacity_cuts.relax_and_cut import relax_and_cut, suits
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.columns.fixing import possible_pairs
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.counts.branching import CountBranching
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.hub_branching import branch_on_hubs
from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound
from experts_at_hand.clustering.exact.matheuristic import Regions
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.merging import Merging
from experts_at_hand.clustering.exact.parameters import SearchParameters
from experts_at_hand.clustering.exact.phase_parameters import ColumnParameters
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.exact.trials import round_hubs, starts, trials, worth_trying
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import BoolArray
from experts_at_hand.watch import tell

GUESSED = 1.3
"""What clusters may cost where none within the bounds is at hand, in shares of the nearest hubs'
cost: it only sets the first steps of the bound."""


@dataclass(frozen=True, eq=False, slots=True)
class Phases:
    """The phases of a search: clusters and bound, each from the other; regions; branching."""

    problem: MedianProblem
    data: SearchData
    parameters: SearchParameters
    until: Deadline
    columns: ByColumns | None = None
    tried: set[bytes] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        problem: MedianProblem,
        data: SearchData,
        parameters: SearchParameters,
        until: Deadline = NEVER,
    ) -> "Phases":
        """Return the phases of a search, with columns where these suit."""
        columns = ByColumns.of(problem, data, parameters.columns, until=until)
        return cls(problem, data, parameters, until, columns)

    @property
    def limits(self) -> Limits:
        """How long branch and bound may take."""
        given = self.parameters
        return Limits(nodes=given.nodes, until=self.until, pairs=given.pairs)

    @property
    def loose(self) -> bool:
        """Whether clusters have no bounds at all, so that hubs alone decide."""
        problem = self.problem
        inside = len(problem.inside) == len(problem.cost)
        return problem.unbounded and not problem.sums and inside

    def clusters_and_bound(self, start: Solution) -> tuple[Solution, LowerBound, Tightened, float]:
        """Climb to a bound, search from its hubs, and climb on, while that brings better ones.

        Returns
        -------
        The best clusters, the bound with its multipliers, the one that keeps cuts, and what is
        proved beyond them.
        """
        given = self.parameters
        tight: Tightened | None = None
        climb = given.bound
        if self.loose:
            climb = replace(climb, rounds=min(climb.rounds, climb.unbounded_rounds))
        best, bound, floor = start, None, -np.inf
        _tell(best, bound)
        for _ in range(1 if self.loose else given.searches):
            upper = _upper(self.problem, best, bound)
            pricer = None if self.columns is None else self.columns.pricer
            bound = lower_bound(
                self.problem,
                upper,
                climb,
                start=bound,
                hubs=best.hubs,
                pricer=pricer,
                until=self.until,
            )
            _tell(best, bound)
            if tight is None:
                tight = self.with_cuts(best, bound)
                best = self._from_hubs(tight.bound, best, 1) if len(tight.cuts) else best
                best, floor, told = self.by_counts(best, tight)
                if best.proved_by(floor):
                    return best, bound, tight, best.cost
                if told and given.searches == 1:  # hubs were tried at every branch
                    break
            again = self._from_hubs(bound, best)
            done = again is best or self.by_columns(again, bound)
            best = again
            if done or self.until.passed:
                break
        assert bound is not None and tight is not None  # noqa: S101, PT018 - at least one search
        return best, bound, tight, max(floor, bound.value, tight.bound.value)

    def with_cuts(self, best: Solution, bound: LowerBound) -> Tightened:
        """Climb on with cuts, where they may tell something."""
        given, problem = self.parameters, self.problem
        hopeless = self.until.passed or not np.isfinite(bound.value)
        if self.loose or hopeless or not suits(problem, given.cuts):
            return Tightened.without_cuts(problem, bound)
        upper = _upper(problem, best, bound)
        until = self.until.half_way
        tight = relax_and_cut(problem, bound, upper, given.bound, given.cuts, until=until)
        if tight.bound.value - bound.value < given.cuts.worth * (upper - bound.value):
            # Whole members tell as much.
            return replace(Tightened.without_cuts(problem, bound), share=tight.share)
        if not problem.scale:
            return tight
        # The steps of whole members go on from there.
        start = replace(tight.bound, whole=True)
        whole = lower_bound(tight.problem, upper, given.bound, start=start, until=until)
        return replace(tight, bound=whole) if whole.value > tight.bound.value else tight

    def told_by_cuts(self, best: Solution, bound: LowerBound, tight: Tightened) -> bool:
        """Whether cuts have won most of what was open: then columns have little to tell."""
        won = tight.bound.value - bound.value
        return best.kept and won > self.parameters.cuts.most * (best.cost - bound.value)

    def by_counts(self, best: Solution, tight: Tightened) -> tuple[Solution, float, bool]:
        """Branch on how many hubs parts of the area have.

        Returns
        -------
        The best clusters, what is proved, and whether counts told enough to be gone on with.
        """
        given, bound = self.parameters.counts, tight.bound
        few = given.branches and len(self.problem.cost) <= given.most_hubs
        columns = self.columns is not None and self.columns.free and self.by_columns(best, bound)
        # Where whole members tell most, and nothing but a most binds, columns get there sooner.
        if self.loose or not best.kept or not few or columns:
            return best, bound.value, False
        limits = worth_trying(Limits(nodes=0, until=self.until), best)
        branching = CountBranching(
            problem=self.problem,
            data=self.data,
            best=best,
            parameters=given,
            tight=tight,
            trial=partial(trials, self.problem, self.data, limits=limits),
            until=self.until.half_way,
        )
        return *branching.search(bound), branching.told

    @property
    def columns_first(self) -> bool:
        """Whether columns go before fresh starts: small clusters, or those with a least."""
        free = self.columns is not None and self.columns.free
        return not free or self.parameters.columns.small(self.problem)

    def by_columns(self, best: Solution, bound: LowerBound) -> bool:
        """Whether clusters are chosen from columns next."""
        return self.columns is not None and self.columns.promises(best, bound)

    def region_columns(self, best: Solution, bound: LowerBound) -> ColumnParameters | None:
        """Return how regions are chosen from columns; ``None`` where pairs are decided one by one.

        Where clusters have a least, members round given hubs are soon settled, and columns many.
        """
        free = self.columns is not None and self.columns.free
        return self.parameters.columns if free and self.by_columns(best, bound) else None

    def chosen(self, best: Solution, bound: LowerBound) -> tuple[Solution, LowerBound, float]:
        """Climb to where hardly a column is missing, search from its hubs, choose from columns."""
        assert self.columns is not None  # noqa: S101 - asked before
        bound = self.columns.climb(bound)
        best = self._from_hubs(bound, best, 1)
        best, floor = self.columns.choose(best, bound)
        return best, bound, floor

    def _from_hubs(self, bound: LowerBound, best: Solution, most: int | None = None) -> Solution:
        """Return the best clusters round some sets of hubs, each tried once, or those at hand.

        A set whose clusters are far dearer than those at hand does not count.
        """
        again = best
        left = self.parameters.starts if most is None else most
        for hubs in starts(self.problem, bound, best):
            ascending = np.sort(hubs)
            if left <= 0:
                break
            if ascending.tobytes() in self.tried or (hubs < 0).any():
                continue
            self.tried.add(ascending.tobytes())
            nodes = self.parameters.trial_nodes
            if self.region_columns(best, bound) is not None:
                nodes = 0  # round given hubs it takes long, and the choice of columns does better
            limits = worth_trying(Limits(nodes=nodes, until=self.until), best)
            found = list(trials(self.problem, self.data, ascending, limits))
            for trial in found:
                again = trial if trial.beats(again) else again
            left -= any(trial.kept and trial.cost <= limits.below for trial in found)
            _tell(again, bound)
        return again

    def merging(self, best: Solution, tight: Tightened) -> Merging:
        """Return how clusters are started anew and merged."""
        nodes = self.parameters.trial_nodes
        limits = worth_trying(Limits(nodes=nodes, until=self.until), best)
        return Merging(
            problem=self.problem,
            data=self.data,
            tight=tight,
            parameters=self.parameters.merging,
            trials=partial(trials, self.problem, self.data, limits=limits),
            until=self.until,
        )

    def regions(self, best: Solution, bound: LowerBound) -> Regions:
        """Return how a few neighbouring clusters are chosen anew."""
        return Regions(
            self.problem,
            self.data,
            parameters=self.parameters.regions,
            until=self.until.half_way,
            columns=self.region_columns(best, bound),
        )

    def improved_by_regions(
        self, best: Solution, bound: LowerBound, tight: Tightened, regions: Regions
    ) -> tuple[Solution, LowerBound]:
        """Search region by region while the bound leaves much open, and climb on from there."""
        for large in (False, True):
            left = int(self._left_open(best, bound, tight).sum())
            if left <= self.parameters.regions.open_pairs or self.until.passed:
                break
            better = regions.improve(best, bound, large=large)
            if better is not best:
                best = better
                _tell(best, bound)
                bound = lower_bound(
                    self.problem, best.cost, self.parameters.bound, start=bound, until=self.until
                )
                _tell(best, bound)
        return best, bound

    def closed(self, best: Solution, bound: LowerBound, tight: Tightened) -> tuple[Solution, float]:
        """Settle what the sharper of two bounds leaves open, where that is little."""
        tight, pricer = self._sharper(bound, tight)
        return close_gap(self.problem, self.data, tight, best, self.limits, pricer=pricer)

    def _left_open(self, best: Solution, bound: LowerBound, tight: Tightened) -> BoolArray:
        """Mark the pairs of hub and member that clusters may have that are somewhat cheaper."""
        tight, pricer = self._sharper(bound, tight)
        guess = tight.bound.value + GUESSES[0] * (best.cost - tight.bound.value)
        may = tight.possible_pairs(guess)
        if pricer is not None:
            may &= possible_pairs(pricer, tight.bound.multipliers, guess)
        return may

    def _sharper(self, bound: LowerBound, tight: Tightened) -> tuple[Tightened, Pricer | None]:
        """Return the sharper bound, and what fixes more pairs where columns brought it."""
        if tight.bound.value > bound.value:
            return tight, None
        columns = self.columns if bound.by_columns else None
        pricer = None if columns is None else columns.pricer
        return replace(tight, problem=self.problem, bound=bound), pricer

    def branched(self, best: Solution, bound: LowerBound) -> tuple[Solution, float]:
        """Branch on which hubs are open."""
        nodes = self.parameters.branches_a_node * self.parameters.nodes
        branched = branch_on_hubs(self.problem, bound, best.hubs, nodes=nodes)
        labels = round_hubs(self.problem, branched.hubs)
        found = solution_of(self.problem, self.data, labels)
        return (found if found.beats(best) else best), branched.bound


def _upper(problem: MedianProblem, best: Solution, bound: LowerBound | None) -> float:
    """Return what the best clusters may cost: it sets the length of the bound's steps."""
    if np.isfinite(best.cost) and not best.outside:
        return best.cost
    if bound is not None:
        return bound.value + (GUESSED - 1) * abs(bound.value)
    finite = np.where(np.isfinite(problem.cost), problem.cost, 0.0)
    return GUESSED * float(finite.mean(axis=0).sum())


def _tell(best: Solution, bound: LowerBound | None) -> None:
    """Tell who watches of clusters that keep the bounds, and of the bound."""
    tell(cost=best.cost if best.kept else np.inf, bound=-np.inf if bound is None else bound.value)

"""A bound that keeps cuts, each at a price for every hub that it lacks.

The cuts stand in the Lagrangian bound with prices of their own, and subgradient steps move these
together with the multipliers of members. After each climb the cuts that the mean of its last rounds
breaks are added, and those without a price are dropped (Lucena 2005, "Non delayed relax-and-cut
algorithms").
"""

from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.clustering.exact.candidates import AllMembers, Candidates, NearMembers
from experts_at_hand.clustering.exact.capacity_cuts.cuts import CapacityCuts
from experts_at_hand.clustering.exact.capacity_cuts.separation import Separation
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.knapsack import choose_hubs
from experts_at_hand.clustering.exact.lagrangian import LowerBound, value_at
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.opening_fills import OpeningFills
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters, CutParameters
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.watch import tell


def suits(problem: MedianProblem, parameters: CutParameters) -> bool:
    """Whether cuts may tell something: hubs are members, few enough, and clusters have a most."""
    limited = np.isfinite(problem.most_of.max(initial=0.0)) or any(
        np.isfinite(total.most) for total in problem.sums
    )
    members = len(problem.inside) == len(problem.cost)
    few = len(problem.cost) <= parameters.most_hubs
    return bool(parameters.phases) and limited and members and few


def relax_and_cut(
    problem: MedianProblem,
    bound: LowerBound,
    upper: float,
    climb: BoundParameters,
    parameters: CutParameters,
    *,
    until: Deadline = NEVER,
) -> Tightened:
    """Climb on from a bound while cuts are found that raise it.

    Parameters
    ----------
    problem
        What is clustered; see `suits`.
    bound
        Without cuts.
    upper
        Cost of clusters at hand.
    climb, parameters
        How the bound without cuts is climbed to, and how cuts are found and priced.
    until
        When to stop with what is proved.
    """
    ascent = _Ascent(problem, upper, climb, parameters, until)
    separation = Separation.of(problem, parameters)
    nothing = CapacityCuts.none(problem)
    found = Tightened.without_cuts(problem, bound)
    at = _Point(bound.value, bound.multipliers, np.zeros(0), bound.hubs)
    at, mean = ascent.climb(at, nothing, parameters.first_rounds)
    found = replace(found, share=mean[0])
    cuts, last = nothing, [bound.value]
    for phase in range(parameters.phases):
        new = separation.broken(*mean)
        if not len(new) or until.passed:
            break
        cuts = cuts.joined(new)
        at = replace(at, prices=np.concatenate([at.prices, np.zeros(len(new))]))
        at, mean = ascent.climb(at, cuts, parameters.rounds)
        keep = at.prices > 0
        cuts, at = cuts.only(keep), replace(at, prices=at.prices[keep])
        found = replace(ascent.proved(found, at, cuts), share=mean[0])
        last.append(found.bound.value)
        tell(bound=found.bound.value)
        if found.bound.value >= upper or _stalled(last, phase, upper, parameters):
            break
    return found


def _stalled(values: list[float], phase: int, upper: float, parameters: CutParameters) -> bool:
    """Whether the last few phases have won next to nothing of what is open."""
    few = parameters.trial_phases
    return phase + 1 >= few and values[-1] - values[-1 - few] < parameters.worth * (
        upper - values[-1 - few]
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Point:
    """Where a climb stands.

    Parameters
    ----------
    value
        Of the bound there.
    multipliers, prices
        Of members, and of cuts.
    hubs
        Of the rounds so far, those to which all members are nearest.
    """

    value: float
    multipliers: FloatArray
    prices: FloatArray
    hubs: IntArray


@dataclass(frozen=True, eq=False, slots=True)
class _Ascent:
    """Climbs with cuts at prices; the best point of each climb is returned."""

    problem: MedianProblem
    upper: float
    usual: BoundParameters
    parameters: CutParameters
    until: Deadline

    def climb(
        self, start: _Point, cuts: CapacityCuts, rounds: int
    ) -> tuple[_Point, tuple[FloatArray, FloatArray]]:
        """Return the best point, and the mean of the last rounds: hubs opened, members taken."""
        problem, given = self.problem, self.parameters
        looked = self._looked(start, cuts)
        fills, mean = OpeningFills(problem, looked), _Mean(problem, given.memory)
        multipliers, prices, best = start.multipliers, start.prices, replace(start, value=-np.inf)
        nearest = float(problem.cost[start.hubs].min(axis=0).sum())
        along, along_prices = np.zeros(len(multipliers)), np.zeros(len(prices))
        step, idle = given.step, 0
        for _ in range(rounds):
            filled = fills.fill(multipliers, reduced=_reduced(looked, cuts, multipliers, prices))
            hubs = choose_hubs(problem, filled.values)
            value = float(multipliers.sum() + filled.values[hubs].sum())
            taken = filled.members_taken(hubs)
            mean.add(hubs, taken)
            idle += 1
            if value > best.value:
                best, idle = replace(best, value=value, multipliers=multipliers, prices=prices), 0
            reach = float(problem.cost[hubs].min(axis=0).sum())
            if reach < nearest:
                nearest, best = reach, replace(best, hubs=hubs)
            if idle > given.patience:
                step, idle = step / 2, 0
            slope, missing = 1.0 - taken.sum(axis=0), cuts.missing(hubs, taken)
            missing[(prices <= 0) & (missing < 0) & (along_prices <= 0)] = 0.0
            along = slope + self.usual.deflection * along
            along_prices = missing + self.usual.deflection * along_prices
            length = float(along @ along + along_prices @ along_prices)
            gap = self.upper - value
            if not looked.complete:  # without far pairs even the best may cost more
                gap = max(gap, self.usual.look_ahead * abs(self.upper))
            if length <= 0 or gap <= 0 or self.until.passed:
                break
            multipliers = multipliers + step * gap / length * along
            prices = np.maximum(0.0, prices + step * gap / length * along_prices)
        return best, mean.shares

    def _looked(self, at: _Point, cuts: CapacityCuts) -> Candidates:
        """Return the members that each hub looks at."""
        hubs, members = self.problem.cost.shape
        keep = self.usual.candidates_per_hub(hubs, members, self.problem.clusters)
        if keep >= members:
            return AllMembers(self.problem)
        priced = cuts.priced(self.problem, at.prices)
        return NearMembers.of(self.problem, keep, priced.reduced(at.multipliers))

    def proved(self, before: Tightened, at: _Point, cuts: CapacityCuts) -> Tightened:
        """Return what a point proves with all members, or what was proved before."""
        problem = cuts.priced(self.problem, at.prices)
        bound = replace(
            before.bound, multipliers=at.multipliers, hubs=at.hubs, whole=False, by_columns=False
        )
        value = value_at(problem, bound)
        if value <= before.bound.value:
            return replace(before, bound=replace(before.bound, hubs=at.hubs))
        return Tightened(problem, replace(bound, value=value), cuts, before.share)


class _Mean:
    """The mean of the last rounds: an old one counts less and less. It never leaves a climb."""

    def __init__(self, problem: MedianProblem, memory: float) -> None:
        self.opened = np.zeros(len(problem.cost))
        self.taken = np.zeros(problem.cost.shape)
        self.memory = memory
        self.next = 1.0
        self.total = 0.0

    def add(self, hubs: IntArray, taken: FloatArray) -> None:
        """Count in a round: later ones weigh more, which is less work than to fade the others."""
        self.next /= self.memory
        self.total += self.next
        self.opened[hubs] += self.next
        self.taken[hubs] += self.next * taken

    @property
    def shares(self) -> tuple[FloatArray, FloatArray]:
        """The share of each hub that was open, and hubs x members: of each member taken."""
        return self.opened / self.total, self.taken / self.total


def _reduced(
    looked: Candidates, cuts: CapacityCuts, multipliers: FloatArray, prices: FloatArray
) -> FloatArray:
    """Return hubs x columns: cost at the prices of cuts, less what taking the member is worth."""
    if not prices.any():
        return looked.reduced(multipliers)
    reduced = looked.reduced(multipliers + prices @ cuts.weight)
    for cut in prices.nonzero()[0].tolist():
        inside, weight = cuts.hubs[cut].nonzero()[0], prices[cut] * cuts.weight[cut]
        if looked.columns is None:
            counted = weight.nonzero()[0]
            reduced[np.ix_(inside, counted)] += weight[counted]
        else:
            reduced[inside] += weight[looked.columns[inside]]
    every = np.arange(len(reduced))
    reduced[every, looked.own_column] += cuts.for_hubs(prices, looked.problem.clusters)
    return reduced

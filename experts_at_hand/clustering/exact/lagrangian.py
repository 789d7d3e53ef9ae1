"""How cheap could it be: a lower bound for clusters round hubs, by Lagrangian relaxation.

Let ``x[h, i]`` say that member ``i`` goes to hub ``h``. That each member goes to exactly one hub is
relaxed, with a multiplier ``u[i]`` for each member. What is left falls apart by hub: the cheapest
fill of each hub at costs ``c[h, i] - u[i]`` whose need lies within the bounds, a knapsack bounded
on both sides (`knapsack`). The ``p`` cheapest hubs and the sum of the multipliers bound every
clustering from below. Subgradient steps raise the multipliers of members that no hub takes and
lower those that several take.

Beasley (1985), "A note on solving large p-median problems"; Ceselli and Righini (2005), "A
branch-and-price algorithm for the capacitated p-median problem", for the bound with capacities.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from experts_at_hand.clustering.exact.candidates import AllMembers, Candidates, NearMembers
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.knapsack import (
    KnapsackFills,
    choose_hubs,
    fill_knapsacks,
    whole_fills,
)
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.opening_fills import OpeningFills
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

LOST = 0.7
"""Share of what a member loses with its hub, when the next one at hand takes it, that it is worth
to take it at first; an assumption from trials."""


@dataclass(frozen=True, eq=False, kw_only=True)
class LowerBound:
    """What no clustering can beat.

    Parameters
    ----------
    value
        The bound, in the unit of the costs; ``-inf`` before the first round.
    hubs
        Of the hubs that any round opened, those to which all members are nearest, ascending: a
        good start for a search.
    rounds
        How many subgradient steps were made.
    multipliers
        What taking each member is worth in the round that gave the bound.
    whole
        Whether that round took whole members only.
    gained
        By how much whole members have raised the bound.
    by_columns
        Whether the multipliers come from generated columns.
    """

    value: float
    hubs: IntArray
    rounds: int
    multipliers: FloatArray
    whole: bool = False
    gained: float = 0.0
    by_columns: bool = False


def lower_bound(
    problem: MedianProblem,
    upper: float,
    parameters: BoundParameters,
    *,
    start: LowerBound | None = None,
    hubs: IntArray | None = None,
    pricer: Pricer | None = None,
    until: Deadline = NEVER,
) -> LowerBound:
    """Return a proven lower bound on the cost of every clustering within the bounds.

    Parameters
    ----------
    problem
        What is to be clustered.
    upper
        Cost of a clustering that is at hand: it sets the length of the steps, and the search ends
        when the bound reaches it.
    parameters
        How many steps, and how long they are.
    start
        A bound of the same problem to climb on from.
    hubs
        Of the clusters at hand. Where there is no bound and hubs are many, the climb begins at what
        members would lose with them, and ends higher in the same rounds.
    pricer
        Fills hubs with whole members, and knows what it met; a new one by default.
    until
        When to stop with what is proved.
    """
    ascent = _Ascent(problem, upper, parameters, until)
    some = ascent.candidates_per_hub < len(problem.need)
    if start is None:
        multipliers = first_multipliers(problem, hubs if some else None)
        first = np.arange(problem.clusters)
        best = LowerBound(value=-np.inf, hubs=first, rounds=0, multipliers=multipliers)
        step = parameters.first_step
    else:
        best, step = start, parameters.again_step
    if some:
        return _by_candidates(ascent, best, fresh=start is None, led=_usable(hubs))
    if not best.whole:
        best = ascent.climb(best, step)
    if problem.scale:
        few = parameters.whole_rounds if problem.least <= 0 else parameters.between_rounds
        rounds = min(parameters.rounds, few)
        pricer = Pricer.of(problem) if pricer is None else pricer
        before = best.value
        best = ascent.climb(best, parameters.again_step, rounds=rounds, pricer=pricer)
        best = replace(best, gained=best.gained + best.value - before)
    return best


def _by_candidates(ascent: "_Ascent", best: LowerBound, *, fresh: bool, led: bool) -> LowerBound:
    """Climb with a few members of each hub; the bound is taken with all of them.

    The members looked at are chosen anew at the multipliers that were reached: a fill of near ones
    may miss one far away that has become worth its journey. A climb from nothing takes twice the
    rounds of one that hubs at hand have led.
    """
    problem, parameters = ascent.problem, ascent.parameters
    climbed, rounds = best, parameters.rounds
    worth = problem.reduced(best.multipliers)
    step = parameters.first_step if fresh else parameters.again_step
    for turn in range(parameters.choices):
        near = NearMembers.of(problem, ascent.candidates_per_hub, worth)
        climbed = replace(climbed, value=-np.inf)
        many = rounds // 2 if turn or not fresh else rounds if led else 2 * rounds
        climbed = ascent.climb(climbed, step, rounds=many, candidates=near)
        step, worth = parameters.again_step, problem.reduced(climbed.multipliers)
        exact = ascent.climb(replace(climbed, value=-np.inf), 0.0, rounds=1)
        best = exact if exact.value > best.value else replace(best, hubs=exact.hubs)
        if ascent.until.passed:
            break
    if best.value < climbed.value * (1 - parameters.far_off):
        best = ascent.climb(best, parameters.again_step, rounds=rounds // 10)
    return best


def first_multipliers(problem: MedianProblem, hubs: IntArray | None = None) -> FloatArray:
    """Return a start: what each member costs at its second nearest hub, or at its only one.

    Parameters
    ----------
    problem
        What is to be clustered.
    hubs
        Of clusters at hand: of these the nearest, and part of the way to the second, see `LOST`.
    """
    share = LOST if _usable(hubs) else 1.0
    near = problem.cost[hubs] if _usable(hubs) else problem.cost
    ranked = np.sort(near, axis=0)[:2]
    first = np.where(np.isfinite(ranked[0]), ranked[0], 0.0)
    second = np.where(np.isfinite(ranked[-1]), ranked[-1], first)
    start: FloatArray = first + share * (second - first)
    return start


def _usable(hubs: IntArray | None) -> bool:
    """Whether there are hubs at hand, one for every cluster."""
    return hubs is not None and bool((hubs >= 0).all())


@dataclass(frozen=True, eq=False, slots=True)
class _Ascent:
    """Climbs from multipliers at hand; the result is never below what is at hand."""

    problem: MedianProblem
    upper: float
    parameters: BoundParameters
    until: Deadline

    @property
    def candidates_per_hub(self) -> int:
        hubs, members = self.problem.cost.shape
        return self.parameters.candidates_per_hub(hubs, members, self.problem.clusters)

    def climb(
        self,
        best: LowerBound,
        step: float,
        *,
        rounds: int | None = None,
        candidates: Candidates | None = None,
        pricer: Pricer | None = None,
    ) -> LowerBound:
        """Make subgradient steps: of whole members, or of a few candidates, where asked."""
        problem, given = self.problem, self.parameters
        multipliers, upper = best.multipliers, self.upper
        near_hubs, nearest, idle = best.hubs, _reach(problem, best.hubs), 0
        direction = np.zeros(len(multipliers))
        whole = pricer is not None
        last_step = given.last_whole_step if whole else given.last_step
        before = best.value
        fills = self._fills(candidates, every=whole)
        for turn in range(given.rounds if rounds is None else rounds):
            tried = whole and turn == given.trial_rounds and problem.least > 0
            if tried and best.value - before < given.worth * (upper - before):
                break  # where least and most hardly bind, whole members tell nothing new
            filled = fills(multipliers)
            if pricer is not None:
                filled = pricer.cheapest(multipliers, filled)
            hubs = choose_hubs(problem, filled.values)
            value = float(multipliers.sum() + filled.values[hubs].sum())
            reach = _reach(problem, hubs)
            if reach < nearest:
                nearest, near_hubs = reach, hubs
                upper = min(upper, reach) if problem.unbounded else upper
            best = replace(best, rounds=best.rounds + 1)
            idle += 1
            if value > best.value:
                best = replace(best, value=value, multipliers=multipliers, whole=whole)
                idle = 0
            if idle > given.patience:
                step, idle = step / 2, 0
            slope = 1.0 - filled.load(hubs)
            direction = slope + given.deflection * direction
            length = float(direction @ direction) if slope.any() else 0.0
            gap = upper - value
            if candidates is not None:  # without far pairs even the best may cost more
                gap = max(gap, given.look_ahead * abs(upper))
            if length <= 0 or gap <= 0 or step < last_step or self.until.passed:
                break
            multipliers = multipliers + step * gap / length * direction
        return replace(best, hubs=near_hubs)

    def _fills(
        self, candidates: Candidates | None, *, every: bool
    ) -> Callable[[FloatArray], KnapsackFills]:
        """Return how a round fills hubs: every one where whole members are taken, else few."""
        if every or (self.problem.unbounded and candidates is None):
            return partial(fill_knapsacks, self.problem, candidates=candidates)
        looked = AllMembers(self.problem) if candidates is None else candidates
        return OpeningFills(self.problem, looked).fill


def _reach(problem: MedianProblem, hubs: IntArray) -> float:
    """Return what it costs that each member goes to its nearest of some hubs."""
    reach: FloatArray = problem.cost[hubs].min(axis=0)
    return float(reach.sum())


def value_at(problem: MedianProblem, bound: LowerBound) -> float:
    """Return the bound that some multipliers give a problem."""
    filled = fill_knapsacks(problem, bound.multipliers)
    if bound.whole:
        filled = whole_fills(problem, bound.multipliers, filled)
    hubs = choose_hubs(problem, filled.values)
    return float(bound.multipliers.sum() + filled.values[hubs].sum())


def reduced_cost_fixing(problem: MedianProblem, bound: LowerBound, upper: float) -> BoolArray:
    """Mark the pairs of hub and member that a clustering no dearer than ``upper`` may have.

    Opening a hub that the bound's round left closed raises the bound by what it costs more than the
    dearest open one; giving it a member raises it by the member's reduced cost, what is left of its
    cost once its multiplier and its share of the scarce or wanted need are taken off. A pair that
    lifts the bound above ``upper`` is in no better clustering (reduced-cost fixing).

    Returns
    -------
    Hubs x members; a hub that may not be open has no member.
    """
    filled = fill_knapsacks(problem, bound.multipliers)
    parts = filled.values[:, None] + filled.added(problem, bound.multipliers)
    if bound.whole:
        filled, exact = _whole_parts(problem, bound.multipliers, filled)
        parts = np.maximum(parts, exact)
    hubs = choose_hubs(problem, filled.values)
    opened = np.zeros(len(filled.values), dtype=np.bool_)
    opened[hubs] = True
    free = opened if problem.forced is None else opened & ~problem.forced
    dearest = float(filled.values[free].max(initial=-np.inf))
    total = float(bound.multipliers.sum() + filled.values[hubs].sum())
    # The others when this hub is open: it takes the place of the dearest, or its own.
    others = total - np.where(opened, filled.values, dearest if free.any() else -np.inf)
    slack = 1e-9 * max(1.0, abs(upper))
    may: BoolArray = others[:, None] + parts <= upper + slack
    return may & np.isfinite(problem.cost)


def _whole_parts(
    problem: MedianProblem, multipliers: FloatArray, filled: KnapsackFills
) -> tuple[KnapsackFills, FloatArray]:
    """Return fills of whole members of every hub, and their value with each member forced in."""
    return whole_fills(problem, multipliers, filled, every=True).with_forced(problem, multipliers)

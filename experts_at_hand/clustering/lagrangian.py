"""How cheap could it be: a lower bound for clusters round hubs, by Lagrangian relaxation.

Let ``x[h, i]`` say that setting ``i`` goes to hub ``h``. That each setting goes to exactly one hub
is relaxed, with a multiplier ``u[i]`` for each setting. What is left falls apart by hub: the
cheapest fill of each hub at costs ``c[h, i] - u[i]`` whose need lies within the bounds, a knapsack
bounded on both sides. Its continuous relaxation is solved by sorting: fractions of settings are
allowed, which can only make it cheaper, so the bound stays valid. The ``p`` cheapest hubs and the
sum of the multipliers bound every clustering from below. Subgradient steps raise the multipliers of
settings that no hub takes and lower those that several take.

Beasley (1985), "A note on solving large p-median problems"; Ceselli and Righini (2005), "A
branch-and-price algorithm for the capacitated p-median problem", for the bound with capacities.
"""

from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

START_STEP = 1.5
"""Factor of the first subgradient step, as Beasley's 2 in the gentler half of its range."""

PATIENCE = 12
"""Rounds without a better bound after which the step is halved."""

LAST_STEP = 1e-4
"""Step at which the bound has settled."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MedianProblem:
    """Hubs and members with a cost for each pair.

    Parameters
    ----------
    cost
        Hubs x members, finite, >= 0; a hub is a member of its own cluster.
    need
        Of each member, >= 0.
    clusters
        How many hubs are opened.
    least, most
        What the needs of a cluster may add up to; ``most`` may be ``inf``.
    """

    cost: FloatArray
    need: FloatArray
    clusters: int
    least: float = 0.0
    most: float = np.inf


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
    """

    value: float
    hubs: IntArray
    rounds: int
    multipliers: FloatArray


def lower_bound(problem: MedianProblem, upper: float, *, rounds: int) -> LowerBound:
    """Return a proven lower bound on the cost of every clustering within the bounds.

    Parameters
    ----------
    problem
        What is to be clustered.
    upper
        Cost of a clustering that is at hand: it sets the length of the steps, and the search ends
        when the bound reaches it.
    rounds
        Subgradient steps at most.
    """
    cost = problem.cost
    multipliers = np.partition(cost, 1, axis=0)[1] if len(cost) > 1 else cost[0].copy()
    first = np.arange(problem.clusters)
    best = LowerBound(value=-np.inf, hubs=first, rounds=0, multipliers=multipliers)
    nearest, near_hubs = np.inf, first
    unbounded = problem.least <= 0 and np.isinf(problem.most)
    step, idle = START_STEP, 0
    for made in range(1, rounds + 1):
        values, taken = fill_hubs(problem, multipliers)
        hubs = np.sort(np.argsort(values, kind="stable")[: problem.clusters])
        value = float(multipliers.sum() + values[hubs].sum())
        idle += 1
        reach = float(cost[hubs].min(axis=0).sum())
        if reach < nearest:
            nearest, near_hubs = reach, hubs
            upper = min(upper, reach) if unbounded else upper
        if value > best.value:
            best = LowerBound(value=value, hubs=hubs, rounds=made, multipliers=multipliers)
            idle = 0
        if idle > PATIENCE:
            step, idle = step / 2, 0
        slope = 1.0 - taken[hubs].sum(axis=0)
        length = float(slope @ slope)
        gap = upper - value
        if length <= 0 or gap <= 0 or step < LAST_STEP:
            break
        multipliers = multipliers + step * gap / length * slope
    return replace(best, hubs=near_hubs)


def possible(problem: MedianProblem, bound: LowerBound, upper: float) -> BoolArray:
    """Mark the pairs of hub and member that a clustering no dearer than ``upper`` may have.

    Opening a hub that the bound's round left closed raises the bound by what it costs more than the
    dearest open one; giving it a member raises it by the member's reduced cost, what is left of its
    cost once its multiplier and its share of the scarce or wanted need are taken off. A pair that
    lifts the bound above ``upper`` is in no better clustering (reduced-cost fixing).

    Returns
    -------
    Hubs x members; the diagonal says whether the hub may be open at all.
    """
    values, taken = fill_hubs(problem, bound.multipliers)
    ranked = np.sort(values)
    dearest = ranked[problem.clusters - 1]
    opening = np.maximum(values - dearest, 0.0)
    reduced = problem.cost - bound.multipliers
    price = _need_price(problem, reduced, taken)
    extra = np.maximum(reduced - price[:, None] * problem.need, 0.0)
    extra[np.arange(len(extra)), np.arange(len(extra))] = 0.0
    slack = 1e-9 * max(1.0, abs(upper))
    may: BoolArray = bound.value + opening[:, None] + extra <= upper + slack
    return may


def _need_price(problem: MedianProblem, reduced: FloatArray, taken: FloatArray) -> FloatArray:
    """Return for each hub what one more unit of need in it is worth: the knapsack's dual.

    Where the fill stops at a bound, it is the rate at which it stops; elsewhere 0.
    """
    hub = np.arange(len(reduced))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(problem.need > 0, reduced / problem.need, np.nan)
    rate[hub, hub] = np.nan
    filled = taken @ problem.need
    tight = 1e-9 * max(1.0, float(problem.need.sum()))
    last = np.nanmax(np.where(taken > 0, rate, np.nan), axis=1, initial=-np.inf)
    full = np.isfinite(problem.most) & (filled >= problem.most - tight) & (last < 0)
    bare = (filled <= problem.least + tight) & (last > 0)
    price: FloatArray = np.where(full | bare, last, 0.0)
    return np.where(np.isfinite(price), price, 0.0)


def fill_hubs(problem: MedianProblem, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the cheapest fill of each hub, and what share of each member it takes.

    Parameters
    ----------
    problem
        What is to be clustered.
    multipliers
        What it is worth to take each member.

    Returns
    -------
    values
        One entry a hub; ``inf`` where the hub alone is too large.
    taken
        Hubs x members, 0 to 1.
    """
    need, count = problem.need, len(problem.need)
    reduced = problem.cost - multipliers
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(need > 0, reduced / need, np.where(reduced < 0, -np.inf, np.inf))
    hub = np.arange(count)
    rate[hub, hub] = -np.inf  # a hub belongs to its own cluster
    order = np.argsort(rate, axis=1, kind="stable")
    sizes = need[order]
    filled = np.cumsum(sizes, axis=1)
    wanted = np.where(np.take_along_axis(rate, order, axis=1) < 0, sizes, 0.0).sum(axis=1)
    # A hub that nobody needs anything of has rate -inf and size 0: it is taken all the same.
    target = np.clip(np.maximum(wanted, need), problem.least, problem.most)
    room = target[:, None] - (filled - sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(sizes > 0, np.clip(room / sizes, 0.0, 1.0), 0.0)
    worth = np.take_along_axis(reduced, order, axis=1) < 0
    share = np.where((sizes <= 0) & worth, 1.0, share)
    taken = np.zeros_like(reduced)
    np.put_along_axis(taken, order, share, axis=1)
    taken[hub, hub] = 1.0
    values = (taken * reduced).sum(axis=1)
    values[need > problem.most] = np.inf
    return values, taken

"""Clusters without bounds proved best: branch on which hubs are open, with a bound at each branch.

Each branch has hubs that are open and hubs that are closed for good. A few subgradient steps from
the multipliers of its parent give it a bound; what the bound settles, it settles for all below
(Beasley 1985, "A note on solving large p-median problems"). The open side is searched first.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import BRANCH_TOLERANCE
from experts_at_hand.clustering.exact.interchange import interchange
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

STEPS = 40
"""Subgradient steps of a branch; an assumption from trials."""

FIRST_STEP = 0.5
PATIENCE = 4
"""Step of a branch at first, and steps without a better bound after which it is halved."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Branched:
    """What came of the search.

    Parameters
    ----------
    hubs
        The best open hubs that were met, ascending.
    cost
        What it costs that each member goes to the nearest of them.
    bound
        No clustering is cheaper.
    nodes
        Branches that were looked at.
    """

    hubs: IntArray
    cost: float
    bound: float
    nodes: int


@dataclass(frozen=True, eq=False, slots=True)
class _Branch:
    opened: IntArray
    free: IntArray
    multipliers: FloatArray
    bound: float


class _Search:
    """The answer at hand, and what settles a branch."""

    def __init__(self, problem: MedianProblem, hubs: IntArray) -> None:
        self.cost = problem.cost
        self.count = problem.clusters
        # Whole costs add up to whole numbers, so that a bound may be rounded up.
        whole = bool((self.cost == np.round(self.cost)).all())
        self.cost_unit = 1.0 if whole else 0.0
        self.hubs, self.upper = hubs, float(self.cost[hubs].min(axis=0).sum())

    def offer(self, hubs: IntArray) -> None:
        reach = float(self.cost[hubs].min(axis=0).sum())
        if reach < self.upper:
            better = interchange(self.cost, hubs)
            self.hubs, self.upper = better, float(self.cost[better].min(axis=0).sum())

    def settled(self, bound: FloatArray | float) -> BoolArray | bool:
        """Whether nothing better than the answer at hand can have so high a bound."""
        limit = self.upper - self.cost_unit + BRANCH_TOLERANCE * max(1.0, self.upper)
        return bound > limit if self.cost_unit else bound >= self.upper * (1 - BRANCH_TOLERANCE)


def branch_on_hubs(
    problem: MedianProblem, bound: LowerBound, hubs: IntArray, *, nodes: int
) -> Branched:
    """Search for the best hubs where clusters have no bounds.

    Parameters
    ----------
    problem
        Without bounds on need.
    bound
        What is proved so far, with its multipliers.
    hubs
        Of the clustering at hand.
    nodes
        Branches to look at, at most.
    """
    search = _Search(problem, np.sort(hubs))
    everywhere = np.arange(len(problem.cost))
    forced = np.isin(everywhere, [] if problem.forced is None else problem.forced.nonzero()[0])
    queue = [_Branch(everywhere[forced], everywhere[~forced], bound.multipliers, bound.value)]
    seen = 0
    while queue and seen < nodes:
        branch = queue.pop()
        if search.settled(branch.bound):
            continue
        seen += 1
        queue += _split(search, branch)
    left = [branch.bound for branch in queue if not search.settled(branch.bound)]
    least = max(min([search.upper, *left]), bound.value)
    return Branched(hubs=search.hubs, cost=search.upper, bound=least, nodes=seen)


def _split(search: _Search, branch: _Branch) -> list[_Branch]:
    """Bound a branch; return its two halves, the one to look at first last, or nothing."""
    if len(branch.opened) == search.count:  # nothing is left to choose
        search.offer(branch.opened)
        return []
    best, values, multipliers = _climb(search, branch)
    if search.settled(best):
        return []
    opened, free = branch.opened, branch.free
    wanted = search.count - len(opened)
    order = np.argsort(values, kind="stable")
    chosen, rest = order[:wanted], order[wanted:]
    dearest = values[chosen[-1]]
    next_best = values[rest[0]] if len(rest) else np.inf
    # A hub whose opening alone, or closing alone, settles the branch needs no branch of its own.
    closed = search.settled(best + values[rest] - dearest)
    needed = search.settled(best - values[chosen] + next_best)
    rest = rest[~np.asarray(closed)]
    opened = np.sort(np.concatenate([opened, free[chosen[np.asarray(needed)]]]))
    chosen = chosen[~np.asarray(needed)]
    free = np.sort(free[np.concatenate([chosen, rest])])
    wanted = search.count - len(opened)
    if len(free) < wanted:
        return []
    if wanted in {0, len(free)}:
        search.offer(np.sort(np.concatenate([opened, free[:wanted]])))
        return []
    if wanted == 1:
        reached = search.cost[opened].min(axis=0, initial=np.inf)
        reach = np.minimum(reached, search.cost[free]).sum(axis=1)
        search.offer(np.sort(np.append(opened, free[int(reach.argmin())])))
        return []
    # Branch on the hub that the bound is surest of: closing it should settle its side.
    hub = branch.free[int(chosen[0])]
    others = free[free != hub]
    opens = _Branch(np.sort(np.append(opened, hub)), others, multipliers, best)
    closes = _Branch(opened, others, multipliers, best)
    return [closes, opens] if len(others) >= wanted else [opens]


def _climb(search: _Search, branch: _Branch) -> tuple[float, FloatArray, FloatArray]:
    """Return the best bound of a few steps, with the values of its free hubs and multipliers."""
    open_cost, free_cost = search.cost[branch.opened], search.cost[branch.free]
    wanted = search.count - len(branch.opened)
    multipliers, step = branch.multipliers, FIRST_STEP
    best: tuple[float, FloatArray, FloatArray] = (-np.inf, np.zeros(len(branch.free)), multipliers)
    idle = 0
    for _ in range(STEPS):
        gains = np.minimum(free_cost - multipliers, 0.0)
        values = gains.sum(axis=1)
        hubs = np.argsort(values, kind="stable")[:wanted]
        fixed = np.minimum(open_cost - multipliers, 0.0)
        value = float(multipliers.sum() + values[hubs].sum() + fixed.sum())
        idle += 1
        if value > best[0]:
            best, idle = (value, values, multipliers), 0
        if search.settled(value):
            break
        if idle > PATIENCE:
            step, idle = step / 2, 0
        taken = (gains[hubs] < 0).sum(axis=0) + (fixed < 0).sum(axis=0)
        slope = 1.0 - taken
        length = float(slope @ slope)
        if not length:
            search.offer(np.sort(np.concatenate([branch.opened, branch.free[hubs]])))
            break
        multipliers = multipliers + step * (search.upper - value) / length * slope
    return best

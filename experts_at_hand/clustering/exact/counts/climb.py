"""A bound where parts of the area have counts: a few subgradient steps from another branch's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import BRANCH_TOLERANCE
from experts_at_hand.clustering.exact.candidates import AllMembers
from experts_at_hand.clustering.exact.counts.choice import Count, choose_within
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.opening_fills import OpeningFills
from experts_at_hand.domain.arrays import FloatArray, IntArray

FIRST_STEP = 0.1
PATIENCE = 5
DEFLECTION = 0.75
"""Step at first, in shares of what is open; steps without a better bound after which it is halved;
share of the last direction that is kept. Assumptions from trials."""

LOOK_AHEAD = 0.003
"""Share of the cost that steps look ahead at least."""

MEMORY = 0.93
"""Share of what was open before that counts on at each step: the last fifteen or so decide."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Branch:
    """Clusterings whose parts have counts.

    Parameters
    ----------
    bound
        None of them is cheaper; ``inf`` where there are none.
    multipliers
        What taking each member is worth where the bound was reached.
    counts
        What the branch states, smaller parts first.
    share
        How much of each hub was open over the last steps.
    hubs
        Open in the last step.
    """

    bound: float
    multipliers: FloatArray
    counts: tuple[Count, ...]
    share: FloatArray
    hubs: IntArray


class BranchBounds:
    """Climbs to the bounds of branches; the rates that fills stop at serve all of them.

    Parameters
    ----------
    problem
        What is clustered.
    parts
        What counts are of.
    """

    def __init__(self, problem: MedianProblem, parts: Parts) -> None:
        self.problem = problem
        self.parts = parts
        self.fills = OpeningFills(problem, AllMembers(problem))

    def climb(
        self,
        multipliers: FloatArray,
        counts: Sequence[Count],
        upper: float,
        *,
        rounds: int,
        at_least: float = -np.inf,
    ) -> Branch:
        """Return the branch that some counts make.

        Parameters
        ----------
        multipliers
            To start from.
        counts
            Smaller parts first.
        upper
            Cost of clusters at hand: a bound that reaches it is enough.
        rounds
            Steps at most.
        at_least
            What is proved of it already.
        """
        problem = self.problem
        best, at, step, idle = -np.inf, multipliers, FIRST_STEP, 0
        direction, share = np.zeros(len(multipliers)), np.zeros(len(problem.cost))
        seen, hubs = 0.0, np.zeros(0, dtype=np.int64)
        choose = partial(choose_within, counts=counts, parts=self.parts, clusters=problem.clusters)
        for _ in range(rounds):
            filled = self.fills.fill(multipliers, choose)
            chosen = choose(filled.values)
            if chosen is None:
                best = np.inf
                break
            hubs = chosen
            value = float(multipliers.sum() + filled.values[hubs].sum())
            share *= MEMORY
            share[hubs] += 1 - MEMORY
            seen = MEMORY * seen + 1 - MEMORY
            idle += 1
            if value > best:
                best, at, idle = value, multipliers, 0
            if idle > PATIENCE:
                step, idle = step / 2, 0
            direction = 1.0 - filled.load(hubs) + DEFLECTION * direction
            length = float(direction @ direction)
            if length <= 0 or best >= upper * (1 - BRANCH_TOLERANCE):
                break
            ahead = max(upper - value, LOOK_AHEAD * abs(upper))
            multipliers = multipliers + step * ahead / length * direction
        return Branch(
            bound=max(best, at_least),
            multipliers=at,
            counts=tuple(counts),
            share=share / seen if seen else share,
            hubs=hubs,
        )

"""Money that lifts nobody's lowest access: step by step to whoever is lowest of those it can reach.

Whole posts are coarse. Ten clusters that are all lowest need ten posts at once, and nine lift the
lowest access of the area by nothing; they still lift nine clusters. Each step goes to the place
that serves most of the need at the lowest level, with hours shared out fairly in between.
"""

from collections.abc import Set as AbstractSet

import numpy as np

from experts_at_hand.allocation.leximin import leximin
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.post_levels import SAME
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.stated_plan import first_plan
from experts_at_hand.domain.arrays import FloatArray

HARDLY = 1e-7
"""Whole-time equivalents of a place that has none, so that it still is one that could be served
from."""


def place_rest(
    problem: PostProblem, steps: list[FloatArray], left: float, costs: list[float]
) -> float:
    """Place what is left of a budget, and return what even that leaves.

    Parameters
    ----------
    problem
        What was decided from.
    steps
        Steps at each place, by profession; raised in place.
    left, costs
        What there is, and what a step of each profession takes of it.
    """
    access = [_access(problem, steps, p) for p in range(len(costs))]
    useless: list[set[int]] = [set() for _ in costs]
    while True:
        wanted = sorted(
            (float(found.min()), p)
            for p, (_, found) in enumerate(access)
            if found.min(initial=1.0) < 1 - SAME
        )
        for _, p in wanted:
            best = _place(
                problem, p, access[p], steps[p], left / costs[p] + SAME, without=useless[p]
            )
            if best is None:
                continue
            at, more = best
            steps[p][at] += more
            after = _access(problem, steps, p)
            if (after[1] > access[p][1] + SAME).any():
                left -= more * costs[p]
                access[p] = after
                useless[p].clear()
            else:  # a band that may not deliver what is lacking helps nobody there
                steps[p][at] -= more
                useless[p].add(at)
            break
        else:
            return left


def _access(
    problem: PostProblem, steps: list[FloatArray], p: int
) -> tuple[PlanningProblem, FloatArray]:
    """Return the access of each demand of a profession, the hours shared out fairly."""
    wte = problem.terms.wte_of_step
    posts = {
        place.team.id: max(HARDLY, float(n) * wte)
        for word, at in zip(problem.professions, steps, strict=True)
        for place, n in zip(problem.places_of(word), at, strict=True)
    }
    planning = problem.planning(posts)
    profession = planning.area.professions.index(problem.professions[p])
    if problem.levels[p].programme.nobody:
        return planning, np.zeros(0)
    model = AllocationModel(planning, [profession])
    plan = first_plan(model, [WorstRatio()])
    return planning, leximin(model, plan).access


def _place(
    problem: PostProblem,
    p: int,
    found: tuple[PlanningProblem, FloatArray],
    steps: FloatArray,
    affordable: float,
    *,
    without: AbstractSet[int],
) -> tuple[int, int] | None:
    """Return the place that serves most of the lowest need, and the steps that it takes there.

    Places in ``without`` are known to help nobody.
    """
    planning, access = found
    programme = problem.levels[p].programme
    pairs: Pairs = programme.pairs
    index = planning.area.team_index
    places = [index[place.team.id] for place in problem.places_of(problem.professions[p])]
    open_ = access < 1 - SAME
    while open_.any():
        lowest = open_ & (access <= access[open_].min() + SAME)
        best: tuple[float, int, int] | None = None
        for at, team in enumerate(places):
            own = (pairs.team == team) & lowest[pairs.demand]
            # The same need counts for more where less of an hour goes into travel.
            served = float((pairs.need[pairs.demand[own]] / pairs.hour_cost[own]).sum())
            more = 1 if steps[at] > 0 else programme.posts.least
            if (
                at not in without
                and served > 0
                and more <= affordable
                and (best is None or served > best[0] + SAME)
            ):
                best = served, at, more
        if best is not None:
            return best[1], best[2]
        open_ &= ~lowest
    return None


def lowest_access(problem: PostProblem, steps: list[FloatArray]) -> list[float]:
    """Return the lowest access of each profession with the posts decided on.

    Parameters
    ----------
    problem, steps
        As `place_rest` has them.
    """
    return [
        float(np.clip(levels.programme.access_of(at), 0.0, 1.0))
        for levels, at in zip(problem.levels, steps, strict=True)
    ]

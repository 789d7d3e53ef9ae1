"""Leximin against the textbook: test every setting in every round, with another formulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.optimize import linprog

from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.arrays import FloatArray
from tests.places import plan, small_needs, small_teams, tiny_place

pytestmark = pytest.mark.solver


def textbook_leximin(problem: PlanningProblem) -> FloatArray:
    """Leximin by testing every setting in every round, with another formulation and no pruning.

    In each round the common level is raised; then, for each setting not yet fixed, one programme
    asks whether it alone could rise further. Those that cannot are fixed.
    """
    reached = np.flatnonzero(problem.reached[:, 0])
    need, k = problem.need[reached, 0], problem.hour_cost[:, reached]
    teams, count = k.shape
    allowed = problem.allowed[:, reached].ravel()
    capacity = np.zeros((teams, teams * count + 1))
    for t in range(teams):
        capacity[t, t * count : (t + 1) * count] = np.where(np.isfinite(k[t]), k[t], 0)
    delivered = np.zeros((count, teams * count + 1))
    for s in range(count):
        delivered[s, s : teams * count : count] = 1 / need[s]
    bounds = [(0, None if ok else 0) for ok in allowed] + [(0, 1)]
    fixed = np.full(count, np.nan)

    def best(cost: FloatArray, floor: FloatArray, *, level: bool) -> float:
        rows, limits = [*capacity], [*problem.capacity]
        for s in range(count):
            row = -delivered[s].copy()
            row[-1] = 1.0 if level and np.isnan(fixed[s]) else 0.0
            rows += [row, delivered[s]]
            limits += [-floor[s], 1.0]
        found = linprog(cost, A_ub=np.array(rows), b_ub=limits, bounds=bounds)
        assert found.status == 0
        assert found.fun is not None
        return -float(found.fun)

    while np.isnan(fixed).any():
        floor = np.nan_to_num(fixed, nan=0.0) - 1e-10
        theta = np.zeros(teams * count + 1)
        theta[-1] = -1
        level = best(theta, floor, level=True)
        floor = np.where(np.isnan(fixed), level, fixed) - 1e-9
        stuck = [
            s
            for s in np.flatnonzero(np.isnan(fixed))
            if best(-delivered[s], floor, level=False) <= level + 1e-6
        ]
        fixed[stuck] = level
    return fixed


@budget(max_examples=40, deadline=None)
@given(needs=small_needs, teams=small_teams, reach=st.sampled_from([10, 25, 60]))
def test_leximin_equals_the_textbook(
    needs: dict[str, tuple[int, int]], teams: dict[str, tuple[int, int]], reach: int
) -> None:
    """The rounds by duals, on few pairs, reach what testing every setting reaches."""
    place = tiny_place(needs, teams)
    answer = plan(place, rules=[Reach(max_minutes=reach)], objectives=[WorstRatio()])
    problem = PlanningProblem(
        area=place.area,
        travel=place.travel,
        clustering=place.clustering,
        visits=answer.visits,
        rules=answer.rules,
    )
    reached = np.flatnonzero(problem.reached[:, 0])
    if len(reached):
        expected = textbook_leximin(problem)
        assert answer.access[reached, 0] == pytest.approx(expected, abs=1e-5)

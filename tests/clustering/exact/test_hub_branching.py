"""Hubs proved best by branching, against all there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.hub_branching import branch_on_hubs
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from experts_at_hand.domain.arrays import FloatArray

spots = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=4, max_size=10)


def apart(places: list[tuple[int, int]], *, rounded: bool = False) -> FloatArray:
    """Return distances between places."""
    xy = np.array(places, dtype=np.float64)
    metres: FloatArray = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    return np.floor(metres) if rounded else metres


def best_hubs(cost: FloatArray, count: int) -> float:
    """Return the least cost over every choice of hubs."""
    every = itertools.combinations(range(len(cost)), count)
    return min(float(cost[list(hubs)].min(axis=0).sum()) for hubs in every)


@budget(max_examples=80)
@given(spots, st.integers(1, 4), st.booleans())
def test_branching_finds_and_proves_the_best(
    places: list[tuple[int, int]], count: int, rounded: bool
) -> None:
    """From a bad start, whole costs or not; a wrong bound to start from would be seen."""
    cost = apart(places, rounded=rounded)
    problem = MedianProblem(cost=cost, need=np.ones(len(cost)), clusters=count)
    bound = lower_bound(problem, float(cost.max() * len(cost)), BoundParameters(rounds=30))
    best = best_hubs(cost, count)
    assert bound.value <= best + 1e-9
    found = branch_on_hubs(problem, bound, np.arange(count), nodes=10_000)
    assert found.cost == pytest.approx(best, abs=1e-9)
    assert found.bound == pytest.approx(best, rel=1e-8, abs=1e-9)


def test_a_search_cut_short_claims_no_more_than_it_knows() -> None:
    """Nine places on a grid, four hubs: after one branch the bound lies below the best."""
    cost = apart(list(itertools.product(range(3), range(3))))
    problem = MedianProblem(cost=cost, need=np.ones(9), clusters=4)
    bound = lower_bound(problem, 9.0, BoundParameters(rounds=1))
    found = branch_on_hubs(problem, bound, np.arange(4), nodes=1)
    assert found.bound <= best_hubs(cost, 4) + 1e-9 <= found.cost + 2e-9


def test_hubs_that_must_be_open_are() -> None:
    """On a line at 0, 1, 10 with one hub: the middle costs 10; from 10 it is 19."""
    cost = np.abs(np.subtract.outer([0, 1, 10.0], [0, 1, 10.0]))
    forced = np.array([False, False, True])
    problem = MedianProblem(cost=cost, need=np.ones(3), clusters=1, forced=forced)
    bound = lower_bound(problem, 19.0, BoundParameters(rounds=100))
    assert bound.value == pytest.approx(19, rel=1e-2)
    assert branch_on_hubs(problem, bound, np.array([2]), nodes=9).bound == pytest.approx(19)

"""Clusters round hubs: each member to its nearest, and the cheapest within the bounds."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.clustering.exact.trials import round_hubs, starts, trials
from tests.clustering.exact.capacity_cuts.towns import two_towns
from tests.clustering.small_places import place


def test_members_go_to_the_nearest_hub_and_hubs_to_themselves() -> None:
    """Two hubs at the same place: each is its own."""
    problem = place([1.0] * 4, [(0, 0), (0, 0), (5, 0), (6, 0)], 3).problem
    assert round_hubs(problem, np.array([0, 1, 2])).tolist() == [0, 1, 2, 2]


def test_trials_round_the_right_hubs_find_the_best() -> None:
    """Two hubs here and one there: the third of that town is taken along, as whole hubs ask."""
    small = two_towns()
    found = list(trials(small.problem, small.data, np.array([0, 1, 3]), Limits(nodes=10)))
    assert min(trial.cost for trial in found if trial.kept) == pytest.approx(small.cheapest())


def test_without_nodes_members_are_only_moved_across_borders() -> None:
    """One trial and no branch and bound."""
    small = two_towns()
    found = list(trials(small.problem, small.data, np.array([0, 1, 3]), Limits(nodes=0)))
    assert len(found) == 1


def test_searches_start_from_the_hubs_of_the_bound_exchanged_and_at_hand() -> None:
    """Three sets, the last one of the clusters at hand."""
    small = two_towns()
    best = solution_of(small.problem, small.data, np.array([0, 0, 1, 1, 2, 2]))
    bound = LowerBound(value=0.0, hubs=np.array([0, 1, 2]), rounds=1, multipliers=np.zeros(6))
    first, exchanged, last = starts(small.problem, bound, best)
    assert first is bound.hubs
    cost = small.problem.cost
    assert cost[exchanged].min(axis=0).sum() < cost[first].min(axis=0).sum()
    assert last is best.hubs

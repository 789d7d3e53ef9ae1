"""Clusters round hubs: each member to its nearest, and the cheapest within the bounds."""

import numpy as np
import pytest

from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.clustering.exact.trials import WORTH, round_hubs, starts, trials, worth_trying
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


def test_what_is_far_dearer_than_clusters_at_hand_is_not_looked_for() -> None:
    """Round these hubs it costs 1 in either town and 100 between: below that nothing is found."""
    small = two_towns()
    hubs = np.array([0, 1, 3])
    for below, found in ((102.1, True), (101.9, False)):
        limits = Limits(nodes=10, below=below)
        assert (len(list(trials(small.problem, small.data, hubs, limits))) > 1) == found


def test_members_and_hubs_are_chosen_in_turns() -> None:
    """Six on a line, hubs at its end: the two nearest threes get hubs of their own in the middle.

    0 . 1 . 2 . . . . 10 . 11 . 12: round hubs 0 and 2 three go to each, at (1 + 9) or more; the
    best hubs of three and three are 1 and 11, and cost 1 + 1 in each.
    """
    small = place([1.0] * 6, [(x, 0.0) for x in (0, 1, 2, 10, 11, 12)], 2, above=0.0)
    found = list(trials(small.problem, small.data, np.array([0, 2]), Limits(nodes=10)))
    assert min(trial.cost for trial in found) == pytest.approx(4.0)
    assert small.cheapest() == pytest.approx(4.0)


def test_limits_give_up_beside_clusters_that_keep_their_bounds_only() -> None:
    """Where none is at hand, whatever keeps the bounds is worth having."""
    small = two_towns()
    kept = min(
        trials(small.problem, small.data, np.array([0, 1, 3]), Limits(nodes=10)),
        key=lambda trial: (trial.outside, trial.cost),
    )
    assert worth_trying(Limits(nodes=10), kept).below == pytest.approx(WORTH * kept.cost)
    outside = solution_of(small.problem, small.data, np.array([0, 0, 0, 0, 0, 1]))
    assert not outside.kept
    assert worth_trying(Limits(nodes=10), outside).below == np.inf


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

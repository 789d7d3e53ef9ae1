"""What a bound leaves open, searched: against every clustering."""

import numpy as np
import pytest
from hypothesis import given, settings

from experts_at_hand.clustering.exact.branch_and_bound import Limits, any_solution, close_gap
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from experts_at_hand.clustering.exact.solution import solution_of
from tests.clustering.exact.capacity_cuts.towns import two_towns, without_cuts
from tests.clustering.small_places import Place, places
from tests.hunt import examples


@given(small=places(conditions=True))
@settings(max_examples=examples(60), deadline=None)
def test_the_gap_is_closed_to_the_best_from_any_clusters(small: Place) -> None:
    """From clusters that some clustering has; the bound of a few rounds leaves most of it open."""
    problem, cheapest = small.problem, small.cheapest()
    start = any_solution(problem, small.data, Limits(nodes=500))
    assert (start is None) == (not np.isfinite(cheapest))
    if start is None:
        return
    assert start.kept
    bound = lower_bound(problem, start.cost, BoundParameters(rounds=5))
    tight = Tightened.without_cuts(problem, bound)
    best, floor = close_gap(problem, small.data, tight, start, Limits(nodes=500))
    assert best.cost == pytest.approx(cheapest)
    assert floor == pytest.approx(cheapest)


def test_too_many_pairs_are_left_open() -> None:
    """Clusters and bound stay what they are."""
    small = two_towns()
    start = solution_of(small.problem, small.data, np.array([0, 0, 1, 1, 2, 2]))
    tight = Tightened.without_cuts(small.problem, without_cuts(small, start.cost))
    best, floor = close_gap(small.problem, small.data, tight, start, Limits(nodes=500, pairs=3))
    assert best is start
    assert floor == pytest.approx(tight.bound.value)

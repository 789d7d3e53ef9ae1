"""A branch settled: the cheapest clusters that keep its counts, against every choice there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.branch_and_bound import Limits
from experts_at_hand.clustering.exact.counts.climb import BranchBounds
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.counts.settle import search_pairs
from experts_at_hand.clustering.exact.lagrangian import first_multipliers
from tests.clustering.exact.counts.test_choice import drawn_counts, keeps
from tests.clustering.small_places import Place, places
from tests.hunt import examples

pytestmark = pytest.mark.solver


@given(seed=st.integers(0, 10**6), small=places())
@settings(max_examples=examples(25), deadline=None)
def test_of_a_branch_the_cheapest(seed: int, small: Place) -> None:
    problem = small.problem
    parts = Parts.of(problem)
    counts = drawn_counts(parts, problem.clusters, np.random.default_rng(seed))
    costs = [
        cost
        for cost, columns in small.clusterings()
        if keeps(np.array([hub for hub, _ in columns]), counts, parts)
    ]
    branch = BranchBounds(problem, parts).climb(first_multipliers(problem), counts, 100.0, rounds=5)
    may = np.isfinite(problem.cost)
    found = search_pairs(problem, parts, branch, may, Limits(nodes=500), None, enough=np.inf)
    if not costs:
        assert found.serving is None
        return
    assert found.serving is not None
    cost = problem.cost[found.serving, np.arange(len(problem.need))].sum()
    assert cost == pytest.approx(min(costs), abs=1e-6)

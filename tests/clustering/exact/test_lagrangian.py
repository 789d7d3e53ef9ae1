"""The lower bound and what it fixes: no pair of a better clustering is left out."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.lagrangian import lower_bound, reduced_cost_fixing
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from tests.clustering.exact.test_hub_branching import apart, best_hubs, spots


@budget(max_examples=60)
@given(spots, st.integers(2, 3), st.integers(0, 99))
def test_pairs_left_out_are_in_no_better_clustering(
    places: list[tuple[int, int]], count: int, seed: int
) -> None:
    """Every clustering that is no dearer than the upper value uses marked pairs only."""
    cost = apart(places)
    need = np.random.default_rng(seed).integers(1, 5, len(cost)).astype(np.float64)
    most = float(np.ceil(need.sum() / count * 1.4)) + 1
    problem = MedianProblem(cost=cost, need=need, clusters=count, most=most)
    upper = best_hubs(cost, count) * 1.2
    bound = lower_bound(problem, upper, BoundParameters(rounds=40))
    may = reduced_cost_fixing(problem, bound, upper)
    for hubs in itertools.combinations(range(len(cost)), count):
        for to in itertools.product(range(count), repeat=len(cost)) if len(cost) <= 6 else ():
            total = sum(cost[hubs[c], i] for i, c in enumerate(to))
            sums = np.bincount(to, weights=need, minlength=count)
            own = all(to[hub] == c for c, hub in enumerate(hubs))
            if own and total <= upper and (sums <= most).all():
                assert all(may[hubs[c], i] for i, c in enumerate(to))

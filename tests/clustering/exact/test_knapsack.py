"""Fills of whole members, against every subset there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.knapsack import fill_knapsacks, whole_fills
from experts_at_hand.clustering.exact.median_problem import MedianProblem

whole = st.lists(st.integers(0, 7), min_size=3, max_size=7)


@budget(max_examples=80)
@given(whole, st.integers(7, 14), st.integers(0, 1000))
def test_fills_of_whole_members_by_every_subset(needs: list[int], most: int, seed: int) -> None:
    """No subset with the hub in it is cheaper, and the fill with fractions is never dearer."""
    rng = np.random.default_rng(seed)
    n = len(needs)
    cost = rng.integers(0, 9, (n, n)).astype(np.float64)
    worth = rng.integers(0, 9, n).astype(np.float64)
    need = np.array(needs, dtype=np.float64)
    problem = MedianProblem(cost=cost, need=need, clusters=n, most=float(most))
    parts = fill_knapsacks(problem, worth)
    filled = whole_fills(problem, worth, parts, every=True)
    _, forced = filled.with_forced(problem, worth)
    for hub in range(n):
        best = dict.fromkeys(range(n), np.inf)
        for size in range(n):
            for others in itertools.combinations([i for i in range(n) if i != hub], size):
                members = [hub, *others]
                if need[members].sum() <= most:
                    value = float((cost[hub, members] - worth[members]).sum())
                    best |= {i: min(best[i], value) for i in members}
        assert filled.values[hub] == pytest.approx(best[hub])
        assert parts.values[hub] <= filled.values[hub] + 1e-9
        assert all(forced[hub, i] <= best[i] + 1e-9 for i in range(n))

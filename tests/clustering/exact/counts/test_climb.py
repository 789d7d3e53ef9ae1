"""The bound of a branch neither overstates nor leaves out its best."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.counts.choice import Count, with_count
from experts_at_hand.clustering.exact.counts.climb import BranchBounds
from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.counts.settle import pairs_within
from experts_at_hand.clustering.exact.lagrangian import first_multipliers
from tests.clustering.exact.counts.test_choice import drawn_counts, keeps
from tests.clustering.small_places import Place, places
from tests.hunt import examples


@given(seed=st.integers(0, 10**6), small=places(conditions=True))
@settings(max_examples=examples(40), deadline=None)
def test_a_branch_neither_overstates_nor_leaves_out_its_best(seed: int, small: Place) -> None:
    """The best clusters of a branch cost no less than its bound, and have its pairs only."""
    rng = np.random.default_rng(seed)
    problem = small.problem
    parts = Parts.of(problem)
    counts = drawn_counts(parts, problem.clusters, rng)
    choices = [
        (cost, columns)
        for cost, columns in small.clusterings()
        if keeps(np.array([hub for hub, _ in columns]), counts, parts)
    ]
    best, columns = min(choices, key=lambda choice: choice[0], default=(np.inf, []))
    upper = best if choices else 100.0
    start = first_multipliers(problem)
    forced = () if problem.forced is None else problem.forced.nonzero()[0].tolist()
    for hub in forced:
        counts = with_count(counts, Count(hub, 1, 1), parts)
    branch = BranchBounds(problem, parts).climb(start, counts, upper, rounds=12)
    assert branch.bound <= best + 1e-9 * max(1.0, abs(best)) or not choices
    may = pairs_within(problem, parts, branch, upper)
    for hub, taken in columns:
        assert may[hub, taken].all()

"""No pair of a cheaper clustering is fixed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.columns.fixing import possible_pairs
from tests.clustering.exact.columns.test_pricing import priced, worth
from tests.clustering.small_places import Place, places


@settings(max_examples=40)
@given(places(conditions=True), st.sampled_from([0.3, 0.8, 1.2]), st.sampled_from([0.01, 0.3]))
def test_no_pair_of_a_cheaper_clustering_is_fixed(where: Place, scale: float, share: float) -> None:
    """Every member of every clustering below the limit may be with its hub."""
    problem = where.problem
    multipliers = worth(problem, scale)
    pricer, _ = priced(problem, multipliers)
    upper = where.cheapest() * (1 + share) + 1e-6
    if not np.isfinite(upper):
        return
    may = possible_pairs(pricer, multipliers, upper)
    for cost, clusters in where.clusterings():
        if cost < upper:
            assert all(may[hub, taken].all() for hub, taken in clusters)

"""What is settled before sets are counted out: no wanted set of a hub is ever lost by it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.columns.core import Core
from experts_at_hand.clustering.exact.knapsack import fill_knapsacks
from tests.clustering.exact.columns.test_pricing import worth
from tests.clustering.small_places import Place, places
from tests.hunt import examples


@given(places(), st.sampled_from([0.3, 1.0, 1.7]), st.floats(0.0, 4.0))
@settings(max_examples=examples(40), deadline=None)
def test_every_set_within_the_limit_is_still_there(where: Place, scale: float, room: float) -> None:
    """Against every set: it holds all that is settled in, and nobody that is settled out."""
    problem = where.problem
    multipliers = worth(problem, scale)
    filled = fill_knapsacks(problem, multipliers)
    hubs = np.flatnonzero(np.isfinite(filled.values))
    limit = filled.values[hubs] + room
    core = Core.of(problem, hubs, multipliers, filled, limit)
    for at, hub in enumerate(hubs.tolist()):
        reduced = problem.cost[hub] - multipliers
        for taken in where.sets(hub):
            if float(reduced[taken].sum()) <= limit[at] - 1e-9:
                assert taken[core.inside[at]].all()
                assert (core.inside[at] | core.open[at])[taken].all()

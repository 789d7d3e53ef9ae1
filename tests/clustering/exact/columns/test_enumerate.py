"""Every column below a slack is found, and only connected ones where that is asked."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.columns.enumerate import columns_below
from experts_at_hand.clustering.exact.columns.pool import Asked
from experts_at_hand.clustering.exact.knapsack import choose_hubs
from tests.clustering.exact.columns.test_pricing import priced, worth
from tests.clustering.small_places import Place, place, places


@settings(max_examples=40)
@given(places(conditions=True), st.sampled_from([0.3, 0.8, 1.2]), st.integers(3, 10_000))
def test_no_column_below_the_slack_is_missing(where: Place, scale: float, most: int) -> None:
    """Every column with a smaller slack is listed, once, and none with a larger one."""
    problem = where.problem
    multipliers = worth(problem, scale)
    pricer, values = priced(problem, multipliers)
    upper = float(problem.cost.max() * len(problem.need) * 2)
    listed = columns_below(pricer, Asked(problem), multipliers, upper, most)
    hubs = choose_hubs(problem, values)
    if not np.isfinite(values[hubs]).all():
        return
    free = hubs if problem.forced is None else hubs[~problem.forced[hubs]]
    dearest = float(values[free].max(initial=-np.inf))
    wanted = set()
    for hub in range(len(problem.cost)):
        must = problem.forced is not None and bool(problem.forced[hub])
        floor = values[hub] if must else min(values[hub], dearest)
        for taken in where.sets(hub):
            slack = float((problem.cost[hub] - multipliers)[taken].sum()) - floor
            if slack < listed.theta - 1e-9:
                wanted.add((hub, taken.tobytes()))
    found = [
        (int(hub), taken.tobytes())
        for hub, taken in zip(listed.columns.hub, listed.columns.taken, strict=True)
    ]
    assert len(found) == len(set(found)) <= 2 * most
    assert wanted <= set(found)


def test_connected_columns_only() -> None:
    """On a line a - b - c, the two ends are no column without the middle."""
    where = place([1, 1, 1], [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 1, above=1.0)
    line = Connection(((1,), (0, 2), (1,)))
    asked = Asked(where.problem, line)
    sets = np.array([[True, False, True], [True, True, False], [True, True, True]])
    assert asked.kept(np.zeros(3, np.int64), sets).tolist() == [False, True, True]

"""Exchange of hubs, against all there is."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.exact.interchange import interchange
from experts_at_hand.domain.arrays import FloatArray

spots = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=9)


def apart(places: list[tuple[int, int]]) -> FloatArray:
    """Return distances between places."""
    xy = np.array(places, dtype=np.float64)
    metres: FloatArray = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    return metres


@budget(max_examples=60)
@given(spots, st.integers(1, 3))
def test_no_exchange_of_one_for_one_is_left(places: list[tuple[int, int]], count: int) -> None:
    """As many hubs as before, nowhere worse, and every single exchange tried by hand is no gain."""
    cost = apart(places)
    start = np.arange(min(count, len(places)))
    found = interchange(cost, start)
    value = cost[found].min(axis=0).sum()
    assert len(set(found.tolist())) == len(start)
    assert value <= cost[start].min(axis=0).sum() + 1e-9
    for leaves, enters in itertools.product(range(len(found)), range(len(cost))):
        if enters not in found:
            trial = found.copy()
            trial[leaves] = enters
            assert cost[trial].min(axis=0).sum() >= value - 1e-6

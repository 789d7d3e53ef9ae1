"""Parts of an area: its towns."""

import itertools

import numpy as np

from experts_at_hand.clustering.exact.counts.parts import Parts
from experts_at_hand.clustering.exact.median_problem import MedianProblem


def test_parts_are_towns() -> None:
    """Three hubs here, two far off: each town is a part, and so is the whole."""
    at = np.array([0.0, 1.0, 2.0, 50.0, 51.0])
    parts = Parts.of(MedianProblem(cost=np.abs(at[:, None] - at), need=np.ones(5), clusters=2))
    sets = {tuple(row.nonzero()[0].tolist()) for row in parts.inside}
    assert {(0, 1, 2), (3, 4), (0, 1, 2, 3, 4)} <= sets
    for one, other in itertools.combinations(parts.inside, 2):
        both = one & other
        assert not both.any() or (both == one).all() or (both == other).all()

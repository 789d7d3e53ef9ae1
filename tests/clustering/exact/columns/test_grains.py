"""Needs in grains lose nothing where they are whole."""

import numpy as np

from experts_at_hand.clustering.exact.columns.grains import Grains
from tests.clustering.small_places import place


def test_grains_lose_nothing_where_needs_are_whole() -> None:
    """Of 9 at most a hub of 3 leaves 6; what is in already is not rounded, uneven needs are."""
    spots = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]
    whole = Grains.of(place([3, 4, 5], spots, 2, above=0.5).problem)
    own = np.eye(3, dtype=np.bool_)
    assert whole.weights.tolist() == [3, 4, 5]
    least, most, lost = whole.room(np.arange(3), own, ~own)
    assert (least.tolist(), most.tolist(), lost.tolist()) == ([0, 0, 0], [6, 5, 4], [0, 0, 0])
    uneven = Grains.of(place([0.3, 0.41, 0.527], spots, 2, below=0.2, above=0.5).problem)
    least, most, lost = uneven.room(np.arange(3), own, ~own)
    need = uneven.problem.need / uneven.size
    assert (uneven.weights <= need).all()
    assert (lost < 2).all()
    exact = (uneven.problem.least - uneven.problem.need) / uneven.size
    assert (least <= np.maximum(0, np.ceil(exact))).all()
    assert (most >= np.floor(16_000 - need)).all()

"""Communities: as many as asked, and the seed decides."""

import pytest

from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.methods.communities import Communities, louvain
from tests.clustering.maps import county, crow
from tests.clustering.methods.test_familiar import VILLAGES


def test_louvain_finds_as_many_as_asked() -> None:
    graph = proximity_graph(VILLAGES, crow(VILLAGES))
    for count in (1, 2, 6):
        assert int(louvain(graph, count, seed=0).max()) + 1 == count


def test_the_seed_decides() -> None:
    area = county(60, seed=2)
    travel = crow(area)
    assert Communities(clusters=5, seed=3).partition(area, travel) == Communities(
        clusters=5, seed=3
    ).partition(area, travel)
    with pytest.raises(ValueError, match="seed is -1"):
        Communities(clusters=2, seed=-1)

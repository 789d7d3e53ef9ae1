"""Places are joined to the road network where they stand, by hand."""

from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.domain.travel_matrix import METRES_PER_MILE
from experts_at_hand.travel.roads.network import RoadNetwork
from tests.travel.road_files import CROSSROADS, link, places, road_file
from tests.travel.roads.test_network import minutes


def test_snapping_at_a_crossroads_by_hand(tmp_path: Path) -> None:
    """A stands 100 m north of the western arm's middle, the base on the northern arm.

    100 m at 10 mph to the road, then 500 m to the crossing and 400 m up at a B road's 30 mph.
    """
    area = places({"a": (500, 100)}, {"t": (1000, 400)})
    matrix = RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(area)
    way = minutes(100, 10) + minutes(900, 30)
    assert matrix.minutes.tolist() == [
        [0, pytest.approx(way, abs=1e-4)],
        [pytest.approx(way, abs=1e-4), 0],
    ]
    assert matrix.miles[0, 1] == pytest.approx(1000 / METRES_PER_MILE, abs=1e-4)


def test_two_doors_on_one_link_are_as_far_apart_as_they_stand(tmp_path: Path) -> None:
    area = places({"a": (200, 0), "b": (700, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(500, 30), abs=1e-4)


def test_a_place_beside_a_stray_piece_of_road_is_moved_to_the_network(tmp_path: Path) -> None:
    """A map clipped at its boundary leaves pieces: 200 m further there is a real road."""
    roads = [*CROSSROADS, link((300, 300), (500, 300))]
    area = places({"a": (400, 310)}, {"t": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isfinite(matrix.minutes).all()
    assert any("1 place is joined to the main network" in note for note in matrix.notes)
    assert any("more than 300 m from a road: A (a) 310 m" in note for note in matrix.notes)

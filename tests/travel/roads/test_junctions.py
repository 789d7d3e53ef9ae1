"""Roads that say where they meet by the id of a junction."""

from pathlib import Path

import numpy as np

from experts_at_hand.travel.roads.network import RoadNetwork
from tests.travel.road_files import link, places, road_file


def test_junctions_by_id(tmp_path: Path) -> None:
    """A bridge crosses without meeting; ids say so, and a gap of a metre does not part links."""
    roads = [
        link((0, 0), (999, 0), start_node="w", end_node="x"),
        link((1000, 0), (2000, 0), start_node="x", end_node="e"),
    ]
    area = places({"a": (0, 0), "b": (2000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert np.isfinite(matrix.minutes).all()
    apart = [link((0, 0), (999, 0)), link((1000, 0), (2000, 0))]
    cut = RoadNetwork(roads=road_file(tmp_path, apart, "apart.geojson"), island_metres=0)
    assert np.isinf(cut.matrix(area).minutes[0, 1])

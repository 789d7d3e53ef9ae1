"""One-way streets are driven one way."""

from pathlib import Path

import pytest

from experts_at_hand.travel.roads.network import RoadNetwork
from tests.travel.road_files import link, places, road_file
from tests.travel.roads.test_network import minutes


@pytest.mark.parametrize(("sign", "there", "back"), [("yes", 1, 3), ("-1", 3, 1), ("no", 1, 1)])
def test_one_way_streets(tmp_path: Path, sign: str, there: float, back: float) -> None:
    """A square of one kilometre sides; its southern side is one way."""
    roads = [
        link((0, 0), (1000, 0), oneway=sign),
        link((1000, 0), (1000, 1000)),
        link((1000, 1000), (0, 1000)),
        link((0, 1000), (0, 0)),
    ]
    area = places({"a": (0, 0), "b": (1000, 0)})
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(1000 * there, 30), abs=1e-3)
    assert matrix.minutes[1, 0] == pytest.approx(minutes(1000 * back, 30), abs=1e-3)

"""Speeds by class of road: stated, closed, and missing ones named."""

from pathlib import Path

import pytest

from experts_at_hand.travel.roads.network import RoadNetwork
from tests.travel.road_files import link, places, road_file
from tests.travel.roads.test_network import minutes


def test_speeds_can_be_stated_and_a_class_closed(tmp_path: Path) -> None:
    roads = [link((0, 0), (1000, 0)), link((0, 0), (0, 900), (1000, 900), (1000, 0), road="Track")]
    area = places({"a": (0, 0), "b": (1000, 0)})
    file = road_file(tmp_path, roads)
    fast = RoadNetwork(roads=file, speeds_mph={"b road": 60}).matrix(area)
    assert fast.minutes[0, 1] == pytest.approx(minutes(1000, 60), abs=1e-4)
    closed = RoadNetwork(roads=file, speeds_mph={"B Road": 0, "track": 15}).matrix(area)
    assert closed.minutes[0, 1] == pytest.approx(minutes(2800, 15), abs=1e-3)
    assert any("closed to cars" in note for note in closed.notes)
    strange = RoadNetwork(roads=file, speeds_mph={"B Rode": 9}).matrix(area)
    assert any("speeds_mph names classes that no road has: B Rode" in n for n in strange.notes)


def test_classes_without_a_speed_are_named(tmp_path: Path) -> None:
    area = places({"a": (0, 0), "b": (1000, 0)})
    roads = [link((0, 0), (1000, 0), road="Holloway")]
    matrix = RoadNetwork(roads=road_file(tmp_path, roads)).matrix(area)
    assert matrix.minutes[0, 1] == pytest.approx(minutes(1000, 20), abs=1e-4)
    assert any(
        "1 link of class Holloway (0.6 miles) is driven at 20 mph" in note for note in matrix.notes
    )

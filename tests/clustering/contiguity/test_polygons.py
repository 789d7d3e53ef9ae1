"""Which drawn area each setting stands in: by where it stands, a hair aside, in two or none."""

from pathlib import Path

import pytest

from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.errors import DataError
from tests.clustering.maps import crow, map_of
from tests.clustering.methods.test_drawn import SPOTS, drawn_map, square


def test_a_map_of_elsewhere_is_one_problem(tmp_path: Path) -> None:
    file = drawn_map(tmp_path, square(50, 51, name="West"), square(51, 52, name="East"))
    area = map_of(SPOTS)
    with pytest.raises(DataError, match="none of the areas holds a setting, the nearest") as said:
        Drawn(file=file).partition(area, crow(area))
    assert len(said.value.problems) == 1


def test_a_hair_outside_goes_to_the_nearest_and_is_noted(tmp_path: Path) -> None:
    """West ends at 590 m, 10 m short of b at 600 m."""
    file = drawn_map(tmp_path, square(0, 0.59, name="West"), square(1, 2, name="East"))
    area = map_of(SPOTS)
    found = Drawn(file=file).partition(area, crow(area))
    assert found.cluster_of["b"].id == "West"
    assert found.notes == (
        "areas of areas.geojson are named by their attribute name",
        "setting b (B) is 10 m outside West, the nearest area; taken as within",
    )


def test_everyone_outside_or_in_two_areas_is_named(tmp_path: Path) -> None:
    """West reaches over c at 1.5 km; d at 1.6 km is 100 m outside of both."""
    file = drawn_map(tmp_path, square(0, 1.56, name="West"), square(1.4, 1.55, name="East"))
    area = map_of(SPOTS)
    with pytest.raises(DataError) as refused:
        Drawn(file=file, tolerance_metres=20).partition(area, crow(area))
    assert refused.value.table == "areas.geojson"
    assert "setting c (C) is in 2 areas: East, West" in refused.value.problems[0]
    assert "setting d (D)" in refused.value.problems[1]
    assert "nearest, West, is 40 m away" in refused.value.problems[1]


def test_an_overlap_of_a_hair_is_no_second_area(tmp_path: Path) -> None:
    """East begins 10 m west of c's place; c is deep in West, so West has it."""
    file = drawn_map(tmp_path, square(0, 2, name="West"), square(1.49, 2.2, name="East"))
    area = map_of({"c": (1.5, 0.5, 1.0)})
    assert Drawn(file=file).partition(area, crow(area)).cluster_of["c"].id == "West"

"""The ground of a map: every place is on it, and the border too where settings keep their room."""

from pathlib import Path

import pytest

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report.boundary_line import boundary_bounds
from experts_at_hand.report.map_frame import MapFrame, drawn_bases, squares
from tests.places import tiny_place


def area() -> LocalArea:
    """Return three settings ten kilometres apart from east to west."""
    return tiny_place({"a": (0, 5), "b": (5, 5), "c": (10, 5)}, {"t": (5, 1)}).area


def edges(area: LocalArea) -> tuple[float, float, float, float]:
    east = [place.easting for place in area.places.values()]
    north = [place.northing for place in area.places.values()]
    return min(east), min(north), max(east), max(north)


def test_every_place_is_inside_the_squares() -> None:
    place = area()
    frame = MapFrame(place.places.values())
    for spot in place.places.values():
        assert frame.grid.left <= frame.x(spot.easting) <= frame.grid.right
        assert frame.grid.top <= frame.y(spot.northing) <= frame.grid.bottom
    assert len(list(drawn_bases(place, frame))) == 1


def test_a_border_near_the_settings_is_shown_whole() -> None:
    """Two kilometres round them: all of it is on the ground that the map shows."""
    place = area()
    west, south, east, north = edges(place)
    border = west - 2000, south - 2000, east + 2000, north + 2000
    shown = MapFrame(place.places.values(), border).shown
    assert shown[0] <= border[0]
    assert shown[1] <= border[1]
    assert shown[2] >= border[2]
    assert shown[3] >= border[3]


def test_a_border_far_away_takes_no_room() -> None:
    """A county of ten times the width would make the settings a blot: the border is cut off."""
    place = area()
    west, south, east, north = edges(place)
    far = west - 50_000, south - 50_000, east + 50_000, north + 50_000
    assert MapFrame(place.places.values(), far).shown == MapFrame(place.places.values()).shown


def test_a_border_elsewhere_takes_no_room_either() -> None:
    place = area()
    west, south, _, _ = edges(place)
    elsewhere = west + 200_000, south, west + 210_000, south + 10_000
    assert MapFrame(place.places.values(), elsewhere).shown == MapFrame(place.places.values()).shown


@pytest.mark.solver
def test_the_real_border_is_on_the_map(banes: Path, tmp_path: Path) -> None:
    """B&NES: the council's border lies beside the tables, and every setting has its square."""
    file = tmp_path / "x.toml"
    file.write_text(f"title = 'x'\narea = '{banes.as_posix()}'\n", "utf-8")
    outcome: Outcome = run(file)
    border = boundary_bounds(outcome)
    assert border is not None
    shown = MapFrame.of(outcome).shown
    assert shown[0] <= border[0]
    assert shown[3] >= border[3]
    assert set(squares(outcome)) == set(outcome.area.setting_ids)

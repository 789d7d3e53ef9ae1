"""Drawn areas as people draw them: spikes, overlaps, layers, and coordinates of another system."""

import json
from pathlib import Path

import geopandas
import pytest
import shapely

from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.errors import DataError, ScenarioError
from tests.clustering.maps import crow, map_of
from tests.clustering.methods.test_drawn import SPOTS, drawn_map, square

AREA = map_of(SPOTS)


def ring(*corners: tuple[float, float], **attributes: object) -> dict[str, object]:
    """Return an area by its corners, kilometres from the south-west."""
    spots = [[400_000 + 1000 * x, 200_000 + 1000 * y] for x, y in (*corners, corners[0])]
    return {
        "type": "Feature",
        "properties": attributes,
        "geometry": {"type": "Polygon", "coordinates": [spots]},
    }


def test_a_spike_changes_no_group(tmp_path: Path) -> None:
    """West has a spike of no breadth towards the north: it is still the western square."""
    west = ring((0, 0), (1, 0), (1, 1), (0.5, 1), (0.5, 3), (0.5, 1), (0, 1), name="West")
    found = Drawn(file=drawn_map(tmp_path, west, square(1, 2, name="East"))).partition(
        AREA, crow(AREA)
    )
    assert {c.id: c.members for c in found.clusters} == {"West": ("a", "b"), "East": ("c", "d")}


def test_a_small_area_inside_a_large_one_is_a_contradiction(tmp_path: Path) -> None:
    """A campus of 80 m round c inside East: c stands 40 m deep in both."""
    campus = ring((1.46, 0.46), (1.54, 0.46), (1.54, 0.54), (1.46, 0.54), name="Campus")
    file = drawn_map(tmp_path, square(0, 1, name="West"), square(1, 2, name="East"), campus)
    with pytest.raises(
        DataError, match=r"setting c \(C\) is in 2 areas: East, Campus|Campus, East"
    ):
        Drawn(file=file).partition(AREA, crow(AREA))


def test_an_edge_that_two_areas_share_is_noted(tmp_path: Path) -> None:
    file = drawn_map(tmp_path, square(0, 2, name="West"), square(1.49, 1.505, name="Strip"))
    found = Drawn(file=file).partition(AREA, crow(AREA))
    assert any("setting c (C) stands at the edge of Strip too" in note for note in found.notes)


def test_metres_read_as_degrees_are_named(tmp_path: Path) -> None:
    """Grid metres in a file that says WGS84."""
    file = drawn_map(tmp_path, square(0, 1, name="West"), square(1, 2, name="East"))
    collection = json.loads(file.read_text("utf-8"))
    del collection["crs"]
    file.write_text(json.dumps(collection), "utf-8")
    with pytest.raises(DataError, match="do not fit the coordinate system"):
        Drawn(file=file).partition(AREA, crow(AREA))


def test_a_line_is_no_area(tmp_path: Path) -> None:
    flat = ring((0, 0), (1, 0), (0.5, 0), name="Flat")
    with pytest.raises(DataError, match="row 1: found Polygon without any area"):
        Drawn(file=drawn_map(tmp_path, flat)).partition(AREA, crow(AREA))


def test_layers_are_asked_for(tmp_path: Path) -> None:
    """Two layers: the first is not taken in silence."""
    file = tmp_path / "areas.gpkg"
    boxes = [shapely.box(400_000, 200_000, 401_000, 201_000)]
    boxes.append(shapely.box(401_000, 200_000, 402_000, 201_000))
    frame = geopandas.GeoDataFrame({"name": ["West", "East"]}, geometry=boxes, crs="EPSG:27700")
    frame.to_file(file, layer="clusters")
    frame.to_file(file, layer="wards")
    with pytest.raises(ScenarioError, match='choose one, layer = "clusters"'):
        Drawn(file=file).partition(AREA, crow(AREA))
    with pytest.raises(ScenarioError, match="did you mean 'wards'"):
        Drawn(file=file, layer="ward").partition(AREA, crow(AREA))
    assert len(Drawn(file=file, layer="wards").partition(AREA, crow(AREA))) == 2


def test_names_that_look_alike_are_noted(tmp_path: Path) -> None:
    file = drawn_map(tmp_path, square(0, 1, name="Area 1"), square(1, 2, name="area 01"))
    found = Drawn(file=file).partition(AREA, crow(AREA))
    assert any(
        "differ only in capitals, blanks or leading zeros" in doubt for doubt in found.doubts
    )


def test_attributes_that_hold_lists_do_no_harm(tmp_path: Path) -> None:
    file = drawn_map(
        tmp_path,
        square(0, 1, name="West", phones=[1, 2]),
        square(1, 2, name="East", phones=[3]),
    )
    assert len(Drawn(file=file, name_column="name").partition(AREA, crow(AREA))) == 2
    found = Drawn(file=file, name_column="phones").partition(AREA, crow(AREA))
    assert len(found) == 2


def test_two_wards_of_one_name_are_doubted(tmp_path: Path) -> None:
    """They become one cluster; with the code as the name they stay two."""
    file = drawn_map(
        tmp_path,
        square(0, 1, WD23CD="E05000001", WD23NM="St Mary"),
        square(1, 2, WD23CD="E05000099", WD23NM="St Mary"),
    )
    found = Drawn(file=file).partition(AREA, crow(AREA))
    assert len(found) == 1
    assert found.notes[0] == "areas of areas.geojson are named by their attribute WD23NM"
    (doubt,) = found.doubts
    assert "St Mary is the name of 2 areas by WD23CD (E05000001, E05000099)" in doubt
    apart = Drawn(file=file, name_column="WD23CD").partition(AREA, crow(AREA))
    assert (len(apart), apart.doubts) == (2, ())


def test_numbers_of_a_map_are_plain_ids(tmp_path: Path) -> None:
    """A shapefile says 1.0 where the teams say 1."""
    file = drawn_map(tmp_path, square(0, 1, cluster=1.0), square(1, 2, cluster=2.0))
    assert [c.id for c in Drawn(file=file).partition(AREA, crow(AREA)).clusters] == ["1", "2"]


@pytest.mark.parametrize("mark", ["NA", "nan", "None", "-", "TBC"])
def test_a_mark_is_no_name(tmp_path: Path, mark: str) -> None:
    file = drawn_map(tmp_path, square(0, 1, name=mark), square(1, 2, name="B"))
    with pytest.raises(DataError, match="found a blank; write the name of the area"):
        Drawn(file=file).partition(AREA, crow(AREA))

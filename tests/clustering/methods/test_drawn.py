"""Clusters as people drew them: a column or a map, with every gap named."""

import json
from pathlib import Path

import pytest

from experts_at_hand.clustering.methods.drawn import Drawn
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.registry.protocols import SOURCES
from tests.clustering.maps import crow, map_of

SPOTS = {"a": (0.5, 0.5, 1.0), "b": (0.6, 0.6, 1.0), "c": (1.5, 0.5, 1.0), "d": (1.6, 0.6, 1.0)}


def labelled(*values: str) -> LocalArea:
    """Build settings a to d with the column ``locality``."""
    groups = {id_: {"locality": value} for id_, value in zip(SPOTS, values, strict=True)}
    return map_of(SPOTS, groups)


def square(west: float, east: float, **attributes: object) -> dict[str, object]:
    """Return an area from kilometre to kilometre east, 1 km high."""
    x, y = (400_000 + 1000 * west, 400_000 + 1000 * east), (200_000, 201_000)
    ring = [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]], [x[0], y[0]]]
    return {
        "type": "Feature",
        "properties": attributes,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def drawn_map(folder: Path, *features: dict[str, object]) -> Path:
    """Write areas on the national grid as GeoJSON."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    file = folder / "areas.geojson"
    file.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), "utf-8"
    )
    return file


def test_column_groups_by_its_values() -> None:
    area = labelled("10", " 2 ", "10", "2")
    found = Drawn(column="locality").partition(area, crow(area))
    assert [(c.id, c.members) for c in found.clusters] == [("2", ("b", "d")), ("10", ("a", "c"))]
    assert found.method == "drawn"
    assert found.parameters["column"] == "locality"


def test_every_blank_is_named() -> None:
    area = labelled("1", "", "  ", "2")
    with pytest.raises(DataError) as refused:
        Drawn(column="locality").partition(area, crow(area))
    assert refused.value.table == "settings.csv"
    assert [p.split(",")[0] for p in refused.value.problems] == ["setting b (B)", "setting c (C)"]
    assert "write the id of its cluster" in refused.value.problems[0]


def test_unknown_column_gets_a_hint() -> None:
    area = labelled("1", "1", "2", "2")
    with pytest.raises(ScenarioError, match="did you mean 'locality'"):
        Drawn(column="localty").partition(area, crow(area))
    bare = map_of(SPOTS)
    with pytest.raises(ScenarioError, match="no further columns"):
        Drawn(column="ward").partition(bare, crow(bare))


def test_map_groups_by_where_settings_stand(tmp_path: Path) -> None:
    """Two squares side by side, and a third without a setting."""
    file = drawn_map(
        tmp_path, square(0, 1, name="West"), square(1, 2, name="East"), square(5, 6, name="Far")
    )
    area = map_of(SPOTS)
    found = Drawn(file=file).partition(area, crow(area))
    assert [(c.id, c.members) for c in found.clusters] == [
        ("East", ("c", "d")),
        ("West", ("a", "b")),
    ]
    assert found.notes == (
        "areas of areas.geojson are named by their attribute name",
        "areas of areas.geojson without a setting are left out: Far",
    )
    assert found.parameters["file"] == "areas.geojson"
    assert [read.path for read in found.inputs] == [file]


def test_areas_of_one_name_are_one_cluster(tmp_path: Path) -> None:
    file = drawn_map(tmp_path, square(0, 1, zone=1), square(1, 2, zone=1))
    area = map_of(SPOTS)
    found = Drawn(file=file, name_column="zone").partition(area, crow(area))
    assert [(c.id, len(c.members)) for c in found.clusters] == [("1", 4)]


def test_file_without_names_lists_its_attributes(tmp_path: Path) -> None:
    area = map_of(SPOTS)
    file = drawn_map(tmp_path, square(0, 2, zone="1"))
    with pytest.raises(ScenarioError, match="name_column may be one of: zone"):
        Drawn(file=file).partition(area, crow(area))
    with pytest.raises(ScenarioError, match="did you mean 'zone'"):
        Drawn(file=file, name_column="zones").partition(area, crow(area))


def test_wards_as_national_statistics_name_them(banes: Path) -> None:
    """Settings stand in the ward that their table says; the file calls its name wd11nm."""
    area = SOURCES.build("tidy").read(banes)
    found = Drawn(file=banes / "wards_2011.geojson").partition(area, crow(area))
    assert found == Drawn(column="ward").partition(area, crow(area))


def test_rows_that_are_no_named_areas_are_all_listed(tmp_path: Path) -> None:
    point = square(0, 1, name="Point") | {"geometry": {"type": "Point", "coordinates": [1, 1]}}
    file = drawn_map(tmp_path, square(0, 1, name=""), point)
    area = map_of(SPOTS)
    with pytest.raises(DataError) as refused:
        Drawn(file=file).partition(area, crow(area))
    assert len(refused.value.problems) == 2


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    area = map_of(SPOTS)
    with pytest.raises(DataError, match=r"gone\.gpkg"):
        Drawn(file=tmp_path / "gone.gpkg").partition(area, crow(area))
    broken = tmp_path / "broken.geojson"
    broken.write_text("not a map", "utf-8")
    with pytest.raises(DataError, match="cannot be read as GeoJSON"):
        Drawn(file=broken).partition(area, crow(area))
    with pytest.raises(DataError, match="no areas"):
        Drawn(file=drawn_map(tmp_path)).partition(area, crow(area))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "found none of column, file and members"),
        ({"column": "x", "file": Path("y")}, "found column and file of column, file and members"),
        ({"column": "x", "name_column": "y"}, "name_column is given without a file"),
        ({"column": "x", "tolerance_metres": -1.0}, "tolerance_metres is -1.0"),
    ],
)
def test_nonsense_is_refused_at_birth(options: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Drawn(**options)  # type: ignore[arg-type] # nonsense on purpose


def test_sentences() -> None:
    assert (
        Drawn(column="ward").sentence()
        == "clusters are as drawn in the column ward of the settings"
    )
    assert Drawn(file=Path("m.gpkg")).sentence() == "clusters are as drawn on the map m.gpkg"


LISTS = {"West": ["b", "a"], "East": ["d", "c"]}


def test_lists_of_settings_are_clusters() -> None:
    """The same as a column that says so, and in the order of the area."""
    area = map_of(SPOTS)
    found = Drawn(members=LISTS).partition(area, crow(area))  # type: ignore[arg-type] # as in a file
    assert {c.id: c.members for c in found.clusters} == {"East": ("c", "d"), "West": ("a", "b")}
    assert (
        found.groups
        == Drawn(column="locality").partition(labelled("W", "W", "E", "E"), crow(area)).groups
    )


def test_everything_wrong_with_lists_is_said_at_once() -> None:
    """One setting twice, one that nobody knows, one forgotten, and one that stays and is not."""
    area = map_of(SPOTS)
    wrong = Drawn(members={"West": ("a", "b"), "East": ("b", "x")})
    with pytest.raises(ScenarioError) as said:
        wrong.check_area(area)
    assert list(said.value.problems) == [
        "members: setting 'b' stands in cluster 'West' and in 'East'; keep one",
        "members.East: there is no setting 'x'; known: a, b, c, d",
        "members: setting 'c' (C) stands in no cluster; add it to one",
        "members: setting 'd' (D) stands in no cluster; add it to one",
    ]
    with pytest.raises(ScenarioError, match="stay: there is no setting 'y'"):
        Drawn(members=LISTS, stay=("y",)).check_area(area)  # type: ignore[arg-type] # as above


def test_whoever_is_not_part_of_the_offer_may_stand_in_a_list() -> None:
    area = map_of(SPOTS)
    inside = area.replace(settings=area.settings[:3], outside=area.settings[3:])
    found = Drawn(members=LISTS).partition(inside, crow(inside))  # type: ignore[arg-type] # as above
    assert {c.id: c.members for c in found.clusters} == {"East": ("c",), "West": ("a", "b")}

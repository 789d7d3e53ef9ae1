"""Roads and a boundary cut out of maps, as the national downloads have them."""

from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from experts_at_hand.cli import main
from experts_at_hand.domain.settings import Place
from experts_at_hand.errors import DataError
from experts_at_hand.sources.import_map import area_map, write_map
from tests.hunt import examples

HERE = (Place(easting=373_000, northing=164_000), Place(easting=374_000, northing=165_000))


def open_roads(folder: Path) -> Path:
    """Write OS Open Roads in small: a road at the settings, one far away, and junctions."""
    lines = [
        LineString([(373_000, 164_000), (374_000, 165_000)]),
        LineString([(473_000, 264_000), (474_000, 265_000)]),
    ]
    links = gpd.GeoDataFrame(
        {
            "start_node": ["a", "x"], "end_node": ["b", "y"], "road_function": ["A Road"] * 2,
            "form_of_way": ["Single Carriageway"] * 2, "length": [1414, 1414],
        },
        geometry=lines, crs="EPSG:27700",
    )  # fmt: skip
    path = folder / "oproad_gb.gpkg"
    links.to_file(path, layer="road_link", driver="GPKG")
    nodes = gpd.GeoDataFrame(geometry=[line.centroid for line in lines], crs="EPSG:27700")
    nodes.to_file(path, layer="road_node", driver="GPKG")
    return path


def test_roads_round_the_settings_are_kept_whole(tmp_path: Path) -> None:
    """One of two links lies within five kilometres; its columns stay, and so do its bytes."""
    found = area_map(open_roads(tmp_path), ["Bath"], HERE)
    assert (found.kind, len(found.frame)) == ("roads", 1)
    assert found.frame["start_node"].tolist() == ["a"]
    assert found.note == "1 road links of oproad_gb.gpkg"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_map(found, tmp_path / name)
    assert (tmp_path / "one/roads.gpkg").read_bytes() == (tmp_path / "two/roads.gpkg").read_bytes()


def test_openstreetmap_has_rivers_too(tmp_path: Path) -> None:
    """In degrees, with waterways among the lines: only highways are roads."""
    lines = [LineString([(-2.385, 51.374), (-2.37, 51.38)])] * 2
    frame = gpd.GeoDataFrame({"highway": ["primary", None]}, geometry=lines, crs="EPSG:4326")
    path = tmp_path / "bath.geojson"
    frame.to_file(path, driver="GeoJSON")
    found = area_map(path, ["Bath"], HERE)
    assert found.frame["highway"].tolist() == ["primary"]
    assert found.frame.crs.to_epsg() == 27700
    assert found.frame.geometry[0].bounds[0] == pytest.approx(373_200, abs=300)


def test_a_boundary_is_known_by_the_councils_name(tmp_path: Path) -> None:
    shapes = [box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)]
    frame = gpd.GeoDataFrame(
        {"LAD24CD": ["E1", "E2", "E3"], "LAD24NM": ["Bath", "Bristol", "Frome"]},
        geometry=shapes, crs="EPSG:27700",
    )  # fmt: skip
    path = tmp_path / "lad.geojson"
    frame.to_file(path, driver="GeoJSON")
    both = area_map(path, ["bath", "Bristol"], ())
    assert (both.kind, both.frame.geometry[0].area) == ("boundary", pytest.approx(200, rel=0.01))
    with pytest.raises(DataError, match="has 3 areas, and none is called Wells; it has Bath"):
        area_map(path, ["Wells"], ())


def test_no_map(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(b"no map at all")
    with pytest.raises(DataError, match="cannot be read as a map"):
        area_map(path, ["Bath"], HERE)
    with pytest.raises(DataError, match=r"no roads within 5 km"):
        area_map(open_roads(tmp_path), ["Bath"], (Place(easting=100_000, northing=100_000),))


@budget(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ending=st.sampled_from([".gpkg", ".geojson", ".shp", ".pbf", ".fgb"]),
    at=st.integers(0, 500),
    junk=st.binary(max_size=20),
    keep=st.integers(0, 120_000),
)
def test_fuzzed_maps_are_read_or_refused(
    tmp_path: Path, ending: str, at: int, junk: bytes, keep: int
) -> None:
    """Bytes put into a map that is cut off anywhere, under any ending: roads, or a message."""
    source = open_roads(tmp_path) if ending == ".gpkg" else tmp_path / "small.geojson"
    if ending != ".gpkg":
        line = LineString([(-2.385, 51.374), (-2.37, 51.38)])
        frame = gpd.GeoDataFrame({"class": ["A"]}, geometry=[line], crs="EPSG:4326")
        frame.to_file(source, driver="GeoJSON")
    content = source.read_bytes()
    fuzzed = tmp_path / f"fuzzed{ending}"
    fuzzed.write_bytes((content[:at] + junk + content[at:])[:keep])
    try:
        found = area_map(fuzzed, ["Bath"], HERE)
    except DataError:
        return
    assert len(found.frame)


@pytest.mark.once
def test_from_downloads_to_the_report(banes: Path, tmp_path: Path) -> None:
    """The commands of the README on real roads, boundary, counts and deprivation of B&NES.

    The register of 2015 has no places: those of the settings table are written into it.
    """
    import csv

    with (banes / "settings.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["setting_id"]: row for row in csv.DictReader(file)}
    places = gpd.points_from_xy(
        [float(row["longitude"]) for row in known.values()],
        [float(row["latitude"]) for row in known.values()],
        crs="EPSG:4326",
    ).to_crs("EPSG:27700")
    at = dict(zip(known, places, strict=True))
    with (banes / "gias_format_schools_c2015.csv").open(encoding="utf-8-sig", newline="") as file:
        register = list(csv.DictReader(file))
    for row in register:
        place = at.get(row["URN"])
        row["Easting"] = str(round(place.x)) if place is not None else ""
        row["Northing"] = str(round(place.y)) if place is not None else ""
        row["LSOA (code)"] = known[row["URN"]]["lsoa"] if row["URN"] in known else ""
    here = [row for row in register if row["Easting"]]
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with (downloads / "edubasealldata.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(here[0]))
        writer.writeheader()
        writer.writerows(here)
    files = [
        downloads / "edubasealldata.csv",
        banes.parent / "england" / "school_census_2018-19.csv",
        banes / "imd2015_lsoa.csv",
        banes / "roads_os_openmap_local_2017.geojson",
        banes / "boundary.geojson",
    ]
    home = tmp_path / "bath"
    council = "Bath and North East Somerset"
    area = home / "area"
    assert main(["import", *map(str, files), "--la", council, "-o", str(area)]) == 0
    assert sorted(p.name for p in area.iterdir()) == [
        "about.toml", "boundary.gpkg", "roads.gpkg", "settings.csv", "teams.csv",
    ]  # fmt: skip
    assert main(["new", str(home)]) == 0
    with (banes / "teams.csv").open(encoding="utf-8") as file:
        (area / "teams.csv").write_text(file.read(), "utf-8")
    assert main(["check", str(home)]) == 0
    out = tmp_path / "out"
    assert main(["compare", str(home), "-o", str(out), "-q"]) == 0
    said = (out / "report.html").read_text("utf-8")
    assert "IDACI: the Indices of Deprivation, imd2015_lsoa.csv, small areas of 2011" in said
    assert "road" in (out / "baseline" / "plan.json").read_text("utf-8")

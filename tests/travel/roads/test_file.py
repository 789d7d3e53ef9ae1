"""Files of roads: formats that say the same, and what cannot be used."""

from pathlib import Path

import geopandas
import pytest

from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.travel.roads.network import RoadNetwork
from tests.travel.road_files import CROSSROADS, places, road_file


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_formats_say_the_same(tmp_path: Path, ending: str) -> None:
    first = road_file(tmp_path, CROSSROADS)
    other = tmp_path / f"roads.{ending}"
    geopandas.read_file(first).to_file(other)
    area = places({"a": (500, 100), "b": (1900, 30)}, {"t": (1000, 400)})
    expected = RoadNetwork(roads=first).matrix(area).minutes
    assert RoadNetwork(roads=other).matrix(area).minutes == pytest.approx(expected, abs=1e-4)
    degrees = geopandas.read_file(first).to_crs(4326)
    degrees.to_file(tmp_path / "degrees.geojson")
    again = RoadNetwork(roads=tmp_path / "degrees.geojson").matrix(area).minutes
    assert again == pytest.approx(expected, abs=1e-2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"class_column": "klass"}, "did you mean 'class'"),
        ({"layer": "road"}, "has no layer 'road'"),
    ],
)
def test_columns_and_layers_that_are_not_there(
    tmp_path: Path, options: dict[str, str], words: str
) -> None:
    model = RoadNetwork(roads=road_file(tmp_path, CROSSROADS), **options)  # type: ignore[arg-type]  # texts all
    with pytest.raises(ScenarioError, match=words):
        model.graph()


def test_text_that_is_no_utf8_is_a_message(tmp_path: Path) -> None:
    """One byte of a heading is broken: the reader fails on its text, and that is said."""
    line = b'{"type": "LineString", "coordinates": [[-2.38, 51.37], [-2.37, 51.38]]}'
    path = tmp_path / "roads.geojson"
    path.write_bytes(
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        b'{"cl\x80ss": "A"}, "geometry": ' + line + b"}]}"
    )
    area = places({"a": (500, 100)}, {"t": (1000, 400)})
    with pytest.raises(DataError, match="cannot be read as GeoJSON"):
        RoadNetwork(roads=path).matrix(area)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    """Missing, broken, without a system, without lines, or of another part of the world."""
    area = places({"a": (0, 0), "b": (9000, 0)})

    def refused(file: Path) -> str:
        with pytest.raises(DataError) as refusal:
            RoadNetwork(roads=file).matrix(area)
        return "\n".join(refusal.value.problems)

    assert "found no file" in refused(tmp_path / "gone.gpkg")
    broken = tmp_path / "broken.geojson"
    broken.write_text("no roads", "utf-8")
    assert "cannot be read" in refused(broken)
    frame = geopandas.read_file(road_file(tmp_path, CROSSROADS))
    frame.to_file(tmp_path / "bare.shp")
    (tmp_path / "bare.prj").unlink()
    assert "states no coordinate system" in refused(tmp_path / "bare.shp")
    frame.set_geometry(frame.centroid).to_file(tmp_path / "points.geojson")
    assert "has no lines" in refused(tmp_path / "points.geojson")
    frame.set_crs(4326, allow_override=True).to_file(tmp_path / "off.gpkg")
    assert "do not fit the coordinate system" in refused(tmp_path / "off.gpkg")
    assert "B (b) is 7.0 km from any road" in refused(road_file(tmp_path, CROSSROADS))
    far = places({"a": (90_000, 0)})
    with pytest.raises(DataError, match="no setting or base is within 88 km"):
        RoadNetwork(roads=road_file(tmp_path, CROSSROADS)).matrix(far)

"""Areas of clusters on the map: they hold their settings, meet, and do not overlap."""

import itertools
import shutil
from pathlib import Path

import pytest
import shapely

from experts_at_hand.clustering import PMedian, SpanningTree
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report.cluster_areas import areas_in_words, cluster_areas, drawn_areas
from experts_at_hand.scenario import load_scenario
from tests.clustering.maps import county, crow, line, map_of
from tests.clustering.methods.test_drawn import drawn_map


def shapes(found: Clustering, area: LocalArea) -> dict[str, shapely.Geometry]:
    """Return the area of each cluster as a shape."""
    return {
        id_: shapely.union_all([shapely.Polygon(part) for part in parts])
        for id_, parts in cluster_areas(found.clusters, area, 30_000).items()
    }


def test_each_holds_its_own_settings_and_no_other() -> None:
    area = county(80, seed=1)
    found = SpanningTree(clusters=6).partition(area, crow(area))
    drawn = shapes(found, area)
    for setting in area.settings:
        spot = shapely.Point(setting.place.easting, setting.place.northing)
        inside = {id_ for id_, shape in drawn.items() if shape.contains(spot)}
        assert inside == {found.cluster_of[setting.id].id}
    for one, other in itertools.combinations(drawn.values(), 2):
        assert one.intersection(other).area < 1.0


def test_two_settings_halve_the_way_between() -> None:
    """At 0 and 1 km: the areas meet at 500 m."""
    area = line(1, 1)
    found = PMedian(clusters=2).partition(area, crow(area))
    drawn = shapes(found, area)
    middle = {"C1": drawn["C1"].bounds[2], "C2": drawn["C2"].bounds[0]}
    assert all(abs(x - 400_500) < 1e-6 for x in middle.values())


def test_one_place_and_one_setting() -> None:
    spot = map_of(dict.fromkeys("ab", (0, 0, 1)))
    found = PMedian(clusters=2, balance=1).partition(spot, crow(spot))
    areas = cluster_areas(found.clusters, spot, 1.0)
    assert sorted(map(len, areas.values())) == [0, 1]
    alone = map_of({"a": (0, 0, 1)})
    whole = PMedian(clusters=1).partition(alone, crow(alone))
    assert len(cluster_areas(whole.clusters, alone, 1.0)["C1"]) == 1


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.mark.solver
def test_areas_that_were_drawn_are_drawn_so(tmp_path: Path) -> None:
    """Two halves of the toy's country, cut by the picture's rim: not what lies nearest."""
    shutil.copytree(shipped("toy"), tmp_path / "toy")
    halves = {
        "West": ring(300_000, 200_000, 440_000, 260_000),
        "East": ring(440_000, 200_000, 600_000, 260_000),
    }
    features: list[dict[str, object]] = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [corners]},
        }
        for name, corners in halves.items()
    ]
    drawn_map(tmp_path / "toy", *features)
    path = tmp_path / "toy" / "halves.toml"
    path.write_text(
        'extends = "baseline.toml"\ntitle = "Halves"\n[clustering]\nmethod = "drawn"\n'
        'file = "areas.geojson"\n',
        "utf-8",
    )
    outcome = run(load_scenario(path))
    frame = (410_000.0, 220_000.0, 470_000.0, 240_000.0)
    found = drawn_areas(outcome, frame)
    assert found is not None
    shown = {id_: shapely.Polygon(parts[0]).bounds for id_, parts in found.items()}
    assert shown == {
        "West": (410_000.0, 220_000.0, 440_000.0, 240_000.0),
        "East": (440_000.0, 220_000.0, 470_000.0, 240_000.0),
    }
    assert areas_in_words(outcome) == "A shaded area is as the map areas.geojson has it."
    (tmp_path / "toy" / "areas.geojson").unlink()
    assert drawn_areas(outcome, frame) is None
    assert "nearest" in areas_in_words(outcome)

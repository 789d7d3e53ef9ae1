"""Areas of clusters on the map: they hold their settings, meet, and do not overlap."""

import itertools

import shapely

from experts_at_hand.clustering import PMedian, SpanningTree
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.report.cluster_areas import cluster_areas
from tests.clustering.maps import county, crow, line, map_of


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

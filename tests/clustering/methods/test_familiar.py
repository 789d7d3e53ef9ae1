"""The quick, familiar methods: communities and Ward's, repaired to the bounds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.methods.agglomerative import Agglomerative
from experts_at_hand.clustering.methods.communities import Communities
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, SOURCES, TRAVEL_MODELS
from tests.clustering.maps import crow, line, map_of, small_maps

BOTH = pytest.mark.parametrize("method", [Agglomerative, Communities])


VILLAGES = map_of(
    {c: (km, 0.0, 1.0) for c, km in zip("abcdef", (0, 1, 2, 20, 21, 22), strict=True)}
)


def sets(found: Clustering) -> set[str]:
    """Return each cluster as the letters of its members."""
    return {"".join(cluster.members) for cluster in found.clusters}


@BOTH
def test_two_villages_are_two_clusters(method: type[Agglomerative | Communities]) -> None:
    assert sets(method(clusters=2).partition(VILLAGES, crow(VILLAGES))) == {"abc", "def"}


@BOTH
def test_bounds_move_the_border(method: type[Agglomerative | Communities]) -> None:
    """Villages of four and two hours at 0 to 3 and 20 to 21: halves of three need a move."""
    spots = zip("abcdef", (0, 1, 2, 3, 20, 21), strict=True)
    area = map_of({c: (km, 0.0, 1.0) for c, km in spots})
    assert sets(method(clusters=2, balance=0.1).partition(area, crow(area))) == {"abc", "def"}
    assert sets(method(clusters=2, balance=1.0).partition(area, crow(area))) == {"abcd", "ef"}


@BOTH
def test_bounds_out_of_reach_are_named(method: type[Agglomerative | Communities]) -> None:
    area = line(1, 1, 1, 1, 1)
    found = method(clusters=2, balance=0.1).partition(area, crow(area))
    assert any("below the mean" in note for note in found.notes)
    with pytest.raises(ScenarioError, match="ask for 5 clusters or fewer"):
        method(clusters=6).partition(area, crow(area))


@BOTH
@budget(max_examples=40)
@given(area=small_maps, clusters=st.integers(1, 5))
def test_laws_of_every_answer(
    method: type[Agglomerative | Communities], area: LocalArea, clusters: int
) -> None:
    """Connected, as many as asked, the same whatever the order of rows."""
    travel = crow(area)
    try:
        found = method(clusters=clusters, balance=None).partition(area, travel)
    except ScenarioError:
        assert clusters > len(area.settings)
        return
    assert len(found) == clusters
    graph = proximity_graph(area, travel)
    assert all(graph.connected(cluster.members) for cluster in found.clusters)
    turned = area.replace(settings=area.settings[::-1])
    assert method(clusters=clusters, balance=None).partition(turned, crow(turned)) == found


@BOTH
def test_real_schools_by_road(banes: Path, method: type[Agglomerative | Communities]) -> None:
    """B&NES in six balanced clusters: dearer than the search, within a third of it."""
    area = SOURCES.build("tidy").read(banes)
    roads = banes / "roads_os_openmap_local_2017.geojson"
    travel = TRAVEL_MODELS.build("road_network", roads=roads).matrix(area)
    found = method(clusters=6).partition(area, travel)
    tree = CLUSTERING_METHODS.build("spanning_tree", clusters=6).partition(area, travel)
    assert found.notes == ()
    assert found.objective is not None
    assert tree.objective is not None
    assert tree.objective <= found.objective <= 1.34 * tree.objective

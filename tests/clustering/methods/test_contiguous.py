"""Connected clusters: as good as every connected partition there is, and bounded from below."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.constraints.medoid import hub_of
from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.methods.contiguous import Contiguous
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from tests.clustering.maps import county, crow, line, map_of
from tests.clustering.methods.test_p_median import partitions


def sets(found: Clustering) -> set[str]:
    """Return each cluster as the letters of its members."""
    return {"".join(cluster.members) for cluster in found.clusters}


def connected(found: Clustering, area: LocalArea) -> bool:
    """Whether every cluster is connected on the map of neighbours."""
    graph = proximity_graph(area, crow(area))
    return all(graph.connected(cluster.members) for cluster in found.clusters)


def test_a_cluster_may_not_reach_over_another() -> None:
    """Needs 1, 5, 5, 1 on a line, two clusters of 6: ab and cd, though a and d balance b or c."""
    area = line(1, 5, 5, 1)
    found = Contiguous(clusters=2, balance=0.1).partition(area, crow(area))
    assert sets(found) == {"ab", "cd"}
    assert found.gap == pytest.approx(0)


def test_connection_costs_something_and_the_bound_knows() -> None:
    """Needs 3, 1, 1, 3, 1, 3 within 10% of 4: unconnected clusters may leap, connected may not."""
    area = line(3, 1, 1, 3, 1, 3)
    loose = PMedian(clusters=3, balance=0.1).partition(area, crow(area))
    tied = Contiguous(clusters=3, balance=0.1).partition(area, crow(area))
    assert tied.objective is not None
    assert loose.objective is not None
    assert tied.objective >= loose.objective - 1e-9
    assert connected(tied, area) or tied.notes


def test_parts_and_fences_by_hand() -> None:
    """A ring of five: without 0 and 2, 1 stands apart from 3 and 4; around 1 stand 0 and 2."""
    ring = Connection(((1, 4), (0, 2), (1, 3), (2, 4), (0, 3)))
    assert ring.parts({1, 3, 4}) == [{1}, {3, 4}]
    assert ring.fence({1}) == {0, 2}
    assert ring.among(np.array([1, 3, 4])).adjacent == ((), (2,), (1,))


small = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 6)),
    min_size=4,
    max_size=7,
    unique_by=lambda row: row[:2],
).map(lambda rows: map_of({f"s{i}": (e, n, float(need)) for i, (e, n, need) in enumerate(rows)}))


@pytest.mark.once
@budget(max_examples=40)
@given(small, st.integers(2, 3), st.sampled_from([0.3, 0.6, 10.0]))
def test_against_every_connected_partition(area: LocalArea, clusters: int, balance: float) -> None:
    """Connected, within bounds, never better than the best, and the best where it says so."""
    travel = crow(area)
    graph = proximity_graph(area, travel)
    need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
    mean = sum(need.values()) / clusters
    best = np.inf
    for groups in partitions(list(area.setting_ids), clusters):
        sums = [sum(need[i] for i in group) for group in groups]
        whole = all(graph.connected(group) for group in groups)
        if whole and all(abs(s - mean) <= balance * mean + 1e-9 for s in sums):
            best = min(best, sum(hub_of(group, area, travel).cost for group in groups))
    try:
        found = Contiguous(clusters=clusters, balance=balance).partition(area, travel)
    except ScenarioError:
        assert best == np.inf
        return
    assert connected(found, area)
    if found.lower_bound is None:
        assert found.notes
        return
    assert found.objective is not None
    assert found.lower_bound <= best + 1e-9
    assert found.objective >= best - 1e-9
    assert found.gap == pytest.approx(0, abs=1e-7)


@pytest.mark.once
def test_never_worse_than_the_search_it_starts_from() -> None:
    area = county(60, seed=4)
    travel = crow(area)
    tree = SpanningTree(clusters=6).partition(area, travel)
    found = Contiguous(clusters=6).partition(area, travel)
    assert found.objective is not None
    assert tree.objective is not None
    assert found.objective <= tree.objective + 1e-9
    assert connected(found, area)
    assert found.notes == ()


def test_the_seed_decides_and_rows_do_not() -> None:
    area = county(40, seed=1)
    turned = area.replace(settings=area.settings[::-1])
    method = Contiguous(clusters=4, balance=0.3, nodes=20)
    assert method.partition(area, crow(area)) == method.partition(turned, crow(turned))


def test_one_cluster_one_each_and_one_place() -> None:
    area = line(1, 2, 3)
    for clusters in (1, 3):
        found = Contiguous(clusters=clusters, balance=10).partition(area, crow(area))
        assert len(found) == clusters
    spot = map_of(dict.fromkeys("abcd", (0, 0, 1)))
    assert len(Contiguous(clusters=2).partition(spot, crow(spot))) == 2
    alone = map_of({"a": (0, 0, 1)})
    assert sets(Contiguous(clusters=1).partition(alone, crow(alone))) == {"a"}


@pytest.mark.once
@pytest.mark.parametrize(("clusters", "balance"), [(6, 0.15), (10, 0.2)])
def test_real_schools_by_road(banes: Path, clusters: int, balance: float) -> None:
    """B&NES: connected, within the bounds, within 2% of the best there is."""
    area = SOURCES.build("tidy").read(banes)
    roads = banes / "roads_os_openmap_local_2017.geojson"
    travel = TRAVEL_MODELS.build("road_network", roads=roads).matrix(area)
    found = Contiguous(clusters=clusters, balance=balance).partition(area, travel)
    graph = proximity_graph(area, travel)
    assert all(graph.connected(cluster.members) for cluster in found.clusters)
    assert found.notes == graph.notes
    assert found.gap is not None
    assert found.gap < 0.02


def test_bases_are_no_hubs_of_connected_clusters() -> None:
    area = line(1, 1, 1)
    base = Team(id="base", profession="salt", wte=1, place=area.settings[0].place)
    area = area.replace(teams=(base,))
    with pytest.raises(ScenarioError, match="base are teams"):
        Contiguous(clusters=2, balance=1, hubs=("base", "a", "b")).partition(area, crow(area))

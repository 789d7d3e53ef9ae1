"""Connected, balanced clusters: small ones by hand, laws by hypothesis, the real area in time."""

import itertools
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds, need_weights
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.recombine import recombine
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place, Setting
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from tests.clustering.maps import county, crow, line, map_of, small_maps


def sets(found: Clustering) -> set[str]:
    """Clusters as words of one-letter ids."""
    return {"".join(sorted(cluster.members)) for cluster in found.clusters}


def test_line_of_six_is_halved() -> None:
    """Draw a - b - c - d - e - f, equal need: abc | def, hubs b and e, 4 of 6 a minute away."""
    area = line(1, 1, 1, 1, 1, 1)
    found = SpanningTree(clusters=2).partition(area, crow(area))
    assert sets(found) == {"abc", "def"}
    assert [cluster.hub_id for cluster in found.clusters] == ["b", "e"]
    assert found.objective == pytest.approx(4 / 6)
    assert found.notes == ()
    assert found.lower_bound is None


def test_need_decides_the_cut_not_the_number() -> None:
    """Needs 3, 1, 1, 1: a alone balances the rest."""
    area = line(3, 1, 1, 1)
    assert sets(SpanningTree(clusters=2).partition(area, crow(area))) == {"a", "bcd"}


def test_needs_too_small_to_see_still_decide() -> None:
    """The same cut as with needs in hours: 3, 1, 1, 1 halve after the first."""
    tiny = SpanningTree(clusters=2, balance=0.01)
    area = line(3e-8, 1e-8, 1e-8, 1e-8)
    assert sets(tiny.partition(area, crow(area))) == {"a", "bcd"}


def test_two_villages_are_two_clusters() -> None:
    spots = {"a": (0, 0, 1), "b": (0, 1, 1), "c": (1, 0, 1)}
    spots |= {"d": (20, 0, 1), "e": (21, 1, 1), "f": (21, 0, 1)}
    area = map_of(spots)
    assert sets(SpanningTree(clusters=2).partition(area, crow(area))) == {"abc", "def"}


def test_limits_of_size_are_kept() -> None:
    """Five in a row with need at the ends only: no more than three settings in one."""
    area = line(9, 0, 0, 0, 9)
    found = SpanningTree(clusters=2, min_settings=2, max_settings=3).partition(area, crow(area))
    assert sorted(map(len, sets(found))) == [2, 3]


def test_one_cluster_and_one_each() -> None:
    area = line(1, 2, 1)
    assert sets(SpanningTree(clusters=1).partition(area, crow(area))) == {"abc"}
    each = SpanningTree(clusters=3, balance=None).partition(area, crow(area))
    assert sets(each) == {"a", "b", "c"}
    assert each.objective == 0


def test_all_at_one_place() -> None:
    area = map_of(dict.fromkeys("abcdef", (0, 0, 1)))
    found = SpanningTree(clusters=3).partition(area, crow(area))
    assert sorted(map(len, sets(found))) == [2, 2, 2]


def test_nobody_needs_anything() -> None:
    area = line(0, 0, 0, 0, 0, 0)
    assert sets(SpanningTree(clusters=2).partition(area, crow(area))) == {"abc", "def"}


def test_balance_out_of_reach_is_named_with_what_was_reached() -> None:
    """Needs 2, 4, 2 in a row: no cut comes nearer than 2 | 6, half and one and a half of 4."""
    area = line(2, 4, 2)
    found = SpanningTree(clusters=2, balance=0.1).partition(area, crow(area))
    assert len(found.notes) == 3
    assert "-50.0% to +50.0% of the mean need" in found.notes[0]
    assert "cluster C1 needs" in found.notes[1]


def test_island_stays_in_and_is_named() -> None:
    area = line(1, 1, 1, 1)
    cut_off = [(x, "d") for x in "abc"] + [("d", x) for x in "abc"]
    found = SpanningTree(clusters=2).partition(area, crow(area, no_way=cut_off))
    assert {"d"} <= {id_ for cluster in found.clusters for id_ in cluster.members}
    assert any("d (D)" in note for note in found.notes)


def test_impossible_bounds_are_refused_before_the_search() -> None:
    area = line(1, 1)
    with pytest.raises(ScenarioError, match="3 clusters are more than the 2 settings"):
        SpanningTree(clusters=3).partition(area, crow(area))
    nobody = map_of({})
    with pytest.raises(DataError, match="table is empty"):
        SpanningTree(clusters=3).partition(nobody, crow(nobody))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_small_map_is_cut_as_well_as_can_be(seed: int) -> None:
    """Nine settings in two clusters: every connected, balanced cut is tried in turn."""
    area = county(9, seed=seed)
    travel = crow(area)
    graph = proximity_graph(area, travel)
    asked = ClusterRequirements(SizeBounds.within(0.2, clusters=2))
    data = ClusteringInstance.of(area, travel, asked).data
    best = np.inf
    for sides in itertools.product((0, 1), repeat=8):
        partition = Partition(data, np.array((0, *sides)))
        if partition.count.min() > 0 and partition.score[0] == 0:
            pieces = [[graph.ids[i] for i in partition.members(c).tolist()] for c in (0, 1)]
            if all(graph.connected(piece) for piece in pieces):
                best = min(best, partition.score[1])
    found = Partition(data, recombine(data, seed=0, tries=120))
    assert found.score[0] == 0
    assert found.score[1] == pytest.approx(best)


@budget(max_examples=30, deadline=None)
@given(small_maps, st.integers(1, 4), st.integers(0, 3))
def test_laws_of_every_answer(area: LocalArea, clusters: int, seed: int) -> None:
    """Each setting once, clusters in one piece, bounds kept or the breach noted."""
    method = SpanningTree(clusters=clusters, balance=0.3, seed=seed, tries=10)
    try:
        found = method.partition(area, crow(area))
    except ScenarioError:
        with pytest.raises(ScenarioError):
            method.requirements.bounds.check(area)
        return
    assert sorted(m for c in found.clusters for m in c.members) == sorted(area.setting_ids)
    graph = proximity_graph(area, crow(area))
    assert all(graph.connected(cluster.members) for cluster in found.clusters)
    breaches = method.requirements.bounds.breaches(found, area)
    assert set(breaches) <= set(found.notes)
    assert len(found) == clusters


@budget(max_examples=10, deadline=None)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_rows_labels_and_the_corner_of_the_map_change_nothing(seed: int, chance: Random) -> None:
    """Shuffled rows, other ids and a map moved 3 km give the same clusters."""
    area = county(30, seed=seed)
    method = SpanningTree(clusters=3, tries=30)
    found = method.partition(area, crow(area)).groups

    rows = list(area.settings)
    chance.shuffle(rows)
    other = area.replace(settings=tuple(rows))
    assert method.partition(other, crow(other)).groups == found

    moved = area.replace(settings=tuple(_moved(s, "x" + s.id[::-1]) for s in area.settings))
    back = {f"x{id_[::-1]}": id_ for id_ in area.setting_ids}
    again = method.partition(moved, crow(moved)).groups
    assert {frozenset(back[id_] for id_ in group) for group in again} == found


def _moved(setting: Setting, id_: str) -> Setting:
    place = setting.place
    east, north = place.easting + 3000, place.northing - 3000
    return replace(setting, id=id_, place=Place(easting=east, northing=north))


def test_seed_decides() -> None:
    area = county(60)
    travel = crow(area)
    once = SpanningTree(clusters=5, seed=3).partition(area, travel)
    again = SpanningTree(clusters=5, seed=3).partition(area, travel)
    assert once == again
    assert once.clusters == again.clusters
    assert once.parameters["seed"] == 3


def test_more_tries_do_no_harm() -> None:
    """The best so far is kept, so a search is never worse than its start."""
    area = county(60)
    travel = crow(area)
    start = SpanningTree(clusters=5, tries=0).partition(area, travel)
    long = SpanningTree(clusters=5, tries=300).partition(area, travel)
    assert start.objective is not None
    assert long.objective is not None
    assert long.objective <= start.objective + 1e-6


@pytest.mark.parametrize(("clusters", "balance"), [(4, 0.15), (6, 0.15), (10, 0.2), (16, 0.9)])
def test_real_area_is_balanced(banes: Path, clusters: int, balance: float) -> None:
    """140 settings of B&NES, two large special schools among them."""
    area = SOURCES.build("tidy").read(banes)
    travel = TRAVEL_MODELS.build("straight_line").matrix(area)
    method = SpanningTree(clusters=clusters, balance=balance)
    found = method.partition(area, travel)
    assert method.requirements.bounds.breaches(found, area) == ()
    assert found.notes == ()
    assert sum(len(cluster.members) for cluster in found.clusters) == len(area.settings)
    graph = proximity_graph(area, travel)
    assert all(graph.connected(cluster.members) for cluster in found.clusters)
    assert need_weights(area).sum() > 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"clusters": 0}, "clusters is 0"),
        ({"clusters": 2, "balance": -0.1}, "expected 0 or more"),
        ({"clusters": 2, "seed": -1}, "seed is -1"),
        ({"clusters": 2, "tries": -1}, "tries is -1"),
        ({"clusters": 2, "max_link_minutes": 0.0}, "max_link_minutes is 0.0"),
    ],
)
def test_nonsense_is_refused_at_birth(options: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SpanningTree(**options)  # type: ignore[arg-type] # nonsense on purpose


def test_sentence() -> None:
    method = SpanningTree(clusters=6, min_settings=2, max_settings=40)
    assert method.sentence() == (
        "settings that neighbour each other are grouped into 6 connected clusters near to their "
        "hubs, the need of each within 15% of the mean, at least 2 settings in each, "
        "at most 40 settings in each"
    )

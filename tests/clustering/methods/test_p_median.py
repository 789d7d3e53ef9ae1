"""Clusters with a certificate: the bound is below every clustering, the clusters near it."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.constraints.medoid import hub_of
from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.exact.knapsack import fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import lower_bound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import SOURCES, TRAVEL_MODELS
from tests.clustering.maps import county, crow, line, map_of


def test_two_villages_by_hand() -> None:
    """Three settings at 0, 1, 2 km and three at 20, 21, 22: hubs in the middle, 4 x 1 / 6 minutes.

    No balance is asked beyond what is there, and the bound meets the answer: proved best.
    """
    area = map_of(
        {c: (km, 0.0, 1.0) for c, km in zip("abcdef", (0, 1, 2, 20, 21, 22), strict=True)}
    )
    found = PMedian(clusters=2).partition(area, crow(area))
    assert {c.members for c in found.clusters} == {("a", "b", "c"), ("d", "e", "f")}
    assert [c.hub_id for c in found.clusters] == ["b", "e"]
    assert found.objective == pytest.approx(4 / 6)
    assert found.lower_bound == pytest.approx(4 / 6, rel=1e-3)


def test_a_knapsack_bounded_on_both_sides_by_hand() -> None:
    """Hub 0 with members of need 1 worth 3, 1 and -1 to it (costs 0, 2, 4 less 3 each).

    Unbounded it takes itself and the second: -3 - 1. At least 3 hours make it take the third as
    well: + 1. At most 1.5 hours leave half of the second: -3 - 1/2.
    """
    cost = np.array([[0.0, 2.0, 4.0], [2.0, 0.0, 2.0], [4.0, 2.0, 0.0]])
    need, worth = np.ones(3), np.full(3, 3.0)

    def value(least: float, most: float) -> float:
        problem = MedianProblem(cost=cost, need=need, clusters=1, least=least, most=most)
        return float(fill_knapsacks(problem, worth).values[0])

    assert value(0, np.inf) == pytest.approx(-4)
    assert value(3, np.inf) == pytest.approx(-3)
    assert value(0, 1.5) == pytest.approx(-3.5)


def partitions(ids: list[str], clusters: int) -> Iterator[list[list[str]]]:
    """Yield every way to put ids into so many groups, none empty."""
    for labels in itertools.product(range(clusters), repeat=len(ids) - 1):
        named = (0, *labels)
        if len(set(named)) == clusters and _first_seen_in_order(named):
            yield [[i for i, k in zip(ids, named, strict=True) if k == c] for c in range(clusters)]


def _first_seen_in_order(labels: tuple[int, ...]) -> bool:
    seen = list(dict.fromkeys(labels))
    return seen == sorted(seen)


def best_of_all(area: LocalArea, clusters: int, balance: float) -> float:
    """Return the least minutes of every clustering within the bounds; ``inf`` if there is none."""
    travel = crow(area)
    need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
    mean = sum(need.values()) / clusters
    best = np.inf
    for groups in partitions(list(area.setting_ids), clusters):
        sums = [sum(need[i] for i in group) for group in groups]
        if all(abs(s - mean) <= balance * mean + 1e-9 for s in sums):
            best = min(best, sum(hub_of(group, area, travel).cost for group in groups))
    return best


small = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 6)), min_size=3, max_size=7
).map(lambda rows: map_of({f"s{i}": (e, n, float(need)) for i, (e, n, need) in enumerate(rows)}))


@pytest.mark.once
@budget(max_examples=40)
@given(small, st.integers(1, 3), st.sampled_from([0.2, 0.5, 10.0]))
def test_the_bound_never_exceeds_the_best(area: LocalArea, clusters: int, balance: float) -> None:
    """Held against every partition there is; what keeps the bounds is never below the best."""
    best = best_of_all(area, clusters, balance)
    try:
        found = PMedian(clusters=clusters, balance=balance).partition(area, crow(area))
    except ScenarioError:
        assert best == np.inf
        return
    if found.notes:  # the bounds are not kept: nothing is claimed
        assert found.lower_bound is None
    else:
        assert found.objective is not None
        assert found.lower_bound is not None
        assert found.lower_bound <= best + 1e-9
        assert found.objective >= best - 1e-9
        assert found.gap is not None
        if found.gap < 1e-7:  # proved best: then it is
            assert found.objective == pytest.approx(best, abs=1e-7)


@pytest.mark.once
def test_it_is_no_worse_than_connected_clusters() -> None:
    """The search starts from them and drops a rule."""
    area = county(120, seed=3)
    travel = crow(area)
    tree = SpanningTree(clusters=8).partition(area, travel)
    found = PMedian(clusters=8).partition(area, travel)
    assert found.objective is not None
    assert tree.objective is not None
    assert found.objective <= tree.objective + 1e-9
    assert found.gap is not None
    assert found.gap < 0.05


@pytest.mark.once
def test_more_rounds_never_lower_the_bound() -> None:
    area = county(60, seed=5)
    travel = crow(area)
    bounds = [
        PMedian(clusters=5, rounds=rounds, nodes=0).partition(area, travel).lower_bound or 0.0
        for rounds in (20, 100, 400)
    ]
    assert bounds[0] <= bounds[1] + 1e-9
    assert bounds[1] <= bounds[2] + 1e-9


def test_clusters_that_break_the_bounds_have_no_certificate() -> None:
    """Five of one hour each cannot be two clusters within 10% of 2.5: 2 and 3 are 20% off.

    They cost less than any clusters that keep the bounds could, so a gap would be a false proof.
    """
    area = line(1, 1, 1, 1, 1)
    found = PMedian(clusters=2, balance=0.1).partition(area, crow(area))
    assert found.lower_bound is None
    assert found.gap is None
    assert any("20.0% below the mean" in note for note in found.notes)
    assert any("no lower bound is stated" in note for note in found.notes)


def test_no_rounds_and_no_way_state_no_bound() -> None:
    area = line(1, 1, 1, 1)
    assert PMedian(clusters=2, rounds=0).partition(area, crow(area)).lower_bound is None
    cut = crow(area, no_way=[(x, "d") for x in "abc"] + [("d", x) for x in "abc"])
    found = PMedian(clusters=2).partition(area, cut)
    assert found.lower_bound is None
    assert any("no lower bound is stated" in note for note in found.notes)


def test_one_cluster_and_one_each_are_proved() -> None:
    area = line(1, 2, 3)
    for clusters in (1, 3):
        found = PMedian(clusters=clusters, balance=10).partition(area, crow(area))
        assert found.gap == pytest.approx(0, abs=1e-3)


def test_the_upper_value_only_sets_the_steps() -> None:
    """A wrong one gives a weaker bound, never a wrong one: the best is 4/6 by hand."""
    cost = np.abs(np.subtract.outer([0, 1, 2, 20, 21, 22.0], [0, 1, 2, 20, 21, 22.0])) / 6
    problem = MedianProblem(cost=cost, need=np.ones(6), clusters=2, least=2.55, most=3.45)
    for upper in (0.1, 4 / 6, 50.0):
        assert lower_bound(problem, upper, BoundParameters(rounds=200)).value <= 4 / 6 + 1e-9


@pytest.mark.parametrize("wrong", [{"rounds": -1}, {"seed": -1}, {"clusters": 0}])
def test_nonsense_is_refused_at_birth(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PMedian(**{"clusters": 2} | wrong)


def test_small_areas_are_settled_exactly() -> None:
    """Ten settings, tight bounds: every answer is proved best, and brute force agrees."""
    for seed in range(4):
        area = county(9, seed=seed)
        best = best_of_all(area, 3, 0.25)
        try:
            found = PMedian(clusters=3, balance=0.25).partition(area, crow(area))
        except ScenarioError:
            assert best == np.inf
            continue
        if np.isfinite(best) and not found.notes:
            assert found.gap == pytest.approx(0, abs=1e-7)
            assert found.objective == pytest.approx(best, abs=1e-7)


def test_bounds_on_settings_are_kept_by_branch_and_bound_too() -> None:
    area = county(40, seed=2)
    found = PMedian(clusters=4, balance=0.5, min_settings=9, max_settings=11).partition(
        area, crow(area)
    )
    assert all(9 <= len(c.members) <= 11 for c in found.clusters)
    assert found.notes == ()


@pytest.mark.once
@pytest.mark.parametrize(("clusters", "balance", "gap"), [(6, 0.15, 0.01), (10, 0.2, 0.01)])
def test_real_schools_by_road(banes: Path, clusters: int, balance: float, gap: float) -> None:
    """B&NES: within the bounds, and within 1% of the best there is, by proof."""
    area = SOURCES.build("tidy").read(banes)
    roads = banes / "roads_os_openmap_local_2017.geojson"
    travel = TRAVEL_MODELS.build("road_network", roads=roads).matrix(area)
    found = PMedian(clusters=clusters, balance=balance).partition(area, travel)
    assert found.notes == ()
    assert found.gap is not None
    assert found.gap < gap


@pytest.mark.once
def test_a_limit_of_time_ends_with_the_gap_that_was_reached() -> None:
    """A tenth of a second is over before anything is proved; what comes keeps bounds and promise.

    The first clusters and a first bound are there in any case, and the bound is no lie: it is not
    above what an unlimited search proves.
    """
    area = county(48, seed=2)
    travel = crow(area)
    method = PMedian(clusters=5, balance=0.2, seconds=0.05)
    found = method.partition(area, travel)
    proved = PMedian(clusters=5, balance=0.2).partition(area, travel)
    assert method.requirements.bounds.breaches(found, area) == ()
    assert found.lower_bound is not None
    assert proved.objective is not None
    assert found.objective is not None
    assert found.lower_bound <= proved.objective + 1e-9 <= found.objective + 2e-9
    assert found.lower_bound < found.objective


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan")])
def test_no_time_at_all_is_refused(seconds: float) -> None:
    """A limit that leaves no time is a slip, and said to be one."""
    with pytest.raises(ValueError, match="expected more than 0"):
        PMedian(clusters=2, seconds=seconds)

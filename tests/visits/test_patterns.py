"""What a visit costs, by hand and by law.

The road: a base at 0, settings a at 10, b at 20 and c at 40 km, a kilometre a minute.
"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.clustering.methods.spanning_tree import SpanningTree
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team
from experts_at_hand.registry.protocols import VISIT_PATTERNS, VisitPattern
from experts_at_hand.travel.straight_line import StraightLine
from experts_at_hand.visits.patterns import (
    ClusterDays,
    OwnDays,
    PlannedDays,
    ReturnTrips,
    bounds,
)
from tests.clustering.maps import county
from tests.places import TinyPlace, tiny_place

ROAD = tiny_place(
    {"a": (10, 20), "b": (20, 30), "c": (40, 10)}, {"t": (0, 100)}, groups=[["a", "b"], ["c"]]
)


def minutes(pattern: VisitPattern, place: TinyPlace = ROAD) -> list[float]:
    """Return minutes a visit by the first team to each setting."""
    found: list[float] = (
        pattern.costs(place.area, place.travel, place.clustering).minutes[0].tolist()
    )
    return found


def test_return() -> None:
    """Out, back and ten minutes at the door: 20 + 10, 40 + 10, 80 + 10."""
    assert minutes(ReturnTrips()) == pytest.approx([30, 50, 90])


def test_own_days() -> None:
    """Legs are means over the patch, weighted by need.

    a: (10 x 30 + 30 x 10) / 40 = 15; b: (10 x 20 + 20 x 10) / 30 = 40/3;
    c: (30 x 20 + 20 x 30) / 50 = 24. tau = (out and back + 0.9 x leg) / 2 + 10.
    """
    expected = [(20 + 13.5) / 2 + 10, (40 + 12) / 2 + 10, (80 + 21.6) / 2 + 10]
    assert minutes(OwnDays()) == pytest.approx(expected)


def test_cluster_days() -> None:
    """A and b are 10 apart; c is alone in its cluster and its visits are trips of their own."""
    assert minutes(ClusterDays()) == pytest.approx([(20 + 7) / 2 + 10, (40 + 7) / 2 + 10, 90])


def test_planned_days() -> None:
    """The nearest other: 10, 10 and 20 minutes, driven in full."""
    assert minutes(PlannedDays()) == pytest.approx([25, 35, 60])
    # Three visits a day: two legs, each the mean of the two nearest.
    three = [(20 + 2 * 20) / 3 + 10, (40 + 2 * 15) / 3 + 10, (80 + 2 * 25) / 3 + 10]
    assert minutes(PlannedDays(visits_per_day=3)) == pytest.approx(three)


def test_patches_follow_the_nearest_base_of_the_profession() -> None:
    """A second base at 45 takes c out of the patch of a and b."""
    place = tiny_place(
        {"a": (10, 20), "b": (20, 30), "c": (40, 10)}, {"t": (0, 100), "u": (45, 50)}
    )
    assert minutes(OwnDays(), place) == pytest.approx(
        [(20 + 9) / 2 + 10, (40 + 9) / 2 + 10, 90],
    )


def test_a_base_without_staff_shapes_no_patch() -> None:
    """All posts of the second base are empty: nobody sets out from there, and no day changes."""
    needs: dict[str, tuple[float, float]] = {"a": (10, 20), "b": (20, 30), "c": (40, 10)}
    alone = tiny_place(needs, {"t": (0, 100)})
    both = tiny_place(needs, {"t": (0, 100), "u": (45, 50)})
    empty = replace(both.area.teams[1], vacancy_rate=1.0)
    vacant = TinyPlace(
        both.area.replace(teams=(both.area.teams[0], empty)), both.travel, both.clustering
    )
    assert minutes(OwnDays(), vacant) == minutes(OwnDays(), alone)


def test_no_need_anywhere_weighs_all_the_same() -> None:
    """With need at a alone, the legs from a go to b and c alike: (10 + 30) / 2."""
    place = tiny_place({"a": (10, 20), "b": (20, 0), "c": (40, 0)}, {"t": (0, 100)})
    assert minutes(OwnDays(), place)[0] == pytest.approx((20 + 0.9 * 20) / 2 + 10)


def test_a_leg_is_symmetrised() -> None:
    """From a to b 10 minutes, back 30: the leg is 20 whichever way the round goes."""
    way = ROAD.travel.minutes.copy()
    way[1, 0] = 30.0
    turned = TravelMatrix(ids=ROAD.travel.ids, minutes=way, miles=ROAD.travel.miles)
    place = TinyPlace(ROAD.area, turned, ROAD.clustering)
    assert minutes(ClusterDays(), place)[:2] == pytest.approx([27, 37])


def test_miles_follow_the_same_formula_without_sign_in() -> None:
    costs = ClusterDays().costs(ROAD.area, ROAD.travel, ROAD.clustering)
    assert costs.miles[0] * 1.609344 == pytest.approx([13.5, 23.5, 80])
    assert costs.driving_minutes[0] == pytest.approx([13.5, 23.5, 80])
    assert costs.working_hours_per_contact_hour[0, 0] == pytest.approx(1 + 23.5 / 180)
    assert costs.contact_hours_per_day == 6


def test_no_way_back_is_no_visit() -> None:
    way = ROAD.travel.minutes.copy()
    way[2, 3] = np.inf  # from c to the base
    place = TinyPlace(
        ROAD.area,
        TravelMatrix(ids=ROAD.travel.ids, minutes=way, miles=ROAD.travel.miles),
        ROAD.clustering,
    )
    for name in VISIT_PATTERNS:
        costs = VISIT_PATTERNS.build(name).costs(place.area, place.travel, place.clustering)
        assert np.isinf(costs.minutes[0]).tolist() == [False, False, True]
        assert np.isinf(costs.miles[0]).tolist() == [False, False, True]


def test_bounds_keep_what_a_visit_is() -> None:
    upper, lower = bounds(ClusterDays(hours_per_visit=2, visits_per_day=3, sign_in_minutes=5))
    assert upper == ReturnTrips(hours_per_visit=2, visits_per_day=3, sign_in_minutes=5)
    assert lower == PlannedDays(hours_per_visit=2, visits_per_day=3, sign_in_minutes=5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours_per_visit", 0.0),
        ("hours_per_visit", math.nan),
        ("visits_per_day", 0),
        ("visits_per_day", 1.5),
        ("visits_per_day", True),
        ("sign_in_minutes", -1.0),
        ("leg_factor", -0.1),
        ("leg_factor", math.inf),
    ],
)
def test_nonsense_is_refused_at_birth(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        ClusterDays(**{name: value})  # type: ignore[arg-type]  # nonsense on purpose


# --- The point of the product, as two laws -------------------------------------------------------


def staffed(size: int, seed: int) -> tuple[LocalArea, TravelMatrix, Clustering]:
    """Scatter settings over 30 km, put three bases among them, and draw clusters of about six.

    Compact means smaller than the patch of a base: two clusters for three bases save nothing.
    """
    area = county(size, seed=seed)
    spots = ((408, 208), (422, 210), (414, 223))
    area = area.replace(
        teams=tuple(
            Team(
                id=f"t{i}",
                profession="salt",
                wte=2,
                place=Place(easting=1000 * e, northing=1000 * n),
            )
            for i, (e, n) in enumerate(spots)
        )
    )
    travel = StraightLine().matrix(area)
    method = SpanningTree(clusters=size // 6, balance=0.4, tries=40)
    return area, travel, method.partition(area, travel)


def shuffled(clustering: Clustering, *, seed: int) -> Clustering:
    """Deal the settings out anew, each cluster keeping its size."""
    everyone = sorted(m for c in clustering.clusters for m in c.members)
    dealt = [everyone[i] for i in np.random.default_rng(seed).permutation(len(everyone))]
    clusters = []
    for cluster in clustering.clusters:
        hand, dealt = dealt[: len(cluster.members)], dealt[len(cluster.members) :]
        clusters.append(
            Cluster(id=cluster.id, name=cluster.id, hub_id=hand[0], members=tuple(hand))
        )
    return Clustering(clusters=tuple(clusters), method="drawn")


def total(
    pattern: VisitPattern, area: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> float:
    """Sum driving minutes a visit from the cheapest team, weighted by need."""
    costs = pattern.costs(area, travel, clustering)
    cheapest: FloatArray = costs.driving_minutes.min(axis=0)
    return float(cheapest @ area.need.of("salt"))


@pytest.mark.once
@budget(max_examples=25)
@given(st.integers(30, 60), st.integers(0, 10_000))
def test_compact_clusters_save_travel(size: int, seed: int) -> None:
    """Under ``cluster_days`` it matters which settings agree their days: neighbours should."""
    area, travel, compact = staffed(size, seed)
    random = shuffled(compact, seed=seed)
    assert total(ClusterDays(), area, travel, compact) < total(ClusterDays(), area, travel, random)


@pytest.mark.once
@budget(max_examples=25)
@given(st.integers(30, 60), st.integers(0, 10_000))
def test_patterns_of_days_stand_in_order(size: int, seed: int) -> None:
    """Every trip its own >= own days >= days agreed in compact clusters >= a perfect planner."""
    area, travel, compact = staffed(size, seed)
    sums = [
        total(pattern, area, travel, compact)
        for pattern in (ReturnTrips(), OwnDays(), ClusterDays(), PlannedDays())
    ]
    assert sums == sorted(sums, reverse=True)


@pytest.mark.solver
def test_whole_plans_save_travel_too() -> None:
    """At the same need and the same staff, with everybody's need met, at least 15% less travel."""
    area, travel, compact = staffed(54, 7)
    area = area.replace(
        teams=tuple(Team(id=t.id, profession="salt", wte=9, place=t.place) for t in area.teams)
    )
    hours = []
    for clustering in (compact, shuffled(compact, seed=7)):
        answer = allocate(area, travel, clustering, visits=ClusterDays(sign_in_minutes=0))
        assert verify(area, travel, clustering, answer) == ()
        assert np.nanmin(answer.access) == pytest.approx(1)
        hours.append(sum(a.travel_hours for a in answer.assignments))
    assert hours[0] < 0.85 * hours[1]

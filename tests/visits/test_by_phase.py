"""Visits that differ by phase: whole days in secondary schools, short visits in nurseries."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import ScenarioError
from experts_at_hand.metrics import measure
from experts_at_hand.registry.protocols import VISIT_PATTERNS
from experts_at_hand.visits.patterns import ClusterDays, OwnDays, PlannedDays, ReturnTrips
from tests.places import TinyPlace, tiny_place

VISITS = {"secondary": 1, "primary": 2, "early_years": 3, "special": 4, "post_16": 6}


def of_phases(place: TinyPlace, phases: Sequence[str]) -> TinyPlace:
    settings = tuple(
        replace(setting, phase=Phase(phase))
        for setting, phase in zip(place.area.settings, phases, strict=True)
    )
    return replace(place, area=place.area.replace(settings=settings))


ROAD = of_phases(
    tiny_place({"s": (10, 60), "p": (20, 30), "q": (30, 30)}, {"t": (0, 200)}),
    ["secondary", "primary", "primary"],
)


@pytest.mark.parametrize("pattern", [ClusterDays, OwnDays, PlannedDays])
def test_a_whole_day_has_no_legs_and_none_leads_there(
    pattern: type[ClusterDays | OwnDays | PlannedDays],
) -> None:
    """S alone: 20 + 10. p and q share days, 10 apart: (40 + 10) / 2 + 10, (60 + 10) / 2 + 10."""
    made = pattern(
        leg_factor=1.0, visits_per_day={"secondary": 1}, hours_per_visit={"secondary": 6}
    )
    costs = made.costs(ROAD.area, ROAD.travel, ROAD.clustering)
    assert costs.minutes[0] == pytest.approx([30, 35, 45])
    assert costs.visit_hours == pytest.approx([6, 3, 3])
    assert costs.day_hours == pytest.approx([6, 6, 6])
    # A contact hour at s takes 1 + 30 / 360 working hours, at p 1 + 35 / 180.
    assert costs.working_hours_per_contact_hour[0, :2] == pytest.approx([1 + 1 / 12, 1 + 35 / 180])


def test_a_primary_that_nobody_shares_a_day_with_is_driven_to_alone() -> None:
    place = of_phases(
        tiny_place({"s": (10, 60), "p": (20, 30)}, {"t": (0, 200)}), ["secondary", "primary"]
    )
    costs = ClusterDays(visits_per_day={"secondary": 1}).costs(
        place.area, place.travel, place.clustering
    )
    assert costs.minutes[0] == pytest.approx([30, 50])


FULL_DAYS = ([1], [2, 2], [3, 3, 3], [2, 4, 4], [4, 4, 4, 4], [2, 3, 6], [6] * 6, [3, 3, 6, 6])
"""Visits, each filling one over so much of a day, that fill one day together."""


@given(st.sampled_from(FULL_DAYS), st.integers(1, 60), st.integers(1, 60))
def test_the_visits_of_a_mixed_day_cost_what_the_day_drives(
    day: list[int], out: int, leg: int
) -> None:
    """Bases ``out`` minutes away and settings ``leg`` minutes apart: out, n - 1 legs and back."""
    phase_of = {visits: phase for phase, visits in VISITS.items()}
    n = len(day)
    # Twice each, so that a visit that the day has once has another of its kind to go on to.
    place = of_phases(
        tiny_place({f"s{i}": (i, 10) for i in range(2 * n)}, {"t": (0, 100)}),
        [phase_of[visits] for visits in day] * 2,
    )
    minutes = np.full((2 * n + 1, 2 * n + 1), float(leg))
    minutes[-1, :] = minutes[:, -1] = float(out)
    np.fill_diagonal(minutes, 0.0)
    travel = replace(place.travel, minutes=minutes, miles=minutes)
    pattern = ClusterDays(leg_factor=1.0, visits_per_day=VISITS, sign_in_minutes=0.0)
    costs = pattern.costs(place.area, travel, place.clustering)
    assert costs.minutes[0, :n].sum() == pytest.approx(2 * out + (n - 1) * leg)


def test_the_estimate_stands_to_routed_days_as_for_days_of_one_kind() -> None:
    """Random settings within 8 minutes; days of a half and two quarters, driven in the best order.

    With the mean leg undiminished the estimate lies above what a best order drives, by less than a
    fifth: the leg factor, read off routed days, is what lies between.
    """
    rng = np.random.default_rng(3)
    at = rng.uniform(0, 8, (12, 2))
    base = np.array([-6.0, 4.0])
    minutes = np.zeros((13, 13))
    minutes[:12, :12] = np.hypot(*(at[:, None] - at[None]).T)
    minutes[12, :12] = minutes[:12, 12] = np.hypot(*(at - base).T)
    # Four primaries with a half day each week and eight special schools with a quarter.
    place = of_phases(
        tiny_place({f"s{i}": (i, 10) for i in range(12)}, {"t": (0, 100)}),
        ["primary"] * 4 + ["special"] * 8,
    )
    travel = replace(place.travel, minutes=minutes, miles=minutes)
    pattern = ClusterDays(
        leg_factor=1.0,
        visits_per_day=VISITS,
        hours_per_visit={"primary": 3.0, "special": 1.5},
        sign_in_minutes=0.0,
    )
    costs = pattern.costs(place.area, travel, place.clustering).minutes[0]
    driven = estimated = 0.0
    for _ in range(300):
        halves, quarters = rng.permutation(4), rng.permutation(np.arange(4, 12))
        for i in range(4):
            day = [halves[i], quarters[2 * i], quarters[2 * i + 1]]
            driven += min(
                minutes[12, a] + minutes[a, b] + minutes[b, c] + minutes[c, 12]
                for a, b, c in itertools.permutations(day)
            )
            estimated += costs[day].sum()
    assert 0.8 < driven / estimated < 1.0


def test_a_plan_by_phase_is_verified_and_counts_its_own_days() -> None:
    """Nine hours are a day and a half of six; three hours at s would be half a visit of six."""
    pattern = ClusterDays(visits_per_day={"secondary": 1}, hours_per_visit={"secondary": 6.0})
    plan = allocate(ROAD.area, ROAD.travel, ROAD.clustering, visits=pattern)
    assert verify(ROAD.area, ROAD.travel, ROAD.clustering, plan) == ()
    for item in plan.assignments:
        assert item.visits == pytest.approx(
            item.contact_hours / (6 if item.setting_id == "s" else 3)
        )
    card = measure(ROAD.area, ROAD.travel, ROAD.clustering, plan)
    primaries = plan.allocated_hours[1:].sum() / 2 / 6
    assert card["days_per_primary"].value == pytest.approx(primaries)
    assert card["travel_hours_if_planned"].value <= card["travel_hours_if_return"].value


def test_one_number_and_a_table_that_says_the_same_are_the_same() -> None:
    every = {phase.value: 3 for phase in Phase}
    for kind in (ReturnTrips, ClusterDays, OwnDays, PlannedDays):
        one = kind(visits_per_day=3).costs(ROAD.area, ROAD.travel, ROAD.clustering)
        same = kind(visits_per_day=every).costs(ROAD.area, ROAD.travel, ROAD.clustering)
        assert one.minutes == pytest.approx(same.minutes)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"hours_per_visit": {"nursery": 1.0}}, "hours_per_visit: unknown phase 'nursery'"),
        ({"hours_per_visit": {"primary": 0.0}}, "hours_per_visit.primary is 0"),
        ({"visits_per_day": {"primary": 1.5}}, "visits_per_day.*1.5"),
        ({"visits_per_day": {"primary": 0}}, "visits_per_day.primary is 0"),
        ({"hours_per_visit": "3"}, "hours_per_visit: found '3'; write the number without quotes"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: Mapping[str, object], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        VISIT_PATTERNS.build("cluster_days", **given)

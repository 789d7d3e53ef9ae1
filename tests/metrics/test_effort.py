"""Visits, travel, miles and money, by hand and between their bounds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.workforce import Team
from experts_at_hand.metrics import measure
from experts_at_hand.metrics.money import mileage_cost
from experts_at_hand.registry.protocols import VISIT_PATTERNS
from tests.metrics.test_access import card
from tests.places import TinyPlace, plan, tiny_place

pytestmark = pytest.mark.solver


def test_effort() -> None:
    """60 hours at a school 15 minutes away, an hour a visit, each its own trip.

    A contact hour takes 1.5 working hours, so a team of 90 hours meets the need. 30 hours of
    driving; 60 trips of 30 km. It is paid for 1,640 hours a post. A full day holds two visits.
    """
    place = tiny_place({"a": (15, 60)}, {"t": (0, 90)})
    measured = card(place)
    miles = 60 * 30 / 1.609344
    people = 90 / 926.25
    mileage = people * 3500 * 0.59 + (miles - people * 3500) * 0.24
    expected = {
        "visits": 60,
        "travel_hours": 30,
        "driving_hours": 30,
        "travel_hours_if_return": 30,
        "travel_hours_if_planned": 30,
        "travel_minutes_per_visit": 30,
        "share_of_paid_time_travelling": 30 / (90 / (38 * 37.5 * 0.65) * 1640),
        "longest_trip_minutes": 15,
        "miles": miles,
        "mileage_cost": mileage,
        "co2e": 0.27 * miles,
        "cost_per_contact_hour": (60 * 90 / (38 * 37.5 * 0.65) * 1640 + mileage) / 60,
        "days_per_primary": 30,
        "share_of_expected_days_primary": 0.75,
    }
    for metric, value in expected.items():
        assert measured[metric].value == pytest.approx(value, rel=1e-6), metric


@given(st.floats(0.05, 0.95), st.integers(0, 60), st.integers(20, 3_000))
def test_cutting_a_team_in_two_at_its_base_changes_no_cost(
    share: float, km: int, hours: int
) -> None:
    """Miles are paid by person, and the people of one base share them."""
    needs = {"a": (km, 900), "b": (km + 25, 700), "c": (2, 400)}
    whole = card(tiny_place(needs, {"t": (0, hours)}))
    halves = card(tiny_place(needs, {"t": (0, hours * share), "u": (0, hours * (1 - share))}))
    for metric in ("mileage_cost", "cost_per_contact_hour", "miles", "travel_hours"):
        assert halves[metric].value == pytest.approx(whole[metric].value, rel=1e-5), metric


def test_travel_between_its_bounds() -> None:
    """Under own days travel lies between every visit its own trip and a perfect planner.

    A, b and c at 10, 20 and 40 minutes need 20, 30 and 10 hours, all met; three-hour visits and
    two a day. Return: 30, 50 and 90 minutes; planned: 25, 35 and 60 (tests/travel derives them).
    """
    road = tiny_place({"a": (10, 20), "b": (20, 30), "c": (40, 10)}, {"t": (0, 500)})
    measured = card(
        TinyPlace(road.area, road.travel, road.clustering, VISIT_PATTERNS.build("own_days"))
    )
    visits = np.array([20, 30, 10]) / 3
    assert measured["travel_hours_if_return"].value == pytest.approx(visits @ [30, 50, 90] / 60)
    assert measured["travel_hours_if_planned"].value == pytest.approx(visits @ [25, 35, 60] / 60)
    assert (
        measured["travel_hours_if_planned"].value
        < measured["travel_hours"].value
        < measured["travel_hours_if_return"].value
    )


def test_mileage_rate_falls_after_3500_miles_each() -> None:
    assert mileage_cost(3500, 1) == pytest.approx(2065)
    assert mileage_cost(3600, 1) == pytest.approx(2065 + 24)
    assert mileage_cost(3600, 2) == pytest.approx(3600 * 0.59)


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_splitting_a_team_at_one_base_changes_no_mileage(share: float) -> None:
    """One post drives more than 3,500 miles a year for each person, however it is cut.

    One part serves the near setting and the other the far ones. Counted apart, the near part would
    leave some of its 3,500 miles at the higher rate unused, and the whole would look cheaper.
    """
    needs = {"near": (1, 200), "far": (60, 200), "further": (90, 200)}
    one, two = (
        tiny_place(needs, teams)
        for teams in (
            {"t": (0, 900)},
            {"t": (0, 900 * share), "other": (0, 900 * (1 - share))},
        )
    )
    whole = plan(one)
    parts = replace(
        whole,
        assignments=tuple(
            replace(a, team_id="other" if a.setting_id == "near" else "t")
            for a in whole.assignments
        ),
    )
    before = measure(one.area, one.travel, one.clustering, whole)
    after = measure(two.area, two.travel, two.clustering, parts)
    assert before["miles"].value > 3500 * one.area.teams[0].filled_wte
    assert after["mileage_cost"].value == pytest.approx(before["mileage_cost"].value)


def test_cost_of_an_hour() -> None:
    """As stated, else by band, else that of band 6."""
    place = tiny_place({"a": (0, 1)}, {"t": (0, 1)}).area.teams[0].place
    for band, stated, cost in (
        ("7", None, 72),
        ("Band 5", None, 47),
        ("", None, 60),
        ("7", 55.5, 55.5),
    ):
        team = Team(id="t", profession="salt", wte=1, place=place, band=band, hourly_cost=stated)
        assert hourly_cost(team) == cost

"""Every measure against a case that can be worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import Team
from experts_at_hand.metrics import measure
from experts_at_hand.metrics.equity import gini, kolm_pollak, percentile_ratio
from experts_at_hand.metrics.money import mileage_cost
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import VISIT_PATTERNS
from tests.places import TinyPlace, plan, tiny_place

pytestmark = pytest.mark.solver


def card(place: TinyPlace, *rules: Reach) -> Scorecard:
    """Plan, check and measure."""
    return measure(place.area, place.travel, place.clustering, plan(place, rules))


@pytest.fixture(scope="module")
def uneven() -> Scorecard:
    """Share 150 hours between a and b at the door, 100 each; c is 30 minutes away, out of reach.

    Access: a 0.75, b 0.75, c 0.
    """
    place = tiny_place({"a": (0, 100), "b": (0, 100), "c": (30, 100)}, {"t": (0, 150)})
    return card(place, Reach(max_minutes=5))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("lowest_access", 0.0),
        ("lowest_access_within_reach", 0.75),
        (
            "p10_access:profession=salt",
            0.15,
        ),  # a fifth of the way from 0 to 0.75: rank 0.1 x 2 of 0, 1, 2
        ("mean_access", 0.5),
        ("share_of_need_met", 0.5),
        ("share_below_50", 1 / 3),
        ("share_below_80", 1.0),
        ("unreached", 1.0),
        ("contact_hours", 150.0),
        ("gini_access:profession=salt", 1 / 3),  # four differences of 0.75 over 2 x 9 x 0.5
        ("p90_p10_access:profession=salt", 5.0),
        # k = 1.5 / 1.125 = 4/3; -ln((1 + 2/e) / 3) x 3/4
        ("kolm_pollak_access:profession=salt", -math.log((1 + 2 / math.e) / 3) * 0.75),
        ("lowest_access:phase=primary", 0.0),
        ("mean_access:profession=salt", 0.5),
        ("share_of_need_met:phase=primary", 0.5),
    ],
)
def test_access_and_equity(uneven: Scorecard, metric: str, value: float) -> None:
    assert uneven[metric].value == pytest.approx(value, abs=1e-6)


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


def test_the_spread_of_days_stands_beside_the_mean() -> None:
    """Full need for four schools of 6, 12, 18 and 60 hours: 1, 2, 3 and 10 days of two visits.

    The mean is 4 days and the median 2.5; the tenth percentile lies 0.3 of the way from 1 to 2.
    """
    place = tiny_place({"a": (0, 6), "b": (0, 12), "c": (0, 18), "d": (0, 60)}, {"t": (0, 9_000)})
    measured = card(place)
    days = {
        word: measured[f"days_{word}_primary"].value
        for word in ("lowest", "p10", "median", "highest")
    }
    scale = days["lowest"]
    assert {word: value / scale for word, value in days.items()} == pytest.approx(
        {"lowest": 1.0, "p10": 1.3, "median": 2.5, "highest": 10.0}
    )
    assert measured["days_per_primary"].value / scale == pytest.approx(4.0)


def test_spread_is_that_of_a_profession(uneven: Scorecard) -> None:
    """No pooled figure: a second profession that is short would look unequal, or hide what is."""
    names = [m.metric for m in uneven]
    for metric in ("gini_access", "p10_access", "p90_p10_access", "kolm_pollak_access"):
        assert metric not in names
        assert f"{metric}:profession=salt" in names


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


def test_deprivation_fifths_and_their_gap() -> None:
    """Five schools, the most deprived out of reach: its access 0, the least deprived's 1."""
    place = tiny_place(
        {"a": (60, 10), "b": (0, 10), "c": (0, 10), "d": (0, 10), "e": (0, 10)}, {"t": (0, 40)}
    )
    idaci = {"a": 0.5, "b": 0.4, "c": 0.3, "d": 0.2, "e": 0.1}
    settings = tuple(
        type(s)(
            id=s.id,
            name=s.name,
            phase=Phase.PRIMARY,
            place=s.place,
            idaci=idaci[s.id],
            need_hours=s.need_hours,
        )
        for s in place.area.settings
    )
    deprived = TinyPlace(place.area.replace(settings=settings), place.travel, place.clustering)
    measured = card(deprived, Reach(max_minutes=30))
    assert measured["deprivation_gap"].value == pytest.approx(1)
    assert measured["lowest_access:deprivation_fifth=1"].value == pytest.approx(0)
    assert measured["lowest_access:deprivation_fifth=2"].value == pytest.approx(1)
    answer = plan(deprived)
    fifths = Plan(deprived.area, deprived.travel, deprived.clustering, answer).fifths
    assert fifths.tolist() == [1, 2, 3, 4, 5]


def test_clusters_are_measured_where_there_are_several() -> None:
    place = tiny_place({"a": (0, 10), "b": (50, 10)}, {"t": (0, 10)}, groups=[["a"], ["b"]])
    measured = card(place, Reach(max_minutes=30))
    assert measured["mean_access:cluster=C1"].value == pytest.approx(1)
    assert measured["mean_access:cluster=C2"].value == pytest.approx(0)
    alone = card(tiny_place({"a": (0, 10)}, {"t": (0, 10)}))
    assert not any("cluster=" in m.metric for m in alone)


def test_every_measure_has_unit_direction_and_label() -> None:
    measured = card(tiny_place({"a": (3, 10), "b": (8, 10)}, {"t": (0, 10)}))
    assert len({m.metric for m in measured}) == len(measured)
    for m in measured:
        assert m.unit, m.metric
        assert m.label[0].isupper(), m.metric
        assert m.better in {"higher", "lower"}


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


shares = st.lists(st.floats(0.01, 1), min_size=1, max_size=30).map(np.array)


@given(shares)
def test_indexes_keep_their_ranges(values: np.ndarray) -> None:
    """Gini from 0 to 1, the ratio from 1, Kolm-Pollak between the lowest and the mean."""
    assert 0 <= gini(values) < 1
    assert percentile_ratio(values) >= 1
    assert values.min() - 1e-9 <= kolm_pollak(values) <= values.mean() + 1e-9


@given(shares, st.floats(0.1, 10))
def test_gini_does_not_depend_on_the_unit(values: np.ndarray, factor: float) -> None:
    assert gini(values * factor) == pytest.approx(gini(values), abs=1e-9)


@given(shares)
def test_gini_is_the_mean_difference_of_all_pairs(values: np.ndarray) -> None:
    pairs = np.abs(values[:, None] - values).mean()
    assert gini(values) == pytest.approx(pairs / (2 * values.mean()), abs=1e-9)


def test_nothing_to_measure_is_nan() -> None:
    nothing = np.array([])
    assert math.isnan(gini(nothing))
    assert math.isnan(kolm_pollak(nothing))
    assert math.isnan(percentile_ratio(nothing))
    assert gini(np.zeros(3)) == 0
    assert kolm_pollak(np.zeros(3)) == 0
    assert percentile_ratio(np.array([0.0] * 5 + [1.0] * 5)) == math.inf

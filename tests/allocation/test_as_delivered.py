"""Today: hours as stated are measured by the scorecard, brought with least travel, never planned.

Three settings on a road, SALT teams at kilometre 0 and 10, an hour each, ``k = 1 + 2 km/60``:

| setting | km | need | gets | brought by |
|---|---|---|---|---|
| a | 0 | 20 | 30 | west, named |
| b | 3 | 10 | 4 | west: 3 minutes against 7 |
| c | 9 | 10 | not known | nobody |

Access is 1 at a (30 of 20 is more than all), 0.4 at b and 0 at c: lowest 0, mean 1.4 / 3; of 40
hours needed 24 are met, 60%. West works 30 + 4 x (1 + 6 / 60) = 34.4 hours.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.allocation import verify
from experts_at_hand.allocation.as_delivered import AsDelivered
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.errors import DataError
from experts_at_hand.metrics import measure
from tests.places import TinyPlace, allocated_by, tiny_place


def today(*stated: tuple[str, float, str], west: float = 40.0, east: float = 20.0) -> TinyPlace:
    place = tiny_place(
        {"a": (0, 20), "b": (3, 10), "c": (9, 10)}, {"west": (0, west), "east": (10, east)}
    )
    delivered = tuple(
        DeliveredHours(setting_id=id_, profession="salt", hours=hours, team_id=team)
        for id_, hours, team in stated
    )
    return replace(place, area=place.area.replace(delivered=delivered))


def as_delivered(place: TinyPlace) -> Allocation:
    return allocated_by(place, AsDelivered())


EXAMPLE = (("a", 30.0, "west"), ("b", 4.0, ""))


def test_hours_are_measured_as_derived_by_hand() -> None:
    place = today(*EXAMPLE)
    plan = as_delivered(place)
    brought = {(a.team_id, a.setting_id): a.contact_hours for a in plan.assignments}
    assert brought == {("west", "a"): 30.0, ("west", "b"): 4.0}
    assert plan.access[:, 0] == pytest.approx([1.0, 0.4, 0.0])
    card = measure(place.area, place.travel, place.clustering, plan)
    assert card["lowest_access"].value == 0.0
    assert card["mean_access"].value == pytest.approx(1.4 / 3)
    assert card["share_of_need_met"].value == pytest.approx(0.6)
    assert card["contact_hours"].value == pytest.approx(34.0)
    assert card["travel_hours"].value == pytest.approx(0.4)
    assert verify(place.area, place.travel, place.clustering, plan) == ()


def test_no_optimum_is_claimed() -> None:
    plan = as_delivered(today(*EXAMPLE))
    assert not plan.optimal
    assert plan.objectives == ()


def test_what_is_not_known_and_what_is_left_over_is_said() -> None:
    plan = as_delivered(today(*EXAMPLE))
    assert plan.doubts == (
        "what 1 setting get today of speech and language therapy is not known and counted as "
        "nothing: C",
    )
    # 40 - 34.4 of west and all 20 of east.
    assert plan.notes[0].startswith("26 working hours a year of speech and language therapy")


def test_capacity_that_is_exceeded_is_said_with_the_excess() -> None:
    plan = as_delivered(today(*EXAMPLE, ("c", 0.0, ""), west=30.0))
    assert "west would work 34 hours a year with travel, 4 more than the 30" in plan.doubts[0]


def test_teams_of_one_base_share_by_capacity() -> None:
    place = tiny_place({"a": (2, 50)}, {"x": (0, 30), "y": (0, 10), "far": (9, 99)})
    hours = DeliveredHours(setting_id="a", profession="salt", hours=20.0)
    plan = as_delivered(replace(place, area=place.area.replace(delivered=(hours,))))
    brought = {a.team_id: a.contact_hours for a in plan.assignments}
    assert brought == pytest.approx({"x": 15.0, "y": 5.0})


def test_nothing_known_at_all_is_refused() -> None:
    with pytest.raises(DataError, match="delivered_salt_hours"):
        as_delivered(today())


def test_hours_that_nobody_can_bring_are_refused() -> None:
    place = today(*EXAMPLE)
    minutes = place.travel.minutes.copy()
    minutes[:, place.travel.index["b"]] = np.inf
    cut = replace(place, travel=replace(place.travel, minutes=minutes))
    with pytest.raises(DataError, match=r"4 hours of salt .* B \(b\).*correct the hours"):
        as_delivered(cut)


@pytest.mark.parametrize("change", [("b", 3.0, ""), ("a", 30.0, "east"), ("c", 1.0, "")])
def test_a_plan_of_other_hours_is_caught(change: tuple[str, float, str]) -> None:
    others = tuple(stated for stated in EXAMPLE if stated[0] != change[0])
    plan = as_delivered(today(*EXAMPLE))
    place = today(*others, change)
    assert verify(place.area, place.travel, place.clustering, plan)


@given(st.lists(st.floats(0, 200), min_size=3, max_size=3))
def test_every_hour_stated_is_brought_once(hours: list[float]) -> None:
    place = today(*zip("abc", hours, ("", "east", "west"), strict=True))
    plan = as_delivered(place)
    assert plan.allocated_hours[:, 0] == pytest.approx(hours)
    assert verify(place.area, place.travel, place.clustering, plan) == ()


def test_a_team_whose_profession_is_another_by_now_is_not_the_one_named() -> None:
    """Somebody else brings the hours; and the plan survives its check."""
    place = today(*EXAMPLE)
    place = replace(place, area=place.area.replace(teams=(
        replace(place.area.teams[0], profession="ot"), place.area.teams[1],
    ), settings=place.area.settings, delivered=(
        *place.area.delivered, DeliveredHours(setting_id="a", profession="ot", hours=1.0),
    )))  # fmt: skip
    plan = as_delivered(place)
    brought = {(a.team_id, a.setting_id, a.profession) for a in plan.assignments}
    assert brought == {("east", "a", "salt"), ("east", "b", "salt"), ("west", "a", "ot")}
    assert verify(place.area, place.travel, place.clustering, plan) == ()


def test_who_is_served_is_not_called_out_of_reach() -> None:
    """West is vacant by now and alone could get to b: what it brings counts, and b is served."""
    place = today(("a", 5.0, "east"), ("b", 4.0, "west"), west=0.0)
    minutes = place.travel.minutes.copy()
    minutes[place.travel.index["east"], place.travel.index["b"]] = np.inf
    place = replace(place, travel=replace(place.travel, minutes=minutes))
    plan = as_delivered(place)
    assert plan.unreached == ()
    assert verify(place.area, place.travel, place.clustering, plan) == ()

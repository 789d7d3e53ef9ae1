"""The whole allocation on places small enough to draw, and the laws it keeps anywhere."""

import pytest

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.allocation.objectives import UnmetNeed, WorstRatio
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.allocation import Allocation
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver


def levels_of(answer: Allocation) -> list[tuple[float, int]]:
    """Levels of access at which settings were fixed, rounded, and how many at each."""
    return [(round(level, 6), count) for level, count in answer.objectives[0].levels]


def test_two_settings_share_in_proportion() -> None:
    """60 hours, no travel, needs of 80 and 40: both reach one half.

    base, a (80 h) and b (40 h) all stand at kilometre 0
    """
    answer = plan(tiny_place({"a": (0, 80), "b": (0, 40)}, {"t": (0, 60)}))
    assert answer.access[:, 0] == pytest.approx([0.5, 0.5], abs=1e-6)
    assert answer.allocated_hours[:, 0] == pytest.approx([40, 20], abs=1e-4)
    assert answer.objectives[0].value == pytest.approx(0.5)
    assert answer.objectives[0].words == "optimal"


def test_travel_uses_up_hours() -> None:
    """30 km away a one-hour visit takes two working hours: 60 hours give 30, half of 60."""
    answer = plan(tiny_place({"a": (30, 60)}, {"t": (0, 60)}))
    assert answer.access[0, 0] == pytest.approx(0.5)
    (item,) = answer.assignments
    assert (item.contact_hours, item.travel_hours) == pytest.approx((30, 30))
    assert answer.objectives[1].value == pytest.approx(30)


def test_leximin_goes_on_after_the_worst_off_is_settled() -> None:
    """One max-min round would stop at 0.25 for all; leximin lifts those who can rise.

        west: base w (25 h) - a (100 h)        east: base e (150 h) - b (100 h), c (100 h)

    Nobody drives more than 5 minutes, so a has 25 / 100, and b and c share 150 / 200.
    """
    place = tiny_place(
        {"a": (0, 100), "b": (100, 100), "c": (100, 100)}, {"w": (0, 25), "e": (100, 150)}
    )
    answer = plan(place, rules=[Reach(max_minutes=5)])
    assert answer.access[:, 0] == pytest.approx([0.25, 0.75, 0.75], abs=1e-6)
    assert levels_of(answer) == [(0.25, 1), (0.75, 2)]


def test_a_setting_that_nobody_reaches_is_named_and_stops_nobody() -> None:
    """The far setting has access 0 and is named; the near one still gets all it needs."""
    place = tiny_place({"near": (0, 10), "far": (500, 10)}, {"t": (0, 100)})
    answer = plan(place, rules=[Reach(max_minutes=45)])
    assert answer.unreached == (("far", "salt"),)
    assert answer.access[:, 0] == pytest.approx([1.0, 0.0])
    assert answer.objectives[0].value == pytest.approx(1.0)


def test_a_team_without_hours_reaches_nobody() -> None:
    """A vacant post next door does not make a setting one that is within reach."""
    place = tiny_place({"a": (0, 10), "b": (100, 10)}, {"t": (0, 5), "vacant": (100, 0)})
    answer = plan(place, rules=[Reach(max_minutes=5)])
    assert answer.unreached == (("b", "salt"),)


def test_professions_are_planned_side_by_side() -> None:
    """30 SALT hours and 60 OT hours for a need of 60 each: access 0.5 and 1."""
    answer = plan(tiny_place({"a": (0, 60)}, {"t": (0, 30)}, ot_teams={"o": (0, 60)}))
    assert answer.professions == ("salt", "ot")
    assert answer.access[0] == pytest.approx([0.5, 1.0])
    assert answer.objectives[0].value == pytest.approx(0.5)
    assert levels_of(answer) == [(0.5, 1), (1.0, 1)]


def test_objectives_are_settled_in_the_order_stated() -> None:
    """Met first, the near setting takes all; fairest first, both get the same share.

    60 working hours; a at the base (k = 1) and b 30 km away (k = 2), 60 hours of need each. Least
    unmet: 60 hours at a, none at b. Fairest: x + 2 x = 60, 20 hours each.
    """
    place = tiny_place({"a": (0, 60), "b": (30, 60)}, {"t": (0, 60)})
    met = plan(place, objectives=[UnmetNeed(), WorstRatio()])
    assert met.objectives[0].value == pytest.approx(60)
    assert met.access[:, 0] == pytest.approx([1.0, 0.0], abs=1e-4)
    fair = plan(place, objectives=[WorstRatio(), UnmetNeed()])
    assert fair.access[:, 0] == pytest.approx([1 / 3, 1 / 3], abs=1e-6)
    assert fair.objectives[1].value == pytest.approx(80)


def test_travel_time_prefers_the_near_team_once_access_is_settled() -> None:
    """Both teams could serve both settings in full; each takes the one at its door."""
    place = tiny_place({"a": (0, 10), "b": (30, 10)}, {"w": (0, 100), "e": (30, 100)})
    answer = plan(place)
    assert {(i.team_id, i.setting_id) for i in answer.assignments} == {("w", "a"), ("e", "b")}
    assert answer.objectives[1].value == pytest.approx(0, abs=1e-5)


def test_a_stopped_solver_never_says_optimal() -> None:
    """With no time at all, the empty plan stands, with the bound that pooled capacity gives.

    60 hours for 120 hours of need at the door: nobody could have more than one half.
    """
    place = tiny_place({"a": (0, 80), "b": (0, 40)}, {"t": (0, 60)})
    answer = allocate(
        place.area, place.travel, place.clustering, visits=place.visits, time_limit_seconds=1e-9
    )
    assert not answer.optimal
    assert answer.objectives[0].value == 0
    assert answer.objectives[0].bound == pytest.approx(0.5)
    assert answer.objectives[0].words == "stopped, gap 100.0%"
    assert verify(place.area, place.travel, place.clustering, answer) == ()
